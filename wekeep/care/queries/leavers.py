"""Who of those who have something in hand, or were asked for it, may help no more: their access ended or rests, or their role did."""

from collections.abc import Iterable

from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries.members import zones_held

Place = tuple[str, str]
"""A member's code, and a zone in which they help or drive; EVERY_ZONE asks whether they do anywhere."""


def left(places: Iterable[Place], ability: Ability = Ability.BRING_HELP) -> frozenset[Place]:
    """Those of these places where the member may no more what `ability` says. One question, and none where nobody is named."""
    asked = {place for place in places if place[0]}
    held = zones_held({code for code, _zone in asked}, ability) if asked else {}
    return frozenset((code, zone) for code, zone in asked if not _holds(held.get(code, frozenset()), zone))


def has_left(member: str, zone: str) -> bool:
    """Whether this member brings no help in the zone any more."""
    return bool(left([(member, zone)]))


def _holds(zones: frozenset[str], zone: str) -> bool:
    return bool(zones) if zone == EVERY_ZONE else bool(zones & {zone, EVERY_ZONE})
