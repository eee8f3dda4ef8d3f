"""Times of a run: the earliest end that keeps everything, and nobody waits longer than that takes."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.care.making import by_chance, driver, on_a_line, plan_by_chance, planned, ride, stops
from wekeep.care.rules.planning.breach import Rule
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.figures import figures
from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Frozen, Link, Problem, Stop, Window
from wekeep.care.rules.planning.timing import Order, metres_of, order_of, timed

EIGHT = 8 * 3600


def test_a_child_is_picked_up_as_late_as_the_end_allows() -> None:
    school = ride("amal", 1, 3, early=7 * 3600, drop=Stop(3, Window(EIGHT, EIGHT + 600), 60))
    problem = Problem(on_a_line(4), (driver(),), (school,))
    (route,) = planned(problem, ("ana", "plain", "+amal -amal")).routes
    assert [visit.begins for visit in route.visits] == [EIGHT - 21 * 60, EIGHT]
    assert route.begins == EIGHT - 31 * 60 and route.ends == EIGHT + 31 * 60


def test_a_pick_up_waits_so_that_the_ride_stays_short() -> None:
    """The second child's window would keep the first in the car for an hour, unless the car leaves later."""
    first = ride("amal", 1, 3, ride_cap=25 * 60)
    second = ride("beto", 2, 3, early=9 * 3600, late=10 * 3600)
    problem = Problem(on_a_line(4), (driver(),), (first, second))
    plan = planned(problem, ("ana", "plain", "+amal +beto -amal -beto"))
    assert breaches(problem, plan) == ()


def test_a_way_back_waits_for_the_way_there_in_another_car() -> None:
    tasks = (ride("there", 1, 3, early=EIGHT, late=EIGHT + 3600), ride("back", 3, 1))
    problem = Problem(on_a_line(4), (driver(), driver("bo")), tasks, (Link("there", "back"),))
    plan = planned(problem, ("bo", "plain", "+back -back"), ("ana", "plain", "+there -there"))
    assert breaches(problem, plan) == ()
    assert plan.route["bo"].visits[0].begins >= plan.route["ana"].visits[1].begins + 60


def test_what_cannot_be_driven_has_no_times() -> None:
    far = ride("amal", 1, 3, drop=Stop(3, Window(0, 6 * 3600 + 600)))
    problem = Problem(on_a_line(4), (driver(),), (far,))
    assert timed(problem, [Order("ana", "plain", stops("+amal -amal"))]) is None
    circle = Problem(on_a_line(4), (driver(),), (ride("a", 1, 2), ride("b", 2, 1)), (Link("a", "b"), Link("b", "a")))
    assert timed(circle, [Order("ana", "plain", stops("+a -a +b -b"))]) is None


def test_frozen_stops_keep_their_times_and_the_rest_follows() -> None:
    problem = Problem(on_a_line(4), (driver(),), (ride("amal", 1, 3), ride("beto", 2, 3)))
    told = planned(problem, ("ana", "plain", "+amal -amal")).routes[0]
    later = replace(told.visits[0], begins=told.visits[0].begins + 300)
    bound = replace(problem, frozen=(Frozen("ana", "plain", told.begins, (later,)),))
    plan = planned(bound, ("ana", "plain", "+amal +beto -beto -amal"))
    assert breaches(bound, plan) == () and plan.routes[0].visits[0] == later


@pytest.mark.long
@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_times_once_found_break_no_rule_about_time(draw: Random) -> None:
    problem = by_chance(draw)
    plan = plan_by_chance(draw, problem)
    routes = timed(problem, [order_of(one) for one in plan.routes])
    if routes is not None:
        again = Plan(routes, plan.unserved)
        late = [one for one in breaches(problem, again) if one.rule in (Rule.TIMES, Rule.RIDE)]
        assert all("farther" in one.why for one in late)
        assert [order_of(one) for one in again.routes] == [order_of(one) for one in plan.routes]


def test_what_a_plan_costs_in_the_order_that_counts() -> None:
    tasks = (ride("amal", 1, 3, priority=5), ride("beto", 2, 3))
    problem = Problem(on_a_line(4), (driver(driven=100), driver("bo")), tasks)
    both = planned(problem, ("ana", "plain", "+amal +beto -amal -beto"))
    two = planned(problem, ("ana", "plain", "+amal -amal"), ("bo", "plain", "+beto -beto"))
    one = planned(problem, ("bo", "plain", "+beto -beto"), unserved=["amal"])
    assert cost_of(problem, both) < cost_of(problem, two) < cost_of(problem, one)
    cost = cost_of(problem, two)
    assert (cost.unserved, cost.cars, cost.minutes, cost.unfairness) == (0, 2, 120.0, 50.0)
    assert cost_of(problem, one).unserved == 5
    assert cost_of(replace(problem, published=both), two).changes == 1
    assert metres_of(problem, order_of(both.routes[0])) == 24_000


def test_of_two_plans_with_as_many_minutes_the_one_counts_that_asks_less_of_whoever_drove_most() -> None:
    tasks = (ride("amal", 1, 3),)
    drivers = (driver(driven=100), driver("bo", driven=40), driver("cy"))
    problem = Problem(on_a_line(4), drivers, tasks)
    costs = [cost_of(problem, planned(problem, (who, "plain", "+amal -amal"))) for who in ("ana", "bo", "cy")]
    minutes = costs[0].minutes
    mean = (140 + minutes) / 3
    assert [one.unfairness for one in costs] == [
        pytest.approx(most - mean, abs=0.1) for most in (100 + minutes, max(100, 40 + minutes), 100)
    ]
    assert costs[2] < costs[0] and costs[1] < costs[0], (
        "against the mean, as research states it, and not against who never drives"
    )


def test_what_somebody_drives_at_several_times_of_a_day_is_added_up() -> None:
    drivers = (driver(driven=100), driver("ana.2", person="ana", driven=100), driver("bo"))
    problem = Problem(on_a_line(4), drivers, (ride("amal", 1, 3), ride("beto", 2, 3)))
    plan = planned(problem, ("ana", "plain", "+amal -amal"), ("ana.2", "plain", "+beto -beto"))
    assert (cost_of(problem, plan).cars, cost_of(problem, plan).unfairness) == (2, 110.0)
    assert figures(problem, plan)["cars"] == 1
