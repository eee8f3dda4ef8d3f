"""A search with PyVRP: a first plan, then a falling fleet, then the way.

PyVRP's search lets a car be late or too full for a while, at a price that it adjusts. Told that everybody is to be served and that there
is one car less than the best plan has, it looks for a plan among those that are nearly one, which finds smaller fleets sooner than
a high price for each car does (docs/decisions/0041 has the figures). Beside others like it, it takes over what they find.
"""

import time
import warnings
from collections.abc import Sequence

from pyvrp import (
    CostEvaluator,
    IteratedLocalSearch,
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
    PenaltyManager,
    PenaltyParams,
    ProblemData,
    RandomNumberGenerator,
    Solution,
)
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.search import OPERATORS, LocalSearch, NeighbourhoodParams, PerturbationManager, compute_neighbours

from wekeep.care.planner.line import Clock, Job, Line
from wekeep.care.planner.pyvrp_model import PyVrpModel
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.fewest import fewest_cars
from wekeep.care.rules.planning.objective import Cost, cost_of
from wekeep.care.rules.planning.parcels import parcelled
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.timing import Order, order_of, timed

warnings.simplefilter("ignore", PenaltyBoundWarning)

FIRST = 0.08
"""The share of the time for a first plan."""
SEATING = 0.15
"""The share in which the seating of each car is chosen, where there is a choice."""
FALLING = (0.3, 0.65)
"""The share after which an even and an odd part no longer try for one car less."""
EVERYBODY = 0.16
"""The share after which it is taken that not everybody can be served."""
NEIGHBOURS = (25, 50)
"""How many stops near each stop an even and an odd part look at: they go wrong in different places, and more helps to
part with a car."""
ROUND = 0.34
"""The share of what is left after which each begins again from the best that any of them knows."""
BETWEEN_TELLING = 0.15
NOT_YET = 2**60


