"""Names in zones, and the people one shares a duty with: the only others a member sees."""

from dataclasses import dataclass

from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.people.models import Duty, Pseudonym
from wekeep.people.queries.members import handles_of
from wekeep.places.queries.zones import zone_names


@dataclass(frozen=True, slots=True)
class Name:
    """What someone is called in a zone; `handle` is empty where they have not chosen a name there."""

    zone: str
    zone_name: str
    handle: str


def names_of(actor: Actor) -> list[Name]:
    """The actor's own names, one for each zone in which they hold a role."""
    zones = {held.zone for held in actor.holdings if held.zone != EVERY_ZONE}
    chosen = dict(Pseudonym.objects.filter(member__code=actor.code).values_list("zone", "handle"))
    names = zone_names()
    return [Name(zone, names.get(zone, zone), chosen.get(zone, "")) for zone in sorted(zones | set(chosen))]


def name_in(actor: Actor, zone: str) -> str:
    """What the actor is called in a zone: what stands beside whatever they open there."""
    return handles_of({(actor.code, zone)}).get((actor.code, zone), "")


def together(actor: Actor) -> list[tuple[str, list[str]]]:
    """Who is on duty in the zones where the actor is on duty now, by the names of those zones; nobody where they are not."""
    now, names = clock.now(), zone_names()
    mine = Duty.objects.filter(member__code=actor.code, until__gt=now).values_list("zone", flat=True)
    found = []
    for zone in sorted(mine):
        others = Duty.objects.filter(zone=zone, until__gt=now, member__is_active=True).exclude(member__code=actor.code)
        codes = dict(others.values_list("member__code", "member__handle"))
        chosen = dict(Pseudonym.objects.filter(zone=zone, member__code__in=codes).values_list("member__code", "handle"))
        found.append((names.get(zone, zone), sorted(chosen.get(code, handle) for code, handle in codes.items())))
    return found
