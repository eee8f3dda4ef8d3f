"""The times of a run whose order is known: as early home as can be, and nobody waits or rides longer than that takes.

Windows, driving, longest rides, duty, links and frozen stops are all differences between two moments, so the earliest times are
the least solution of such inequalities, found by raising bounds until nothing rises (Bellman and Ford); if something still rises after
as many rounds as there are moments, there is none. Then, with the ends held, each moment is moved as late as it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from wekeep.care.rules.planning.breach import ROUNDING
from wekeep.care.rules.planning.plan import Route, Side, Visit
from wekeep.care.rules.planning.problem import Problem


@dataclass(frozen=True, slots=True)
class Order:
    """A run without its times: who drives, in which seating, and the ends of tasks in turn."""

    driver: str
    seating: str
    stops: tuple[tuple[str, Side], ...]


class _Moments:
    """All moments of all runs, and the least gap that must lie between two of them."""

    def __init__(self, problem: Problem, orders: Sequence[Order]) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.gaps: list[tuple[int, int, float]] = []
        self.runs: list[range] = []
        at: dict[tuple[str, Side], int] = {}
        for order in orders:
            self._run(problem, order, at)
        for link in problem.links:
            there, back = at.get((link.there, Side.DROP)), at.get((link.back, Side.PICKUP))
            if there is not None and back is not None:
                self.gaps.append((there, back, problem.task[link.there].drop.handling))

    def _run(self, problem: Problem, order: Order, at: dict[tuple[str, Side], int]) -> None:
        driver, first = problem.driver[order.driver], len(self.low)
        frozen = next((one for one in problem.frozen if one.driver == order.driver and one.visits), None)
        told = [visit.begins for visit in frozen.visits] if frozen else []
        self._moment(driver.window.early, driver.window.late, frozen.begins if frozen else None)
        place, handling = driver.start, 0.0
        for number, (code, side) in enumerate(order.stops):
            task = problem.task[code]
            stop = task.pickup if side is Side.PICKUP else task.drop
            self._moment(stop.window.early, stop.window.late, told[number] if number < len(told) else None)
            here = len(self.low) - 1
            self.gaps.append((here - 1, here, handling + problem.travel.seconds[place][stop.place]))
            if side is Side.DROP and (code, Side.PICKUP) in at and task.ride_cap < inf:
                self.gaps.append((here, at[code, Side.PICKUP], -task.ride_cap))
            at[code, side] = here
            place, handling = stop.place, stop.handling
        self._moment(driver.window.early, driver.window.late, None)
        home = 0.0 if driver.end is None else problem.travel.seconds[place][driver.end]
        last = len(self.low) - 1
        self.gaps.append((last - 1, last, handling + home))
        if driver.max_duty < inf:
            self.gaps.append((last, first, -driver.max_duty))
        self.runs.append(range(first, last + 1))

    def _moment(self, low: float, high: float, told: float | None) -> None:
        self.low.append(low if told is None else told)
        self.high.append(high if told is None else told)

    def earliest(self) -> list[float] | None:
        """The least times; None where there are none."""
        times = list(self.low)
        for _ in range(len(times) + 1):
            risen = False
            for one, two, gap in self.gaps:
                if times[one] + gap > times[two] + ROUNDING / 10:
                    times[two], risen = times[one] + gap, True
            if any(time > high + ROUNDING / 10 for time, high in zip(times, self.high, strict=True)):
                return None
            if not risen:
                return times
        return None

    def latest(self, earliest: Sequence[float]) -> list[float]:
        """The greatest times at which no run ends later than at its earliest."""
        times = list(self.high)
        for run in self.runs:
            times[run[-1]] = earliest[run[-1]]
        for _ in range(len(times) + 1):
            fallen = False
            for one, two, gap in reversed(self.gaps):
                if times[two] - gap < times[one]:
                    times[one], fallen = times[two] - gap, True
            if not fallen:
                break
        return [max(early, late) for early, late in zip(earliest, times, strict=True)]


def timed(problem: Problem, orders: Sequence[Order]) -> tuple[Route, ...] | None:
    """The runs with their times, in the order given; None where no times keep every window, ride, duty and link."""
    moments = _Moments(problem, orders)
    earliest = moments.earliest()
    if earliest is None:
        return None
    times = moments.latest(earliest)
    return tuple(
        Route(
            driver=order.driver,
            seating=order.seating,
            begins=times[run[0]],
            visits=tuple(Visit(*stop, times[run[1 + number]]) for number, stop in enumerate(order.stops)),
            ends=times[run[-1]],
        )
        for order, run in zip(orders, moments.runs, strict=True)
    )


def order_of(route: Route) -> Order:
    """A run without its times."""
    return Order(route.driver, route.seating, tuple((visit.task, visit.side) for visit in route.visits))


def metres_of(problem: Problem, order: Order) -> float:
    """How far a run is, from its start to its end place."""
    driver = problem.driver[order.driver]
    places = [driver.start, *(_place(problem, *stop) for stop in order.stops)]
    places += [] if driver.end is None else [driver.end]
    return sum(problem.travel.metres[one][two] for one, two in pairwise(places))


def seconds_of(problem: Problem, order: Order) -> float:
    """How long its driving takes, without handling and waiting."""
    driver = problem.driver[order.driver]
    places = [driver.start, *(_place(problem, *stop) for stop in order.stops)]
    places += [] if driver.end is None else [driver.end]
    return sum(problem.travel.seconds[one][two] for one, two in pairwise(places))


def _place(problem: Problem, code: str, side: Side) -> int:
    task = problem.task[code]
    return (task.pickup if side is Side.PICKUP else task.drop).place
