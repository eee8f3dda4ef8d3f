"""Checkpoints of the keeper's log, kept in the database, and uses of power written into the log."""

from wekeep.journal import actions as journal
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.keeper_messages import Done, Leaves, Log, Note
from wekeep.vault import keeper
from wekeep.vault.models import KeptCheckpoint
from wekeep.vault.rules import kinds

# Far beyond any entry: only the checkpoints are wanted.
_NO_ENTRIES = 2**50


def keep_checkpoints() -> int:
    """Keep the keeper's newest checkpoints beside its log; one that is kept already is not replaced. Returns how many are
    new."""
    known = set(KeptCheckpoint.objects.values_list("number", flat=True))
    rows = [
        KeptCheckpoint(number=one.number, link=one.link, at=one.at, signature=one.signature)
        for one in keeper.ask(Leaves(_NO_ENTRIES), Log).checkpoints
        if one.number not in known
    ]
    KeptCheckpoint.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def note_power(*, actor: Actor, power: str, about: str) -> None:
    """Write a use of power into the keeper's log, where whoever used it cannot take it out."""
    keeper.ask(Note(actor.code, power, about), Done)


def tell_of_many_reads(*, member: str) -> None:
    """Let the stewards see that one member has opened many records."""
    journal.record(kinds.MANY_READ, about=member, actor=SYSTEM)
