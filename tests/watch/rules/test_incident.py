"""What sightings add up to, how urgent it is, and how long it is kept."""

from datetime import UTC, datetime, timedelta

from wekeep.watch.rules.incident import Urgency, forget_at, summarise, urgency, verify_by
from wekeep.watch.rules.outcome import Outcome
from wekeep.watch.rules.salute import Activity, Count, Observation

NOON = datetime(2026, 1, 12, 18, 0, tzinfo=UTC)


def seen(minutes: float, lat: float = 45.0, lon: float = -93.0, **fields: object) -> Observation:
    at = NOON + timedelta(minutes=minutes)
    return Observation(id=f"{minutes}", observed_at=at, received_at=at, lat=lat, lon=lon, **fields)  # type: ignore[arg-type]


def test_the_gravest_thing_that_is_not_one_persons_word_alone_names_the_incident() -> None:
    total = summarise(
        [seen(0, activity=Activity.STAGING), seen(5, activity=Activity.DETAINING), seen(9, activity=Activity.LEAVING)]
    )
    assert (total.activity, total.gravest) == (Activity.STAGING, Activity.DETAINING)


def test_of_two_reports_the_graver_names_the_incident() -> None:
    total = summarise([seen(0, activity=Activity.STAGING), seen(5, activity=Activity.DETAINING)])
    assert total.activity is Activity.DETAINING


def test_being_all_over_names_an_incident_only_where_nothing_graver_was_seen() -> None:
    rumour = [seen(0, activity=Activity.EVERYWHERE), seen(2, activity=Activity.LEAVING)]
    assert summarise(rumour).activity is Activity.EVERYWHERE
    assert (
        summarise([*rumour, seen(3, activity=Activity.STAGING), seen(4, activity=Activity.STAGING)]).activity
        is Activity.STAGING
    )


def test_one_pin_far_off_does_not_move_the_incident() -> None:
    total = summarise([seen(0), seen(1), seen(2, lat=45.3), seen(3), seen(4)])
    assert total.lat == 45.0


def test_a_party_that_moved_on_is_shown_where_it_was_last() -> None:
    there = [seen(n) for n in range(5)]
    moved = [seen(10 + n, lat=45.008) for n in range(7)]
    assert summarise(there + moved).lat == 45.008


def test_counts_are_the_middle_of_what_was_said() -> None:
    total = summarise([seen(0, people=Count(4, 5)), seen(1, people=Count(3, 400)), seen(2, people=Count(6, None))])
    assert (total.people_low, total.people_high) == (4, 6)


def test_what_nobody_said_stays_unknown() -> None:
    total = summarise([seen(0)])
    assert (total.activity, total.people_low, total.people_high, total.vehicles) == (None, None, None, None)


def test_someone_being_taken_is_looked_at_now_and_within_five_minutes() -> None:
    assert urgency(Activity.DETAINING, 1, NOON, NOON) is Urgency.NOW
    assert verify_by(Urgency.NOW, NOON) == NOON + timedelta(minutes=5)


def test_three_reports_make_anything_urgent_and_an_old_one_can_wait() -> None:
    assert urgency(Activity.STAGING, 2, NOON, NOON) is Urgency.SOON
    assert urgency(Activity.STAGING, 3, NOON, NOON) is Urgency.NOW
    assert urgency(Activity.DETAINING, 9, NOON, NOON + timedelta(minutes=61)) is Urgency.LATER


def test_the_answer_to_a_rumour_is_kept_longer_than_an_incident() -> None:
    assert forget_at(NOON, Outcome.NOT_ENFORCEMENT) - NOON == timedelta(days=7)
    assert forget_at(NOON, Outcome.CONFIRMED) - NOON == forget_at(NOON, None) - NOON == timedelta(hours=72)
