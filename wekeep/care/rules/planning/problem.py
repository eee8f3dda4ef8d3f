"""What a planner is asked: places, drivers and their cars, and who or what has to be where by when.

Times are seconds from the midnight the plan begins at; distances are metres. Whole numbers in daily use; fractions are taken
too, because published test instances have them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from wekeep.care.rules.planning.load import NOTHING, Load
from wekeep.care.rules.planning.plan import Plan, Visit


@dataclass(frozen=True, slots=True)
class Travel:
    """How long (`seconds[i][j]`) and how far (`metres[i][j]`) it is from place i to place j; square, and not always symmetric."""

    seconds: Sequence[Sequence[float]]
    metres: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Window:
    """From `early` to `late`, both inside."""

    early: float = 0.0
    late: float = inf


@dataclass(frozen=True, slots=True)
class Seating:
    """One way to seat a car. A seat that turns from rear-facing to harness is two seatings, not two seats."""

    name: str
    room: Load


@dataclass(frozen=True, slots=True)
class Driver:
    """Someone at the wheel of their car for a while: one route at most.

    `person` is who drives, where that is not told by the code: whoever offers several times of a day is a driver for each of them,
    and never at two places at once (checker). Windows of one person lie apart, with time in between to come back to the start.
    `end` is None where the day may end anywhere. `aboard` is who rides all the way, such as the driver's own children; it takes
    room like any rider. `adults` counts grown-ups who stay in the car, the driver among them. `loads` are the minutes driven for
    the network in the last 30 days. `no_go` names households that are not to meet this driver, whichever of them said so.
    """

    code: str
    start: int
    end: int | None
    window: Window
    seatings: tuple[Seating, ...]
    max_duty: float = inf
    max_distance: float = inf
    languages: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    trust: int = 0
    no_go: frozenset[str] = frozenset()
    aboard: Load = NOTHING
    adults: int = 1
    driven: float = 0.0
    person: str = ""

    @property
    def who(self) -> str:
        """Who drives."""
        return self.person or self.code


@dataclass(frozen=True, slots=True)
class Stop:
    """One end of a task: where, between when handling may begin, and how long it takes."""

    place: int
    window: Window = Window()
    handling: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """A rider or a delivery: from `pickup` to `drop` in one car, or not at all.

    `ride_cap` bounds the seconds between the two beginnings of handling. `languages` are those of which the driver speaks one
    (empty: any will do). `escorts` counts vetted grown-ups who ride along with this task. `siblings` names a group that is not
    split unless `may_split`; `only` names the drivers who may, where the choice is not free (None: it is).
    """

    code: str
    household: str
    pickup: Stop
    drop: Stop
    demand: Load = NOTHING
    ride_cap: float = inf
    priority: int = 1
    languages: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    trust: int = 0
    sits_with: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    siblings: str = ""
    may_split: bool = False
    two_adults: bool = False
    escorts: int = 0
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A way there and a way back: both are driven or neither, and the way back begins after the way there has ended; with
    `same_driver` by one person, in one run or in two."""

    there: str
    back: str
    same_driver: bool = False


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a driver was told and is about to do: these visits, in this order, at these times, in this seating."""

    driver: str
    seating: str
    begins: float
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Problem:
    """Everything that a plan is made from and checked against; ValueError where it contradicts itself."""

    travel: Travel
    drivers: tuple[Driver, ...]
    tasks: tuple[Task, ...]
    links: tuple[Link, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    published: Plan | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise ValueError("; ".join(faults[:5]))

    @cached_property
    def driver(self) -> Mapping[str, Driver]:
        """The drivers by their codes."""
        return {one.code: one for one in self.drivers}

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """The tasks by their codes."""
        return {one.code: one for one in self.tasks}

    @cached_property
    def together(self) -> tuple[frozenset[str], ...]:
        """Groups of two or more who ride in one car at one time or not at all: `sits_with` and siblings, joined where they overlap."""
        siblings: dict[str, set[str]] = {}
        for one in self.tasks:
            if one.siblings and not one.may_split:
                siblings.setdefault(one.siblings, set()).add(one.code)
        groups = [{one.code, *one.sits_with} for one in self.tasks if one.sits_with]
        return _joined([*groups, *(group for group in siblings.values() if len(group) > 1)])

    @cached_property
    def apart(self) -> frozenset[tuple[str, str]]:
        """Pairs who are never in a car together; the smaller code first."""
        return frozenset((min(one.code, two), max(one.code, two)) for one in self.tasks for two in one.not_with)


def may_drive(driver: Driver, task: Task) -> bool:
    """Whether this driver may take this task at all: role, trust, language, no-go households and a car that could hold it."""
    return is_trusted(driver, task) and has_room(driver, task)


def is_trusted(driver: Driver, task: Task) -> bool:
    """Whether the person may, whatever the car."""
    return (
        task.roles <= driver.roles
        and driver.trust >= task.trust
        and (not task.languages or bool(task.languages & driver.languages))
        and task.household not in driver.no_go
        and (task.only is None or driver.code in task.only)
    )


def has_room(driver: Driver, task: Task) -> bool:
    """Whether one seating of the car holds it beside who rides all the way."""
    taken = task.demand.plus(driver.aboard)
    return any(taken.fits(one.room) for one in driver.seatings)


def _joined(groups: list[set[str]]) -> tuple[frozenset[str], ...]:
    found: list[set[str]] = []
    for group in groups:
        merged = set(group)
        for other in [one for one in found if one & merged]:
            merged |= other
            found.remove(other)
        found.append(merged)
    return tuple(sorted((frozenset(one) for one in found if len(one) > 1), key=sorted))


def _faults(problem: Problem) -> list[str]:
    codes = [one.code for one in problem.tasks]
    drivers = {one.code for one in problem.drivers}
    size = len(problem.travel.seconds)
    stops = [stop for task in problem.tasks for stop in (task.pickup, task.drop)]
    places = [stop.place for stop in stops] + [one.start for one in problem.drivers]
    places += [one.end for one in problem.drivers if one.end is not None]
    named = {code for one in problem.tasks for code in one.sits_with | one.not_with}
    named |= {code for link in problem.links for code in (link.there, link.back)}
    named |= {visit.task for one in problem.frozen for visit in one.visits}
    faults = [
        (len(set(codes)) < len(codes), "two tasks have one code"),
        (len(drivers) < len(problem.drivers), "two drivers have one code"),
        (len(problem.travel.metres) != size, "times and distances are of different places"),
        (any(not 0 <= place < size for place in places), "a place is not in the table of times"),
        (not named <= set(codes), "a task is named that is not there"),
        (not {one.driver for one in problem.frozen} <= drivers, "a frozen stop is of a driver who is not there"),
        (any(one.code in one.not_with for one in problem.tasks), "a task is to be kept apart from itself"),
        (any(stop.handling < 0 for stop in stops), "handling takes less than no time"),
        (any(min(one.demand) < 0 for one in problem.tasks), "a task takes less than no room"),
        (any(not one.seatings for one in problem.drivers), "a car has no seating"),
    ]
    return [words for is_so, words in faults if is_so]
