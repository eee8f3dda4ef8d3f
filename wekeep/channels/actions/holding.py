"""What this process has in hand: renewed by a thread that sends nothing, and given up in time where that could not be done."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from django.db import connections, transaction

from wekeep.channels.models import Batch
from wekeep.channels.rules.delivery import LEASE, SECONDS_BETWEEN_SIGNS_OF_LIFE, SURELY_HELD_SECONDS
from wekeep.kit import clock
from wekeep.work.queries import lease_clock
from wekeep.work.rules.task import LIMIT

log = structlog.get_logger(__name__)


class Hold:
    """The leases of one run. Once it is lost it stays so: whatever was not sent by then is somebody else's to send.

    `is_lost` asks nobody, so that it can be asked before each write to a line: a process that was stopped and goes on knows
    it by its own clock, before it has sent another byte.
    """

    def __init__(self, uptime: Callable[[], float] = clock.uptime) -> None:
        self._uptime = uptime
        self._lock, self._lost = threading.Lock(), False
        self._tokens = set[str]()
        self._begun = self._until = uptime()

    def take(self, token: str) -> None:
        """A lease is about to be asked for under this token: it counts from now, whenever it is written down."""
        with self._lock:
            if not self._tokens:
                self._until = self._uptime() + SURELY_HELD_SECONDS
            self._tokens.add(token)

    def drop(self, token: str) -> None:
        """Nothing was taken under it."""
        with self._lock:
            self._tokens.discard(token)

    def is_lost(self) -> bool:
        """Whether another may have any of it."""
        with self._lock:
            if self._tokens and self._uptime() > self._until:
                self._lost = True
            return self._lost

    def renewable(self) -> frozenset[str]:
        """What may be renewed: nothing once it is lost, nor for a run that takes longer than any job may."""
        if self.is_lost() or self._uptime() - self._begun > LIMIT.total_seconds():
            return frozenset()
        with self._lock:
            return frozenset(self._tokens)

    def renewed(self, tokens: frozenset[str], asked: float) -> None:
        """These were renewed, by a question that was asked then."""
        with self._lock:
            if tokens:
                self._until = asked + SURELY_HELD_SECONDS


class Pulse:
    """One thread of this process while any run has something in hand, with a line to the database of its own: neither a run
    that is busy nor one that waits for a slow server keeps it from saying that we live."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holds: dict[Hold, None] = {}
        self._over = threading.Event()

    @contextmanager
    def keeping(self, hold: Hold) -> Iterator[None]:
        """While this lasts, what `hold` has is renewed."""
        with self._lock:
            self._holds[hold] = None
            if len(self._holds) == 1:
                self._over = threading.Event()
                threading.Thread(target=self._run, args=(self._over,), name="holding", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                del self._holds[hold]
                if not self._holds:
                    self._over.set()

    def _run(self, over: threading.Event) -> None:
        while not over.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
            try:
                self.beat()
            except Exception as trouble:  # the database may be away: then nobody else takes it either
                log.error("what is being sent could not be renewed", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()

    def beat(self) -> None:
        """Renew what every run has, all together: held in the order of their numbers, as whoever settles them does, so that the
        two never wait for each other."""
        with self._lock:
            tokens = {hold: hold.renewable() for hold in self._holds}
        wanted = frozenset().union(*tokens.values())
        if not wanted:
            return
        asked = clock.uptime()
        with transaction.atomic():
            mine = Batch.objects.select_for_update().filter(lease_by__in=wanted).order_by("id")
            numbers = list(mine.values_list("id", flat=True))
            Batch.objects.filter(id__in=numbers).update(lease_until=lease_clock() + LEASE)
        for hold, some in tokens.items():
            hold.renewed(some, asked)


PULSE: Final = Pulse()
