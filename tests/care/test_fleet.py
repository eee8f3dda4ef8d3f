"""Places, cars and the days on which their drivers can drive."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.care.fleet import DAY, a_car, a_place, a_run, a_trip
from tests.cast import SOUTH, Cast, Person, admit
from wekeep.care.actions.fleet import (
    CarTold,
    Place,
    Times,
    drop_car,
    drop_day,
    keep_car,
    keep_days,
    keep_destination,
)
from wekeep.care.actions.lifetime import forget_over
from wekeep.care.models import Availability, Car, Destination, Run
from wekeep.care.queries.fleet import cars_of, days_of, drivers_visible_to, places_for
from wekeep.care.rules.destination import DestinationKind
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people.models import Member

pytestmark = pytest.mark.django_db
HUB = Place("north", DestinationKind.HUB, "Bread house", "12 Mill Street", 44.95, -93.26, 480, 1080)
SEDAN = CarTold("Blue one", [{"seats": 4, "booster": 2, "boxes": 6}], {"seats": 1, "booster": 1})


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.simulated(datetime(2026, 11, 23, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def cora(cast: Cast) -> Person:
    return admit("cora", Role.COORDINATOR)


@pytest.fixture
def dora(cast: Cast) -> Person:
    return admit("dora", Role.DRIVER)


def a_sedan(dora: Person) -> Car:
    return keep_car(actor=dora.actor, member=dora.code, told=SEDAN)


def test_a_place_is_written_down_changed_and_taken_out_of_use(cora: Person) -> None:
    one = keep_destination(actor=cora.actor, place=HUB)
    with pytest.raises(Refused, match="of this name"):
        keep_destination(actor=cora.actor, place=HUB)
    changed = Place("north", DestinationKind.HUB, "Bread house", "", 44.96, -93.26, is_used=False)
    assert keep_destination(actor=cora.actor, place=changed, code=one.code).pk == one.pk
    assert Destination.objects.get().lat == 44.96 and places_for(cora.actor) == []


@pytest.mark.parametrize("wrong", [{"opens": 600, "closes": 600}, {"lat": 91.0}, {"name": ""}])
def test_no_place_is_nowhere_nameless_or_never_open(cora: Person, wrong: dict[str, Any]) -> None:
    said = {name: getattr(HUB, name) for name in Place.__slots__} | wrong
    with pytest.raises(Refused):
        keep_destination(actor=cora.actor, place=Place(**said))


def test_places_are_the_zones_own_and_those_of_every_zone(cora: Person, dora: Person) -> None:
    south = admit("sue", Role.COORDINATOR, zone=SOUTH)
    a_place("Ours")
    a_place("Everyone's", "school", zone="*")
    assert [one.name for one in places_for(cora.actor)] == ["Ours", "Everyone's"]
    assert [one.name for one in places_for(south.actor)] == ["Everyone's"]
    with pytest.raises(NotAllowed):
        keep_destination(actor=south.actor, place=HUB)
    with pytest.raises(NotAllowed):
        keep_destination(actor=dora.actor, place=HUB)
    assert places_for(dora.actor) == []


def test_a_driver_keeps_a_car_with_her_own_child_aboard_and_changes_it(dora: Person) -> None:
    one = a_sedan(dora)
    assert one.seatings == [{"name": "usual", "seats": 4, "booster": 2, "boxes": 6}] and one.aboard["booster"] == 1
    two_ways = CarTold("Blue one", [{"seats": 4}, {"seats": 1, "boxes": 20}])
    keep_car(actor=dora.actor, member=dora.code, told=two_ways, code=one.code)
    assert [seating["name"] for seating in Car.objects.get().seatings] == ["usual", "second"]
    with pytest.raises(Refused, match="of this name"):
        a_sedan(dora)


@pytest.mark.parametrize(
    "told",
    [
        CarTold("Bus", [{"seats": 40}]),
        CarTold("Nothing", [{}]),
        CarTold("Stacked", [{"seats": 1, "booster": 2}]),
        CarTold("Full", [{"seats": 1}], {"seats": 2}),
        CarTold("Many", [{"seats": 1}] * 4),
        CarTold("", [{"seats": 1}]),
        CarTold("Ghost", [{"seats": 1}], adults=0),
    ],
)
def test_no_car_is_kept_that_cannot_be(dora: Person, told: CarTold) -> None:
    with pytest.raises(Refused):
        keep_car(actor=dora.actor, member=dora.code, told=told)


def test_a_driver_says_when_and_the_later_word_counts(dora: Person) -> None:
    car = a_sedan(dora)
    days = [DAY, DAY + timedelta(days=7)]
    assert keep_days(actor=dora.actor, member=dora.code, car=car.code, times=Times(days, 420, 540)) == 2
    keep_days(actor=dora.actor, member=dora.code, car=car.code, times=Times([DAY], 480, 600, most_km=30))
    keep_days(actor=dora.actor, member=dora.code, car=car.code, times=Times([DAY], 900, 960))
    assert [(one.day, one.begins, one.ends) for one in days_of(dora.code)] == [
        (DAY, 480, 600),
        (DAY, 900, 960),
        (days[1], 420, 540),
    ]
    drop_day(actor=dora.actor, member=dora.code, code=days_of(dora.code)[0].code)
    assert len(days_of(dora.code)) == 2


@pytest.mark.parametrize(
    ("days", "begins", "ends"),
    [([], 1, 2), ([date(2026, 11, 22)], 1, 2), ([date(2027, 2, 1)], 1, 2), ([DAY], 60, 60), ([DAY], 60, 1441)],
)
def test_no_time_is_kept_that_is_none(dora: Person, days: list[date], begins: int, ends: int) -> None:
    car = a_sedan(dora)
    with pytest.raises(Refused):
        keep_days(actor=dora.actor, member=dora.code, car=car.code, times=Times(days, begins, ends))


def test_a_coordinator_writes_down_for_a_driver_who_phones_and_nobody_else_does(cora: Person, dora: Person) -> None:
    car = keep_car(actor=cora.actor, member=dora.code, told=SEDAN)
    keep_days(actor=cora.actor, member=dora.code, car=car.code, times=Times([DAY], 420, 540))
    for who in (admit("drew", Role.DRIVER), admit("sue", Role.COORDINATOR, zone=SOUTH), admit("hal", Role.HELPER)):
        with pytest.raises(NotFound):
            keep_car(actor=who.actor, member=dora.code, told=CarTold("Red one", [{"seats": 1}]))
        with pytest.raises(NotFound):
            drop_car(actor=who.actor, member=dora.code, code=car.code)
    with pytest.raises(NotFound):
        keep_car(actor=cora.actor, member=cora.code, told=SEDAN)
    found = drivers_visible_to(cora.actor, DAY)
    assert [(one.handle, one.cars, len(one.days)) for one in found] == [("dora", 1, 1), ("drew", 0, 0)]
    assert drivers_visible_to(dora.actor, DAY) == []


def test_a_car_that_drove_last_week_is_emptied_and_goes_with_its_runs(dora: Person) -> None:
    unused, drove = a_sedan(dora), a_car(dora.code, aboard={"seats": 1})
    keep_days(actor=dora.actor, member=dora.code, car=drove.code, times=Times([DAY], 420, 540))
    run = a_run(a_trip(a_place()), member=dora.code)
    Run.objects.filter(pk=run.pk).update(car=drove)
    for car in (unused, drove):
        drop_car(actor=dora.actor, member=dora.code, code=car.code)
    left = Car.objects.get(pk=drove.pk)
    assert (left.is_used, left.aboard, left.name) == (False, {}, left.code) and not Availability.objects.exists()
    assert not Car.objects.filter(pk=unused.pk).exists()
    forget_over()
    assert Car.objects.filter(pk=drove.pk).exists()
    Run.objects.all().delete()
    forget_over()
    assert not Car.objects.filter(pk=drove.pk).exists()


def test_cars_and_days_go_with_whose_access_ended(dora: Person) -> None:
    car = a_sedan(dora)
    keep_days(actor=dora.actor, member=dora.code, car=car.code, times=Times([DAY], 420, 540))
    forget_over()
    assert len(cars_of(dora.code)) == len(days_of(dora.code)) == 1
    Member.objects.filter(code=dora.code).update(is_active=False)
    forget_over()
    assert not Car.objects.exists() and not Availability.objects.exists()


def test_the_system_may_write_down_a_place() -> None:
    assert keep_destination(actor=SYSTEM, place=HUB).code
