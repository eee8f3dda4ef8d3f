"""Plans made by putting one group of tasks after another where it costs least; every rule is kept at every step.

A group is what goes together or not at all: tasks that ride together, and the two ways of a link. This is the planner that knows all
rules, and the slowest: it is for what no solver can say, for runs of which a part is already driven, and for first plans.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from wekeep.care.planner.places_in_run import places_in_run
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.problem import Driver, Link, Problem, Task, may_drive
from wekeep.care.rules.planning.timing import Order, metres_of, timed

Stops = tuple[tuple[str, Side], ...]
TRIES = 12
"""Places looked at closely for one task in one run, cheapest first."""
MOST_SEEN = 200_000


@dataclass(frozen=True)
class Draft:
    """Orders of stops by driver; a driver who stays at home is not in it."""

    orders: dict[str, Order]

    def without(self, codes: Iterable[str]) -> "Draft":
        """The same without some tasks; who has nothing left stays at home."""
        gone = set(codes)
        kept = {
            code: replace(order, stops=tuple(stop for stop in order.stops if stop[0] not in gone))
            for code, order in self.orders.items()
        }
        return Draft({code: order for code, order in kept.items() if order.stops})

    def with_order(self, order: Order) -> "Draft":
        """The same with one driver's run put in place of the one before."""
        return Draft({**self.orders, order.driver: order})


