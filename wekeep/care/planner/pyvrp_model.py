"""The problem as PyVRP takes it, and its solutions as orders of stops.

What it cannot say is left to others: who is kept apart or sits together, links, two grown-ups, and a longest ride where riders go to
several places. What it can: windows, duty, distance, kinds of room, and who may drive whom, which is said as one more kind of room
that some cars have none of. Times are rounded so that what keeps them in whole numbers keeps them in fractions: driving and handling up,
windows inward.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

import numpy as np
from pyvrp import (
    Activity,
    ActivityType,
    Client,
    Depot,
    Location,
    ProblemData,
    Route,
    Shipment,
    Solution,
    VehicleType,
)

from wekeep.care.rules.planning.load import NOTHING
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.planning.problem import Driver, Problem, Seating, Stop, Task, is_trusted
from wekeep.care.rules.planning.shape import Shape, shape_of
from wekeep.care.rules.planning.timing import Order

LONG = 2**40
FINE = 10_000
"""Parts of a second (or of a unit of a test instance) where times are fractions."""


@dataclass(frozen=True)
class Kind:
    """Cars that are alike to the solver: their drivers, and the seating they go out in."""

    drivers: tuple[Driver, ...]
    seating: Seating


class PyVrpModel:
    """One problem, with the cars in the seatings given (all of them, where a driver is not named)."""

    def __init__(self, problem: Problem, seatings: dict[str, str] | None = None, required: bool = True) -> None:
        self.problem, self.required = problem, required
        self.shape = shape_of(problem)
        self._seconds = np.asarray(problem.travel.seconds, dtype=float)
        self._scale = 1 if (self._seconds == np.rint(self._seconds)).all() else FINE
        self._dims = [n for n, _ in enumerate(NOTHING) if any(task.demand[n] for task in problem.tasks)]
        self._who_may_not = _who_may_not(problem)
        self._bars = sorted({one for one in self._who_may_not if one}, key=sorted)
        self._first_depot = sum(len(self._ends(task)) for task in problem.tasks)
        self.kinds = self._kinds(seatings or {})
        self.cap = min((task.ride_cap for task in problem.tasks), default=inf)
        self._places = self._locations()
        self._matrices = self._tables()
        # what a car costs: more than all it could save on the way, and no more, so that sums stay small
        self.a_car = int(self._matrices[0][0].max()) * 4 + 1

    def _kinds(self, seatings: dict[str, str]) -> list[Kind]:
        alike: dict[tuple[object, ...], list[Driver]] = {}
        chosen: dict[tuple[object, ...], Seating] = {}
        for driver in self.problem.drivers:
            for seating in driver.seatings:
                if seatings.get(driver.code, seating.name) != seating.name:
                    continue
                bars = tuple(driver.code in who for who in self._bars)
                room = seating.room.minus(driver.aboard)
                key: tuple[object, ...] = (
                    driver.start,
                    driver.end,
                    driver.window,
                    driver.max_duty,
                    driver.max_distance,
                    room,
                    bars,
                )
                key += (seating.name,)
                alike.setdefault(key, []).append(driver)
                chosen[key] = seating
        return [Kind(tuple(drivers), chosen[key]) for key, drivers in alike.items()]

    def _locations(self) -> list[int]:
        """Places by the solver's numbers: of the tasks first (both ends, or the one that differs), then of the kinds of cars."""
        ends = [stop.place for task in self.problem.tasks for stop in self._ends(task)]
        for kind in self.kinds:
            ends += [self._start(kind), self._end(kind)]
        return ends

    def _ends(self, task: Task) -> tuple[Stop, ...]:
        if self.shape is Shape.MANY_TO_ONE:
            return (task.pickup,)
        return (task.drop,) if self.shape is Shape.ONE_TO_MANY else (task.pickup, task.drop)

    def _start(self, kind: Kind) -> int:
        return self._hub() if self.shape is Shape.ONE_TO_MANY else kind.drivers[0].start

    def _end(self, kind: Kind) -> int:
        if self.shape is Shape.MANY_TO_ONE:
            return self._hub()
        end = kind.drivers[0].end
        return kind.drivers[0].start if end is None else end

    def _hub(self) -> int:
        task = self.problem.tasks[0]
        return (task.drop if self.shape is Shape.MANY_TO_ONE else task.pickup).place

    def _tables(self) -> tuple[list[Any], list[Any]]:
        """Costs and durations between the solver's places; a driver who may end anywhere drives home for nothing."""
        table = np.ix_(self._places, self._places)
        seconds = self._seconds[table]
        by_metres = any(driver.max_distance < inf for driver in self.problem.drivers)
        far = np.asarray(self.problem.travel.metres, dtype=float)[table] if by_metres else seconds * self._scale
        cost = np.rint(far).astype(np.int64)
        duration = np.ceil(seconds * self._scale).astype(np.int64)
        first = self._first_depot
        for number, kind in enumerate(self.kinds):
            start, end = first + 2 * number, first + 2 * number + 1
            if kind.drivers[0].end is None and self.shape is not Shape.MANY_TO_ONE:
                cost[:, end] = duration[:, end] = 0
            if self._capped and self.shape is Shape.MANY_TO_ONE:
                duration[start, :] = 0  # the ride begins where the first rider gets on
            if self._capped and self.shape is Shape.ONE_TO_MANY:
                duration[:, end] = 0  # and ends where the last one gets off
        np.fill_diagonal(cost, 0)
        np.fill_diagonal(duration, 0)
        return [cost], [duration]

    @property
    def _capped(self) -> bool:
        return self.cap < inf and self.shape is not Shape.MANY_TO_MANY

    def data(self, cars: Sequence[int] | None = None, a_car: int = 0) -> ProblemData:
        """The problem with so many cars of each kind (all of them, where none are given), each costing `a_car`."""
        counts = [len(kind.drivers) for kind in self.kinds] if cars is None else list(cars)
        ends = [self._depot(kind, at) for kind in self.kinds for at in (0, 1)]
        depots = [Depot(self._first_depot + n, *times) for n, times in enumerate(ends)]
        vehicles = [self._vehicle(n, kind, counts[n], a_car) for n, kind in enumerate(self.kinds) if counts[n]]
        self.numbers = [n for n in range(len(self.kinds)) if counts[n]]
        costs, durations = self._matrices
        places = [Location(0, 0) for _ in self._places]
        clients = [] if self.shape is Shape.MANY_TO_MANY else [self._client(n) for n in range(len(self.problem.tasks))]
        shipments = [self._shipment(n) for n in range(len(self.problem.tasks))] if not clients else []
        return ProblemData(places, clients, depots, vehicles, costs, durations, [], shipments)

    def _depot(self, kind: Kind, at: int) -> tuple[int, int, int]:
        """Window and handling of a start (0) or an end (1) of the road."""
        hub = (self.shape is Shape.MANY_TO_ONE and at == 1) or (self.shape is Shape.ONE_TO_MANY and at == 0)
        if not hub:
            return 0, LONG, 0
        stops = [task.drop if at else task.pickup for task in self.problem.tasks]
        window = stops[0].window
        if at:
            spare = sum(stop.handling for stop in stops) if len(stops) == 1 else 0.0
            return self._early(window.early), self._late(window.late + spare), 0
        loading = self._loading(kind, [stop.handling for stop in stops])
        return self._early(window.early), self._late(window.late), self._up(loading)

    def _loading(self, kind: Kind, handlings: list[float]) -> float:
        """The longest that loading at a hub may take: as many of the slowest as fit into the car."""
        room = kind.seating.room.minus(kind.drivers[0].aboard)
        least = [min((t.demand[n] for t in self.problem.tasks if t.demand[n]), default=0) for n in self._dims]
        most = max((room[n] // few for n, few in zip(self._dims, least, strict=True) if few), default=len(handlings))
        return sum(sorted(handlings, reverse=True)[: max(0, most)])

    def _vehicle(self, number: int, kind: Kind, count: int, a_car: int) -> VehicleType:
        driver = kind.drivers[0]
        room = kind.seating.room.minus(driver.aboard)
        capacity = [max(0, room[n]) for n in self._dims]
        capacity += [0 if driver.code in who else len(self.problem.tasks) for who in self._bars]
        early, late, duty = driver.window.early, driver.window.late, driver.max_duty
        fixed, far = a_car, driver.max_distance
        seconds, metres = self.problem.travel.seconds, self.problem.travel.metres
        # places of tasks come first, and those of cars after them
        homes = self._places[: self._first_depot] if self._capped else []
        if self.shape is Shape.MANY_TO_ONE:
            home = 0.0 if driver.end is None else seconds[self._hub()][driver.end]
            fixed += round(home * self._scale)
            late, duty = late - home, duty - home
            far -= 0.0 if driver.end is None else metres[self._hub()][driver.end]
            if self._capped:
                out = max(seconds[driver.start][place] for place in homes)
                early, duty = early + out, min(duty - out, self.cap)
        elif self.shape is Shape.ONE_TO_MANY:
            out = seconds[driver.start][self._hub()]
            fixed += round(out * self._scale)
            early, duty, far = early + out, duty - out, far - metres[driver.start][self._hub()]
            if self._capped:
                back = (
                    max((seconds[place][driver.end] for place in homes), default=0.0) if driver.end is not None else 0.0
                )
                late, duty = late - back, min(duty - back, self.cap)
        start = 2 * number
        return VehicleType(
            count,
            capacity,
            start,
            start + 1,
            max(0, fixed),
            self._early(early),
            max(self._early(early), self._late(late)),
            self._late(max(0.0, duty)),
            LONG if far == inf else max(0, floor(far)),
        )

    def _client(self, number: int) -> Client:
        task = self.problem.tasks[number]
        collects = self.shape is Shape.MANY_TO_ONE
        stop = task.pickup if collects else task.drop
        # handling at the other end is waited for here: a little too careful, and never too late
        handling = stop.handling + (task.drop.handling if collects else 0.0)
        demand = self._demand(number)
        return Client(
            number,
            delivery=[] if collects else demand,
            pickup=demand if collects else [],
            service_duration=self._up(handling),
            tw_early=self._early(stop.window.early),
            tw_late=self._late(stop.window.late),
            prize=0 if self.required else self._prize(task),
            required=self.required,
        )

    def _demand(self, number: int) -> list[int]:
        task, barred = self.problem.tasks[number], self._who_may_not[number]
        return [task.demand[n] for n in self._dims] + [int(barred == who) for who in self._bars]

    def _shipment(self, number: int) -> Shipment:
        task = self.problem.tasks[number]
        on, off = task.pickup, task.drop
        demand = self._demand(number)
        return Shipment(
            2 * number,
            2 * number + 1,
            self._early(on.window.early),
            self._late(on.window.late),
            self._up(on.handling),
            self._early(off.window.early),
            self._late(off.window.late),
            self._up(off.handling),
            demand,
            prize=0 if self.required else self._prize(task),
            required=self.required,
        )

    def _prize(self, task: Task) -> int:
        """More than any car and way could save."""
        return 3 * task.priority * self.a_car

    @property
    def dearest(self) -> int:
        """More than any prize: what breaking a rule by one must be able to cost, where tasks may be left out."""
        return 0 if self.required else 4 * max(map(self._prize, self.problem.tasks), default=0)

    def _up(self, seconds: float) -> int:
        return ceil(seconds * self._scale)

    def _early(self, moment: float) -> int:
        return ceil(max(0.0, moment) * self._scale)

    def _late(self, moment: float) -> int:
        return LONG if moment == inf else max(0, floor(moment * self._scale))

    def orders(self, solution: Solution) -> list[Order]:
        """The runs of a solution, each with a driver of its kind; the same one twice only where the kinds have no other."""
        taken: set[tuple[str, int]] = set()
        found = []
        routes = [(route, self._stops(route), self.numbers[route.vehicle_type()]) for route in solution.routes()]
        for _route, stops, number in sorted(routes, key=lambda one: len(self.kinds[one[2]].drivers)):
            if stops:
                kind, busy = self.kinds[number], {code for code, _number in taken}
                free = [one.code for one in kind.drivers if (one.code, number) not in taken]
                code = next((one for one in free if one not in busy), free[0])
                taken.add((code, number))
                found.append(Order(code, kind.seating.name, tuple(stops)))
        return found

    def _stops(self, route: Route) -> list[tuple[str, Side]]:
        done = [one for one in route.schedule() if not one.is_depot()]
        codes = [self.problem.tasks[one.idx].code for one in done]
        if self.shape is Shape.MANY_TO_ONE:
            return [(code, Side.PICKUP) for code in codes] + [(code, Side.DROP) for code in codes]
        if self.shape is Shape.ONE_TO_MANY:
            return [(code, Side.PICKUP) for code in codes] + [(code, Side.DROP) for code in codes]
        sides = [Side.PICKUP if one.is_pickup() else Side.DROP for one in done]
        return list(zip(codes, sides, strict=True))

    def solution(self, data: ProblemData, orders: Sequence[Order]) -> Solution:
        """Orders as a solution of `data`; what has no car there is left for the search to place."""
        number = {task.code: n for n, task in enumerate(self.problem.tasks)}
        free = {n: data.vehicle_type(place).num_available for place, n in enumerate(self.numbers)}
        routes = []
        for order in orders:
            fits = [
                n for n in self.numbers if free[n] and any(one.code == order.driver for one in self.kinds[n].drivers)
            ]
            if fits:
                free[fits[0]] -= 1
                routes.append(Route(data, self._activities(order, number), self.numbers.index(fits[0])))
        return Solution(data, routes)

    def _activities(self, order: Order, number: dict[str, int]) -> list[Activity]:
        if self.shape is Shape.MANY_TO_MANY:
            kind = {Side.PICKUP: ActivityType.PICKUP, Side.DROP: ActivityType.DELIVERY}
            return [Activity(kind[side], number[code]) for code, side in order.stops]
        kept = Side.PICKUP if self.shape is Shape.MANY_TO_ONE else Side.DROP
        return [Activity(ActivityType.CLIENT, number[code]) for code, side in order.stops if side is kept]


def _who_may_not(problem: Problem) -> list[frozenset[str]]:
    """For each task the drivers who may not take it; asked once for all tasks that ask the same of a driver."""
    wary = frozenset().union(*(one.no_go for one in problem.drivers))
    known: dict[tuple[object, ...], frozenset[str]] = {}
    found = []
    for task in problem.tasks:
        asks = (task.roles, task.trust, task.languages, task.only, task.household if task.household in wary else None)
        if asks not in known:
            known[asks] = frozenset(driver.code for driver in problem.drivers if not is_trusted(driver, task))
        found.append(known[asks])
    return found
