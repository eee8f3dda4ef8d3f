"""Bundles by area: deliveries that lie close together, one bundle a carer, instead of routes that cross the town.

A carer begins with the home that is nearest to their own part of town and takes the nearest homes to the middle of the bundle while the
car and the day hold them (a capacitated clustering by growing, as in Mulvey and Beck 1984, one car after another); then homes change bundles
while that brings them nearer to the middle of another that has room. Every bundle is a run that keeps every rule, whose order is a proposal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.plan import Plan, Route, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Task, may_drive
from wekeep.care.rules.planning.timing import Order, timed

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Bundle:
    driver: Driver
    tasks: tuple[Task, ...]
    route: Route


def bundled(problem: Problem) -> Plan:
    """Bundles for as many as fit. What is frozen, linked or rides together is no matter for bundles: it is left out."""
    bound = {code for group in problem.together for code in group}
    bound |= {code for link in problem.links for code in (link.there, link.back)}
    left = [task for task in problem.tasks if task.code not in bound]
    bundles: list[_Bundle] = []
    for driver in sorted(
        problem.drivers, key=lambda one: (-max(s.room.boxes for s in one.seatings), one.driven, one.code)
    ):
        found = _grown(problem, driver, left)
        if found is not None:
            bundles.append(found)
            left = [task for task in left if task not in found.tasks]
    bundles = _exchanged(problem, bundles)
    routes = tuple(one.route for one in bundles)
    served = {visit.task for route in routes for visit in route.visits}
    return Plan(routes, tuple(task.code for task in problem.tasks if task.code not in served))


def _grown(problem: Problem, driver: Driver, left: Sequence[Task]) -> _Bundle | None:
    able = [task for task in left if may_drive(driver, task)]
    if not able:
        return None
    metres = problem.travel.metres
    # near the carer's own part of town, so that nobody crosses it
    able.sort(key=lambda task: (metres[driver.start][task.drop.place], task.code))
    best: _Bundle | None = None
    for task in able:
        best = _kept(problem, driver, (task,))
        if best is not None:
            break
    while best is not None:
        held, middle = best.tasks, _middle(problem, best.tasks)
        near = sorted(
            (one for one in able if one not in held), key=lambda one: (metres[middle][one.drop.place], one.code)
        )
        more = next((found for one in near[:3] if (found := _kept(problem, driver, (*held, one)))), None)
        if more is None:
            return best
        best = more
    return None


def _middle(problem: Problem, tasks: Sequence[Task]) -> int:
    """The home that is nearest to all others of the bundle."""
    places = sorted({task.drop.place for task in tasks})
    return min(places, key=lambda place: (sum(problem.travel.metres[place][task.drop.place] for task in tasks), place))


def _exchanged(problem: Problem, bundles: list[_Bundle]) -> list[_Bundle]:
    """Homes that lie nearer to the middle of another bundle go there, where it has room."""
    for _round in range(ROUNDS):
        moved = False
        for one in range(len(bundles)):
            for two, task in _nearer(problem, bundles, one):
                less = _kept(problem, bundles[one].driver, tuple(t for t in bundles[one].tasks if t is not task))
                more = _kept(problem, bundles[two].driver, (*bundles[two].tasks, task))
                if less is not None and more is not None:
                    bundles[one], bundles[two], moved = less, more, True
                    break
        if not moved:
            break
    return bundles


def _nearer(problem: Problem, bundles: list[_Bundle], one: int) -> Iterator[tuple[int, Task]]:
    metres, middles = problem.travel.metres, [_middle(problem, each.tasks) for each in bundles]
    for task in bundles[one].tasks:
        best = min(range(len(bundles)), key=lambda n: metres[middles[n]][task.drop.place])
        if metres[middles[best]][task.drop.place] < metres[middles[one]][task.drop.place] and may_drive(
            bundles[best].driver, task
        ):
            yield best, task


def _kept(problem: Problem, driver: Driver, tasks: tuple[Task, ...]) -> _Bundle | None:
    """The bundle as a run: everything loaded first, then always the nearest home; None where a rule of its own is broken."""
    if not tasks:
        return None
    metres, place = problem.travel.metres, tasks[0].pickup.place
    stops, rest = [(task.code, Side.PICKUP) for task in tasks], list(tasks)
    while rest:
        task = min(rest, key=lambda one: (metres[place][one.drop.place], one.drop.window.late, one.code))
        stops.append((task.code, Side.DROP))
        rest.remove(task)
        place = task.drop.place
    for seating in driver.seatings:
        routes = timed(problem, [Order(driver.code, seating.name, tuple(stops))])
        if routes is None:
            continue
        served = {code for code, _side in stops}
        plan = Plan(routes, tuple(task.code for task in problem.tasks if task.code not in served))
        if not [one for one in breaches(problem, plan) if one.driver == driver.code]:
            return _Bundle(driver, tasks, routes[0])
    return None
