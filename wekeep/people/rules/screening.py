"""How vetters share a queue: batches under a lease, one decision a key, and ten minutes to take one back."""

from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.codes import keyed_mark, same
from wekeep.kit.errors import Refused
from wekeep.people.rules.application import Move, Reason

BATCH = 10
LEASE = timedelta(minutes=15)
UNDO_WITHIN = timedelta(minutes=10)


class ChangedMeanwhile(Refused):
    """The applicant changed what the vetter read before the vetter decided."""


class Choice(StrEnum):
    """What a vetter says of one application; each is one key."""

    GO_ON = "go_on"
    PAUSE = "pause"
    NOT_THE_WORK = "not_the_work"
    OUTSIDE = "outside"
    TWICE = "twice"
    CONDUCT = "conduct"
    LATER = "later"


KEYS: dict[Choice, str] = {
    Choice.GO_ON: "y",
    Choice.PAUSE: "m",
    Choice.NOT_THE_WORK: "n",
    Choice.OUTSIDE: "o",
    Choice.TWICE: "t",
    Choice.CONDUCT: "c",
    Choice.LATER: "s",
}
# LATER moves nothing: it gives the application back to the queue.
MEANS: dict[Choice, tuple[Move, Reason]] = {
    Choice.GO_ON: (Move.SCREEN, Reason.NONE),
    Choice.PAUSE: (Move.PAUSE, Reason.MORE_IS_NEEDED),
    Choice.NOT_THE_WORK: (Move.DECLINE, Reason.NOT_THE_WORK),
    Choice.OUTSIDE: (Move.DECLINE, Reason.OUTSIDE_THE_AREA),
    Choice.TWICE: (Move.DECLINE, Reason.SENT_TWICE),
    Choice.CONDUCT: (Move.DECLINE, Reason.CONDUCT),
}


def is_free(claimed_by: str, claimed_until: datetime | None, who: str, now: datetime) -> bool:
    """Whether `who` may take an application: nobody has it, they have it themselves, or the other's lease ran out."""
    return not claimed_by or claimed_by == who or claimed_until is None or claimed_until <= now


def may_undo(decided_at: datetime, now: datetime) -> bool:
    """Whether a decision may still be taken back."""
    return now - decided_at <= UNDO_WITHIN


def sheet_mark(secret: str, reader: str, code: str, version: int) -> str:
    """What a sheet carries that `reader` has open, and what their decision brings back: that they opened it, and in which
    version."""
    return keyed_mark(secret, "sheet read", f"{reader}\n{code}\n{version}")


def check_sheet(brought: str, mark: str) -> None:
    """Refuse a decision about a sheet that was not opened, or that is not as it was when it was read (ChangedMeanwhile)."""
    if not brought:
        raise Refused("Open what they wrote and read it first.")
    if not same(brought, mark):
        raise ChangedMeanwhile("They changed their application while you read it. Read it again.")
