"""How much of what a fund spent anyone may know. A sum that grew by one payment since somebody looked last tells that payment, which is
a family's rent; so what is told moves on only by several cases at once, and between two looks nobody learns the sum of fewer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""So many cases at least lie between any two states of what is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: `cents` that were spent on so many `cases`."""

    cents: int
    cases: int


def told_of(moves: Iterable[tuple[str, int]], fewest: int = FEWEST) -> Told | None:
    """Of what was spent, and came back, case by case in the order of the book (its code, cents), as much as may be told; None where that is
    nothing yet. The same book tells the same, and what comes after never changes what was told before but by `fewest` cases: one that was paid
    and came back counts among them no more than one that was never paid."""
    told: dict[str, int] = defaultdict(int)
    waiting: dict[str, int] = defaultdict(int)
    for case, cents in moves:
        waiting[case] += cents
        if not waiting[case]:
            del waiting[case]
        if len(waiting) >= fewest:
            for one, sum_of in waiting.items():
                told[one] += sum_of
            waiting.clear()
    return Told(sum(told.values()), sum(map(bool, told.values()))) if told else None
