"""What waits for a person: reports that a flood, or want of a proof, kept from the board, in batches of look-alikes."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.watch.models import Sighting
from wekeep.watch.rules.standing import HeldFor, Lane

MOST_BATCHES, MOST_SHOWN = 40, 3


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports of one zone that were held for one reason and look alike. `until` is the number of the last of them, so that
    nobody sweeps what came after they looked; `shown` are the first few."""

    zone: str
    held_for: HeldFor
    alike: str
    until: int
    count: int
    first_at: datetime
    last_at: datetime
    gravest: int
    shown: tuple[Sighting, ...] = ()


def held_for_sweeping(actor: Actor) -> QuerySet[Sighting]:
    """The standing reports that wait, in the zones where the actor verifies and outside every zone."""
    waiting = Sighting.objects.filter(lane=Lane.HELD, withdrawn_at=None, forget_at__gt=clock.now())
    zones = actor.zones_where(Ability.VERIFY)
    if not zones:
        return waiting.none()
    return waiting if EVERY_ZONE in zones else waiting.filter(zone__in=[*zones, ""])


def batches(actor: Actor) -> list[Batch]:
    """What waits, look-alikes together: the strongest evidence first, then what fewest look like, then the newest."""
    groups = (
        held_for_sweeping(actor)
        .values_list("zone", "held_for", "alike")
        .annotate(
            until=Max("pk"),
            count=Count("pk"),
            first=Min("received_at"),
            last=Max("received_at"),
            gravest=Max("evidence"),
        )
        .order_by("-gravest", "count", "-until")
    )
    found = [
        Batch(zone, HeldFor(held_for), alike, until, count, first, last, gravest)
        for zone, held_for, alike, until, count, first, last, gravest in groups[:MOST_BATCHES]
    ]
    return [replace(one, shown=_first_of(actor, one)) for one in found]


def batch_of(actor: Actor, zone: str, held_for: str, alike: str, until: int) -> QuerySet[Sighting]:
    """The reports of one batch as it was shown."""
    return held_for_sweeping(actor).filter(zone=zone, held_for=held_for, alike=alike, pk__lte=until)


def swept_in(actor: Actor, code: str) -> QuerySet[Sighting]:
    """What the sweep with this code kept or dropped, as far as the actor may sweep it and it is not taken back."""
    zones = actor.zones_where(Ability.VERIFY)
    rows = Sighting.objects.filter(swept_in=code, withdrawn_at=None) if code else Sighting.objects.none()
    return rows if EVERY_ZONE in zones else rows.filter(zone__in=[*zones, ""])


def how_many_wait(actor: Actor) -> int:
    """How many reports wait for the actor or another verifier."""
    return held_for_sweeping(actor).count()


def _first_of(actor: Actor, batch: Batch) -> tuple[Sighting, ...]:
    rows = batch_of(actor, batch.zone, batch.held_for, batch.alike, batch.until)
    return tuple(rows.order_by("-pk")[:MOST_SHOWN])