class PyVrpSearch:
    """One process's search; what it finds it tells, where it keeps every rule and is better than what it knows."""

    def __init__(self, job: Job, line: Line) -> None:
        self.job, self.line, self.clock = job, line, Clock(line, job)
        self.parcels = parcelled(job.problem)
        self.model = PyVrpModel(self.parcels.problem)
        self.seatings: dict[str, str] = {}
        self.best: Plan | None = None
        self.cost: Cost | None = None
        self.rng = RandomNumberGenerator(job.seed)

    def run(self) -> None:
        """Search until the time is over or nobody listens."""
        if self.job.start is not None:
            self._take(self.job.start)
        self._choose_seatings()
        self._first()
        if self.best is None:
            self._leave_out()
        self._fall(self.clock.share(FALLING[self.job.part % 2]))
        self._shorten()

    def _first(self) -> None:
        data = self.model.data(a_car=self.model.a_car)
        start = self.model.solution(data, self._orders()) if self.best else None
        self._search(data, self.clock.share(FIRST), start)
        if self.best is None:
            self._search(data, self.clock.share(EVERYBODY), None, until_found=True)

    def _choose_seatings(self) -> None:
        """Where cars can be seated in several ways: plan with all of them as if they were cars, and keep of each the fullest."""
        problem = self.parcels.problem
        if all(len(one.seatings) == 1 for one in problem.drivers):
            return
        model = PyVrpModel(problem, required=False)
        data = model.data(a_car=model.a_car)
        best = self._search(data, self.clock.share(SEATING), None, quiet=True, dearest=model.dearest)
        chosen = {one.code: max(one.seatings, key=lambda s: sum(s.room)).name for one in problem.drivers}
        for order in sorted(model.orders(best), key=lambda one: len(one.stops)):
            chosen[order.driver] = order.seating
        self.seatings = chosen
        self.model = PyVrpModel(problem, chosen)

    def _leave_out(self) -> None:
        """Not everybody can be served, or it was not found how: those of the least priority may be left out."""
        self.model = PyVrpModel(self.parcels.problem, self.seatings, required=False)
        self._search(self.model.data(a_car=self.model.a_car), self.clock.share(0.6), None)

    def _fall(self, until: float) -> None:
        """Take one car after another away, as long as a plan without it is found."""
        if not self.model.required:
            return  # fewer cars would leave more people out
        least = fewest_cars(self.job.problem)
        while self.cost and self.cost.cars > least and not self.clock.past(until):
            counts, orders = self._one_less()
            data = self.model.data(counts)
            start = self.model.solution(data, orders)
            self._search(data, until, start, until_found=True, below=self.cost.cars)
            self._hear()

    def _one_less(self) -> tuple[list[int], list[Order]]:
        """The cars that are used, without that of the shortest run, and the other runs."""
        orders = sorted(self._orders(), key=lambda one: len(one.stops))[1:]
        return self._counts(orders), orders

    def _counts(self, orders: Sequence[Order]) -> list[int]:
        drivers = {one.driver for one in orders}
        return [sum(one.code in drivers for one in kind.drivers) for kind in self.model.kinds]

    def _shorten(self) -> None:
        """With no more cars than were found, drive less; each round begins from the best that anyone knows."""
        while self.cost and not self.clock.past(self.clock.ends):
            self._hear()
            orders = self._orders()
            alike = len(self.model.kinds) == 1 and self.model.required
            data = self.model.data([len(orders)]) if alike else self.model.data(a_car=self.model.a_car)
            now = time.monotonic()
            until = max(now + 0.3, now + (self.clock.ends - now) * ROUND)
            cars = self.cost.cars
            self._search(data, min(until, self.clock.ends), self.model.solution(data, orders), below=cars)

    def _orders(self) -> list[Order]:
        return [self.parcels.closed(order_of(route)) for route in self.best.routes] if self.best else []

    def _search(
        self,
        data: ProblemData,
        until: float,
        start: Solution | None,
        until_found: bool = False,
        below: int = 0,
        quiet: bool = False,
        dearest: int = 0,
    ) -> Solution:
        """Search until a moment, or a plan at all is found, or someone tells of one with fewer cars than `below`."""
        near = NeighbourhoodParams(num_neighbours=NEIGHBOURS[self.job.part % 2])
        search = LocalSearch(data, self.rng, compute_neighbours(data, near), PerturbationManager())
        for operator in OPERATORS:
            if operator.supports(data):
                search.add_operator(operator(data))
        how = PenaltyParams(max_penalty=max(PenaltyParams().max_penalty, self.model.dearest, dearest))
        prices = PenaltyManager(how.midpoint_penalties(data), how)
        begin = start or search(Solution.make_random(data, self.rng), prices.max_cost_evaluator(), exhaustive=True)
        if not quiet:
            self.found(begin)
        watch = IteratedLocalSearchCallbacks() if quiet else _Watch(self)
        stop = _Stop(self, until, until_found, below)
        params = IteratedLocalSearchParams(callbacks=watch)
        result = IteratedLocalSearch(data, prices, search, begin, params).run(stop, collect_stats=False, display=False)
        if not quiet:
            self.found(result.best)
        return result.best

    def found(self, solution: Solution) -> None:
        """Take a solution over where it is one."""
        if solution.is_feasible():
            orders = [self.parcels.opened(one) for one in self.model.orders(solution)]
            routes = timed(self.job.problem, orders)
            if routes is not None:
                served = {code for order in orders for code, _side in order.stops}
                left = tuple(task.code for task in self.job.problem.tasks if task.code not in served)
                plan = Plan(routes, left)
                if not breaches(self.job.problem, plan) and self._take(plan):
                    self.line.tell(plan)

    def _take(self, plan: Plan) -> bool:
        cost = cost_of(self.job.problem, plan)
        if self.cost is not None and self.cost <= cost:
            return False
        self.best, self.cost = plan, cost
        return True

    def _hear(self) -> None:
        heard, self.clock.plans = self.clock.plans, []
        for plan in heard:
            self._take(plan)


class _Watch(IteratedLocalSearchCallbacks):
    """Tells of better solutions while the search goes on, now and then."""

    def __init__(self, search: PyVrpSearch) -> None:
        self.search, self.told = search, 0.0
        self.waiting: Solution | None = None

    def on_best(self, best: Solution) -> None:
        """A better one was found."""
        self.waiting = best

    def on_iteration(
        self, current: Solution, candidate: Solution, best: Solution, cost_evaluator: CostEvaluator
    ) -> None:
        """Tell of the best, unless that of a moment ago was told just now."""
        if self.waiting is not None and time.monotonic() - self.told > BETWEEN_TELLING:
            self.search.found(self.waiting)
            self.told, self.waiting = time.monotonic(), None


class _Stop:
    """PyVRP's question after each step whether to go on; it is given the cost of the best, which is huge where none is allowed."""

    def __init__(self, search: PyVrpSearch, until: float, until_found: bool, below: int) -> None:
        self._clock, self._until, self._found, self._below = search.clock, until, until_found, below
        self._heard = 0

    def __call__(self, best_cost: float) -> bool:
        if self._found and best_cost < NOT_YET:
            return True
        if self._below and len(self._clock.plans) > self._heard:
            self._heard = len(self._clock.plans)
            if any(len(plan.routes) < self._below for plan in self._clock.plans):
                return True
        return self._clock.past(self._until)


def main() -> None:
    """Take a job from the line and search."""
    line = Line()
    PyVrpSearch(line.job(), line).run()


if __name__ == "__main__":
    main()
