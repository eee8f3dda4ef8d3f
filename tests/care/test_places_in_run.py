"""Where a task fits into a run: the quick look finds what a slow one finds, and what it costs."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.care.making import by_chance, plan_by_chance
from wekeep.care.planner.places_in_run import places_in_run
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.planning.problem import Driver, Problem
from wekeep.care.rules.planning.timing import Order, order_of, seconds_of


def keeps(problem: Problem, driver: Driver, order: Order) -> bool:
    """Whether the whole run, walked from its start, is never late and never too full."""
    room = next(one.room for one in driver.seatings if one.name == order.seating)
    now, place, load = driver.window.early, driver.start, driver.aboard
    for code, side in order.stops:
        task = problem.task[code]
        stop = task.pickup if side is Side.PICKUP else task.drop
        now = max(now + problem.travel.seconds[place][stop.place], stop.window.early)
        load = load.plus(task.demand) if side is Side.PICKUP else load.minus(task.demand)
        if now > stop.window.late or not load.fits(room):
            return False
        now, place = now + stop.handling, stop.place
    return now + (0 if driver.end is None else problem.travel.seconds[place][driver.end]) <= driver.window.late


@pytest.mark.long
@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_every_place_that_keeps_windows_and_room_is_found_with_what_it_adds(draw: Random) -> None:
    problem = by_chance(draw)
    routes = plan_by_chance(draw, problem).routes
    if not routes:
        return
    order = order_of(draw.choice(routes))
    code = order.stops[0][0]
    task, driver = problem.task[code], problem.driver[order.driver]
    rest = Order(order.driver, order.seating, tuple(stop for stop in order.stops if stop[0] != code))
    if not keeps(problem, driver, rest):
        return
    told, stops = draw.choice([0, 0, 1]), rest.stops
    expected = {}
    for on in range(told, len(stops) + 1):
        for off in range(on, len(stops) + 1):
            new = (*stops[:on], (code, Side.PICKUP), *stops[on:off], (code, Side.DROP), *stops[off:])
            run = Order(order.driver, order.seating, new)
            if keeps(problem, driver, run):
                expected[on, off] = seconds_of(problem, run) - seconds_of(problem, rest)
    assert {(on, off): added for added, on, off in places_in_run(problem, driver, rest, task, told)} == expected
