"""Making a zone by hand, where no city's neighbourhoods were brought in or none of them fits."""

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line
from wekeep.places.models import Zone
from wekeep.places.queries.zones import zones
from wekeep.places.rules import kinds
from wekeep.places.rules.cell import is_on_earth
from wekeep.places.rules.zone import code_for, rings_of, round_outline, touches

LONGEST_NAME = 80


@transaction.atomic
def make_zone(*, actor: Actor, name: str, lat: float, lon: float, radius: int) -> Zone:
    """A round zone of `radius` metres (200 to 20 000) around a point in degrees; for stewards of every zone. Refused where
    the name is taken or the ground is another zone's, because roles and alerts hang on which zone a point is in."""
    actor.require(Ability.APPOINT, EVERY_ZONE)
    name = clean_line(name, LONGEST_NAME)
    if not name or not is_on_earth(lat, lon) or not 200 <= radius <= 20_000:
        raise Refused("A zone has a name, a middle, and a radius between 200 and 20 000 metres.")
    known = zones()
    if any(one.name.casefold() == name.casefold() for one in known):
        raise Refused("There is a zone of that name already.")
    outline = round_outline(lat, lon, radius)
    mine = rings_of(outline)
    for one in known:
        if touches(mine, one.rings):
            raise Refused("That would overlap with %(zone)s. Choose a smaller radius or another middle.", zone=one.name)
    zone = Zone.objects.create(code=code_for(name, [one.code for one in known]), name=name, outline=outline)
    journal.record(kinds.ZONE_MADE, about=zone.code, actor=actor, zone=zone.code)
    return zone
