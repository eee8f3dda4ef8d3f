"""How much a channel may still send in this hour, and what is kept back for someone being detained."""

from dataclasses import dataclass
from datetime import timedelta

HOUR = timedelta(hours=1)
# of every budget so much goes to urgent letters alone
KEPT_FOR_URGENT = 0.2


@dataclass(frozen=True, slots=True)
class Room:
    """How many units are left: for any letter, and for urgent ones."""

    ordinary: int
    urgent: int


def room(budget: int, spent: int) -> Room:
    """What is left of `budget` after `spent` units in the last hour."""
    kept = -(-budget * KEPT_FOR_URGENT // 1)
    return Room(ordinary=max(0, int(budget - kept) - spent), urgent=max(0, budget - spent))
