"""Where one task more fits into a run at first sight: by earliest times, and by room from leg to leg."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.planning.problem import Driver, Problem, Stop, Task
from wekeep.care.rules.planning.timing import Order


@dataclass(frozen=True, slots=True)
class _At:
    """A car that has done with a stop: when at the earliest, and where."""

    free: float
    place: int


class _Run:
    """A run as it is: what is known before and after each of its stops, so that one place more is looked at in one step."""

    def __init__(self, problem: Problem, driver: Driver, order: Order) -> None:
        self.problem, self.driver = problem, driver
        self.room = next(one.room for one in driver.seatings if one.name == order.seating)
        tasks = [(problem.task[code], side) for code, side in order.stops]
        self.stops = [task.pickup if side is Side.PICKUP else task.drop for task, side in tasks]
        changes = [task.demand if side is Side.PICKUP else Load().minus(task.demand) for task, side in tasks]
        self.loads = list(accumulate(changes, Load.plus, initial=driver.aboard))
        self.before = [_At(driver.window.early, driver.start)]
        for stop in self.stops:
            self.before.append(self.done(self.before[-1], stop))
        places = [driver.start, *(stop.place for stop in self.stops)]
        ways = [self.way(one, two) for one, two in zip(places, [*places[1:], driver.end], strict=True)]
        self.driven = list(accumulate(ways, initial=0.0))
        self.latest = [driver.window.late]
        for number in range(len(self.stops) - 1, -1, -1):
            stop, after = (
                self.stops[number],
                self.stops[number + 1].place if number + 1 < len(places) - 1 else driver.end,
            )
            rest = self.latest[0] - self.way(stop.place, after) - stop.handling
            self.latest.insert(0, min(stop.window.late, rest))

    def way(self, one: int, two: int | None) -> float:
        """Seconds from a place to another; None is wherever the day ends."""
        return 0.0 if two is None else self.problem.travel.seconds[one][two]

    def done(self, at: _At, stop: Stop) -> _At:
        """The car after one stop more."""
        begins = max(at.free + self.way(at.place, stop.place), stop.window.early)
        return _At(begins + stop.handling, stop.place)

    def is_late(self, at: _At, stop: Stop) -> bool:
        """Whether the stop is over when the car comes."""
        return at.free + self.way(at.place, stop.place) > stop.window.late

    def goes_on(self, at: _At, number: int) -> float | None:
        """Seconds to the stop of that number (past the last: home); None where the rest of the run would be late."""
        next_place = self.stops[number].place if number < len(self.stops) else self.driver.end
        way = self.way(at.place, next_place)
        return way if at.free + way <= self.latest[number] else None


def places_in_run(
    problem: Problem, driver: Driver, order: Order, task: Task, told: int
) -> Iterator[tuple[float, int, int]]:
    """Each place as (seconds of driving added, stop it is picked up before, stop it is dropped before); the first `told` stops stay."""
    run = _Run(problem, driver, order)
    for on in range(told, len(run.stops) + 1):
        at = run.before[on]
        if run.is_late(at, task.pickup) or not run.loads[on].plus(task.demand).fits(run.room):
            continue
        driven, at = run.way(at.place, task.pickup.place), run.done(at, task.pickup)
        for off in range(on, len(run.stops) + 1):
            way = None if run.is_late(at, task.drop) else run.goes_on(run.done(at, task.drop), off)
            if way is not None:
                added = driven + run.way(at.place, task.drop.place) + way
                yield added - (run.driven[off + 1] - run.driven[on]), on, off
            if off == len(run.stops) or run.is_late(at, run.stops[off]):
                break
            if not run.loads[off + 1].plus(task.demand).fits(run.room):
                break
            driven += run.way(at.place, run.stops[off].place)
            at = run.done(at, run.stops[off])
