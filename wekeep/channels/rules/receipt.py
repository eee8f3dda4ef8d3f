"""How soon phones showed a letter, in counts too coarse to tell one phone from another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

# seconds; whatever took longer than the last is counted at the end
EDGES: Final = (1, 2, 3, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600)
# With fewer, one who is told of the counts could guess whose they are; more would say nothing more, and cost more.
FEWEST, MOST_ASKED = 10, 2_000
# Of one network no more than this part is counted, and `FEWEST` at least: whoever says it all the time spoils a tenth of the
# figures and not all of them. A hall full of phones behind one address is more, and says enough in a tenth.
PART_OF_ONE: Final = 10
HALF, MOST, NEARLY_ALL = 0.5, 0.9, 0.99


@dataclass(frozen=True, slots=True)
class Receipts:
    """Of `asked` phones whose owners let them say so, `shown` said that they showed a letter; how soon is in `counts`."""

    asked: int
    counts: tuple[int, ...]

    @property
    def shown(self) -> int:
        """How many said so."""
        return sum(self.counts)

    def within(self, share: float) -> int | None:
        """Seconds within which this share of those that said so showed it; None for longer than the longest, or for none."""
        wanted, seen = share * self.shown, 0
        for count, edge in zip(self.counts, EDGES, strict=False):
            seen += count
            if seen and seen >= wanted:
                return edge
        return None


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon a channel took what went to many (`taken`), and phones that say so showed it (`shown`); None where too few."""

    taken: Receipts | None = None
    shown: Receipts | None = None


def enough(counts: Sequence[int]) -> Receipts | None:
    """These counts, where they are of so many that nobody is to be seen in them."""
    return Receipts(sum(counts), tuple(counts)) if sum(counts) >= FEWEST else None


def none() -> list[int]:
    """Counts of nothing."""
    return [0] * (len(EDGES) + 1)


def most_of_one(asked: int) -> int:
    """How many may be counted that came from one network, where so many were asked."""
    return max(FEWEST, asked // PART_OF_ONE)


def counted(counts: Sequence[int], took: Sequence[timedelta], room: int) -> list[int]:
    """The counts with these times, the first of them, as many as there is room for."""
    found = list(counts)
    for one in took[: max(0, room)]:
        found[_place(one)] += 1
    return found


def counted_together(took: Iterable[tuple[timedelta, int]]) -> list[int]:
    """The counts of so many each that took so long."""
    found = none()
    for one, many in took:
        found[_place(one)] += many
    return found


def _place(took: timedelta) -> int:
    seconds = max(0.0, took.total_seconds())
    return next((at for at, edge in enumerate(EDGES) if seconds <= edge), len(EDGES))


def added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Both together."""
    return [here + there for here, there in zip(one, other, strict=True)]
