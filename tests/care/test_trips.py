"""Trips of a day as planning reads them, and what each takes of a car."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.care.fleet import DAY, a_household, a_place, a_request, a_trip
from wekeep.care.models import Household, Rider
from wekeep.care.queries.trips import load_of, trips_of, unsorted_on
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.trip import Purpose

pytestmark = pytest.mark.django_db


def rider(household: Household, restraint: str = "belt", **more: bool) -> Rider:
    return Rider.objects.create(household=household, is_child=restraint != "belt", restraint=restraint, **more)


def test_a_day_lists_what_may_be_planned_and_counts_what_must_be_sorted_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hub = a_place()
    there = [a_trip(hub) for _each in range(3)]
    aboard = a_trip(hub, request=a_request(state="in_progress", held_by="driver"), state="aboard")
    a_trip(hub, state="done")
    a_trip(hub, state="cancelled")
    a_trip(hub, purpose=Purpose.MEDICAL)
    a_trip(hub, request=a_request(state="received"))
    a_trip(hub, request=a_request(state="paused_by_household"))
    elsewhere = a_household("south")
    a_trip(hub, request=a_request(household=elsewhere))
    with django_assert_num_queries(2):
        found = trips_of("north", DAY, Purpose.DELIVERY)
        for trip in found:
            assert (trip.destination.name, trip.household.language, trip.request.need) == (
                "Bread house",
                "so",
                "groceries",
            )
            assert load_of(trip) == Load(boxes=1) and not list(trip.riders.all())
    assert found == [*there, aboard]
    assert unsorted_on("north", DAY, Purpose.DELIVERY) == 2


def test_each_rider_takes_the_seat_they_need_and_a_wheelchair_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    house = a_household()
    riders = (
        rider(house),
        rider(house, "booster"),
        rider(house, "rear_facing"),
        rider(house, "harness"),
        rider(house, in_wheelchair=True),
    )
    school = a_place("Elm school", "school")
    a_trip(school, request=a_request("ride_school", household=house), riders=riders, purpose="school", escorts=1)
    (trip,) = trips_of("north", DAY, Purpose.SCHOOL)
    with django_assert_num_queries(0):
        assert load_of(trip) == Load(seats=5, rear_facing=1, harness=1, booster=1, wheelchair=1)
