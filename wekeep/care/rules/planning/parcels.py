"""Tasks that go together from door to door as one task, so that a solver need not know that they are several."""

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from wekeep.care.rules.planning.load import NOTHING
from wekeep.care.rules.planning.problem import Problem, Stop, Task, Window
from wekeep.care.rules.planning.timing import Order


@dataclass(frozen=True)
class Parcelled:
    """A problem with parcels for tasks, and whom each parcel holds."""

    problem: Problem
    holds: dict[str, tuple[str, ...]]

    def opened(self, order: Order) -> Order:
        """An order of parcels as one of tasks: who gets on first gets off first."""
        stops = tuple((code, side) for parcel, side in order.stops for code in self.holds[parcel])
        return replace(order, stops=stops)

    def closed(self, order: Order) -> Order:
        """An order of tasks as one of parcels, each where its first stands."""
        of = {code: parcel for parcel, codes in self.holds.items() for code in codes}
        stops = tuple(dict.fromkeys((of[code], side) for code, side in order.stops if code in of))
        return replace(order, stops=stops)


def parcelled(problem: Problem) -> Parcelled:
    """The problem with everybody who rides together between the same two places in one parcel. Frozen stops keep it as it is."""
    if problem.frozen or not problem.together:
        return Parcelled(problem, {task.code: (task.code,) for task in problem.tasks})
    bond = {code: group for group in problem.together for code in group}
    fixed = {code for link in problem.links for code in (link.there, link.back)}
    tasks: list[Task] = []
    holds: dict[str, tuple[str, ...]] = {}
    for task in problem.tasks:
        group = [problem.task[code] for code in sorted(bond.get(task.code, {task.code}))]
        if len(group) == 1 or not _between_the_same_doors(group) or {one.code for one in group} & fixed:
            tasks.append(task)
            holds[task.code] = (task.code,)
        elif group[0] is task:
            tasks.append(_parcel(group))
            holds[task.code] = tuple(one.code for one in group)
    known = {code: parcel for parcel, codes in holds.items() for code in codes}
    named = tuple(_renamed(task, known) for task in tasks)
    return Parcelled(replace(problem, tasks=named, published=None), holds)


def _between_the_same_doors(group: list[Task]) -> bool:
    return len({(task.pickup.place, task.drop.place) for task in group}) == 1


def _parcel(group: list[Task]) -> Task:
    first = group[0]
    demand = NOTHING
    for task in group:
        demand = demand.plus(task.demand)
    spoken = [task.languages for task in group if task.languages]
    chosen = [task.only for task in group if task.only is not None]
    # the last of them gets off when all others have
    wait = sum(task.drop.handling for task in group[:-1])
    return replace(
        first,
        pickup=_stop([task.pickup for task in group]),
        drop=_stop([task.drop for task in group]),
        demand=demand,
        ride_cap=min(task.ride_cap for task in group) - wait,
        priority=sum(task.priority for task in group),
        # who speaks the language of one speaks it for all; where they differ, the checker has the last word
        languages=reduce(frozenset.intersection, spoken) or spoken[0] if spoken else frozenset(),
        roles=reduce(or_, (task.roles for task in group)),
        trust=max(task.trust for task in group),
        sits_with=frozenset().union(*(task.sits_with for task in group)),
        not_with=frozenset().union(*(task.not_with for task in group)),
        siblings="",
        two_adults=any(task.two_adults for task in group),
        escorts=sum(task.escorts for task in group),
        only=reduce(frozenset.intersection, chosen) if chosen else None,
    )


def _stop(stops: list[Stop]) -> Stop:
    """All of them at one door, one after another."""
    before = [sum(stop.handling for stop in stops[:number]) for number in range(len(stops))]
    late = min(stop.window.late - wait for stop, wait in zip(stops, before, strict=True))
    early = max(stop.window.early for stop in stops)
    return Stop(stops[0].place, Window(early, late), sum(stop.handling for stop in stops))


def _renamed(task: Task, known: dict[str, str]) -> Task:
    """A task that names parcels instead of tasks."""
    sits = frozenset(known[code] for code in task.sits_with) - {task.code}
    apart = frozenset(known[code] for code in task.not_with) - {task.code}
    return replace(task, sits_with=sits, not_with=apart)
