"""The days a coordinator plans: how soon, how much shorter than by hand, and what a driver who drops out changes."""

import time
from contextlib import closing
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, getrusage

from bench.runs_made import groceries, school
from wekeep.care.planner.portfolio import better_plans
from wekeep.care.rules.planning.by_hand import nearest_first
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.objective import cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.replanning import without_driver
from wekeep.care.rules.planning.timing import metres_of, order_of

SCHOOL_SECONDS, ROUND_SECONDS, AGAIN_SECONDS = 4.7, 55.0, 4.3
FIRST_SECONDS = 12.0


@dataclass(frozen=True)
class Planned:
    """The last plan, when the first one came, and how long it all took."""

    plan: Plan
    first: float
    seconds: float


def planned(problem: Problem, seconds: float) -> Planned:
    """The best plan of so many seconds."""
    began, first, plan = time.perf_counter(), 0.0, Plan((), tuple(task.code for task in problem.tasks))
    for better in better_plans(problem, seconds):
        first, plan = first or better.seconds, better.plan
    return Planned(plan, first, time.perf_counter() - began)


def kilometres(problem: Problem, plan: Plan) -> float:
    """All runs together."""
    return sum(metres_of(problem, order_of(route)) for route in plan.routes) / 1000


def report() -> bool:
    """Print each day's figures beside what is aimed at; whether all were reached."""
    fine = [_first(homes, cars) for homes, cars in ((50, 12), (500, 80))]
    fine += [_school(seed) for seed in (1, 2, 3)]
    problem = groceries(1)
    round_ = planned(problem, ROUND_SECONDS)
    print(_line("500 homes, 80 cars", problem, round_), flush=True)
    fine += [
        round_.seconds < 60 and not round_.plan.unserved,
        _again(problem, round_.plan),
        _checker(problem, round_.plan),
    ]
    return all(fine)


def _line(name: str, problem: Problem, done: Planned) -> str:
    cost = cost_of(problem, done.plan)
    return (
        f"{name}: {cost.cars} cars, {kilometres(problem, done.plan):.1f} km, {len(done.plan.unserved)} left out, "
        f"first plan after {done.first:.2f} s, best of {done.seconds:.1f} s"
    )


def _first(homes: int, cars: int) -> bool:
    """How soon after a day was posed a coordinator sees a plan of it at all, and what that took of both planners' processors."""
    before = getrusage(RUSAGE_CHILDREN)
    with closing(better_plans(groceries(1, homes, cars), FIRST_SECONDS)) as plans:
        found = next(plans, None)
    after = getrusage(RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = "no plan" if found is None else f"{found.seconds:.2f} s, {len(found.plan.unserved)} left out"
    print(f"first plan of {homes} homes, {cars} cars: {said}, {took:.2f} s of processors (aim: 1 s)", flush=True)
    return found is not None and found.seconds < 1


def _school(seed: int) -> bool:
    problem = school(seed)
    done, hand = planned(problem, SCHOOL_SECONDS), nearest_first(problem)
    ours, theirs = kilometres(problem, done.plan), kilometres(problem, hand)
    print(_line(f"school run {seed}: 50 children, 20 cars", problem, done))
    saved = 1 - ours / theirs
    print(
        f"  nearest first by hand: {len(hand.routes)} cars, {theirs:.1f} km, {len(hand.unserved)} left out; ours is {saved:.0%} shorter (aim: 15%)"
    )
    return saved >= 0.15 and done.seconds < 5 and not done.plan.unserved


def _again(problem: Problem, plan: Plan) -> bool:
    """One driver drops out a quarter of an hour before the first stop."""
    victim = max(plan.routes, key=lambda route: len(route.visits))
    changed = without_driver(problem, plan, victim.driver, now=victim.begins - 900, told_ahead=1800)
    done = planned(changed, AGAIN_SECONDS)
    told = {route.driver: route for route in plan.routes if route.driver != victim.driver}
    lost = {visit.task for visit in victim.visits}
    takers = {route.driver for route in done.plan.routes if any(visit.task in lost for visit in route.visits)}
    same = all(done.plan.route.get(code) == route for code, route in told.items() if code not in takers)
    moved = cost_of(changed, done.plan).changes - len(lost)
    print(
        f"a driver with {len(lost)} boxes drops out: new plan after {done.first:.2f} s, {len(done.plan.unserved)} left out, "
        f"{len(takers)} runs take them on, every other run is as it was told: {'yes' if same else 'NO'}, {moved} others moved"
    )
    return done.seconds < 5 and same and not breaches(changed, done.plan)


def _checker(problem: Problem, plan: Plan) -> bool:
    began = time.perf_counter()
    found = breaches(problem, plan)
    took = time.perf_counter() - began
    stops = sum(len(route.visits) for route in plan.routes)
    print(f"checker: {stops} stops in {took * 1000:.0f} ms, {len(found)} breaches (aim: 1,000 in 200 ms)")
    return not found and took / max(1, stops) < 0.2 / 1000
