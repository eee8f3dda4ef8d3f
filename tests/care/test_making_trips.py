"""Trips made of requests, one and many at once, and called off with what they hang on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.care.fleet import a_household, a_place, a_request, a_run, a_trip
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions import stock
from wekeep.care.actions.desk import act
from wekeep.care.actions.trips import Delivery, Ride, cancel, deliver_all, end_past, make_delivery, make_rides
from wekeep.care.models import Destination, Request, Rider, Trip
from wekeep.care.queries.stock import stock_of
from wekeep.care.rules.request import Close, Move
from wekeep.care.rules.stock import StockReason
from wekeep.care.rules.trip import Way
from wekeep.care.rules.trip_wish import following, legs, within
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotAllowed, NotFound, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.simulated(NOW):
        yield


@pytest.fixture
def cora(cast: Cast) -> Person:
    return admit("cora", Role.COORDINATOR)


@pytest.fixture
def hub() -> Destination:
    return a_place()


def boxes(hub: Destination, **changed: Any) -> Delivery:
    said: dict[str, Any] = {"day": DAY, "hub": hub.code, "item": "food_box", "boxes": 2, "begins": 540, "ends": 1080}
    return Delivery(**(said | changed))


def ride(place: Destination, **changed: Any) -> Ride:
    said: dict[str, Any] = {"days": [DAY], "destination": place.code, "there_by": 500, "back_at": 900, "adults": 1}
    return Ride(**(said | changed))


def states(one: Request) -> list[str]:
    return list(one.trips.order_by("pk").values_list("state", flat=True))


def test_a_delivery_is_made_of_a_ready_request_once_a_day(cora: Person, hub: Destination) -> None:
    one = a_request(help_by=NOW - timedelta(hours=1))
    made = make_delivery(actor=cora.actor, code=one.code, wish=boxes(hub, item="fresh_box"))
    assert (made.way, made.arrives_from, made.arrives_until, made.boxes) == (Way.TO_HOME, 540, 1080, 2)
    assert made.keep_cold and made.zone == one.zone and made.priority == 2, "it should have come already"
    with pytest.raises(Refused, match="on that day already"):
        make_delivery(actor=cora.actor, code=one.code, wish=boxes(hub))
    make_delivery(actor=cora.actor, code=one.code, wish=boxes(hub, day=DAY + timedelta(days=1)))


@pytest.mark.parametrize(
    ("need", "state", "changed"),
    [
        ("groceries", "received", {}),
        ("groceries", "paused_by_household", {}),
        ("rent", "ready", {}),
        ("ride_medical", "ready", {}),
        ("groceries", "ready", {"item": "meals"}),
        ("groceries", "ready", {"boxes": 0}),
        ("groceries", "ready", {"begins": 600, "ends": 600}),
        ("groceries", "ready", {"day": date(2026, 11, 22)}),
        ("groceries", "ready", {"day": date(2027, 3, 1)}),
    ],
)
def test_no_delivery_is_made_of_what_cannot_be(
    cora: Person, hub: Destination, need: str, state: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        make_delivery(actor=cora.actor, code=a_request(need, state).code, wish=boxes(hub, **changed))
    assert not Trip.objects.exists()


def test_a_school_is_no_hub_and_a_place_of_another_zone_is_none(cora: Person) -> None:
    school, elsewhere = a_place("Elm school", "school"), a_place("South hub", zone=SOUTH)
    with pytest.raises(Refused):
        make_delivery(actor=cora.actor, code=a_request().code, wish=boxes(school))
    with pytest.raises(NotFound):
        make_delivery(actor=cora.actor, code=a_request().code, wish=boxes(elsewhere))


def test_nobody_makes_or_calls_off_trips_who_does_not_plan_them(cora: Person, hub: Destination) -> None:
    one = a_request()
    trip = make_delivery(actor=cora.actor, code=one.code, wish=boxes(hub))
    for who in (admit("nadia", Role.NAVIGATOR), admit("carl", Role.CARER), admit("sue", Role.COORDINATOR, zone=SOUTH)):
        with pytest.raises((NotAllowed, NotFound)):
            make_delivery(actor=who.actor, code=one.code, wish=boxes(hub, day=DAY + timedelta(days=1)))
        with pytest.raises((NotAllowed, NotFound)):
            cancel(actor=who.actor, code=trip.code)
    assert states(one) == ["wanted"]


def test_a_school_week_is_there_and_back_each_chosen_day_with_everyone_who_rides(cora: Person) -> None:
    school, house = a_place("Elm school", "school"), a_household()
    one = a_request("ride_school", household=house)
    child = Rider.objects.create(household=house, is_child=True, restraint="booster")
    days = following(DAY, {1, 3}, 2)
    assert [day.isoformat() for day in days] == ["2026-11-24", "2026-11-26", "2026-12-01", "2026-12-03"]
    wish = ride(school, days=days, riders=[child.code], adults=2)
    made = make_rides(actor=cora.actor, code=one.code, wish=wish)
    assert len(made) == 8 and all(trip.riders.count() == 3 and trip.back_of is None for trip in made)
    assert {(trip.way, trip.arrives_until, trip.leaves_from) for trip in made} == {
        (Way.FROM_HOME, 500, None),
        (Way.TO_HOME, None, 900),
    }
    later = ride(school, days=[DAY + timedelta(days=20)], adults=2)
    make_rides(actor=cora.actor, code=one.code, wish=later)
    assert Rider.objects.filter(household=house).count() == 3, "grown-ups are written down once"


def test_a_way_back_from_the_doctor_hangs_on_the_way_there_and_may_begin_late(cora: Person) -> None:
    clinic, one = a_place("Clinic", "clinic"), a_request("ride_medical")
    there, back = make_rides(actor=cora.actor, code=one.code, wish=ride(clinic, same_driver=True))
    assert back.back_of == there and back.same_driver and (back.leaves_from, back.leaves_until) == (900, 960)
    cancel(actor=cora.actor, code=there.code)
    assert states(one) == ["cancelled", "cancelled"]


def test_a_way_back_can_be_called_off_alone(cora: Person) -> None:
    clinic, one = a_place("Clinic", "clinic"), a_request("ride_medical")
    _there, back = make_rides(actor=cora.actor, code=one.code, wish=ride(clinic))
    cancel(actor=cora.actor, code=back.code)
    assert states(one) == ["wanted", "cancelled"]


@pytest.mark.parametrize(
    "changed",
    [
        {"there_by": None, "back_at": None},
        {"there_by": 900, "back_at": 900},
        {"adults": 0},
        {"riders": ["nobodys0rider000"]},
        {"days": []},
    ],
)
def test_no_ride_is_made_without_an_hour_a_day_or_a_rider_of_the_household(
    cora: Person, changed: dict[str, Any]
) -> None:
    one = a_request("ride_court")
    with pytest.raises(Refused):
        make_rides(actor=cora.actor, code=one.code, wish=ride(a_place("Court", "court"), **changed))
    assert not Trip.objects.exists()


def test_tomorrows_deliveries_are_made_of_all_that_is_ready_once(
    cora: Person, hub: Destination, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ready = [a_request() for _each in range(30)]
    morning = a_request(parts=["morning"])
    evening = a_request(parts=["evening"])
    first = a_request()
    type(first.household).objects.filter(pk=first.household_id).update(asks_first=True)
    for other in (a_request(state="received"), a_request("diapers"), a_request(household=a_household(SOUTH))):
        assert other.pk
    a_trip(hub, request=ready.pop(), day=DAY + timedelta(days=3))
    with django_assert_max_num_queries(14):
        made = deliver_all(actor=cora.actor, need="groceries", wish=boxes(hub, ends=1000))
    assert (made.made, made.ask_first, made.other_times) == (31, 1, 1) and states(first) == ["wanted"]
    assert [one for one in ready if states(one) != ["wanted"]] == []
    assert Trip.objects.get(request=morning).arrives_until == 720 and not evening.trips.exists()
    again = deliver_all(actor=cora.actor, need="groceries", wish=boxes(hub, ends=1000))
    assert again.made == 0


def test_what_was_closed_is_not_driven_and_its_boxes_are_free_again(cora: Person, hub: Destination) -> None:
    stock.keep(actor=SYSTEM, hub=hub.code, item="food_box", reason=StockReason.CAME_IN, number=9)
    one = a_request()
    wanted = a_trip(hub, request=one, boxes=2)
    planned = a_trip(hub, request=one, boxes=3, day=DAY + timedelta(days=1), state="planned")
    aboard = a_trip(hub, request=one, boxes=4, day=DAY + timedelta(days=2), state="aboard")
    run = a_run(planned, a_trip(hub, boxes=1, state="planned"))
    stock.reserve(actor=SYSTEM, run=run)
    act(actor=cora.actor, code=one.code, what=Move.CLOSE, close=Close.DONE_BY_OTHERS)
    for trip in (wanted, planned, aboard):
        trip.refresh_from_db()
    assert [trip.state for trip in (wanted, planned, aboard)] == ["cancelled", "cancelled", "aboard"]
    assert next(shelf for shelf in stock_of(hub) if shelf.item == "food_box").promised == 1


def test_what_is_on_its_way_is_not_called_off(cora: Person, hub: Destination) -> None:
    trip = a_trip(hub, state="aboard")
    with pytest.raises(Refused):
        cancel(actor=cora.actor, code=trip.code)


def test_trips_of_days_that_are_over_end_by_themselves(hub: Destination) -> None:
    day = DAY - timedelta(days=2)
    over = [a_trip(hub, day=day), a_trip(hub, day=day, state="left_out")]
    kept = [a_trip(hub, day=DAY), a_trip(hub, day=day, state="done"), a_trip(hub, day=day, state="planned")]
    assert (end_past(), end_past()) == (2, 0)
    assert [Trip.objects.get(pk=trip.pk).state for trip in over + kept] == [
        "cancelled",
        "cancelled",
        "wanted",
        "done",
        "planned",
    ]


def test_a_time_is_narrowed_to_when_the_household_may_be_met() -> None:
    assert within(540, 1080, []) == (540, 1080)
    assert within(540, 1080, ["morning"]) == (540, 720)
    assert within(540, 1080, ["afternoon", "evening"]) == (720, 1080)
    assert within(540, 700, ["evening"]) is None


def test_only_the_way_that_is_wanted_is_driven() -> None:
    (there,) = legs("medical", 600, None)  # type: ignore[arg-type]
    (back,) = legs("medical", None, 600)  # type: ignore[arg-type]
    assert (there.way, back.way, there.is_back, back.is_back) == (Way.FROM_HOME, Way.TO_HOME, False, False)
