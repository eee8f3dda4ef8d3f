"""Why a sealed group did not open, for whoever asked for it in an unlocked session and got nothing."""

from enum import StrEnum

from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.vault.models import Seal
from wekeep.vault.queries.opening import holds
from wekeep.vault.queries.roles import wraps_of
from wekeep.vault.rules.unlocked import Asked


class Closed(StrEnum):
    """The reasons, in the order in which they are looked at."""

    GONE = "gone"
    NOT_YOURS = "not_yours"
    NO_KEY = "no_key"
    BROKEN = "broken"


def why_closed(actor: Actor, asked: Asked) -> Closed:
    """GONE: it was erased, or its day is over and so is its key. NOT_YOURS: it is sealed to a role that the actor does not
    hold in its zone. NO_KEY: to keys from before the actor had theirs, so that it opens once it was sealed anew. BROKEN: it
    should have opened."""
    row = Seal.objects.filter(kind=asked.kind, record=asked.record, group=asked.group).select_related("epoch").first()
    if row is None or (not row.held and row.bucket < clock.now().date().isoformat()):
        return Closed.GONE
    if not holds(actor, row):
        return Closed.NOT_YOURS
    return Closed.BROKEN if wraps_of(actor.code, [row.epoch_id]) else Closed.NO_KEY
