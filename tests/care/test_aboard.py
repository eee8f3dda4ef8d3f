"""A household takes everything back while its child is in a driver's car: nobody loses sight of them, and then all of it goes."""

from datetime import timedelta

import pytest

from tests.care.asking import asked, step, the_request
from tests.care.driving_stage import STREETS, child, driver, held, place, run_of, trip
from tests.care.test_driving import ends, opened, sheet, streets_on, told
from tests.cast import Person
from wekeep.care.actions.lifetime import erase_over
from wekeep.care.actions.stop_openings import close_over
from wekeep.care.models import Household, Run, Stop, Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.trip import Way
from wekeep.kit import clock
from wekeep.vault.models import Seal
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WAITS = "may still be in a driver's car"


@pytest.fixture
def drew(cora: Person) -> Person:
    """A driver of the north."""
    return driver()


def ride_home(drew: Person, way: Way = Way.TO_HOME) -> tuple[Run, str]:
    """A child on the way from school, or to it, in a run that begins in twenty minutes; and the six words of its household."""
    house, words = asked(address=STREETS[0], needs=["ride_school"])
    one = trip(
        held(the_request(house, "ride_school"), drew), place("Maple School", "school"), way, purpose="school", boxes=0
    )
    one.riders.add(child(house))
    return run_of(drew, [(one, Side.PICKUP), (one, Side.DROP)]), words


def jobs() -> None:
    """What was queued is done."""
    drain(DEFAULT)


def sealed() -> int:
    return Seal.objects.filter(record=Household.objects.get().code).count()


def test_who_is_in_the_car_is_brought_home_although_everything_was_taken_back_and_then_it_is_erased(
    cora: Person, drew: Person
) -> None:
    (run, words), client = ride_home(drew), drew.client()
    opened(cora, run)
    told(client, run, ends(run, Side.PICKUP), "boarded")
    before = client.get(f"/my-runs/{run.code}/mark/").json()
    assert WAITS in step(words, "withdraw").content.decode()
    jobs()
    assert client.get(f"/my-runs/{run.code}/mark/").json() != before, "the phone looks again"
    page = " ".join(sheet(client, run, do="open").split())
    assert STREETS[0] in page and "Grandmother Faduma" in page
    assert "took this ride back while you were on the way" in page
    desk = " ".join(cora.client().get("/runs/day/").content.decode().split())
    assert "Taken back while somebody was in the car" in desk and "drew has somebody in the car" in desk
    assert client.post(f"/my-runs/{run.code}/step/", {"do": "drop_out"}).status_code == 409
    erase_over()
    assert sealed(), "no clock erases it meanwhile"
    told(client, run, ends(run, Side.DROP), "dropped")
    jobs()
    house = Household.objects.get()
    assert not sealed() and not house.is_sealed and house.erase_at is None
    assert "Taken back while" not in cora.client().get("/runs/day/").content.decode()
    assert WAITS not in step(words).content.decode() and Run.objects.get().state == "done"
    assert streets_on(sheet(client, run, do="open")) == []


def test_what_was_opened_late_opens_although_its_household_took_it_back(cora: Person, drew: Person) -> None:
    (run, words), client = ride_home(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP), "boarded")
    step(words, "withdraw")
    jobs()
    assert opened(cora, run) == 302
    assert streets_on(sheet(client, run, do="open")) == [STREETS[0]]


def test_a_phone_that_had_no_signal_tells_of_a_child_in_the_car_after_the_ride_was_called_off(
    cora: Person, drew: Person
) -> None:
    (run, words), client = ride_home(drew), drew.client()
    opened(cora, run)
    got_in = (clock.now() - timedelta(minutes=1)).isoformat()
    step(words, "withdraw")
    jobs()
    assert sealed() and Trip.objects.get().state == "cancelled"
    assert streets_on(sheet(client, run, do="open")) == [], "what is called off opens to nobody"
    assert told(client, run, ends(run, Side.PICKUP), "boarded", key="k1", phone_time=got_in) == 200
    assert Trip.objects.get().state == "aboard" and "1 person gets out" in sheet(client, run)
    assert "drew has somebody in the car" in cora.client().get("/runs/day/").content.decode()
    opened(cora, run)
    assert streets_on(sheet(client, run, do="open")) == [STREETS[0]]
    assert told(client, run, ends(run, Side.DROP), "dropped") == 200
    jobs()
    assert Trip.objects.get().state == "done" and not sealed()


def test_who_got_out_before_anybody_heard_that_they_got_in_is_written_down_too(cora: Person, drew: Person) -> None:
    (run, words), client = ride_home(drew), drew.client()
    step(words, "withdraw")
    assert told(client, run, ends(run, Side.DROP), "dropped") == 200
    assert [one.outcome for one in Stop.objects.order_by("turn")] == ["boarded", "dropped"]
    jobs()
    assert Trip.objects.get().state == "done" and not sealed()


def test_a_ride_that_nobody_can_be_on_yet_is_erased_at_once(cora: Person, drew: Person) -> None:
    _run, words = ride_home(drew)
    Stop.objects.filter(side="pickup").update(at=clock.now() + timedelta(minutes=70))
    assert WAITS not in step(words, "withdraw").content.decode() and not sealed()


def test_boxes_that_nobody_wants_any_more_are_not_brought_and_nobody_waits_to_erase_where(
    cora: Person, drew: Person
) -> None:
    house, words = asked(address=STREETS[0])
    one = trip(held(the_request(house), drew), place(), Way.TO_HOME)
    run, client = run_of(drew, [(one, Side.PICKUP), (one, Side.DROP)]), drew.client()
    told(client, run, ends(run, Side.PICKUP), "loaded")
    assert WAITS not in step(words, "withdraw").content.decode() and not sealed()
    assert "Do not bring it" in sheet(client, run)
    assert "Taken back while" not in cora.client().get("/runs/day/").content.decode()
    assert told(client, run, ends(run, Side.DROP), "failed", failure="not_wanted") == 200
    assert Run.objects.get().state == "done"


def test_what_nobody_tells_of_is_erased_in_the_end(cora: Person, drew: Person) -> None:
    (run, words), client = ride_home(drew), drew.client()
    told(client, run, ends(run, Side.PICKUP), "boarded")
    step(words, "withdraw")
    with clock.simulated(clock.now() + timedelta(hours=23)):
        assert erase_over() == 0 and sealed()
    with clock.simulated(clock.now() + timedelta(hours=25)):
        assert erase_over() == 1 and not sealed()
    close_over()
