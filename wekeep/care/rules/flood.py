"""What came in a flood, in the order in which a person looks through it: first what is least like the rest."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# So many forms stand on one page, and go away with one press.
MOST_AT_ONCE: Final = 150
# What is put away waits for so long to be taken back, or for its sender to come back with six words; then it ends.
AWAY_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Came:
    """One form of a flood, as far as it stands in clear. `shape`: all that was chosen in it; `is_known`: somebody looked at an earlier form
    that is reached in the same way; `wrote`: its sender came back with more words."""

    code: str
    shape: tuple[str, ...]
    is_known: bool
    wrote: bool
    at: datetime


def in_order(forms: Iterable[Came]) -> list[tuple[Came, int]]:
    """The forms, each with how many others have its shape: first those of households that are known, then those that the fewest
    are like, of these first whose sender came back, then the oldest."""
    rows = list(forms)
    alike = Counter(one.shape for one in rows)
    rows.sort(key=lambda one: (not one.is_known, alike[one.shape], not one.wrote, one.at, one.code))
    return [(one, alike[one.shape] - 1) for one in rows]
