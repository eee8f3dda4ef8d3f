"""What becomes of a made-up request between its asking and now, deed by deed, so that every state is seen."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final


class Deed(StrEnum):
    """One thing that somebody does about a request."""

    LOOK = "look"
    ASK_MORE = "ask_more"
    READY = "ready"
    OFFER = "offer"
    YES = "yes"
    NO = "no"
    SCHEDULE = "schedule"
    START = "start"
    REPORT = "report"
    PART = "part"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE = "close"
    NOT_REACHED = "not_reached"
    STOCK = "stock"
    FUNDS = "funds"
    REFER = "refer"
    PAUSE = "pause"
    WITHDRAW = "withdraw"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Life:
    """The deeds in order; the last was so many hours ago (from, to). None: it was only asked."""

    deeds: tuple[Deed, ...]
    last: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Age:
    """How many hours ago a household asked (from, to), and what became of its requests, in turn."""

    asked: tuple[float, float]
    lives: tuple[Life, ...]


D = Deed
_READ = (D.LOOK, D.READY)
_GIVEN = (*_READ, D.OFFER, D.YES)
_DONE = (*_GIVEN, D.SCHEDULE, D.START, D.REPORT)
NEW: Final = Age(
    (1.0, 5.5),
    (Life(()), Life((D.LOOK,), (0.1, 0.7)), Life(()), Life(_READ, (0.2, 0.6)), Life((D.WITHDRAW,), (0.1, 0.5))),
)
UNDER_WAY: Final = Age(
    (12.0, 44.0),
    (
        Life(_GIVEN, (1.0, 9.0)),
        Life((*_READ, D.OFFER), (0.1, 0.8)),
        Life((*_GIVEN, D.SCHEDULE), (0.5, 9.0)),
        Life((*_GIVEN, D.SCHEDULE, D.START), (0.3, 4.0)),
        Life((D.LOOK, D.ASK_MORE), (1.0, 8.0)),
        Life(_READ, (1.0, 9.0)),
        Life((*_READ, D.OFFER, D.NO), (0.1, 0.5)),
        Life((D.LOOK, D.NOT_REACHED), (0.5, 3.5)),
        Life((*_GIVEN, D.WORSE), (0.2, 2.0)),
        Life((*_READ, D.STOCK), (2.0, 9.0)),
    ),
)
OLD: Final = Age(
    (50.0, 167.0),
    (
        Life((*_DONE, D.CONFIRM, D.CLOSE), (6.0, 40.0)),
        Life(_DONE, (4.0, 40.0)),
        Life((*_DONE, D.CONFIRM, D.CLOSE), (6.0, 40.0)),
        Life((*_DONE, D.CONFIRM, D.CLOSE), (6.0, 40.0)),
        Life((*_GIVEN, D.START, D.PART), (2.0, 20.0)),
        Life((*_READ, D.REFER), (10.0, 40.0)),
        Life((*_DONE, D.CONFIRM), (0.1, 0.8)),
        Life((*_READ, D.WITHDRAW), (10.0, 40.0)),
        Life((D.PAUSE,), (10.0, 40.0)),
        Life((*_DONE, D.DISPUTE), (1.0, 5.0)),
        Life((*_DONE, D.CONFIRM, D.CLOSE), (6.0, 40.0)),
        Life((*_READ, D.FUNDS), (5.0, 40.0)),
    ),
)
AGES: Final = (OLD, UNDER_WAY, OLD, NEW, UNDER_WAY, OLD, UNDER_WAY)
"""How long ago households asked, in turn."""

# What somebody does in the same sitting, or an answer to a letter.
_AT_ONCE = frozenset({D.ASK_MORE, D.READY, D.YES, D.NO, D.NOT_REACHED, D.STOCK, D.FUNDS, D.REFER})
_SOON = 0.3
del D


def when(life: Life, asked: float, draw: Random) -> list[tuple[Deed, float]]:
    """Each deed with how many hours ago it was done, for a request that was asked `asked` hours ago: later ones later, the
    last where the life says, and what is done at one sitting close together."""
    if not life.deeds:
        return []
    last = draw.uniform(*life.last)
    steps = [_SOON if deed in _AT_ONCE else draw.uniform(2.0, 6.0) for deed in life.deeds]
    shrink = min(1.0, (asked - last) / sum(steps))
    ago, found = last, []
    for deed, step in zip(reversed(life.deeds), reversed(steps), strict=True):
        found.append((deed, ago))
        ago += step * shrink
    return found[::-1]
