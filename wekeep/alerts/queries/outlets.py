"""Reading outlets: those of a steward's zones, those a message goes to, and what else tells a zone."""

from dataclasses import dataclass

from django.db.models import QuerySet

from wekeep.alerts.models import Outlet
from wekeep.channels.queries import still_kept
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Shown:
    """An outlet as its stewards see it. `gone`: its channel found the address to be no more. `others`: what the zone's
    other outlets are called, which tell people meanwhile where this one does not."""

    outlet: Outlet
    gone: bool
    others: tuple[str, ...]


def live() -> QuerySet[Outlet]:
    """The outlets that two agreed to and whose time is not over."""
    return Outlet.objects.filter(agreed_at__isnull=False, expires_at__gt=clock.now())


def outlets_visible_to(actor: Actor) -> list[Shown]:
    """The outlets of the zones whose steward the actor is, by zone and name."""
    zones = actor.zones_where(Ability.KEEP_OUTLETS)
    rows = live() if EVERY_ZONE in zones else live().filter(zone__in=zones)
    found = list(rows.order_by("zone", "name", "pk"))
    kept = still_kept(one.address for one in found)
    return [Shown(one, one.address not in kept, _others(one, found, kept)) for one in found]


def _others(one: Outlet, found: list[Outlet], kept: frozenset[str]) -> tuple[str, ...]:
    """Of another channel, because what ails one group of a channel ails the next."""
    return tuple(
        other.name for other in found if other.zone == one.zone and other.kind != one.kind and other.address in kept
    )


def get_outlet(actor: Actor, code: str) -> Outlet:
    """The outlet, for a steward of its zone; NotFound otherwise."""
    one = live().filter(code=code).first()
    if one is None or not actor.may(Ability.KEEP_OUTLETS, one.zone):
        raise NotFound
    return one


def alone_in(kind: str) -> list[str]:
    """The zones that have an outlet of this kind and none of another: if the channel fails, no other group hears."""
    rows = set(live().values_list("zone", "kind"))
    return sorted({zone for zone, name in rows if name == kind and not any(z == zone and k != kind for z, k in rows)})
