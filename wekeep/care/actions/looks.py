"""Writing down who opened what is sealed of a household, so that nobody hears in confidence what it says about whoever read it."""

from collections.abc import Iterable

from django.db import transaction

from wekeep.care.actions.intake import plain
from wekeep.care.models import Household
from wekeep.care.rules import kinds
from wekeep.journal import actions as journal
from wekeep.kit.actor import Actor


@transaction.atomic
def note_looks(*, actor: Actor, households: Iterable[Household]) -> None:
    """The actor has opened something of each of these. The keeper's log tells it too, and to stewards alone: the program cannot ask it whom a
    household means by "whoever read what we wrote"."""
    seen = {one.code: one for one in households}
    journal.record_all(
        [
            journal.Happening(kinds.OPENED, about=code, actor=actor, zone=plain(one.zone))
            for code, one in sorted(seen.items())
        ]
    )
