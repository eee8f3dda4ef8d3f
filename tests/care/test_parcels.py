"""What solvers are handed: parcels of those who go together, the shape of the day, and how few cars could do."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.runs_made import groceries, school
from tests.care.making import by_chance, driver, on_a_line, plan_by_chance, planned, ride, stops
from wekeep.care.rules.planning.breach import Rule
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.fewest import fewest_cars
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.parcels import parcelled
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Link, Problem, Stop, Window
from wekeep.care.rules.planning.replanning import frozen_until, without_driver
from wekeep.care.rules.planning.shape import Shape, has_free_caps, is_bound, shape_of
from wekeep.care.rules.planning.timing import Order, order_of, timed


def test_siblings_from_door_to_door_are_one_parcel_that_takes_what_both_take() -> None:
    tasks = (
        ride("amal", 1, 3, siblings="osman", demand=Load(seats=1, booster=1), ride_cap=1800),
        ride("beto", 1, 3, siblings="osman", languages=frozenset({"so"})),
        ride("carl", 2, 3),
    )
    parcels = parcelled(Problem(on_a_line(4), (driver(),), tasks))
    one, other = parcels.problem.tasks
    assert parcels.holds == {"amal": ("amal", "beto"), "carl": ("carl",)} and other.code == "carl"
    assert one.demand == Load(seats=2, booster=1) and one.languages == {"so"}
    assert one.pickup.handling == 120 and one.ride_cap == 1740
    order = parcels.opened(Order("ana", "plain", stops("+amal +carl -amal -carl")))
    assert order.stops == stops("+amal +beto +carl -amal -beto -carl")
    assert parcels.closed(order).stops == stops("+amal +carl -amal -carl")


def test_who_gets_on_elsewhere_is_no_part_of_a_parcel() -> None:
    tasks = (ride("amal", 1, 3, siblings="k"), ride("beto", 2, 3, siblings="k"))
    problem = Problem(on_a_line(4), (driver(),), tasks)
    assert parcelled(problem).problem.tasks == tasks
    assert is_bound(parcelled(problem).problem)


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_a_run_of_parcels_that_keeps_the_rules_keeps_them_when_they_are_opened(draw: Random) -> None:
    problem = by_chance(draw)
    parcels = parcelled(problem)
    order = next((order_of(one) for one in plan_by_chance(draw, parcels.problem).routes), None)
    routes = timed(parcels.problem, [order]) if order else None
    if order is None or routes is None:
        return
    opened = timed(problem, [parcels.opened(order)])
    assert opened is not None
    wrong = [one for one in breaches(problem, Plan(opened)) if one.rule in (Rule.TIMES, Rule.RIDE)]
    assert all("farther" in one.why for one in wrong)


def test_the_shape_of_the_day() -> None:
    away = ride("a", 1, 3), ride("b", 2, 3)
    home = ride("a", 3, 1), ride("b", 3, 2)
    cars = (driver(),)
    line = on_a_line(4)
    assert shape_of(Problem(line, cars, away)) is Shape.MANY_TO_ONE
    assert shape_of(Problem(line, cars, home)) is Shape.ONE_TO_MANY
    assert shape_of(Problem(line, cars, (away[0], home[1]))) is Shape.MANY_TO_MANY
    capped = tuple(replace(one, ride_cap=1800) for one in away)
    assert not has_free_caps(Problem(line, cars, capped))
    assert has_free_caps(Problem(line, cars, (capped[0], home[1])))
    assert is_bound(Problem(line, cars, away, (Link("a", "b"),)))
    assert not is_bound(Problem(line, cars, away))


def test_three_who_are_all_picked_up_at_one_time_far_apart_need_three_cars() -> None:
    tasks = tuple(ride(f"r{n}", n, 0, early=9 * 3600, late=9 * 3600) for n in (1, 2, 3))
    problem = Problem(on_a_line(4), (driver(),), tasks)
    assert fewest_cars(problem) == 3
    later = replace(tasks[2], pickup=Stop(3, Window(12 * 3600, 13 * 3600), 0))
    assert fewest_cars(replace(problem, tasks=(*tasks[:2], later))) == 2
    assert fewest_cars(replace(problem, tasks=())) == 0


def test_one_car_does_where_all_fit_into_one() -> None:
    problem = Problem(on_a_line(4), (driver(),), (ride("a", 1, 3), ride("b", 2, 3)))
    assert fewest_cars(problem) == 1
    full = replace(problem, drivers=(driver(aboard=Load(seats=3)),))
    narrow = tuple(
        replace(one, pickup=replace(one.pickup, window=Window(9 * 3600, 9 * 3600 + 900))) for one in full.tasks
    )
    assert fewest_cars(replace(full, tasks=narrow)) == 2


@pytest.mark.long
@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_no_plan_needs_fewer_cars_than_the_bound_says(draw: Random) -> None:
    problem = by_chance(draw)
    plan = plan_by_chance(draw, problem)
    if not plan.unserved and not breaches(problem, plan):
        assert fewest_cars(problem) <= len(plan.routes)


@pytest.mark.long
@pytest.mark.parametrize("problem", [school(9, 12, 6), groceries(9, 12, 4)], ids=["school", "round"])
def test_by_hand_is_a_plan_too(problem: Problem) -> None:
    plan = nearest_first(problem)
    assert plan.routes and breaches(problem, plan) == ()


def test_what_begins_soon_is_frozen_and_whom_a_driver_has_is_not_planned_again() -> None:
    tasks = (ride("amal", 1, 3), ride("beto", 2, 3), ride("carl", 1, 2))
    problem = Problem(on_a_line(4), (driver(), driver("bo")), tasks)
    plan = planned(problem, ("ana", "plain", "+amal +beto -amal -beto"), ("bo", "plain", "+carl -carl"))
    begins = plan.route["ana"].visits[0].begins
    frozen = frozen_until(plan, begins + 1)
    assert {one.driver: len(one.visits) for one in frozen} == {"ana": 1, "bo": 1}
    before = without_driver(problem, plan, "ana", now=begins - 60, told_ahead=0)
    assert [one.code for one in before.drivers] == ["bo"] and len(before.tasks) == 3
    during = without_driver(problem, plan, "ana", now=begins + 60, told_ahead=0)
    assert [one.code for one in during.tasks] == ["beto", "carl"]
    assert during.published == plan and {one.driver for one in during.frozen} == {"bo"}
