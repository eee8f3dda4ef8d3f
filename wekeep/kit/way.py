"""Giving way: how long work in the background rests, so that those who wait for an answer have theirs first."""

import threading
import time
from collections.abc import Callable
from math import exp

# From so many answers a second on, the background rests as long as it worked; with twice as many twice as long.
EVEN = 400.0
LONGEST_REST = 1.0


class Way:
    """How many were answered lately, as a rate that forgets what is some seconds old."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._rate, self._at = 0.0, clock()

    def note(self, many: int) -> None:
        """So many more were answered just now."""
        with self._lock:
            self._rate = self._now() + many

    def rest(self, took: float) -> float:
        """Seconds to rest after a piece of work that took `took`; nothing where nobody waits for an answer, a second at most."""
        with self._lock:
            return min(LONGEST_REST, took * self._now() / EVEN)

    def _now(self) -> float:
        at = self._clock()
        self._rate, self._at = self._rate * exp(self._at - at), at
        return self._rate