class Inserter:
    """Puts groups of tasks into drafts of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._frozen = {one.driver: one for one in problem.frozen if one.visits}
        self._seen: dict[Order, bool] = {}
        self._able: dict[str, list[Driver]] = {}

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Every task in exactly one group, in the order of the problem."""
        found: list[set[str]] = [{task.code} for task in self.problem.tasks]
        bonds = [*self.problem.together, *(frozenset((one.there, one.back)) for one in self.problem.links)]
        for bond in bonds:
            touched = [group for group in found if group & bond]
            found = [group for group in found if not group & bond] + [set().union(*touched)]
        place = {task.code: n for n, task in enumerate(self.problem.tasks)}
        return tuple(sorted((tuple(sorted(g, key=place.__getitem__)) for g in found), key=lambda g: place[g[0]]))

    def able(self, code: str) -> list[Driver]:
        """Who may take a task at all."""
        if code not in self._able:
            task = self.problem.task[code]
            self._able[code] = [driver for driver in self.problem.drivers if may_drive(driver, task)]
        return self._able[code]

    def empty(self) -> Draft:
        """A draft with nothing but what is frozen."""
        orders = {
            code: Order(code, one.seating, tuple((visit.task, visit.side) for visit in one.visits))
            for code, one in self._frozen.items()
        }
        return Draft(orders)

    def plan(self, draft: Draft) -> Plan | None:
        """The draft with its times, where it keeps every rule; what is in no run is left out."""
        routes = timed(self.problem, list(draft.orders.values()))
        if routes is None:
            return None
        served = {code for order in draft.orders.values() for code, _side in order.stops}
        plan = Plan(routes, tuple(task.code for task in self.problem.tasks if task.code not in served))
        return None if breaches(self.problem, plan) else plan

    def inserted(self, draft: Draft, group: Sequence[str], dear: float = 0.0) -> Draft | None:
        """The draft with a group at the cheapest place found for each of its tasks; None where there is none for all.

        `dear` is what a car costs that would not go out otherwise, in seconds driven.
        """
        together = [bond for bond in self.problem.together if bond <= set(group)]
        linked = len(group) > 1 and not (len(together) == 1 and len(together[0]) == len(group))
        candidates = self._drivers(group) if not linked else [None]
        best: tuple[float, Draft] | None = None
        for driver in candidates:
            found = self._each(draft, group, driver, dear)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best[1] if best else None

    def _drivers(self, group: Sequence[str]) -> list[Driver | None]:
        if len(group) == 1:
            return [None]
        able = [set(one.code for one in self.able(code)) for code in group]
        return [one for one in self.problem.drivers if all(one.code in codes for codes in able)]

    def _each(self, draft: Draft, group: Sequence[str], only: Driver | None, dear: float) -> tuple[float, Draft] | None:
        cost, now = 0.0, draft
        for number, code in enumerate(group):
            places = self._places(now, self.problem.task[code], only, dear)
            step = next(((c, d) for c, d in places if self._allowed(d, code, group[:number])), None)
            if step is None:
                return None
            cost, now = cost + step[0], step[1]
        return (cost, now) if len(group) == 1 or self._keeps(_runs(now, group)) else None

    def _allowed(self, draft: Draft, code: str, before: Sequence[str]) -> bool:
        """Whether the run that a task was put into keeps every rule, as far as it can before the rest of the group is in."""
        (order,) = _runs(draft, (code,))
        links = tuple(one for one in self.problem.links if {one.there, one.back} <= {code, *before})
        if links:
            return self._keeps(_runs(draft, (code, *before)), links)
        if order not in self._seen:
            if len(self._seen) > MOST_SEEN:
                self._seen.clear()
            self._seen[order] = self._keeps([order], ())
        return self._seen[order]

    def _keeps(self, orders: list[Order], links: tuple[Link, ...] | None = None) -> bool:
        """Whether these runs, as if there were no others, keep every rule; with `links`, only those and nothing of company."""
        served = {code for order in orders for code, _side in order.stops}
        tasks = [_within(task, served) for task in self.problem.tasks if task.code in served]
        if links is None:
            links = tuple(one for one in self.problem.links if {one.there, one.back} <= served)
        else:
            tasks = [replace(task, sits_with=frozenset(), siblings="") if _is_bound(task) else task for task in tasks]
        drivers = tuple(self.problem.driver[order.driver] for order in orders)
        frozen = tuple(self._frozen[one.code] for one in drivers if one.code in self._frozen)
        small = Problem(self.problem.travel, drivers, tuple(tasks), links, frozen)
        if any(metres_of(small, order) > small.driver[order.driver].max_distance for order in orders):
            return False
        routes = timed(small, orders)
        return routes is not None and not breaches(small, Plan(routes))

    def _places(self, draft: Draft, task: Task, only: Driver | None, dear: float) -> Iterator[tuple[float, Draft]]:
        """The cheapest places of a task that a quick look does not rule out, cheapest first."""
        found: list[tuple[float, Order]] = []
        tried: set[tuple[object, ...]] = set()
        for driver in self.able(task.code) if only is None else [only]:
            order = draft.orders.get(driver.code)
            if order is None:
                alike = (driver.start, driver.end, driver.window, driver.seatings, driver.aboard, driver.languages)
                if alike in tried and only is None and not self.problem.published:
                    continue
                tried.add(alike)
            found += self._in_run(driver, order, task, dear)
        found.sort(key=lambda one: one[0])
        for cost, order in found[: TRIES * 4]:
            yield cost, draft.with_order(order)

    def _in_run(self, driver: Driver, order: Order | None, task: Task, dear: float) -> list[tuple[float, Order]]:
        stops: Stops = order.stops if order else ()
        told = len(self._frozen[driver.code].visits) if driver.code in self._frozen else 0
        goes_out = 0.0 if order else dear
        changed = self._moved(task.code, driver.code)
        found = []
        for seating in self._seatings(driver, order, stops):
            for added, on, off in places_in_run(self.problem, driver, Order(driver.code, seating, stops), task, told):
                new = (*stops[:on], (task.code, Side.PICKUP), *stops[on:off], (task.code, Side.DROP), *stops[off:])
                found.append((added + goes_out + changed, Order(driver.code, seating, new)))
        found.sort(key=lambda one: one[0])
        return found[:TRIES]

    def _moved(self, code: str, driver: str) -> float:
        """What it costs to give a task to another driver than was published: a moment, so that it decides between equals."""
        told = self.problem.published.served_by.get(code) if self.problem.published else None
        return 0.0 if told in (None, driver) else 60.0

    def _seatings(self, driver: Driver, order: Order | None, stops: Stops) -> list[str]:
        if order is not None and driver.code in self._frozen:
            return [order.seating]
        names = [one.name for one in driver.seatings]
        return sorted(names, key=lambda name: order is None or name != order.seating)


def _runs(draft: Draft, codes: Iterable[str]) -> list[Order]:
    wanted = set(codes)
    return [one for one in draft.orders.values() if any(code in wanted for code, _side in one.stops)]


def _is_bound(task: Task) -> bool:
    return bool(task.sits_with or task.siblings)


def _within(task: Task, known: set[str]) -> Task:
    """A task that names nobody who is not there."""
    if task.sits_with <= known and task.not_with <= known:
        return task
    return replace(task, sits_with=task.sits_with & known, not_with=task.not_with & known)
