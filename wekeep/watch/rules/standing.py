"""How much a report's source counts while there is a flood, and why one waits for a person before anything else sees it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from wekeep.watch.rules.incident import GRAVITY
from wekeep.watch.rules.salute import Activity


class Standing(IntEnum):
    """What a report weighs in the order of work. `weak`: its source sends more than a street does, or was wrong again and
    again; `known`: a member, or a source whose word was found true."""

    WEAK = 0
    ORDINARY = 1
    KNOWN = 2


class Lane(StrEnum):
    """Where a report is: `open` to merging and the board, `held` for a person to sweep, or `dropped` by one."""

    OPEN = "open"
    HELD = "held"
    DROPPED = "dropped"


class HeldFor(StrEnum):
    """Why a report waits for a person."""

    NO_PROOF = "no_proof"
    TOO_MANY = "too_many"
    SAME_WORDS = "same_words"
    FAR_APART = "far_apart"
    POOR_RECORD = "poor_record"


# What the sender's own device can still put right, by work or by waiting.
MENDABLE = frozenset({HeldFor.NO_PROOF})


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a report as it comes in: its standing, and why it is held, if it is. `alike`: what it shares with its
    look-alikes, made of its own words or, without words, of what it chose."""

    standing: Standing = Standing.ORDINARY
    held_for: HeldFor | None = None
    alike: str = ""

    @property
    def lane(self) -> Lane:
        """Where it goes."""
        return Lane.HELD if self.held_for else Lane.OPEN


ORDINARY = Ruling()
_PERSON_AT_RISK = frozenset(GRAVITY[:5])


def rank(standing: Standing, activity: Activity | None) -> int:
    """The place of a report in the merging lane, 0 first: by trust, and among equals a person at risk first."""
    return 2 * (Standing.KNOWN - standing) + (activity not in _PERSON_AT_RISK)
