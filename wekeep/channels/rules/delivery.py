"""The states of what is sent, which goes before which, and when what failed is tried again."""

import random
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from wekeep.channels.contract import Answer, Result


class State(StrEnum):
    """How far a letter to one address is. A batch keeps it as one letter of `MARKS`."""

    QUEUED = "queued"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"


class Rank(IntEnum):
    """What goes before what, whichever was there first: an active detention, every other alert, letters to one person, and
    summaries of what is over."""

    FIRST = 0
    ALERT = 1
    OWN = 2
    SUMMARY = 3


# One byte of a batch for each address in it; `MOVED` waits for its next try in another batch and is counted there.
MARKS: Final = {
    State.QUEUED: ord("q"),
    State.HANDED_OVER: ord("h"),
    State.REFUSED: ord("r"),
    State.GONE: ord("g"),
    State.WITHDRAWN: ord("w"),
    State.TOO_LATE: ord("t"),
}
MOVED: Final = ord("m")
# Too late after a channel was asked to carry it: it may have arrived. Counted as too late.
TRIED: Final = ord("T")
# A batch holds no more, and a delivery's number is its batch's times PLACES plus its place there.
BATCH, PLACES = 1_000, 1_024

# What whoever took it has for itself unless it renews it: whoever lives does so four times in it, and whoever could not lets
# go of everything a second before others may take it.
LEASE = timedelta(seconds=6)
SECONDS_BETWEEN_SIGNS_OF_LIFE = 1.5
SURELY_HELD_SECONDS = LEASE.total_seconds() - 1
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
# a push service may ask for patience, but not for so much that the news is old
LONGEST_PATIENCE = timedelta(minutes=15)

_NEVER: Final = frozenset({MARKS[State.WITHDRAWN], MARKS[State.TOO_LATE]})

_QUARTER: Final = 250_000

_SETTLED = {
    Answer.HANDED_OVER: State.HANDED_OVER,
    Answer.REFUSED: State.REFUSED,
    Answer.GONE: State.GONE,
}


def may_have_come(mark: int, attempts: int) -> bool:
    """Whether a letter with this mark, in a batch that was tried so often, has reached someone, may have, or still may. What
    was taken back or came too late untried has not, nor what was refused when it was tried for the first time."""
    return mark not in _NEVER and not (mark == MARKS[State.REFUSED] and attempts <= 1)


def too_late(attempts: int) -> int:
    """The mark of what came too late before a channel was asked in this try, the `attempts`-th."""
    return MARKS[State.TOO_LATE] if attempts <= 1 else TRIED


def next_state(
    result: Result, attempts: int, expires_at: datetime, now: datetime, chance: float | None = None
) -> tuple[State, datetime]:
    """The state after an answer, and when the delivery is next due where it is queued again.

    Waits begin at two seconds and double up to five minutes, spread by a quarter either way, in whole seconds. A Retry-After
    (RFC 9110, 10.2.3) is honoured up to fifteen minutes; after the first try it takes their place, spread by up to a half, in
    quarters of a second. What would come after the letter's end is too late.
    """
    if result.answer is not Answer.LATER:
        return _SETTLED[result.answer], now
    spread = 0.75 + 0.5 * (random.random() if chance is None else chance)
    # whoever is asked may say any number, and one that fits no calendar must not end the run of everyone else
    asked = timedelta(seconds=min(max(0, result.retry_after or 0), LONGEST_PATIENCE.total_seconds()))
    if asked and attempts == 1:
        due = now + min(asked * (0.25 + spread), LONGEST_PATIENCE)
        due += timedelta(microseconds=_QUARTER - due.microsecond % _QUARTER)
    else:
        wait = min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT) * spread
        due = (now + min(max(wait, asked), LONGEST_PATIENCE) + timedelta(seconds=1)).replace(microsecond=0)
    return (State.QUEUED, due) if due < expires_at else (State.TOO_LATE, now)
