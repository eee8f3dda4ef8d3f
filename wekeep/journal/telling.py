"""Telling other hosts what is new in the journal, over the broker between them: numbers, codes and states, in their order.

Whoever runs jobs tells; pages only say that there is something to look at. So a process that strangers reach can make
others read the journal, and cannot put anything into it.
"""

import threading
from time import monotonic
from typing import Final

import structlog
from django.db import close_old_connections, connections

from wekeep.journal import actions, queries
from wekeep.journal.rules.event import Page, pages
from wekeep.work.broker import Broker, BrokerAway
from wekeep.work.rules.broker import Feed

log = structlog.get_logger(__name__)

FEED: Final = Feed("WEKEEP_BOARDS", "wekeep.boards.put", "wekeep.boards.told")
WRITTEN: Final = "journal"
# a knock may be lost
LOOKS_EVERY_SECONDS: Final = 0.25
# a little less than the hub's own, which is told by us what came meanwhile
GATHER_SECONDS: Final = 0.02
# by which whoever listens knows that nothing was missed, and that there is somebody who would say so
SAYS_SO_EVERY_SECONDS: Final = 1.0
AFTER_TROUBLE_SECONDS: Final = 1.0
READ_AT_ONCE: Final = 500


def knock_when_written(there: Broker) -> None:
    """After each commit of this process that recorded something, have those who tell look at once."""
    actions.on_commit_here(lambda: there.knock(WRITTEN))


class Teller:
    """A thread that numbers what is new and tells it. Where several processes tell, what two of them say is heard once."""

    def __init__(self, there: Broker) -> None:
        """Before `there` is connected."""
        self._there = there
        there.keep(FEED)
        there.hear(self._knocked)
        self._stopping = threading.Event()
        self._wake = threading.Event()
        # up to where everything was told by us; nothing was before we were connected
        self._told: int | None = None
        self._said_at = 0.0
        self._thread = threading.Thread(target=self._run, name="teller", daemon=True)

    def start(self) -> None:
        """Begin; the broker need not be there yet."""
        self._deafen = actions.on_commit_here(self._wake.set)
        self._thread.start()

    def stop(self) -> None:
        """Say nothing more."""
        self._deafen()
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _knocked(self, word: str) -> None:
        if word == WRITTEN:
            self._wake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            begun = monotonic()
            try:
                rests = self._tell() < READ_AT_ONCE
            except BrokerAway:
                # meanwhile everyone reads for themselves; afterwards they hear from us up to where
                self._told, self._said_at, rests = None, 0.0, True
            except Exception as trouble:  # the database may be away: nothing is said, and whoever listens asks it
                log.error("the journal could not be told", kind=type(trouble).__name__)
                connections.close_all()
                rests = not self._stopping.wait(AFTER_TROUBLE_SECONDS)
            if rests:
                self._rest(begun)
        connections.close_all()

    def _rest(self, begun: float) -> None:
        self._wake.wait(LOOKS_EVERY_SECONDS)
        self._stopping.wait(begun + GATHER_SECONDS - monotonic())
        self._wake.clear()

    def _tell(self) -> int:
        """Tell what is new, or that nothing is; returns how many entries."""
        if not self._there.is_up():
            raise BrokerAway
        close_old_connections()
        actions.number_new()
        if self._told is None:
            self._told = queries.last_number()
        events = queries.after(self._told, READ_AT_ONCE)
        for page in pages(events) if events else self._nothing_new():
            self._there.tell(FEED, page.written(), page.key)
            self._told, self._said_at = page.upto, monotonic()
        return len(events)

    def _nothing_new(self) -> list[Page]:
        is_due = monotonic() >= self._said_at + SAYS_SO_EVERY_SECONDS
        return [Page(self._told or 0)] if is_due else []
