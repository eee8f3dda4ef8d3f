"""How many threads of a process one channel may have: a dead one must not take them all."""

import threading
from collections import Counter
from typing import Final

from wekeep.channels.contract import CarriesMany
from wekeep.channels.registry import kind, kinds

# first tries of a channel that carries many, which do not wait for each other; of every other, and of retries, one
MANY: Final = 2
Run = tuple[str, bool]


class Turns:
    """Who sends on which channel in this process; retries (True) count apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = Counter[Run]()
        self._asked = set[Run]()

    def begin(self, run: Run) -> bool:
        """Whether another run may begin. One that may not is remembered for whoever ends next."""
        with self._lock:
            if self._running[run] >= most(*run):
                self._asked.add(run)
                return False
            self._running[run] += 1
            return True

    def end(self, run: Run) -> bool:
        """One is over; whether another was turned away meanwhile, which may have come after its last look."""
        with self._lock:
            self._running[run] -= 1
            asked = run in self._asked
            self._asked.discard(run)
            return asked


TURNS: Final = Turns()


def most(name: str, retries: bool) -> int:
    """How many runs of one channel a process has at once."""
    return MANY if not retries and isinstance(kinds().get(name), CarriesMany) else 1


def most_together() -> int:
    """How many runs there can be at once in a process, on all channels that are set up."""
    return sum(most(name, retries) for name in kinds() if kind(name).is_set_up() for retries in (False, True))
