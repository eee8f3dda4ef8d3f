"""Held reports: kept, out of everyone's sight but a verifier's, swept with two keys, and never lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import NORTH, Cast
from wekeep.kit import clock, proof
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import Refused
from wekeep.watch.actions import sightings
from wekeep.watch.actions.intake import GATE, Sender
from wekeep.watch.actions.merging import place_sightings
from wekeep.watch.actions.sweeping import sweep_batch
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.held import batches
from wekeep.watch.queries.incidents import board
from wekeep.watch.queries.sightings import sightings_visible_to
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import Report, Spot
from wekeep.watch.rules.standing import HeldFor, Lane, Ruling, Standing
from wekeep.watch.rules.status import Source
from wekeep.work import actions as work
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING

NOON = datetime(2026, 1, 12, 18, 0, tzinfo=UTC)
WORDS = "men in green vests are taking people out of the bakery on the corner"
Hold = Callable[..., sightings.Filed]


class Held(Sender):
    """A sender whose reports are all held."""

    def judge(self, report: Report) -> Ruling:
        return Ruling(Standing.ORDINARY, HeldFor.SAME_WORDS, report.text[:16])


@pytest.fixture
def hold(transactional_db: None, zones: object) -> Hold:
    """Send a report that is held."""
    count = 0

    def hold(text: str = WORDS, lat: float = 45.0, activity: Activity = Activity.DETAINING) -> sightings.Filed:
        nonlocal count
        count += 1
        report = Report(observed_at=clock.now(), spot=Spot(lat, -93.0), activity=activity, text=text)
        key = f"held-report-{count:06}"
        return sightings.file_sighting(
            actor=VISITOR, report=report, source=Source.WEB, key=key, body=key, sender=Held("somewhere")
        )

    return hold


@pytest.fixture
def storm() -> None:
    """Very many reports of strangers in the last minute."""
    for number in range(600):
        Sender(f"storm-{number}").judge(Report(observed_at=NOON, spot=Spot(45.0, -93.0), text=str(number)))


def post(client: Client, **fields: str) -> str:
    """Send the form as a browser without scripts does."""
    given = {
        "idempotency_key": "a-key-of-this-form",
        "lat": "45.0",
        "lon": "-93.0",
        "activity": "detaining",
        "when": "0",
    }
    answer = client.post("/report/", given | fields)
    assert answer.status_code == 201 or answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_held_report_is_on_no_board_in_no_incident_and_in_nobodys_list(hold: Hold, cast: Cast) -> None:
    filed = hold()
    drain(MERGING)
    place_sightings(codes=[filed.code])
    assert not Incident.objects.exists()
    assert not board(cast.dana.actor)
    assert not sightings_visible_to(cast.dana.actor).exists()


def test_its_reporter_hears_what_every_reporter_hears(hold: Hold) -> None:
    answer = Client().post("/receipt/", {"words": hold().words}).content.decode()
    assert "Many reports are coming in" not in answer
    assert "people who check" in answer


def test_a_verifier_keeps_a_batch_of_look_alikes_at_once_and_it_goes_to_the_board(hold: Hold, cast: Cast) -> None:
    for _one in range(5):
        hold()
    page = cast.amina.client().get("/sweep/").content.decode()
    assert "5 reports that look alike" in page
    assert WORDS in page
    (batch,) = batches(cast.amina.actor)
    given = {"zone": NORTH, "held_for": batch.held_for, "alike": batch.alike, "until": batch.until, "choice": "keep"}
    assert cast.amina.client().post("/sweep/batch/", given, follow=True).status_code == 200
    drain(MERGING)
    (row,) = board(cast.dana.actor)
    assert row.sightings_count == 5
    assert not batches(cast.amina.actor)


def test_what_is_dropped_is_seen_no_more_and_comes_back_with_one_key(hold: Hold, cast: Cast) -> None:
    hold()
    client = cast.amina.client()
    (batch,) = batches(cast.amina.actor)
    given = {"zone": NORTH, "held_for": batch.held_for, "alike": batch.alike, "until": batch.until, "choice": "drop"}
    page = client.post("/sweep/batch/", given, follow=True)
    assert WORDS not in page.content.decode()
    code = Sighting.objects.get().swept_in
    assert reverse("watch:sweep_undo", args=[code]) in page.content.decode()
    again = client.post(f"/sweep/{code}/undo/", follow=True)
    assert WORDS in again.content.decode()


def test_what_was_kept_and_is_taken_back_leaves_the_board_again(hold: Hold, cast: Cast) -> None:
    hold()
    (batch,) = batches(cast.amina.actor)
    code, count = sweep_batch(
        actor=cast.amina.actor,
        zone=NORTH,
        held_for=batch.held_for,
        alike=batch.alike,
        until=batch.until,
        keep=True,
    )
    drain(MERGING)
    assert (count, len(board(cast.dana.actor))) == (1, 1)
    cast.amina.client().post(f"/sweep/{code}/undo/")
    drain(MERGING)
    assert not board(cast.dana.actor)
    assert len(batches(cast.amina.actor)) == 1


def test_nobody_sweeps_what_came_after_they_looked(hold: Hold, cast: Cast) -> None:
    hold()
    (seen,) = batches(cast.amina.actor)
    late = hold()
    sweep_batch(
        actor=cast.amina.actor, zone=NORTH, held_for=seen.held_for, alike=seen.alike, until=seen.until, keep=False
    )
    assert Sighting.objects.get(code=late.code).lane == Lane.HELD


def test_two_who_sweep_the_same_batch_do_it_once(hold: Hold, cast: Cast) -> None:
    hold()
    (seen,) = batches(cast.amina.actor)
    given = {"zone": NORTH, "held_for": seen.held_for, "alike": seen.alike, "until": seen.until}
    sweep_batch(actor=cast.amina.actor, **given, keep=True)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already"):
        sweep_batch(actor=cast.amina.actor, **given, keep=False)  # type: ignore[arg-type]


def test_another_zones_verifier_sees_nothing_of_it_and_cannot_sweep_or_undo(hold: Hold, cast: Cast) -> None:
    hold()
    (seen,) = batches(cast.amina.actor)
    assert not batches(cast.vera.actor)
    assert WORDS not in cast.vera.client().get("/sweep/").content.decode()
    given = {"zone": NORTH, "held_for": seen.held_for, "alike": seen.alike, "until": seen.until, "choice": "drop"}
    assert cast.vera.client().post("/sweep/batch/", given).status_code == 403
    cast.amina.client().post("/sweep/batch/", given)
    assert cast.vera.client().post(f"/sweep/{Sighting.objects.get().swept_in}/undo/").status_code == 404


def test_the_strongest_evidence_and_the_least_copied_are_shown_first(hold: Hold, cast: Cast) -> None:
    for _one in range(3):
        hold("many said this in the very same words")
    hold("one person said this", activity=Activity.STAGING)
    hold("and one said this", activity=Activity.DETAINING)
    assert [one.shown[0].text for one in batches(cast.amina.actor)] == [
        "and one said this",
        "many said this in the very same words",
        "one person said this",
    ]


def test_what_nobody_swept_is_deleted_after_three_days(hold: Hold) -> None:
    with clock.simulated(NOON):
        hold()
    with clock.simulated(NOON + timedelta(hours=73)):
        sightings.forget_sightings()
    assert not Sighting.objects.exists()


def test_what_was_held_can_be_taken_back_by_who_sent_it(hold: Hold, cast: Cast) -> None:
    filed = hold()
    Client().post("/receipt/", {"words": filed.words, "do": "withdraw"})
    assert not batches(cast.amina.actor)
    assert Sighting.objects.get().text == ""


def test_verifiers_are_told_beside_their_queue_that_something_is_held(hold: Hold, cast: Cast) -> None:
    assert "/sweep/" not in cast.amina.client().get("/board/queue/").content.decode()
    hold()
    assert "/sweep/" in cast.amina.client().get("/board/queue/").content.decode()


def test_in_calm_a_phone_is_asked_for_nothing_and_in_a_flood_for_a_sum(db: None, zones: object, storm: None) -> None:
    asked = Client().get("/report/challenge/").json()["challenge"]
    assert proof.bits_of(asked) > 0
    GATE.forget()
    assert proof.bits_of(Client().get("/report/challenge/").json()["challenge"]) == 0


def test_without_scripts_a_report_in_a_flood_is_kept_and_goes_on_after_a_wait(
    transactional_db: None, zones: object, storm: None, cast: Cast
) -> None:
    with clock.simulated(NOON):
        page = post(Client())
        assert "Send it on" in page
        (held,) = Sighting.objects.all()
        assert held.lane == Lane.HELD
        words = page.split('name="words" value="')[1].split('"')[0]
        early = Client().post("/receipt/", {"words": words, "do": "send_on"}).content.decode()
        assert "Not yet" in early
    with clock.simulated(NOON + timedelta(seconds=21)):
        assert "goes on now" in Client().post("/receipt/", {"words": words, "do": "send_on"}).content.decode()
        drain(MERGING)
        assert len(board(cast.dana.actor)) == 1


def test_with_the_sum_done_a_report_in_a_flood_goes_to_the_board_at_once(
    transactional_db: None, zones: object, cast: Cast
) -> None:
    key = "a-key-of-this-form"
    asked = Client().get("/report/challenge/").json()["challenge"]
    for number in range(600):
        Sender(f"storm-{number}").judge(Report(observed_at=NOON, spot=Spot(45.0, -93.0), text=str(number)))
    page = post(Client(), idempotency_key=key, proof=proof.solve(asked, key))
    assert "Send it on" not in page
    drain(MERGING)
    assert len(board(cast.dana.actor)) == 1


def test_the_same_report_with_the_missing_proof_is_freed_and_not_stored_twice(
    transactional_db: None, zones: object, storm: None, cast: Cast
) -> None:
    client, key, body = Client(), "api-key-0123456789", {"lat": 45.0, "lon": -93.0, "activity": "detaining"}
    headers = {"Idempotency-Key": key}
    first = client.post("/api/v1/sightings", body, content_type="application/json", headers=headers)
    assert (first.status_code, first.json()["wants_proof"]) == (201, True)
    asked = client.get("/api/v1/sightings/challenge").json()
    assert asked["bits"] > 0
    easier = proof.issue(settings.SECRET_KEY, "report", 4, int(clock.now().timestamp()))
    headers["Proof-Of-Work"] = proof.solve(easier, key)
    again = client.post("/api/v1/sightings", body, content_type="application/json", headers=headers)
    assert (again.status_code, again.json()["wants_proof"]) == (200, False)
    assert again.json()["receipt"] == first.json()["receipt"]
    drain(MERGING)
    assert [row.sightings_count for row in board(cast.dana.actor)] == [1]


def test_a_member_in_a_flood_is_asked_for_nothing(
    transactional_db: None, zones: object, storm: None, cast: Cast
) -> None:
    client = cast.omar.client()
    assert proof.bits_of(client.get("/report/challenge/").json()["challenge"]) == 0
    post(client)
    assert Sighting.objects.get().lane == Lane.OPEN
    assert Sighting.objects.get().standing == Standing.KNOWN


class Weak(Sender):
    """A sender of whom the gate thinks little."""

    def judge(self, report: Report) -> Ruling:
        return Ruling(Standing.WEAK)


def test_no_true_report_waits_in_the_lane_behind_those_of_a_crowd(db: None, zones: object) -> None:
    def send(number: int, sender: Sender | None) -> str:
        report = Report(observed_at=clock.now(), spot=Spot(45.0, -93.0), activity=Activity.DETAINING)
        key = f"report-in-the-lane-{number}"
        return sightings.file_sighting(
            actor=VISITOR, report=report, source=Source.WEB, key=key, body=key, sender=sender
        ).code

    crowd = [send(number, Weak("crowd")) for number in range(20)]
    true = send(20, None)
    _token, jobs = work.claim(MERGING, 3)
    assert [job.payload["code"] for job in jobs] == [true, *crowd[:2]]
