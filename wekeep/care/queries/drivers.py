"""Who can drive on a day, in which car, for how long, and how much they drove lately."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from wekeep.care.models import Availability, Bond, DayPlan, Helper, Run
from wekeep.care.queries.asked_first import refused_by
from wekeep.care.queries.sent import held_back, kept_apart
from wekeep.care.rules.day_plan import DAY_ENDS, LOADS_OVER, free_part, moment, seconds_into
from wekeep.care.rules.planning.breach import Phrase
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.plan import Route
from wekeep.care.rules.planning.problem import Seating, Window
from wekeep.care.rules.run import RunState
from wekeep.care.rules.trip import BondKind
from wekeep.care.rules.wheel import member_at, number_at, numbered, wheel_of
from wekeep.kit.abilities import Ability, Role, roles_with
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries.ranks import holders_of, readers_of
from wekeep.places.queries.zones import zone_choices
from wekeep.places.rules.cell import centre_of

NOT_ANY_MORE = [RunState.DROPPED_OUT.value, RunState.WITHDRAWN.value]


@dataclass(frozen=True, slots=True)
class Wheel:
    """One member at the wheel at one of the times that they gave for the day: when and in which car, from where, and what they may. `code` is
    what plans call them then; `reads`: what is sealed opens for them."""

    code: str
    member: str
    day: Availability
    window: Window
    start: tuple[float, float]
    languages: frozenset[str]
    roles: frozenset[str]
    reads: bool
    no_go: frozenset[str]
    driven: float


@dataclass(frozen=True, slots=True)
class Wheels:
    """Who can be planned with and when, by wheel, and which members said that they can drive and yet cannot be planned with at any time, with
    the words why."""

    ready: Mapping[str, Wheel]
    idle: Mapping[str, Phrase] = field(default_factory=dict)


def wheels_of(plan: DayPlan, before: Sequence[Route] = ()) -> Wheels:
    """Everybody who said that they can drive on the plan's day, at each of the times that they gave for it, less what other plans told them to
    drive then. `before` are runs that were told or drawn: a time keeps the number that it had there. As many questions for two as for two
    hundred."""
    # whom somebody called unsafe is planned for nobody until that is closed, and no page says why
    times = _times(plan, before, held_back())
    members = {member_at(code) for code in times}
    roles, reads = _roles(plan.zone, members)
    members -= _of_others(plan.zone, members - set(roles))
    helpers = {row.member: row for row in Helper.objects.filter(member__in=members)}
    taken, driven, no_go = _taken(plan, members), _driven(plan, members), _no_go(members)
    ready: dict[str, Wheel] = {}
    idle: dict[str, Phrase] = {}
    for code, day in times.items():
        member = day.member
        if member not in members:
            continue
        helper, window = helpers.get(member), free_part(Window(day.begins * 60, day.ends * 60), taken[member])
        why = _why_idle(plan, helper, roles.get(member), day, window)
        if why is not None or helper is None or window is None:
            idle.setdefault(member, why or Phrase("They gave no part of town to begin in."))
            continue
        taken[member].append(window)
        ready[code] = Wheel(
            code=code,
            member=member,
            day=day,
            window=window,
            start=centre_of(helper.cell),
            languages=frozenset([*helper.languages, settings.LANGUAGE_CODE.split("-")[0]]),
            roles=roles[member],
            reads=member in reads,
            no_go=no_go[member],
            driven=driven.get(member, 0.0),
        )
    drives = {one.member for one in ready.values()}
    return Wheels(ready, {member: why for member, why in idle.items() if member not in drives})


def _times(plan: DayPlan, before: Sequence[Route], barred: Collection[str]) -> dict[str, Availability]:
    """The times that members gave, by wheel, the wheels of one member in their order; without those that are planned without."""
    told: dict[str, list[tuple[int, Window]]] = defaultdict(list)
    for route in before:
        told[member_at(route.driver)].append((number_at(route.driver), Window(route.begins, route.ends)))
    found: dict[str, Availability] = {}
    for member, rows in sorted(_days(plan).items()):
        numbers = numbered([Window(one.begins * 60, one.ends * 60) for one in rows], told[member])
        found |= {wheel_of(member, number): row for number, row in zip(numbers, rows, strict=True)}
    return {code: row for code, row in found.items() if code not in plan.without and row.member not in barred}


def _days(plan: DayPlan) -> dict[str, list[Availability]]:
    found: dict[str, list[Availability]] = defaultdict(list)
    rows = Availability.objects.filter(day=plan.day, car__is_used=True).select_related("car")
    for row in rows.order_by("begins", "pk"):
        found[row.member].append(row)
    return found


def _why_idle(
    plan: DayPlan,
    helper: Helper | None,
    roles: frozenset[str] | None,
    day: Availability,
    window: Window | None,
) -> Phrase | None:
    """Why somebody who said that they can drive cannot be planned with at this time."""
    if not roles:
        return Phrase("They hold no role in this zone that drives.")
    if helper is None or not helper.cell:
        return Phrase("They gave no part of town to begin in.")
    if window is None:
        return Phrase("They drive for another plan at that time.")
    car = day.car
    if car.insured_until is not None and car.insured_until < plan.day:
        return Phrase("The insurance of their car is over by then.")
    if not car.seatings:
        return Phrase("It is not written down how their car can be seated.")
    return None


def _roles(zone: str, members: set[str]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The roles that drive which each of them holds in the zone now, and for whom of them what is sealed opens."""
    zones = [code for code, _name in zone_choices()] if zone == EVERY_ZONE else [zone]
    lines = [(at, Role(role)) for at in [*zones, EVERY_ZONE] for role in roles_with(Ability.DRIVE_RUNS)]
    holders = holders_of(lines)
    readers = readers_of(holders)
    found: dict[str, set[str]] = defaultdict(set)
    for (at, role), codes in holders.items():
        there = [*zones, EVERY_ZONE] if at == EVERY_ZONE else [at]
        for code in codes & members:
            found[code].add(role.value)
            if zone == EVERY_ZONE and code in readers[at, role]:
                found[code].update(word for one in there for word in (asked_in(one), asked_in(one, role)))
    reads = frozenset[str]().union(*readers.values())
    return {code: frozenset(held) for code, held in found.items()}, reads


