"""Plans of a day as they are worked on and told: what of a plan still holds when the day has changed, and whom a version touches."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol

from wekeep.care.rules.planning.plan import Plan, Route, Visit
from wekeep.care.rules.planning.problem import Frozen, Problem, Window
from wekeep.care.rules.run import PlanState

# What was told for the next hour stays as it was told, and nobody is sent out with less notice than this.
TOLD_AHEAD = timedelta(hours=1)
NOTICE = timedelta(minutes=15)
# A driver's day, and a plan's, may end after the midnight it runs into.
DAY_ENDS = 2 * 24 * 3600
LOADS_OVER = timedelta(days=30)
# A worker that died is missed after a quarter of a minute, and its search goes on for what is left of its time.
GRACE = timedelta(seconds=30)


def moment(day: date, seconds: float, zone: tzinfo) -> datetime:
    """The moment that clocks show so many seconds after the midnight `day` begins with."""
    return datetime.combine(day, time(), zone) + timedelta(seconds=seconds)


def seconds_into(day: date, at: datetime, zone: tzinfo) -> float:
    """The other way round; below nothing before that midnight."""
    return (at.astimezone(zone).replace(tzinfo=None) - datetime.combine(day, time())).total_seconds()


def arrival(at: datetime) -> tuple[datetime, datetime]:
    """Between when somebody is told to expect a driver who should come at `at`: from ten minutes before, in whole tens, for forty minutes,
    so that the street's traffic is no broken promise."""
    early = at - timedelta(minutes=10)
    begins = early - timedelta(minutes=early.minute % 10, seconds=early.second, microseconds=early.microsecond)
    return begins, begins + timedelta(minutes=40)


def fitting(plan: Plan, problem: Problem) -> Plan:
    """What is left of a plan for a problem that has moved on: stops of tasks that are no longer there go, drivers who are no longer
    there have no run, and what that leaves without a driver, or is new, is counted as left out. Times stay as they are."""
    routes = tuple(
        route
        for route in (_without_gone(one, problem) for one in plan.routes if one.driver in problem.driver)
        if route.visits
    )
    served = {visit.task for route in routes for visit in route.visits}
    return Plan(routes, tuple(code for code in problem.task if code not in served))


def _without_gone(route: Route, problem: Problem) -> Route:
    return replace(route, visits=tuple(visit for visit in route.visits if visit.task in problem.task))


def left_out(plan: Plan, codes: Collection[str]) -> Plan:
    """The plan without these trips, which it counts as left out; everybody else's times stay as they are."""
    kept = (replace(one, visits=tuple(visit for visit in one.visits if visit.task not in codes)) for one in plan.routes)
    return Plan(tuple(one for one in kept if one.visits), tuple(dict.fromkeys([*plan.unserved, *sorted(codes)])))


def held(problem: Problem, plan: Plan, locked: Collection[str]) -> Problem:
    """The problem for a search that leaves `locked` trips with the drivers they have in the plan, and runs of which every trip is locked
    exactly as they are."""
    driver = plan.served_by
    tasks = tuple(
        replace(one, only=frozenset({driver[one.code]})) if one.code in locked and one.code in driver else one
        for one in problem.tasks
    )
    whole = tuple(
        Frozen(one.driver, one.seating, one.begins, one.visits)
        for one in plan.routes
        if {visit.task for visit in one.visits} <= set(locked)
    )
    return replace(
        problem,
        tasks=tasks,
        frozen=(*whole, *(one for one in problem.frozen if one.driver not in {each.driver for each in whole})),
    )


def lost_drivers(plan: Plan, problem: Problem) -> tuple[str, ...]:
    """Who has a run in the plan and cannot drive it any more."""
    return tuple(one.driver for one in plan.routes if one.driver not in problem.driver)


def heads(told: Plan, until: float, under_way: Collection[str]) -> tuple[Frozen, ...]:
    """Of each run what stays as it was told: the stops that begin before `until` (seconds), and all up to the last pick-up of a trip
    that is `under_way`."""
    found = []
    for route in told.routes:
        last = max(
            (n + 1 for n, one in enumerate(route.visits) if one.begins < until or _has_begun(one, route, under_way)),
            default=0,
        )
        if last:
            found.append(Frozen(route.driver, route.seating, route.begins, route.visits[:last]))
    return tuple(found)


def _has_begun(visit: Visit, route: Route, under_way: Collection[str]) -> bool:
    return visit.task in under_way and next(one for one in route.visits if one.task == visit.task) is visit


def free_part(window: Window, taken: Iterable[Window]) -> Window | None:
    """The longest part of a window that nothing else takes; None where nothing is left."""
    begins, parts = window.early, []
    for one in sorted(taken, key=lambda each: each.early):
        parts.append(Window(begins, min(one.early, window.late)))
        begins = max(begins, one.late)
    parts.append(Window(begins, window.late))
    best = max(parts, key=lambda each: each.late - each.early)
    return best if best.late > best.early else None


def overlap(one: Window, other: Window) -> float:
    """How many seconds two windows share."""
    return max(0.0, min(one.late, other.late) - max(one.early, other.early))


@dataclass(frozen=True, slots=True)
class Changes:
    """Whom a new version touches: runs that are new, those whose stops, times or seating differ, and those that are gone; each by who is at
    its wheel (`rules.wheel`)."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many runs somebody has to be told of."""
        return len(self.new) + len(self.changed) + len(self.gone)


def changes(told: Mapping[str, Route], now: Plan) -> Changes:
    """What differs between the runs that drivers were told, by wheel, and a plan. A run that is the same to the second is untouched."""
    new = tuple(one.driver for one in now.routes if one.driver not in told)
    changed = tuple(one.driver for one in now.routes if one.driver in told and not is_same(told[one.driver], one))
    return Changes(new, changed, tuple(code for code in told if code not in now.route))


def is_same(one: Route, other: Route) -> bool:
    """Whether a driver would notice no difference: same seating, same stops in the same order at the same second."""
    return (one.seating, round(one.begins), _stops(one)) == (other.seating, round(other.begins), _stops(other))


def _stops(route: Route) -> list[tuple[str, str, int]]:
    return [(visit.task, visit.side.value, round(visit.begins)) for visit in route.visits]


class Searched(Protocol):
    """What of a plan's row says whether a search runs."""

    state: str
    search_until: datetime | None


def is_searching(plan: Searched, now: datetime) -> bool:
    """Whether a search runs, or may still come back: one whose worker died is taken up again within seconds, and else is over."""
    return plan.state == PlanState.SEARCHING and plan.search_until is not None and plan.search_until + GRACE > now
