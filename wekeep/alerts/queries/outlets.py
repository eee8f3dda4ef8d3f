"""Reading outlets: those of a steward's zones, those a message goes to, and what else tells a zone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wekeep.alerts.models import Outlet, Posted
from wekeep.alerts.rules.outlet import ends_soon
from wekeep.channels.queries import still_kept
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Shown:
    """An outlet as its stewards see it. `gone`: its channel found the address to be no more. `others`: what the zone's
    other outlets are called, which tell people meanwhile where this one does not. `stands_in_for`: what the one is called
    that it stands in for, "" where that is no more; None where it stands in for none."""

    outlet: Outlet
    gone: bool
    others: tuple[str, ...]
    stands_in_for: str | None
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class StoodIn:
    """An outlet, on the channel `kind`, was told of an alert in the place of one on another."""

    kind: str
    instead_of: str
    at: datetime


def live() -> QuerySet[Outlet]:
    """The outlets that two agreed to and whose time is not over."""
    return Outlet.objects.filter(agreed_at__isnull=False, expires_at__gt=clock.now())


def outlets_visible_to(actor: Actor) -> list[Shown]:
    """The outlets of the zones whose steward the actor is, by zone and name."""
    zones = actor.zones_where(Ability.KEEP_OUTLETS)
    rows = live() if EVERY_ZONE in zones else live().filter(zone__in=zones)
    found = list(rows.order_by("zone", "name", "pk"))
    kept = still_kept(one.address for one in found)
    names, now = {one.code: one.name for one in found}, clock.now()
    return [
        Shown(
            one,
            one.address not in kept,
            _others(one, found, kept),
            names.get(one.stands_in_for, "") if one.stands_in_for else None,
            ends_soon(one.expires_at, now),
        )
        for one in found
    ]


def _others(one: Outlet, found: list[Outlet], kept: frozenset[str]) -> tuple[str, ...]:
    """Of another channel, because what ails one group of a channel ails the next."""
    return tuple(
        other.name for other in found if other.zone == one.zone and other.kind != one.kind and other.address in kept
    )


def get_outlet(actor: Actor, code: str, *, locked: bool = False) -> Outlet:
    """The outlet, for a steward of its zone; NotFound otherwise. `locked`: for the caller's transaction."""
    rows = live().select_for_update() if locked else live()
    one = rows.filter(code=code).first()
    if one is None or not actor.may(Ability.KEEP_OUTLETS, one.zone):
        raise NotFound
    return one


def that_may_be_stood_in_for(actor: Actor) -> list[Outlet]:
    """The outlets of the actor's zones that alerts are posted to at once, by zone and name."""
    return [one.outlet for one in outlets_visible_to(actor) if not one.outlet.stands_in_for]


def stood_in(alert: str) -> list[StoodIn]:
    """Which outlets were told of an alert in the place of others, in order."""
    rows = Posted.objects.filter(alert__code=alert, stood_in_at__isnull=False).select_related("outlet")
    found = list(rows.order_by("stood_in_at"))
    kinds = dict(
        Outlet.objects.filter(code__in=[one.outlet.stands_in_for for one in found]).values_list("code", "kind")
    )
    return [
        StoodIn(one.outlet.kind, kinds.get(one.outlet.stands_in_for, ""), one.stood_in_at)
        for one in found
        if one.stood_in_at is not None
    ]


def alone_in(kind: str) -> list[str]:
    """The zones that have an outlet of this kind and none of another: if the channel fails, no other group hears."""
    rows = set(live().values_list("zone", "kind"))
    return sorted({zone for zone, name in rows if name == kind and not any(z == zone and k != kind for z, k in rows)})
