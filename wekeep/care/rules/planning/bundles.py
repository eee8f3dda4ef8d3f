"""Bundles by area: deliveries that lie close together, one bundle a carer, instead of routes that cross the town.

A carer begins with the home that is nearest to their own part of town and takes the nearest homes to the middle of the bundle while the
car and the day hold them (a capacitated clustering by growing, as in Mulvey and Beck 1984, one car after another); then homes change bundles
while that brings them nearer to the middle of another that has room. Every bundle is a run that keeps every rule, whose order is a proposal.

What goes to one household stays in one bundle, and so do those who go together or not at all. A household for which no car has room at once,
or whose times are too far apart, comes in as many parts as its rules allow, after all others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.plan import Plan, Route, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Task, may_drive
from wekeep.care.rules.planning.timing import Order, timed

ROUNDS = 4
Lot = tuple[Task, ...]
"""Tasks that are not parted; the place of its first drop is where it lies."""


@dataclass(frozen=True, slots=True)
class _Bundle:
    driver: Driver
    lots: tuple[Lot, ...]
    route: Route


def bundled(problem: Problem) -> Plan:
    """Bundles for as many as fit. What is linked is no matter for bundles: it is left out."""
    linked = {code for link in problem.links for code in (link.there, link.back)}
    free = [task for task in problem.tasks if task.code not in linked]
    bundles: list[_Bundle] = []
    left = _lots(problem, free, by_home=True)
    drivers = sorted(problem.drivers, key=lambda one: (-max(s.room.boxes for s in one.seatings), one.driven, one.code))
    bundles, left = _with_all(problem, drivers, bundles, left)
    parted = _lots(problem, [task for lot in left for task in lot], by_home=False)
    if len(parted) > len(left):
        bundles, left = _with_all(problem, drivers, bundles, parted)
    bundles = _exchanged(problem, bundles)
    routes = tuple(one.route for one in bundles)
    served = {visit.task for route in routes for visit in route.visits}
    return Plan(routes, tuple(task.code for task in problem.tasks if task.code not in served))


def _lots(problem: Problem, tasks: Sequence[Task], *, by_home: bool) -> list[Lot]:
    """The tasks by what is not parted: who goes together or not at all, and where asked each household with all of it."""
    known = {task.code: task for task in tasks}
    bonds = [{code for code in group if code in known} for group in problem.together if group <= set(known)]
    torn = {code for group in problem.together if not group <= set(known) for code in group}
    homes: dict[str, set[str]] = {}
    for task in tasks if by_home else ():
        homes.setdefault(task.household, set()).add(task.code)
    of = {task.code: {task.code} for task in tasks if task.code not in torn}
    for group in [*bonds, *homes.values()]:
        whole = set().union(*(of[code] for code in group if code in of))
        of.update(dict.fromkeys(whole, whole))
    seen: set[str] = set()
    lots: list[Lot] = []
    for task in tasks:
        if task.code in of and task.code not in seen:
            seen |= of[task.code]
            lots.append(tuple(one for one in tasks if one.code in of[task.code]))
    return lots


def _with_all(
    problem: Problem, drivers: Sequence[Driver], had: list[_Bundle], left: list[Lot]
) -> tuple[list[_Bundle], list[Lot]]:
    """The bundles with as many of these lots as fit into them, or into a car that has none yet; and the lots that do not."""
    found = {one.driver.code: one for one in had}
    for driver in drivers:
        if not left:
            break
        grown = _grown(problem, driver, left, found.get(driver.code))
        if grown is not None:
            found[driver.code] = grown
            left = [lot for lot in left if lot not in grown.lots]
    return list(found.values()), left


def _grown(problem: Problem, driver: Driver, left: Sequence[Lot], begun: _Bundle | None = None) -> _Bundle | None:
    able = [lot for lot in left if all(may_drive(driver, task) for task in lot)]
    metres, best = problem.travel.metres, begun
    if best is None:
        # near the carer's own part of town, so that nobody crosses it
        able.sort(key=lambda lot: (metres[driver.start][_place(lot)], lot[0].code))
        best = next((found for lot in able if (found := _kept(problem, driver, (lot,)))), None)
    while best is not None:
        held, middle = best.lots, _middle(problem, best.lots)
        near = sorted(
            (one for one in able if one not in held), key=lambda one: (metres[middle][_place(one)], one[0].code)
        )
        more = next((found for one in near[:3] if (found := _kept(problem, driver, (*held, one)))), None)
        if more is None:
            return best
        best = more
    return None


def _place(lot: Lot) -> int:
    return lot[0].drop.place


def _middle(problem: Problem, lots: Sequence[Lot]) -> int:
    """The home that is nearest to all others of the bundle."""
    places = sorted({_place(lot) for lot in lots})
    return min(places, key=lambda place: (sum(problem.travel.metres[place][_place(lot)] for lot in lots), place))


def _exchanged(problem: Problem, bundles: list[_Bundle]) -> list[_Bundle]:
    """Homes that lie nearer to the middle of another bundle go there, where it has room."""
    for _round in range(ROUNDS):
        moved = False
        for one in range(len(bundles)):
            for two, lot in _nearer(problem, bundles, one):
                less = _kept(problem, bundles[one].driver, tuple(each for each in bundles[one].lots if each is not lot))
                more = _kept(problem, bundles[two].driver, (*bundles[two].lots, lot))
                if less is not None and more is not None:
                    bundles[one], bundles[two], moved = less, more, True
                    break
        if not moved:
            break
    return bundles


def _nearer(problem: Problem, bundles: list[_Bundle], one: int) -> Iterator[tuple[int, Lot]]:
    metres, middles = problem.travel.metres, [_middle(problem, each.lots) for each in bundles]
    for lot in bundles[one].lots:
        best = min(range(len(bundles)), key=lambda n: metres[middles[n]][_place(lot)])
        nearer = metres[middles[best]][_place(lot)] < metres[middles[one]][_place(lot)]
        if nearer and all(may_drive(bundles[best].driver, task) for task in lot):
            yield best, lot


def _kept(problem: Problem, driver: Driver, lots: tuple[Lot, ...]) -> _Bundle | None:
    """The bundle as a run: everything loaded first, then always the nearest home; None where a rule of its own is broken."""
    tasks = [task for lot in lots for task in lot]
    if not tasks:
        return None
    metres, place = problem.travel.metres, tasks[0].pickup.place
    stops, rest = [(task.code, Side.PICKUP) for task in tasks], list(tasks)
    while rest:
        task = min(rest, key=lambda one: (metres[place][one.drop.place], one.drop.window.late, one.code))
        stops.append((task.code, Side.DROP))
        rest.remove(task)
        place = task.drop.place
    small = _alone(problem, driver, tasks)
    if small is None:
        return None
    for seating in driver.seatings:
        routes = timed(small, [Order(driver.code, seating.name, tuple(stops))])
        if routes is not None and not breaches(small, Plan(routes)):
            return _Bundle(driver, lots, routes[0])
    return None


def _alone(problem: Problem, driver: Driver, tasks: Sequence[Task]) -> Problem | None:
    """The problem of this run alone, so that it is looked at in the time that its own stops take; None where it lacks what its driver was
    told and is about to drive."""
    codes = {task.code for task in tasks}
    named = tuple(replace(task, not_with=task.not_with & codes) if task.not_with else task for task in tasks)
    frozen = tuple(one for one in problem.frozen if one.driver == driver.code)
    if not {visit.task for one in frozen for visit in one.visits} <= codes:
        return None
    return Problem(problem.travel, (driver,), named, (), frozen)
