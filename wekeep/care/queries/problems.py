"""What a plan of a day is made from and checked against: its trips, drivers, bonds and what was told, on coarse places alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from django.utils import timezone

from wekeep.care.models import Bond, DayPlan, PlanVersion, Trip
from wekeep.care.models import Stop as StopOfRun
from wekeep.care.queries.drivers import Wheel, Wheels, load_from, seatings_of, wheels_of
from wekeep.care.queries.travel import travel_between
from wekeep.care.queries.trip_needs import halves, may_meet, roles_of, unspoken_among, windows_of
from wekeep.care.queries.trips import load_of, to_plan, two_ride, whole_day
from wekeep.care.rules.day_plan import NOTICE, TOLD_AHEAD, fitting, heads, left_out, seconds_into
from wekeep.care.rules.planning.breach import Phrase
from wekeep.care.rules.planning.load import NOTHING
from wekeep.care.rules.planning.plan import EMPTY, Plan
from wekeep.care.rules.planning.problem import Driver, Link, Problem, Stop, Task, Travel, Window
from wekeep.care.rules.planning.written import plan_of
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.care.rules.trip import BondKind, Purpose, TripState, Way
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.places.rules.cell import centre_of

_DRIVEN = [state.value for state in STILL_DRIVEN]
READS = 1
"""The trust of a driver for whom what is sealed opens; a trip without it would be a stop without an address."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Posed:
    """The problem of a day, and who stands behind its codes. `aside` are open trips that no plan can take, `idle` members who said
    that they can drive and cannot be planned with, both with the words why; `unspoken` languages that no driver speaks, for which
    an interpreter is called; `elsewhere` those aside because another plan has them. `told` is what was published and still holds, and
    `day` every trip of the day, as it was read."""

    problem: Problem
    trips: Mapping[str, Trip]
    wheels: Wheels
    aside: Mapping[str, Phrase]
    elsewhere: frozenset[str]
    unspoken: frozenset[str]
    told: Plan
    day: Sequence[Trip]

    @property
    def idle(self) -> Mapping[str, Phrase]:
        """Which members said that they can drive and cannot be planned with."""
        return self.wheels.idle


def problem_of(plan: DayPlan, *, anew: bool = False, day: Sequence[Trip] | None = None) -> Posed:
    """What has to be planned now. `anew`: what was published counts only as far as it is about to be driven. `day`: the trips of the day,
    where they were read before. Refused where the day contradicts itself. As many questions for ten trips as for a thousand."""
    rows = day_of(plan) if day is None else day
    trips = to_plan(rows)
    told = left_out(_last_told(plan), {trip.code for trip in trips if trip.state == TripState.LEFT_OUT})
    lost = _taken_along(plan, told, trips)
    elsewhere = told_elsewhere(plan, trips)
    aside = {trip.code: words for trip in trips if (words := _why_aside(trip, lost, elsewhere))}
    aside |= dict(halves(trips, set(aside) - elsewhere))
    there = {trip.code: trip for trip in trips if trip.code not in aside}
    wheels = wheels_of(plan, [*told.routes, *plan_of(plan.draft).routes])
    try:
        unspoken = unspoken_among(there.values(), wheels, whole=plan.zone == EVERY_ZONE)
        bare = _bare(list(there.values()), wheels, unspoken, whole=plan.zone == EVERY_ZONE)
        problem = _told(plan, bare, told, there)
    except (ValueError, TypeError, KeyError) as trouble:
        raise Refused(
            "The trips and cars of this day contradict each other. Look at their times and seats."
        ) from trouble
    kept = problem.published or EMPTY
    asked = replace(problem, published=None) if anew else problem
    tongues = frozenset(there[code].household.language for code in unspoken)
    return Posed(asked, there, wheels, aside, elsewhere & set(aside), tongues, kept, rows)


def day_of(plan: DayPlan) -> list[Trip]:
    """Every trip of the plan's day and purpose; two questions."""
    return whole_day(plan.zone, plan.day, Purpose(plan.purpose))