def _of_others(zone: str, members: set[str]) -> set[str]:
    """Who of them drives in other zones: no concern here, and not named to those who plan this one."""
    if zone == EVERY_ZONE or not members:
        return set()
    zones = [code for code, _name in zone_choices() if code != zone]
    holders = holders_of([(at, Role(role)) for at in zones for role in roles_with(Ability.DRIVE_RUNS)])
    return members & frozenset[str]().union(*holders.values())


def asked_in(zone: str, role: Role | None = None) -> str:
    """In a plan of every zone a trip asks of its driver that they may drive in its zone, and where riders are in the car, as this role."""
    return f"{role.value} in {zone}" if role else f"in {zone}"


def _taken(plan: DayPlan, members: set[str]) -> dict[str, list[Window]]:
    """When each of them drives for another plan on that day."""
    zone = timezone.get_default_timezone()
    first, last = moment(plan.day, 0, zone), moment(plan.day, DAY_ENDS, zone)
    rows = Run.objects.filter(member__in=members, begins__lt=last, ends__gt=first).exclude(plan=plan)
    found: dict[str, list[Window]] = defaultdict(list)
    for member, begins, ends in rows.exclude(state__in=NOT_ANY_MORE).values_list("member", "begins", "ends"):
        found[member].append(Window(seconds_into(plan.day, begins, zone), seconds_into(plan.day, ends, zone)))
    return found


def _driven(plan: DayPlan, members: set[str]) -> dict[str, float]:
    """The minutes that each of them was out in the 30 days before the plan's."""
    day = moment(plan.day, 0, timezone.get_default_timezone())
    rows = Run.objects.filter(member__in=members, begins__gte=day - LOADS_OVER, begins__lt=day)
    found: dict[str, float] = defaultdict(float)
    for member, begins, ends in rows.exclude(state__in=NOT_ANY_MORE).values_list("member", "begins", "ends"):
        found[member] += (ends - begins) / timedelta(minutes=1)
    return found


def _no_go(members: Iterable[str]) -> dict[str, frozenset[str]]:
    rows = Bond.objects.filter(kind=BondKind.NO_GO, member__in=list(members))
    found: dict[str, set[str]] = defaultdict(set)
    for member, household in rows.values_list("member", "household__code"):
        found[member].add(household)
    for member, household in (*kept_apart(members), *refused_by(members)):
        found[member].add(household)
    return defaultdict(frozenset, {member: frozenset(codes) for member, codes in found.items()})


def load_from(said: Mapping[str, int]) -> Load:
    """Room as a car's row keeps it; kinds that it does not name are none."""
    return Load(**{kind: int(said.get(kind, 0)) for kind in Load._fields})


def seatings_of(day: Availability) -> tuple[Seating, ...]:
    """The ways to seat the car."""
    return tuple(Seating(str(one["name"]), load_from(one)) for one in day.car.seatings)
