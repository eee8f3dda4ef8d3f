"""What waits to be looked at because someone broke the glass."""

from dataclasses import dataclass
from datetime import datetime

from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.vault.models import BrokenGlass
from wekeep.vault.rules.glass import REVIEWED_WITHIN


@dataclass(frozen=True, slots=True)
class Broken:
    """Who did it when, and until when someone else must look."""

    code: str
    member: str
    zone: str
    at: datetime
    until: datetime


def broken_glass_visible_to(actor: Actor) -> list[Broken]:
    """What the actor may review, oldest first; never their own."""
    rows = BrokenGlass.objects.filter(reviewed_by="").exclude(member=actor.code).order_by("at")
    found = [Broken(row.code, row.member, row.zone, row.at, row.at + REVIEWED_WITHIN) for row in rows]
    return [one for one in found if actor.may(Ability.AGREE_TO_POWERS, one.zone)]
