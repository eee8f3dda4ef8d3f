"""When a job that failed is tried again."""

import random
from datetime import datetime, timedelta

# Whoever lives renews it well before: five missed signs of life, and someone else may take the work.
LEASE = timedelta(seconds=15)
SECONDS_BETWEEN_SIGNS_OF_LIFE = 3.0
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)


def next_try(attempts: int, now: datetime, chance: float | None = None) -> datetime:
    """Two seconds after the first failure, then doubling up to fifteen minutes, each spread by a quarter either way so
    that jobs which failed together do not come back together. `chance` in 0..1 fixes the spread."""
    spread = 0.75 + 0.5 * (random.random() if chance is None else chance)
    wait = min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)
    return now + wait * spread
