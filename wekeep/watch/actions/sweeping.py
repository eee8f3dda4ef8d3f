"""Sweeping what was held: a verifier keeps or drops a batch, and either can be taken back; and who waited instead of working."""

from datetime import timedelta

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.watch.actions.intake import Sender, learn, may_wait
from wekeep.watch.actions.lanes import open_up, shut
from wekeep.watch.models import Sighting
from wekeep.watch.queries.held import batch_of, swept_in
from wekeep.watch.queries.sightings import lock_by_receipt
from wekeep.watch.rules import kinds
from wekeep.watch.rules.gate import WAIT
from wekeep.watch.rules.standing import MENDABLE, Lane

# one press sweeps at most so many; the rest stands there again
MOST_AT_ONCE = 2000


@transaction.atomic
def sweep_batch(*, actor: Actor, zone: str, held_for: str, alike: str, until: int, keep: bool) -> tuple[str, int]:
    """Keep the batch (it goes on to merging) or drop it (nobody sees it, and it is deleted with its time). Returns the code
    by which this is taken back, and how many it was; Refused where somebody else was faster."""
    actor.require(Ability.VERIFY)
    actor.require(Ability.VERIFY, zone or None)
    rows = batch_of(actor, zone, held_for, alike, until).select_for_update().order_by("pk")
    found, code = list(rows[:MOST_AT_ONCE]), new_code()
    if not found:
        raise Refused("Somebody has swept these already.")
    Sighting.objects.filter(pk__in=[one.pk for one in found]).update(swept_in=code)
    if keep:
        open_up(found)
    else:
        shut(found, Lane.DROPPED)
        learn(found, right=False)
    kind = kinds.SIGHTINGS_KEPT if keep else kinds.SIGHTINGS_DROPPED
    journal.record(kind, about=code, actor=actor, zone=zone, count=len(found))
    return code, len(found)


@transaction.atomic
def undo_sweep(*, actor: Actor, code: str) -> int:
    """Take a sweep back: what it kept or dropped waits again, out of any incident it had joined. NotFound where nothing
    of it is left."""
    actor.require(Ability.VERIFY)
    found = list(swept_in(actor, code).select_for_update().order_by("pk"))
    if not found:
        raise NotFound
    Sighting.objects.filter(pk__in=[one.pk for one in found]).update(swept_in="")
    shut(found, Lane.HELD)
    journal.record(kinds.SIGHTINGS_HELD_AGAIN, about=code, actor=actor, zone=found[0].zone, count=len(found))
    return len(found)


@transaction.atomic
def send_on(*, words: str, sender: Sender) -> bool:
    """The reporter waited instead of having their phone work, as one without scripts can: the report goes on. False while
    it is too early, or where this network did the same a moment ago."""
    sighting = lock_by_receipt(words)
    if not wants_proof(sighting):
        return True
    if clock.now() < sighting.received_at + timedelta(seconds=WAIT) or not may_wait(sender):
        return False
    open_up([sighting])
    return True


def wants_proof(sighting: Sighting) -> bool:
    """Whether it waits for a person only for want of a proof."""
    return sighting.lane == Lane.HELD and sighting.held_for in MENDABLE and sighting.withdrawn_at is None
