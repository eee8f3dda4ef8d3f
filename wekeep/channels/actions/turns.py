"""How many threads of a process one channel may have: a dead one must not take them all."""

import threading
from collections import defaultdict
from collections.abc import Callable
from time import monotonic
from typing import Final

from wekeep.channels.contract import CarriesMany
from wekeep.channels.registry import kind, kinds
from wekeep.work.rules.task import LIMIT

# first tries of a channel that carries many, which do not wait for each other; of every other, and of retries, one
MANY: Final = 2
Run = tuple[str, bool]


class Turns:
    """Who sends on which channel in this process; retries (True) count apart. Whoever does not end within a job's limit has
    been given up by its worker, and counts no longer."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._lock, self._clock = threading.Lock(), clock
        self._begun: dict[Run, list[float]] = defaultdict(list)
        self._asked = set[Run]()

    def begin(self, run: Run) -> float | None:
        """When another run began, as `end` takes it; None where it may not begin, which is remembered for whoever ends
        next."""
        with self._lock:
            now = self._clock()
            running = self._begun[run] = [at for at in self._begun[run] if now - at < LIMIT.total_seconds()]
            if len(running) >= most(*run):
                self._asked.add(run)
                return None
            running.append(now)
            return now

    def end(self, run: Run, begun: float) -> bool:
        """One is over; whether another was turned away meanwhile, which may have come after its last look."""
        with self._lock:
            if begun in self._begun[run]:
                self._begun[run].remove(begun)
            asked = run in self._asked
            self._asked.discard(run)
            return asked

    def is_over(self, run: Run) -> bool:
        """Whether nobody of this process sends on that channel."""
        with self._lock:
            return not self._begun[run]


TURNS: Final = Turns()


def most(name: str, retries: bool) -> int:
    """How many runs of one channel a process has at once."""
    return MANY if not retries and isinstance(kinds().get(name), CarriesMany) else 1


def most_together() -> int:
    """How many runs there can be at once in a process, on all channels that are set up."""
    return sum(most(name, retries) for name in kinds() if kind(name).is_set_up() for retries in (False, True))
