"""Where runs go, who can drive when, and in which car."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wekeep.care.models import Availability, Car, Destination
from wekeep.care.rules.destination import DestinationKind
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.people.queries.members import handles_of, who_may
from wekeep.places.queries.gazetteer import look_up
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices
from wekeep.places.rules.gazetteer import Verdict

MOST_SHOWN = 200
MOST_DAYS = 120


def destinations_visible_to(actor: Actor) -> QuerySet[Destination]:
    """The places of the zones in which the actor plans runs, and those of every zone."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    if not zones:
        return Destination.objects.none()
    return (
        Destination.objects.all() if EVERY_ZONE in zones else Destination.objects.filter(zone__in=[*zones, EVERY_ZONE])
    )


def get_destination(actor: Actor, code: str) -> Destination:
    """One of those; NotFound otherwise."""
    found = destinations_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def places_for(actor: Actor, kinds: Iterable[DestinationKind] = ()) -> list[Destination]:
    """The places in use, by kind and name; with `kinds` only those."""
    rows = destinations_visible_to(actor).filter(is_used=True)
    chosen = rows.filter(kind__in=list(kinds)) if kinds else rows
    return list(chosen.order_by("kind", "name")[:MOST_SHOWN])


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that typed words may mean, and what it is called."""

    label: str
    lat: float
    lon: float


def spots(text: str) -> tuple[list[Spot], bool]:
    """What typed words may mean in this city, and whether it is sure which."""
    answer = look_up(text)
    found = [Spot(one.label, one.lat, one.lon) for one in answer.candidates]
    return found, answer.verdict is Verdict.CLEAR


def zones_for(actor: Actor, ability: Ability) -> list[tuple[str, str]]:
    """Code and name of the zones in which the actor may."""
    zones = actor.zones_where(ability)
    return [(code, name) for code, name in zone_choices() if code in zones or EVERY_ZONE in zones]


def cars_of(member: str) -> list[Car]:
    """A member's cars that are in use, by name."""
    return list(Car.objects.filter(member=member or "nobody", is_used=True).order_by("name"))


def days_of(member: str) -> list[Availability]:
    """When a member can drive, from today on."""
    rows = Availability.objects.filter(member=member or "nobody", day__gte=today(), car__is_used=True)
    return list(rows.select_related("car").order_by("day", "begins")[:MOST_DAYS])


def drivers_in_reach(actor: Actor) -> dict[str, str]:
    """Code and handle of those who drive in the zones in which the actor plans runs."""
    zones = [code for code, _name in zones_for(actor, Ability.PLAN_RUNS)]
    found: dict[str, str] = {}
    for zone in zones:
        names = handles_of({(code, zone) for code in who_may(Ability.DRIVE_RUNS, zone)})
        for (code, _zone), handle in names.items():
            found.setdefault(code, handle)
    return found


def get_driver(actor: Actor, member: str) -> str:
    """The code of the actor, who drives, or of a driver whose runs the actor plans; NotFound otherwise."""
    if member == actor.code and actor.may(Ability.DRIVE_RUNS):
        return member
    if not actor.may(Ability.PLAN_RUNS) or member not in drivers_in_reach(actor):
        raise NotFound
    return member


@dataclass(frozen=True, slots=True)
class Driver:
    """Who drives, in how many cars, and when on the day that was asked for."""

    code: str
    handle: str
    cars: int
    days: tuple[Availability, ...]


def drivers_visible_to(actor: Actor, day: date) -> list[Driver]:
    """Those who drive in the actor's zones, who can on that day first, then by handle."""
    known = drivers_in_reach(actor)
    cars: dict[str, int] = {}
    for member in Car.objects.filter(member__in=list(known), is_used=True).values_list("member", flat=True):
        cars[member] = cars.get(member, 0) + 1
    days: dict[str, list[Availability]] = {}
    rows = Availability.objects.filter(Q(day=day, car__is_used=True), member__in=list(known)).select_related("car")
    for one in rows.order_by("begins"):
        days.setdefault(one.member, []).append(one)
    found = [Driver(code, name, cars.get(code, 0), tuple(days.get(code, ()))) for code, name in known.items()]
    return sorted(found, key=lambda one: (not one.days, not one.cars, one.handle))[:MOST_SHOWN]
