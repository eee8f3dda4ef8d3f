"""What lies in the outbox, one row for each address: its batches taken apart."""

from dataclasses import dataclass
from datetime import datetime

from wekeep.channels.models import Batch
from wekeep.channels.rules.delivery import MARKS, PLACES, UNTRIED, State
from wekeep.channels.rules.roll import codes_in

_STATES = {mark: state.value for state, mark in MARKS.items()} | {UNTRIED: State.TOO_LATE.value}


@dataclass(frozen=True, slots=True)
class Row:
    """One letter to one address. `state` is that of its newest try."""

    delivery: int
    letter: str
    thread: str
    address: str
    kind: str
    state: str
    attempts: int
    next_at: datetime
    in_hand: bool


def rows() -> list[Row]:
    """Every letter to every address, in the order of the batches and of the places in them."""
    found = []
    for batch in Batch.objects.select_related("letter", "roll").order_by("id"):
        for place, (mark, code) in enumerate(zip(bytes(batch.states), codes_in(batch.roll.codes), strict=True)):
            if mark in _STATES:
                key = batch.id * PLACES + place
                words = (batch.letter.code, batch.letter.thread, code, batch.kind, _STATES[mark])
                found.append(Row(key, *words, batch.attempts, batch.next_at, bool(batch.lease_by)))
    return found


def row_of(delivery: int) -> Row:
    """The row of one delivery's number."""
    return next(one for one in rows() if one.delivery == delivery)
