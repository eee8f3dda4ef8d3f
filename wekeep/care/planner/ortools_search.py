"""A search with OR-Tools, for what binds tasks to each other: longest rides between many places, company, and ways there and back.

Everything it cannot say exactly it says more strictly (who is kept apart is in two cars; who needs two grown-ups rides where two are
anyway), so what it finds the checker passes.
"""

from dataclasses import replace
from math import ceil, floor, inf

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from wekeep.care.planner.line import Job, Line
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.load import NOTHING
from wekeep.care.rules.planning.objective import Cost, cost_of
from wekeep.care.rules.planning.parcels import parcelled
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.problem import Driver, Problem, Seating, Task, is_trusted
from wekeep.care.rules.planning.timing import Order, timed

LONG = 2**40


class OrToolsSearch:
    """One process's search."""

    def __init__(self, job: Job, line: Line) -> None:
        self.job, self.line = job, line
        self.parcels = parcelled(job.problem)
        self.problem = self.parcels.problem
        self.cars: list[tuple[Driver, Seating]] = [(one, s) for one in self.problem.drivers for s in one.seatings]
        self.cost: Cost | None = None
        self._lay_out()
        self._time()
        self._room()
        for number, task in enumerate(self.problem.tasks):
            self._task(number, task)
        self._seatings()
        self._company()

    def _lay_out(self) -> None:
        """Nodes: both ends of each task, then a start and an end for each car."""
        ends = [stop for task in self.problem.tasks for stop in (task.pickup, task.drop)]
        self.places = [stop.place for stop in ends]
        self.handling = [ceil(stop.handling) for stop in ends] + [0] * (2 * len(self.cars))
        first = len(ends)
        free: set[int] = set()
        for number, (driver, _seating) in enumerate(self.cars):
            self.places += [driver.start, driver.start if driver.end is None else driver.end]
            if driver.end is None:
                free.add(first + 2 * number + 1)
        starts = [first + 2 * number for number in range(len(self.cars))]
        seconds = self.problem.travel.seconds
        self.seconds = [
            [0 if two in free else ceil(seconds[a][b]) for two, b in enumerate(self.places)] for a in self.places
        ]
        metres = self.problem.travel.metres
        self.metres = [
            [0 if two in free else ceil(metres[a][b]) for two, b in enumerate(self.places)] for a in self.places
        ]
        self.manager = pywrapcp.RoutingIndexManager(
            len(self.places), len(self.cars), starts, [start + 1 for start in starts]
        )
        self.model = pywrapcp.RoutingModel(self.manager)
        self.model.SetArcCostEvaluatorOfAllVehicles(self.model.RegisterTransitMatrix(self.seconds))
        self.a_car = 4 * max((max(row) for row in self.seconds), default=0) + 1
        self.model.SetFixedCostOfAllVehicles(self.a_car)

    def _time(self) -> None:
        with_handling = [[self.handling[one] + way for way in row] for one, row in enumerate(self.seconds)]
        horizon = ceil(max(one.window.late for one in self.problem.drivers if one.window.late < inf))
        transit = self.model.RegisterTransitMatrix(with_handling)
        self.model.AddDimension(transit, horizon, horizon, False, "time")
        self.time = self.model.GetDimensionOrDie("time")
        far = any(one.max_distance < inf for one in self.problem.drivers)
        if far:
            limits = [floor(min(driver.max_distance, LONG)) for driver, _seating in self.cars]
            way = self.model.RegisterTransitMatrix(self.metres)
            self.model.AddDimensionWithVehicleCapacity(way, 0, limits, True, "metres")
        for number, (driver, _seating) in enumerate(self.cars):
            early, late = ceil(driver.window.early), floor(min(driver.window.late, horizon))
            self.time.CumulVar(self.model.Start(number)).SetRange(early, late)
            self.time.CumulVar(self.model.End(number)).SetRange(early, late)
            if driver.max_duty < inf:
                self.time.SetSpanUpperBoundForVehicle(floor(driver.max_duty), number)
        self.horizon = horizon

    def _room(self) -> None:
        for kind in range(len(NOTHING)):
            if any(task.demand[kind] for task in self.problem.tasks):
                change = [sign * task.demand[kind] for task in self.problem.tasks for sign in (1, -1)]
                change += [0] * (2 * len(self.cars))
                room = [max(0, seating.room[kind] - driver.aboard[kind]) for driver, seating in self.cars]
                transit = self.model.RegisterUnaryTransitVector(change)
                self.model.AddDimensionWithVehicleCapacity(transit, 0, room, True, f"kind{kind}")

    def _ends(self, code: str) -> tuple[int, int]:
        """The solver's numbers for a task's pick-up and drop."""
        number = next(n for n, task in enumerate(self.problem.tasks) if task.code == code)
        return self.manager.NodeToIndex(2 * number), self.manager.NodeToIndex(2 * number + 1)

    def _task(self, number: int, task: Task) -> None:
        on, off = self.manager.NodeToIndex(2 * number), self.manager.NodeToIndex(2 * number + 1)
        solver = self.model.solver()
        for index, stop in ((on, task.pickup), (off, task.drop)):
            early, late = ceil(max(0.0, stop.window.early)), floor(min(stop.window.late, self.horizon))
            self.time.CumulVar(index).SetRange(early, max(early, late))
            self.model.AddDisjunction([index], task.priority * self.a_car * 100)
        self.model.AddPickupAndDelivery(on, off)
        solver.Add(self.model.VehicleVar(on) == self.model.VehicleVar(off))
        solver.Add(self.time.CumulVar(on) <= self.time.CumulVar(off))
        if task.ride_cap < inf:
            solver.Add(self.time.CumulVar(off) - self.time.CumulVar(on) <= floor(task.ride_cap))
        able = [n for n, (driver, _seating) in enumerate(self.cars) if self._may(driver, task)]
        if len(able) < len(self.cars):
            for index in (on, off):
                self.model.VehicleVar(index).SetValues([-1, *able])

    def _may(self, driver: Driver, task: Task) -> bool:
        return is_trusted(driver, task) and (not task.two_adults or driver.adults + task.escorts >= 2)

    def _seatings(self) -> None:
        """A car goes out in one seating."""
        for driver in self.problem.drivers:
            own = [n for n, (one, _seating) in enumerate(self.cars) if one is driver]
            if len(own) > 1:
                self.model.solver().Add(sum(self.model.ActiveVehicleVar(n) for n in own) <= 1)

    def _company(self) -> None:
        model, solver = self.model, self.model.solver()
        for bond in self.problem.together:
            first, *others = sorted(bond)
            for one, two in [(first, other) for other in others]:
                (on, off), (on2, off2) = self._ends(one), self._ends(two)
                self._same(on, on2)
                solver.Add(self.time.CumulVar(on) <= self.time.CumulVar(off2))
                solver.Add(self.time.CumulVar(on2) <= self.time.CumulVar(off))
        for one, two in self.problem.apart:
            on, on2 = self._ends(one)[0], self._ends(two)[0]
            met = model.VehicleVar(on) == model.VehicleVar(on2)
            solver.Add(met * model.ActiveVar(on) * model.ActiveVar(on2) == 0)
        for link in self.problem.links:
            there, back = self._ends(link.there), self._ends(link.back)
            done = ceil(self.problem.task[link.there].drop.handling)
            solver.Add(self.time.CumulVar(back[0]) >= self.time.CumulVar(there[1]) + done)
            if link.same_driver:
                self._one_person(there[0], back[0])

    def _same(self, one: int, two: int) -> None:
        """One car for both, where both are served: it puts one in after the other, and between that has only one."""
        other = self.model.VehicleVar(one) != self.model.VehicleVar(two)
        self.model.solver().Add(other * self.model.ActiveVar(one) * self.model.ActiveVar(two) == 0)

    def _one_person(self, one: int, two: int) -> None:
        """One person for both, where both are served, at one of the times that they gave for the day or at two of them."""
        people = [driver.who for driver, _seating in self.cars]
        if len(set(people)) == len(people):
            self._same(one, two)
            return
        solver = self.model.solver()
        # who is not served is in car -1
        who = [-1, *(people.index(each) for each in people)]
        first, second = (solver.Element(who, (self.model.VehicleVar(each) + 1).Var()) for each in (one, two))
        solver.Add((first != second) * self.model.ActiveVar(one) * self.model.ActiveVar(two) == 0)

    def run(self) -> None:
        """Search until the time is over."""
        how = pywrapcp.DefaultRoutingSearchParameters()
        how.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        how.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        left = self.job.ends - self.line.now
        how.time_limit.FromMilliseconds(max(1, int(left * 1000)))
        self.model.AddAtSolutionCallback(self._found)
        self.model.SolveWithParameters(how)

    def _found(self) -> None:
        """Tell of what was found, where it is better."""
        orders = whole(self.job.problem, [self.parcels.opened(order) for order in self._orders()])
        routes = timed(self.job.problem, orders)
        if routes is None:
            return
        served = {code for order in orders for code, _side in order.stops}
        plan = Plan(routes, tuple(task.code for task in self.job.problem.tasks if task.code not in served))
        cost = cost_of(self.job.problem, plan)
        if (self.cost is None or cost < self.cost) and not breaches(self.job.problem, plan):
            self.cost = cost
            self.line.tell(plan)

    def _orders(self) -> list[Order]:
        found = []
        for number, (driver, seating) in enumerate(self.cars):
            at, stops = self.model.NextVar(self.model.Start(number)).Value(), list[tuple[str, Side]]()
            while not self.model.IsEnd(at):
                node = self.manager.IndexToNode(at)
                stops.append((self.problem.tasks[node // 2].code, Side.DROP if node % 2 else Side.PICKUP))
                at = self.model.NextVar(at).Value()
            if stops:
                found.append(Order(driver.code, seating.name, tuple(stops)))
        return found


def whole(problem: Problem, orders: list[Order]) -> list[Order]:
    """The runs without those of whom others are missing that they only go with."""
    bonds = [*problem.together, *(frozenset((link.there, link.back)) for link in problem.links)]
    while True:
        served = {code for order in orders for code, _side in order.stops}
        halves = {code for bond in bonds if not bond <= served for code in bond & served}
        if not halves:
            return [order for order in orders if order.stops]
        orders = [replace(one, stops=tuple(stop for stop in one.stops if stop[0] not in halves)) for one in orders]


def main() -> None:
    """Take a job from the line and search."""
    line = Line()
    OrToolsSearch(line.job(), line).run()


if __name__ == "__main__":
    main()
