"""Jobs across hosts: each process tells the others what it queued, so that they look at once and not at their next turn."""

import threading
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Final

from wekeep.work.actions import on_wake
from wekeep.work.broker import Broker
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import EVERY_LANE

# whoever may knock may do so a million times; nobody looks for new work more often than this for it
HEARD_EVERY_SECONDS: Final = 0.05


class Ear:
    """Passes on what other processes say: the words it knows and no others, each at once and then at most every so often;
    what came meanwhile is said once more at the end, so that nothing is missed."""

    def __init__(self, tell: Callable[[str], None], words: Iterable[str]) -> None:
        self._tell, self._lock = tell, threading.Lock()
        self._next = dict.fromkeys(words, 0.0)
        self._later = set[str]()

    def hear(self, word: str) -> None:
        """Somebody knocked; from any thread, without waiting."""
        with self._lock:
            if word not in self._next or word in self._later:
                return
            wait = self._next[word] - monotonic()
            if wait > 0:
                self._later.add(word)
                timer = threading.Timer(wait, self._pass_on, (word,))
                timer.daemon = True
                timer.start()
                return
        self._pass_on(word)

    def _pass_on(self, word: str) -> None:
        with self._lock:
            self._later.discard(word)
            self._next[word] = monotonic() + HEARD_EVERY_SECONDS
        self._tell(word)


def join(there: Broker | None, worker: Worker | None = None) -> None:
    """Connect to the broker, where the installation has one; `worker` hears what others queued. A knock that is lost costs
    the time until the worker's next turn and nothing else."""
    if there is None:
        return
    if worker is not None:
        there.hear(Ear(worker.notice, (lane.name for lane in EVERY_LANE)).hear)
    on_wake(there.knock)
    there.start()
