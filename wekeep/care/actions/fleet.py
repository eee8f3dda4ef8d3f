"""Where runs go, cars, and when their drivers can drive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from wekeep.care.models import Availability, Car, Destination
from wekeep.care.queries.fleet import get_destination, get_driver
from wekeep.care.rules import kinds
from wekeep.care.rules.car import MOST_CARS, SEATINGS, check_hours, check_seatings
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.trip_wish import check_window
from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.places.queries.today import today
from wekeep.places.rules.cell import is_on_earth

MOST_PLACES, MOST_DAYS = 500, 120


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is no secret: what and where it is, and between which minutes from midnight it is open."""

    zone: str
    kind: DestinationKind
    name: str
    address: str
    lat: float
    lon: float
    opens: int = 0
    closes: int = 1440
    handling: int = 3
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class CarTold:
    """A car as its driver tells it: one to three ways to seat it, who rides all the way, and the grown-ups who stay in it."""

    name: str
    seatings: Sequence[Mapping[str, int]]
    aboard: Mapping[str, int] = field(default_factory=dict)
    adults: int = 1
    keeps_cold: bool = False
    insured_until: date | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """On which days, and from when to when in minutes from midnight."""

    days: Sequence[date]
    begins: int
    ends: int
    ends_anywhere: bool = False
    most_minutes: int | None = None
    most_km: int | None = None


@transaction.atomic
def keep_destination(*, actor: Actor, place: Place, code: str = "") -> Destination:
    """Write down a place, or with `code` change it. Refused where its name is taken in the zone, or it is nowhere."""
    actor.require(Ability.PLAN_RUNS, place.zone)
    check_window(place.opens, place.closes)
    if not is_on_earth(place.lat, place.lon) or not place.name:
        raise Refused("Say what it is called and where it is.")
    one = get_destination(actor, code) if code else Destination(zone=place.zone)
    if not code and Destination.objects.filter(zone=place.zone).count() >= MOST_PLACES:
        raise Refused("There are too many places already. Take one out of use by changing it.")
    actor.require(Ability.PLAN_RUNS, one.zone)
    for name in ("zone", "kind", "name", "address", "lat", "lon", "opens", "closes", "handling", "is_used"):
        setattr(one, name, getattr(place, name))
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as trouble:
        raise Refused("There is a place of this name already.") from trouble
    zone = "" if one.zone == EVERY_ZONE else one.zone
    journal.record(kinds.FLEET_KEPT, about=one.code, actor=actor, zone=zone)
    return one


@transaction.atomic
def keep_car(*, actor: Actor, member: str, told: CarTold, code: str = "") -> Car:
    """Write down a car of the actor's, or for a driver of theirs who phones; with `code` change it."""
    who = get_driver(actor, member)
    check_seatings(told.seatings, told.aboard)
    if not told.name or not 1 <= told.adults <= 4:
        raise Refused("Say what to call the car, and how many grown-ups stay in it.")
    one = _car(who, code) if code else Car(member=who)
    if not code and Car.objects.filter(member=who, is_used=True).count() >= MOST_CARS:
        raise Refused("Five cars are enough. Take one out first.")
    one.seatings = [{"name": name, **seating} for name, seating in zip(SEATINGS, told.seatings, strict=False)]
    one.name, one.aboard, one.adults = told.name, dict(told.aboard), told.adults
    one.keeps_cold, one.insured_until = told.keeps_cold, told.insured_until
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as trouble:
        raise Refused("You have a car of this name already.") from trouble
    journal.record(kinds.FLEET_KEPT, about=one.code, actor=actor)
    return one


@transaction.atomic
def drop_car(*, actor: Actor, member: str, code: str) -> None:
    """The car is not driven any more: it goes with its days; what it drove in the last weeks keeps its seats, and nothing else."""
    one = _car(get_driver(actor, member), code)
    scrap(one)
    journal.record(kinds.FLEET_KEPT, about=one.code, actor=actor)


def scrap(one: Car) -> None:
    """The car goes at once, or is emptied where runs of the last weeks still name it: then it goes with them."""
    one.days.all().delete()
    if not one.runs.exists():
        one.delete()
        return
    one.name, one.aboard, one.insured_until, one.is_used = one.code, {}, None, False
    one.save()


@transaction.atomic
def keep_days(*, actor: Actor, member: str, car: str, times: Times) -> int:
    """The driver can drive on these days; a time that overlaps one already written down on a day takes its place. Returns how many days."""
    who = get_driver(actor, member)
    one = _car(who, car)
    for day in times.days:
        check_hours(day, today(), times.begins, times.ends)
    if not times.days:
        raise Refused("Choose at least one day.")
    mine = Availability.objects.filter(member=who)
    mine.filter(day__in=list(times.days), begins__lt=times.ends, ends__gt=times.begins).delete()
    if mine.filter(day__gte=today()).count() + len(times.days) > MOST_DAYS:
        raise Refused("These are too many days. Take some out first.")
    for day in sorted(set(times.days)):
        Availability.objects.create(
            car=one,
            member=who,
            day=day,
            begins=times.begins,
            ends=times.ends,
            ends_anywhere=times.ends_anywhere,
            most_minutes=times.most_minutes,
            most_km=times.most_km,
        )
    journal.record(kinds.FLEET_KEPT, about=one.code, actor=actor, count=len(set(times.days)))
    return len(set(times.days))


@transaction.atomic
def drop_day(*, actor: Actor, member: str, code: str) -> None:
    """The driver cannot drive then after all."""
    who = get_driver(actor, member)
    one = Availability.objects.filter(member=who, code=code).first()
    if one is None:
        raise NotFound
    one.delete()
    journal.record(kinds.FLEET_KEPT, about=one.car.code, actor=actor)


def _car(member: str, code: str) -> Car:
    """The member's car, locked: whoever writes a day for it waits for whoever takes it out."""
    one = Car.objects.select_for_update().filter(member=member, code=code, is_used=True).first()
    if one is None:
        raise NotFound
    return one
