"""What a hand does to a plan: give a trip to somebody else or put it in another place, swap two, take one out.

A plan comes back whatever the rules say of it; whoever asked puts it to the checker. What goes together goes together here too. Only the
runs that a hand touches are timed anew; where no times keep every window, they are as early as the driving allows, so that the checker can
say what would be late.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wekeep.care.planner.places_in_run import places_in_run
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.plan import Plan, Route, Side, Visit
from wekeep.care.rules.planning.problem import Problem, Task
from wekeep.care.rules.planning.timing import Order, order_of, timed

Stops = tuple[tuple[str, Side], ...]
BEST, LAST = "", "last"
"""Where a trip is put: wherever its run gets longest by least, after all others, or before the one whose code is given."""
TRIES = 16


class Hand:
    """Hands on one plan of one problem. `home` says which end of each task is the one that is put somewhere."""

    def __init__(self, problem: Problem, plan: Plan, home: Mapping[str, Side]) -> None:
        self.problem, self.plan, self.home = problem, plan, home

    def moved(self, code: str, driver: str, place: str = BEST) -> Plan:
        """The plan with a task, and who goes with it, in this driver's run at this place; a way back or there also at another time at which the
        same person drives."""
        group = self._company(code, driver)
        orders = self._orders(gone=group)
        for each in group:
            wheel = driver if each == code else self._wheel_for(orders, driver, each, code)
            orders[wheel] = self._put(self._order(orders, wheel), each, place if each == code else BEST)
        return self._timed(orders, group)

    def _order(self, orders: Mapping[str, Order], driver: str) -> Order:
        """The driver's run, empty where there is none yet."""
        had = next((one.seating for one in self.plan.routes if one.driver == driver), "")
        return orders.get(driver, Order(driver, had or self.problem.driver[driver].seatings[0].name, ()))

    def _wheel_for(self, orders: Mapping[str, Order], driver: str, code: str, company: str) -> str:
        """The driver, or for the other way of a pair the first time of the same person's day at which it fits."""
        drivers = self.problem.driver
        others = [one.code for one in self.problem.drivers if one.who == drivers[driver].who and one.code != driver]
        if not others or any({code, company} <= group for group in self.problem.together):
            return driver
        wheels = (one for one in (driver, *others) if self._keeps(self._put(self._order(orders, one), code, BEST)))
        return next(wheels, driver)

    def taken_out(self, code: str) -> Plan:
        """The plan without a task and all that cannot go without it."""
        group = self._bound(code)
        return self._timed(self._orders(gone=group), group)

    def swapped(self, one: str, other: str) -> Plan:
        """The plan with two tasks each in the other's place."""
        twin = {one: other, other: one}
        orders = self._orders(gone=())
        for driver, order in orders.items():
            stops = tuple((twin.get(code, code), side) for code, side in order.stops)
            orders[driver] = replace(order, stops=stops)
        return self._timed(orders, (one, other))

    def _company(self, code: str, driver: str) -> list[str]:
        """The task first, then who rides with it, and its other way where that goes with nobody yet, or is to have one driver and has another."""
        found = {code}.union(*(group for group in self.problem.together if code in group))
        for link in self.problem.links:
            both = {link.there, link.back}
            if both & found and (link.same_driver or not both - found <= set(self.plan.served_by)):
                found |= {one for one in both if one in found or not self._is_with(one, driver)}
        return [code, *sorted(found - {code})]

    def _is_with(self, code: str, driver: str) -> bool:
        """Whether a task goes with whoever this driver is, at another time of the day."""
        now, drivers = self.plan.served_by.get(code, driver), self.problem.driver
        return now != driver and now in drivers and drivers[now].who == drivers[driver].who

    def _bound(self, code: str) -> list[str]:
        found = {code}.union(*(group for group in self.problem.together if code in group))
        for link in self.problem.links:
            found |= {link.there, link.back} if {link.there, link.back} & found else set()
        return sorted(found)

    def _orders(self, gone: Sequence[str]) -> dict[str, Order]:
        found = {}
        for route in self.plan.routes:
            order = order_of(route)
            found[route.driver] = replace(order, stops=tuple(stop for stop in order.stops if stop[0] not in gone))
        return found

    def _put(self, order: Order, code: str, place: str) -> Order:
        """The order with one task more: where it keeps every rule of its run if it can, else somewhere the place allows."""
        task = self.problem.task[code]
        first: Order | None = None
        for found in self._candidates(order, task, place):
            first = first or found
            if self._keeps(found):
                return found
        return first or self._anywhere(order, code, place)

    def _candidates(self, order: Order, task: Task, place: str) -> Iterator[Order]:
        driver, told = self.problem.driver[order.driver], self._told(order.driver)
        seatings = sorted((one.name for one in driver.seatings), key=lambda name: name != order.seating)
        for seating in seatings:
            at = Order(order.driver, seating, order.stops)
            ways = sorted(places_in_run(self.problem, driver, at, task, told))
            fitting = [self._with(at, task.code, on, off) for _added, on, off in ways]
            yield from [one for one in fitting if self._stands(one.stops, task.code, place)][:TRIES]

    def _with(self, order: Order, code: str, on: int, off: int) -> Order:
        stops = order.stops
        new = (*stops[:on], (code, Side.PICKUP), *stops[on:off], (code, Side.DROP), *stops[off:])
        return replace(order, stops=new)

    def _anywhere(self, order: Order, code: str, place: str) -> Order:
        """At that place although it does not fit; the other end as near to it as can be."""
        size, told = len(order.stops), self._told(order.driver)
        ways = [(on, off) for on in range(told, size + 1) for off in range(on, size + 1)]
        ways.sort(key=lambda one: one[1] - one[0])
        found = (self._with(order, code, on, off) for on, off in ways)
        return next((one for one in found if self._stands(one.stops, code, place)), self._with(order, code, size, size))

    def _stands(self, stops: Stops, code: str, place: str) -> bool:
        """Whether the home of `code` is where the hand put it among the homes of the run."""
        if place == BEST:
            return True
        homes = [each for each, side in stops if self.home[each] is side]
        after = homes[homes.index(code) + 1 :]
        return (after[:1] or [LAST]) == [place]

    def _told(self, driver: str) -> int:
        return next((len(one.visits) for one in self.problem.frozen if one.driver == driver), 0)

    def _keeps(self, order: Order) -> bool:
        """Whether the run keeps every rule, as far as it is about this run alone."""
        codes = {code for code, _side in order.stops}
        tasks = tuple(_alone(task, codes) for task in self.problem.tasks if task.code in codes)
        frozen = tuple(one for one in self.problem.frozen if one.driver == order.driver)
        links = tuple(one for one in self.problem.links if {one.there, one.back} <= codes)
        small = Problem(self.problem.travel, (self.problem.driver[order.driver],), tasks, links, frozen)
        routes = timed(small, [order])
        return routes is not None and not breaches(small, Plan(routes))

    def _timed(self, orders: Mapping[str, Order], touched: Sequence[str]) -> Plan:
        """The plan with new times for the runs that changed, and for those that hold the other way of what was moved."""
        before, changed = self.plan.route, []
        other = (
            {code for link in self.problem.links for code in (link.there, link.back)} if self.problem.links else set()
        )
        near = {code for code in other if set(self._bound(code)) & set(touched)}
        for driver, order in orders.items():
            same = driver in before and order_of(before[driver]) == order
            if order.stops and (not same or {code for code, _side in order.stops} & near):
                changed.append(order)
        routes = {one.driver: one for one in timed(self.problem, changed) or [_early(self.problem, o) for o in changed]}
        kept = [routes.get(driver) or before.get(driver) for driver, order in orders.items() if order.stops]
        found = tuple(one for one in kept if one is not None)
        served = {visit.task for one in found for visit in one.visits}
        return Plan(found, tuple(task.code for task in self.problem.tasks if task.code not in served))


def _alone(task: Task, codes: set[str]) -> Task:
    """A task that names nobody who is not in its run: whom it misses, the checker of the whole plan says."""
    return replace(task, sits_with=task.sits_with & codes, not_with=task.not_with & codes, siblings="")


def _early(problem: Problem, order: Order) -> Route:
    """The run as early as its driving allows, however late that is."""
    driver = problem.driver[order.driver]
    place, free, visits = driver.start, driver.window.early, []
    for code, side in order.stops:
        task = problem.task[code]
        stop = task.pickup if side is Side.PICKUP else task.drop
        begins = max(free + problem.travel.seconds[place][stop.place], stop.window.early)
        visits.append(Visit(code, side, begins))
        place, free = stop.place, begins + stop.handling
    home = 0.0 if driver.end is None else problem.travel.seconds[place][driver.end]
    return Route(order.driver, order.seating, driver.window.early, tuple(visits), free + home)
