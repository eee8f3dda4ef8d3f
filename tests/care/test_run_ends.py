"""A run of which nothing is left to do ends by itself, however its last stops were lost."""

from datetime import timedelta

import pytest

from tests.care.asking import asked, step, the_request
from tests.care.driving_stage import STREETS, child, driver, held, house, place, run_of, trip
from tests.care.test_driving import ends, sheet, told
from tests.cast import Person
from wekeep.care.actions.run_ends import end_forgotten
from wekeep.care.models import Run, StockEvent, Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.trip import Way
from wekeep.channels.actions import outbox
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver of the north."""
    return driver()


def two_homes(drew: Person, **more: object) -> tuple[Run, str]:
    """Boxes for two homes, and the six words of the second."""
    hub, (second, words) = place(), asked(address=STREETS[1])
    wanted = held(house(STREETS[0]), drew), held(the_request(second), drew)
    trips = [trip(one, hub, Way.TO_HOME, item="food_box") for one in wanted]
    stops = [(one, side) for one in trips for side in (Side.PICKUP, Side.DROP)]
    return run_of(drew, stops, **more), words  # type: ignore[arg-type]


def test_a_run_whose_last_home_takes_back_is_done(cora: Person, drew: Person) -> None:
    (run, words), client = two_homes(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP)[:1], "loaded")
    told(client, run, ends(run, Side.DROP)[:1], "handed")
    assert Run.objects.get().state == "out"
    step(words, "withdraw")
    assert Run.objects.get().state == "done" and "All done" in sheet(client, run)
    assert Entry.objects.filter(kind="run.ended", about=run.code).count() == 1
    assert sum(StockEvent.objects.values_list("promised", flat=True)) == 0
    told(client, run, ends(run, Side.PICKUP)[1:], "loaded")
    assert Run.objects.get().state == "done", "what is called off is heard and changes nothing"


def test_a_driver_of_tomorrow_for_whom_nothing_is_left_is_told_and_has_no_run(
    cora: Person, drew: Person, letters: list[str]
) -> None:
    run, words = two_homes(drew, begins=clock.now() + timedelta(days=1))
    Trip.objects.filter(pk=Trip.objects.earliest("pk").pk).update(state="cancelled")
    step(words, "withdraw")
    assert Run.objects.get().state == "withdrawn"
    drain(DEFAULT)
    assert letters == [f"{run.code}-ended-1"] and sheet(drew.client(), run).startswith("404")


def test_who_is_in_the_car_after_all_opens_a_run_again_that_had_ended(cora: Person, drew: Person) -> None:
    one, words = asked(address=STREETS[0], needs=["ride_school"])
    to = place("Maple School", "school")
    ride = trip(held(the_request(one, "ride_school"), drew), to, Way.FROM_HOME, purpose="school", boxes=0)
    ride.riders.add(child(one))
    run, client = run_of(drew, [(ride, Side.PICKUP), (ride, Side.DROP)]), drew.client()
    client.post(f"/my-runs/{run.code}/step/", {"do": "out"})
    step(words, "withdraw")
    assert Run.objects.get().state == "done"
    assert told(client, run, ends(run, Side.PICKUP), "boarded") == 200
    assert Run.objects.get().state == "out" and "1 person gets out" in sheet(client, run)
    assert told(client, run, ends(run, Side.DROP), "dropped") == 200
    assert Run.objects.get().state == "done"


def test_what_was_missed_ends_by_the_clock(cora: Person, drew: Person) -> None:
    two_homes(drew)
    Trip.objects.update(state="cancelled")
    assert end_forgotten() == 0 and Run.objects.get().state == "told"
    with clock.simulated(clock.now() + timedelta(hours=1)):
        assert end_forgotten() == 1
    assert Run.objects.get().state == "done" and end_forgotten() == 0


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of the letters to drivers."""
    sent: list[str] = []
    monkeypatch.setattr(outbox, "hand_over", lambda letter, _to: sent.append(letter.code))
    return sent
