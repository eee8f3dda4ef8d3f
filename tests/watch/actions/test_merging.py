"""From a filed sighting to its incident, through the lane that runs in production."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import NORTH, Cast
from tests.meanwhile import Meanwhile
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.errors import NotFound, Refused
from wekeep.watch.actions.incidents import merge_incidents, split_incident
from wekeep.watch.actions.merging import reconsider_sighting
from wekeep.watch.actions.recorded import file_recorded
from wekeep.watch.actions.verification import give_outcome
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.incidents import board, get_incident
from wekeep.watch.rules import incident as incident_rules
from wekeep.watch.rules.outcome import Level, Method, Outcome
from wekeep.watch.rules.salute import Activity, Count, Observation
from wekeep.watch.rules.verification import Answer
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import MERGING

NOON = datetime(2026, 1, 12, 18, 0, tzinfo=UTC)
See = Callable[..., Sighting]


@pytest.fixture
def see(transactional_db: None, zones: object) -> See:
    """File a sighting `minutes` after noon, `east` metres from the corner, and let the lane place it."""

    def see(minutes: float = 0, east: float = 0, *, late: float = 0.5, **fields: object) -> Sighting:
        at = NOON + timedelta(minutes=minutes)
        number = Sighting.objects.count()
        observation = Observation(
            id=str(number),
            observed_at=at,
            received_at=at + timedelta(minutes=late),
            lat=45.0,
            lon=-93.0 + east / 78_700,
            **fields,  # type: ignore[arg-type]
        )
        with clock.simulated(observation.received_at):
            code = file_recorded(observation)
            drain(MERGING)
        return Sighting.objects.select_related("incident").get(code=code)

    return see


SUVS = {"vehicles": 2, "equipment": "two black SUVs", "activity": Activity.STAGING}
VAN = {"vehicles": 1, "equipment": "one white van", "activity": Activity.QUESTIONING}


def test_two_reports_of_one_corner_are_one_row_on_the_board(see: See, cast: Cast) -> None:
    first, second = see(0, **SUVS), see(2, 40, **SUVS, people=Count(4, 5))
    assert first.incident == second.incident
    with clock.simulated(NOON + timedelta(minutes=3)):
        rows = board(cast.dana.actor)
    assert [row.sightings_count for row in rows] == [2]
    assert rows[0].people_low == 4 and rows[0].people_high == 5


def test_other_vehicles_two_blocks_away_are_another_incident(see: See) -> None:
    assert see(0, **SUVS).incident != see(1, 250, **VAN).incident


def test_every_placement_says_why(see: See) -> None:
    see(0, **SUVS)
    second = see(2, 40, **SUVS)
    codes = {reason[0] for reason in second.reasons}
    assert "near" in codes and "same_vehicles" in codes


def test_a_sighting_that_is_moved_says_why_it_is_where_it_is_now(see: See) -> None:
    first = see(0, text="at Lake and 17th", **SUVS)
    see(1, 10, text="black SUVs at Lake and 17th")
    vague = see(2, 95)
    assert vague.incident == first.incident
    rival = see(3, 115, vehicles=1, equipment="white van", text="on Lake just off 18th")
    see(3, 100, vehicles=1, equipment="white van", text="white van on Lake just off 18th")
    vague.refresh_from_db()
    assert vague.incident == rival.incident
    assert [reason[0] for reason in vague.reasons][:2] == ["fits_better", "near"]


def test_a_sighting_between_two_incidents_makes_them_one_and_everything_of_both_is_there(see: See, cast: Cast) -> None:
    west, east = see(0, **SUVS), see(1, 240, **SUVS)
    assert west.incident != east.incident
    between = see(2, 120, **SUVS)
    standing, ended = Incident.objects.order_by("merged_into")
    assert ended.merged_into == standing.code and ended.over_at
    one = {sighting.incident_id for sighting in Sighting.objects.filter(pk__in=[west.pk, east.pk, between.pk])}
    assert one == {standing.pk}
    with clock.simulated(NOON + timedelta(minutes=3)):
        assert [(row.code, row.sightings_count) for row in board(cast.dana.actor)] == [(standing.code, 3)]
    assert "incident.joined" in [entry.kind for entry in journal.history(ended.code)]


def test_the_journal_tells_of_it_in_codes_only(see: See) -> None:
    sighting = see(0, **SUVS, text="by the blue house")
    assert sighting.incident is not None
    entries = journal.history(sighting.incident.code)
    assert [e.kind for e in entries] == ["incident.opened"]
    assert "blue" not in str(entries)


def test_running_the_job_twice_changes_nothing(see: See) -> None:
    sighting = see(0, **SUVS)
    from wekeep.watch.jobs import merge_sighting

    merge_sighting.call(code=sighting.code)
    assert Incident.objects.count() == 1
    assert Sighting.objects.get(pk=sighting.pk).incident == sighting.incident


def test_a_withdrawn_sighting_leaves_and_an_empty_incident_is_over(see: See, cast: Cast) -> None:
    sighting = see(0, **SUVS)
    Sighting.objects.filter(pk=sighting.pk).update(withdrawn_at=NOON + timedelta(minutes=4))
    with clock.simulated(NOON + timedelta(minutes=5)):
        reconsider_sighting(code=sighting.code)
        assert board(cast.dana.actor) == []
    assert Incident.objects.get().over_at is not None


def test_a_corrected_sighting_finds_its_right_incident(see: See) -> None:
    near, far = see(0, **SUVS), see(1, 900, **VAN)
    Sighting.objects.filter(pk=far.pk).update(lon=-93.0, equipment="two black SUVs", vehicles=2, activity="staging")
    with clock.simulated(NOON + timedelta(minutes=3)):
        reconsider_sighting(code=far.code)
    assert Sighting.objects.get(pk=far.pk).incident == near.incident


def test_a_split_by_hand_is_never_undone_by_the_rules(see: See, cast: Cast) -> None:
    first, second = see(0, **SUVS), see(2, 30, **SUVS)
    assert first.incident is not None
    with clock.simulated(NOON + timedelta(minutes=3)):
        new = split_incident(actor=cast.dana.actor, code=first.incident.code, sightings=[second.code])
    third = see(4, 15, **SUVS)
    homes = set(Sighting.objects.filter(pk__in=[first.pk, second.pk]).values_list("incident", flat=True))
    assert homes == {first.incident.pk, new.pk}
    assert third.incident_id in homes


def test_a_merge_by_hand_is_never_undone_by_the_rules(see: See, cast: Cast) -> None:
    first, second = see(0, **SUVS), see(1, 400, **VAN)
    assert first.incident and second.incident
    with clock.simulated(NOON + timedelta(minutes=3)):
        merge_incidents(actor=cast.dana.actor, into=first.incident.code, other=second.incident.code)
    see(4, 400, **VAN)
    assert set(Sighting.objects.filter(pk__in=[first.pk, second.pk]).values_list("incident", flat=True)) == {
        first.incident.pk
    }
    with clock.simulated(NOON + timedelta(minutes=5)):
        assert get_incident(cast.dana.actor, second.incident.code).code == first.incident.code


def test_only_a_dispatcher_of_the_zone_can_split(see: See, cast: Cast) -> None:
    first, second = see(0, **SUVS), see(2, 30, **SUVS)
    assert first.incident is not None
    Incident.objects.update(zone=NORTH)
    with pytest.raises(NotFound):
        split_incident(actor=cast.vera.actor, code=first.incident.code, sightings=[second.code])
    with pytest.raises(Refused):
        split_incident(actor=cast.amina.actor, code=first.incident.code, sightings=[second.code])


def test_nothing_can_be_split_into_nothing(see: See, cast: Cast) -> None:
    first = see(0, **SUVS)
    assert first.incident is not None
    with pytest.raises(Refused, match="not all of them"):
        split_incident(actor=cast.dana.actor, code=first.incident.code, sightings=[first.code])


def test_sightings_placed_together_come_out_as_if_one_by_one(see: See, cast: Cast) -> None:
    codes = []
    for n, fields in enumerate([SUVS, VAN, SUVS, VAN, SUVS]):
        at = NOON + timedelta(minutes=n)
        east = 300 if fields is VAN else 0
        observation = Observation(
            id=str(n),
            observed_at=at,
            received_at=at,
            lat=45.0,
            lon=-93.0 + east / 78_700,
            **fields,  # type: ignore[arg-type]
        )
        with clock.simulated(at):
            codes.append(file_recorded(observation))
    with clock.simulated(NOON + timedelta(minutes=6)):
        drain(MERGING)
    homes = [Sighting.objects.get(code=code).incident_id for code in codes]
    assert homes[0] == homes[2] == homes[4] != homes[1] == homes[3]
    kinds = [entry.kind for incident in Incident.objects.all() for entry in journal.history(incident.code)]
    assert kinds == ["incident.opened", "incident.opened"], "each board hears once of what came at once"


@pytest.mark.django_db(transaction=True)
def test_an_outcome_given_while_a_sighting_is_placed_is_kept(
    zones: object, cast: Cast, monkeypatch: pytest.MonkeyPatch, see: See
) -> None:
    first = see(0, **SUVS)
    assert first.incident is not None
    verifier, code, real = cast.amina.actor, first.incident.code, incident_rules.summarise

    answer = Answer(Outcome.CONFIRMED, Method.IN_PERSON, Level.ACTIVE)
    answering = Meanwhile(lambda: give_outcome(actor=verifier, code=code, answer=answer))

    def meanwhile(observations: Any) -> Any:
        answering.begin()
        return real(observations)

    monkeypatch.setattr(incident_rules, "summarise", meanwhile)
    second = see(1, **SUVS)
    assert answering.end() == []
    incident = Incident.objects.get()
    assert second.incident == incident
    assert (incident.outcome, incident.sightings_count) == (Outcome.CONFIRMED, 2)