def _last_told(plan: DayPlan) -> Plan:
    """What the last version told; the empty plan before the first."""
    if not plan.version:
        return EMPTY
    routes = PlanVersion.objects.filter(plan=plan, number=plan.version).values_list("routes", flat=True).first()
    return plan_of(routes or {})


def _taken_along(plan: DayPlan, told: Plan, trips: Sequence[Trip]) -> frozenset[str]:
    """Who was in the car of somebody who drives no more: a person has to call them, no plan moves them."""
    gone = {code for code, driver in told.served_by.items() if driver in plan.without}
    return frozenset(trip.code for trip in trips if trip.state == TripState.ABOARD and trip.code in gone)


def told_elsewhere(plan: DayPlan, trips: Iterable[Trip]) -> frozenset[str]:
    """Which of the trips a driver of another plan was told already; one question."""
    rows = StopOfRun.objects.filter(trip__in=[trip.pk for trip in trips], run__state__in=_DRIVEN).exclude(
        run__plan=plan
    )
    return frozenset(rows.values_list("trip__code", flat=True))


def _why_aside(trip: Trip, lost: frozenset[str], elsewhere: frozenset[str]) -> Phrase | None:
    if trip.code in elsewhere:
        return Phrase("A driver of another plan was told it already.")
    if trip.code in lost:
        return Phrase("They were on their way with somebody who drives no more. Call the driver and the household.")
    if not trip.household.cell:
        return Phrase("It is not known in which part of town this home lies.")
    if any(window.early > window.late for window in windows_of(trip)):
        return Phrase("Its times and the opening hours of where it goes leave no moment.")
    if load_of(trip) == NOTHING:
        return Phrase("Nobody rides and nothing is carried.")
    return None


