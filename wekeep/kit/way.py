"""Giving way: how long work in the background rests, so that those who wait for an answer have theirs first."""

import threading
import time
from collections.abc import Callable
from math import exp, log

# From so many answers a second on, the background rests as long as it worked; with twice as many twice as long.
EVEN = 400.0
LONGEST_REST = 1.0
# A crowd that has just come is answered first: so many times longer are the rests then. For ten seconds, and after it, for a
# sixth of each second without a crowd.
FRESH_SECONDS, FRESH_AGAIN = 10.0, 1 / 6
FRESH_TIMES, LONGEST_FRESH_REST = 8.0, 2.0


class Way:
    """How many were answered lately, as a rate that forgets what is some seconds old; and for how much longer a crowd counts
    as one that has just come."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._rate, self._at, self._fresh = 0.0, clock(), FRESH_SECONDS

    def note(self, many: int) -> None:
        """So many more were answered just now."""
        with self._lock:
            self._forget()
            self._rate += many

    def rest(self, took: float) -> float:
        """Seconds to rest after a piece of work that took `took`; nothing where nobody waits for an answer, a second at most,
        or two while a crowd has just come."""
        with self._lock:
            self._forget()
            asked = took * self._rate / EVEN
            if self._rate > EVEN and self._fresh > 0.0:
                return min(LONGEST_FRESH_REST, FRESH_TIMES * asked)
            return min(LONGEST_REST, asked)

    def _forget(self) -> None:
        """Have the rate as it is now."""
        at = self._clock()
        passed, self._at = max(0.0, at - self._at), at
        # the rate sinks by e in each second, so for so long it was a crowd's
        crowded = min(passed, log(self._rate / EVEN)) if self._rate > EVEN else 0.0
        self._fresh = max(0.0, self._fresh - crowded)
        self._fresh = min(FRESH_SECONDS, self._fresh + FRESH_AGAIN * (passed - crowded))
        self._rate *= exp(-passed)
