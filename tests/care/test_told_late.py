"""What a driver did without signal at a stop that was taken from them meanwhile: it is kept, the desk sees it, and the phone lets go of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.asking import step
from tests.care.days import a_plan, delivery, drives, home, hub
from tests.care.driving_stage import deliveries, driver
from tests.care.test_driving import ends
from tests.care.test_run_ends import two_homes
from tests.cast import Person
from wekeep.care.actions.publishing import publish
from wekeep.care.models import DayPlan, PastStop, Run, Stop, Trip
from wekeep.care.queries.problems import problem_of
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.written import plan_of, written
from wekeep.journal.models import Entry
from wekeep.kit import clock

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver of the north."""
    return driver()


def told(by: Client, run: Run, stops: list[Stop], outcome: str, **more: Any) -> tuple[int, str]:
    """What a phone tells later, and what it is answered."""
    named = [f"{one.code} {one.trip.code[:4].upper()}" for one in stops]
    said = {"stop": [one.code for one in stops], "named": named, "outcome": outcome, **more}
    answer = by.post(f"/my-runs/{run.code}/tell/", said, headers={"Accept": "application/json"})
    words = answer.json()
    return answer.status_code, " ".join(words.get("say", []) + words.get("errors", {}).get("", []))


def desk(cora: Person, run: Run) -> str:
    return cora.client().get(f"/runs/day/?day={run.plan.day:%Y-%m-%d}").content.decode()


def test_what_was_handed_over_before_the_trip_was_called_off_is_kept_for_the_desk(cora: Person, drew: Person) -> None:
    (run, words), client = two_homes(drew), drew.client()
    step(words, "withdraw")
    second = ends(run, Side.DROP)[1]
    assert "Told later" not in desk(cora, run)
    for _n in range(2):
        status, said = told(client, run, [second], "handed", phone_time=clock.now().isoformat())
        assert status == 200 and said.startswith(
            f"Called off meanwhile, or with somebody else: {second.trip.code[:4].upper()}."
        )
        assert "What you did is kept, and the desk sees it." in said
    kept = PastStop.objects.get()
    assert (kept.trip, kept.outcome, kept.side) == (second.trip, "handed", "drop") and kept.outcome_at
    second.refresh_from_db()
    assert (second.outcome, Trip.objects.get(pk=second.trip_id).state) == ("waiting", "cancelled")
    assert Entry.objects.filter(kind="run.stops_told", about=run.code).count() == 1
    page = desk(cora, run)
    assert (
        "Told later, of what was theirs no more" in page
        and "Handed over" in page
        and "The trip now: Called off" in page
    )
    assert told(client, run, [second], "left")[0] == 409, "the first word stands"
    assert PastStop.objects.get().outcome == "handed"


def test_of_one_press_what_is_still_the_drivers_is_told_and_the_rest_kept(cora: Person, drew: Person) -> None:
    (run, words), client = two_homes(drew), drew.client()
    step(words, "withdraw")
    both = ends(run, Side.PICKUP)
    status, said = told(client, run, both, "loaded")
    assert status == 200 and both[1].trip.code[:4].upper() in said and both[0].trip.code[:4].upper() not in said
    assert [one.outcome for one in ends(run, Side.PICKUP)] == ["loaded", "waiting"]
    assert PastStop.objects.get().outcome == "loaded" and Run.objects.get(pk=run.pk).state == "out"


def test_a_run_that_was_taken_back_while_its_driver_had_no_signal_loses_nothing(cora: Person) -> None:
    place, drew = hub(), drives("drew")
    for n in (1, 2):
        delivery(home((n, 0), area="Longfellow"), place, leaves_from=12 * 60)
    plan = a_plan()
    plan.draft = written(nearest_first(problem_of(plan).problem))
    plan.save()
    publish(actor=cora.actor, code=plan.code, edition=0)
    run = Run.objects.get()
    stops = list(run.stops.select_related("trip").order_by("turn"))
    with clock.simulated(run.begins - timedelta(minutes=110)):
        drop = next(one for one in stops if one.side == Side.DROP)
        taken_back(cora, plan)
        assert not Stop.objects.exists() and PastStop.objects.count() == len(stops)
        client = drew.client()
        status, said = told(client, run, [drop], "handed")
        assert status == 200 and said.startswith(f"This run is not yours any more: {drop.trip.code[:4].upper()}.")
        assert PastStop.objects.exclude(outcome="waiting").get().code == drop.code
        page = desk(cora, run)
        assert "Handed over" in page and "Longfellow" in page and "The trip now: Nobody can drive it" in page
        assert client.get(f"/my-runs/{run.code}/").status_code == 404, "nothing else of it is theirs"
        other = client.post(f"/my-runs/{run.code}/tell/", {"stop": drop.code, "outcome": "handed"}, follow=True)
        assert "This run is not yours any more" in other.content.decode(), "said on the list where there is no script"
        stranger = drives("dee").client()
        answer = stranger.post(f"/my-runs/{run.code}/tell/", {"stop": drop.code, "outcome": "handed"})
        assert answer.status_code == 404


def taken_back(cora: Person, plan: DayPlan) -> None:
    """The coordinator tells a version without the run."""
    plan.refresh_from_db()
    codes = tuple(plan_of(plan.draft).served_by)
    DayPlan.objects.filter(pk=plan.pk).update(draft=written(Plan((), codes)))
    publish(actor=cora.actor, code=plan.code, edition=plan.edition)


def test_of_a_run_that_is_far_ahead_nothing_is_remembered(cora: Person) -> None:
    place = hub()
    drives("drew")
    delivery(home((1, 0)), place)
    plan = a_plan()
    plan.draft = written(nearest_first(problem_of(plan).problem))
    plan.save()
    publish(actor=cora.actor, code=plan.code, edition=0)
    with clock.simulated(Run.objects.get().begins - timedelta(hours=3)):
        taken_back(cora, plan)
    assert not PastStop.objects.exists() and Run.objects.get().state == "withdrawn"


def test_who_dropped_out_is_heard_of_what_the_desk_does_not_know_yet(cora: Person, drew: Person) -> None:
    run, client = deliveries(drew), drew.client()
    first, second, _third = ends(run, Side.DROP)
    assert told(client, run, ends(run, Side.PICKUP), "loaded")[0] == 200
    assert told(client, run, [first], "handed", idempotency_key="k1")[0] == 200
    assert client.post(f"/my-runs/{run.code}/step/", {"do": "drop_out"}).status_code == 302
    assert told(client, run, [first], "handed", idempotency_key="k1") == (200, ""), "it is written down already"
    status, said = told(client, run, [second], "left")
    assert status == 200 and "This run is not yours any more" in said
    assert PastStop.objects.get().code == second.code and "Left at the door" in desk(cora, run)
    assert Trip.objects.get(pk=second.trip_id).state == "failed", "whether it counts is for a person to say"


def test_what_cannot_become_of_a_stop_is_kept_of_no_run(cora: Person, drew: Person) -> None:
    (run, words), client = two_homes(drew), drew.client()
    step(words, "withdraw")
    assert told(client, run, ends(run, Side.DROP)[1:], "boarded")[0] == 409
    assert not PastStop.objects.exists()