class _Places:
    """Each place once: cells by their centres, destinations by their points."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._at: dict[Point, int] = {}

    def number(self, point: Point) -> int:
        """The number of a place in the tables of times."""
        if point not in self._at:
            self._at[point] = len(self.points)
            self.points.append(point)
        return self._at[point]

    def travel(self) -> Travel:
        """The tables; of no places an empty one."""
        return travel_between(self.points) if self.points else Travel([], [])


def _bare(trips: list[Trip], wheels: Wheels, unspoken: frozenset[str], *, whole: bool) -> Problem:
    """The problem as if nothing had been told yet; `whole`: of every zone."""
    places = _Places()
    cold = frozenset(code for code, wheel in wheels.ready.items() if wheel.day.car.keeps_cold)
    tasks = [_task(trip, places, unspoken, cold, whole) for trip in trips]
    drivers = [_driver(wheel, places) for wheel in wheels.ready.values()]
    travel = places.travel()
    code = {trip.pk: trip.code for trip in trips}
    links = tuple(Link(code[trip.back_of_id], trip.code, trip.same_driver) for trip in trips if trip.back_of_id in code)
    return Problem(travel, _home_between(drivers, travel), tuple(_bonded(trips, tasks)), links)


def _home_between(drivers: Sequence[Driver], travel: Travel) -> tuple[Driver, ...]:
    """The drivers; whose way may end anywhere, and who drives again that day, ends where they began, unless they have time to come there from
    anywhere."""
    begins: dict[str, list[float]] = {}
    for one in drivers:
        begins.setdefault(one.who, []).append(one.window.early)

    def in_time(one: Driver) -> bool:
        again = [early for early in begins[one.who] if early >= one.window.late]
        return not again or max(row[one.start] for row in travel.seconds) <= min(again) - one.window.late

    return tuple(one if one.end is not None or in_time(one) else replace(one, end=one.start) for one in drivers)


def _task(trip: Trip, places: _Places, unspoken: frozenset[str], cold: frozenset[str], whole: bool) -> Task:
    leaves, arrives = windows_of(trip)
    home, there = (
        places.number(centre_of(trip.household.cell)),
        places.number((trip.destination.lat, trip.destination.lon)),
    )
    at_home, at_there = trip.home_minutes * 60, trip.destination.handling * 60
    from_home = trip.way == Way.FROM_HOME
    rides = bool(trip.riders.all())
    language = trip.household.language if rides and trip.code not in unspoken else ""
    return Task(
        code=trip.code,
        household=trip.household.code,
        pickup=Stop(home if from_home else there, leaves, at_home if from_home else at_there),
        drop=Stop(there if from_home else home, arrives, at_there if from_home else at_home),
        demand=load_of(trip),
        ride_cap=inf if trip.ride_cap is None else trip.ride_cap * 60,
        priority=trip.priority,
        languages=frozenset({language} - {""}),
        roles=roles_of(trip, whole),
        trust=READS,
        siblings=_party(trip),
        may_split=trip.may_split,
        two_adults=two_ride(trip),
        escorts=trip.escorts,
        only=cold if trip.keep_cold else None,
    )


def _party(trip: Trip) -> str:
    """What goes together of one household: the same way at the same times, to or from the same door."""
    times = (trip.leaves_from, trip.leaves_until, trip.arrives_from, trip.arrives_until)
    return f"{trip.household.code} {_lane(trip)} {times}"


def _lane(trip: Trip) -> str:
    return f"{trip.destination.code} {trip.way}"


def _bonded(trips: list[Trip], tasks: list[Task]) -> list[Task]:
    """With who sits with whom, on the same way at times that let them, and who is kept apart, on any."""
    of: dict[str, list[Trip]] = {}
    for trip in trips:
        of.setdefault(trip.household.code, []).append(trip)
    pairs = Bond.objects.filter(kind__in=[BondKind.SITS_WITH, BondKind.NOT_WITH], household__code__in=of)
    company: dict[str, set[str]] = {}
    apart: dict[str, set[str]] = {}
    for kind, one, other in pairs.values_list("kind", "household__code", "other__code"):
        for mine in of.get(one, ()):
            for theirs in of.get(other, ()) if one != other else ():
                if kind == BondKind.NOT_WITH:
                    apart.setdefault(mine.code, set()).add(theirs.code)
                elif _lane(mine) == _lane(theirs) and may_meet(mine, theirs):
                    company.setdefault(mine.code, set()).add(theirs.code)
    nobody: set[str] = set()
    return [
        replace(
            task,
            sits_with=frozenset(company.get(task.code, nobody)),
            not_with=frozenset(apart.get(task.code, nobody)),
        )
        for task in tasks
    ]


def _driver(wheel: Wheel, places: _Places) -> Driver:
    day, start = wheel.day, places.number(wheel.start)
    return Driver(
        code=wheel.code,
        person=wheel.member,
        start=start,
        end=None if day.ends_anywhere else start,
        window=wheel.window,
        seatings=seatings_of(day),
        max_duty=inf if day.most_minutes is None else day.most_minutes * 60,
        max_distance=inf if day.most_km is None else day.most_km * 1000,
        languages=wheel.languages,
        roles=wheel.roles,
        trust=READS if wheel.reads else 0,
        no_go=wheel.no_go,
        aboard=load_from(day.car.aboard),
        adults=day.car.adults,
        driven=wheel.driven,
    )


def _told(plan: DayPlan, problem: Problem, told: Plan, trips: Mapping[str, Trip]) -> Problem:
    """With what was published, what of it is about to be driven, and nobody sent out in the past or without notice."""
    now = seconds_into(plan.day, clock.now(), timezone.get_default_timezone())
    kept = fitting(told, problem) if plan.version else EMPTY
    under_way = frozenset(code for code, trip in trips.items() if trip.state == TripState.ABOARD)
    until = now + TOLD_AHEAD.total_seconds()
    frozen = heads(kept, until, under_way)
    fixed = {one.driver for one in frozen}
    soonest = now + NOTICE.total_seconds()
    drivers = tuple(one if one.code in fixed else _not_before(one, soonest, kept) for one in problem.drivers)
    ready = tuple(one for one in drivers if one.window.late > one.window.early)
    published = fitting(kept, replace(problem, drivers=ready)) if plan.version else None
    return replace(problem, drivers=ready, frozen=frozen, published=published)


def _not_before(driver: Driver, soonest: float, told: Plan) -> Driver:
    route = told.route.get(driver.code)
    early = max(driver.window.early, soonest if route is None else min(soonest, route.begins))
    return replace(driver, window=Window(min(early, driver.window.late), driver.window.late))
