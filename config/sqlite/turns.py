"""A lock that is given in the order in which it was asked for."""

import threading
from collections import deque


class Turns:
    """One holder at a time, first come first served, across the threads of this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, patience: float) -> bool:
        """Wait for our turn for `patience` seconds at most; whether it came."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(patience):
            return True
        return self._leave(mine)

    def _leave(self, mine: threading.Event) -> bool:
        """Give up waiting, unless the turn came at this very moment."""
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
        return False

    def give(self) -> None:
        """Pass the turn on to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
