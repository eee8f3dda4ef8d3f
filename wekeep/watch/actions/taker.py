"""The intake of one process: what is spooled, what waits in its line, and which keys were used."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog
from django.db import connection

from wekeep.kit.errors import Busy
from wekeep.kit.spool import Record, Spool
from wekeep.kit.way import Way
from wekeep.watch.actions.draining import Drain
from wekeep.watch.actions.line import Line, OnLoop, Parcel, Tell, Waiting, waiting_for
from wekeep.watch.actions.spelled import spelled
from wekeep.watch.actions.storing import Filing
from wekeep.watch.queries.sightings import keys_filed
from wekeep.watch.rules.standing import MENDABLE

log = structlog.get_logger(__name__)
COME_AGAIN_SECONDS: Final = 10
MOST_KEYS: Final = 300_000
FOLDER: Final = "intake"


class Taker:
    """The intake of this process: its spool, the line of those that wait, and the thread that brings them into the database."""

    def __init__(self, folder: Path) -> None:
        self.line, self.way = Line(), Way()
        self._spool = Spool(folder / FOLDER, self._durable)
        self.drain = Drain(self.line, self._spool, self.way, self._learn)
        # the first 64 bits of the marks of keys in the database: of all others it is sure that they are new
        self._known: set[int] | None = None
        # what one turn of the event loop took
        self._turn: list[Record] = []

    def open(self) -> None:
        """Learn which keys were used, and begin to empty what is there."""
        self.drain.start()

    def _learn(self) -> None:
        """In the drain's thread, which has a line to the database; until then a report is asked for there."""
        self._known = {_short(key) for key in keys_filed(MOST_KEYS)} | {_short(key) for key in self.line.held_keys()}

    def close(self, patience: float = 8.0) -> None:
        """Take nothing more, and empty the line as far as `patience` seconds allow."""
        self.line.close()
        self.drain.stop(patience)
        self._end_turn()
        self._spool.close()

    def is_new(self, key: str) -> bool:
        """Whether nothing was sent under this mark of a key, for certain."""
        known = self._known
        return known is not None and _short(key) not in known and not self.line.holds(key)

    def note(self, key: str) -> None:
        """A report with this mark of its key is here, or in the database."""
        if self._known is not None and len(self._known) < 2 * MOST_KEYS:
            self._known.add(_short(key))

    def take(self, filing: Filing, tell: Tell) -> Waiting:
        """Have it spooled; `tell` hears of it once it is durable, or where it is a parcel, once that is sent. Whoever has its key
        already is returned instead. Busy where too many wait."""
        if self.line.is_full():
            raise _no_room()
        one = waiting_for(filing, spelled(filing), wants_proof=filing.ruling.held_for in MENDABLE)
        one.tell = tell
        there = self.line.enter(one)
        if there is not one:
            return there
        self.note(one.key)
        if isinstance(tell, Parcel):
            tell.records.append(one.record)
        else:
            # whoever sends at the same moment comes in the same turn: the spool's thread is woken once for all of them
            if not self._turn:
                tell.loop.call_soon(self._end_turn)
            self._turn.append(one.record)
        return one

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, []
        self._spool.append(*turn)

    def send(self, parcel: Parcel) -> None:
        """Have what was put into it spooled, with one sync of the disk."""
        parcel.close()
        self._spool.append(*parcel.records)

    def may_be_elsewhere(self) -> bool:
        """Whether another process may hold reports that are not in the database yet."""
        return self.drain.others or connection.vendor != "sqlite"

    def _durable(self, records: Sequence[Record], trouble: Exception | None) -> None:
        group: list[Waiting] = [record.owner for record in records]
        if trouble is None:
            self.line.ready(group)
            self.way.note(len(group))
        else:
            log.error("reports could not be written into the spool", kind=type(trouble).__name__, count=len(group))
            self.line.leave(group)
        _tell_all(group, trouble)


def _tell_all(group: Sequence[Waiting], trouble: Exception | None) -> None:
    """Tell each how it went; those who wait on one event loop are told there all at once, and a parcel once for all of it."""
    on_loop: dict[asyncio.AbstractEventLoop, list[OnLoop]] = {}
    parcels: Counter[Parcel] = Counter()
    for one in group:
        if isinstance(one.tell, OnLoop):
            on_loop.setdefault(one.tell.loop, []).append(one.tell)
        elif one.tell is not None:
            parcels[one.tell] += 1
    for parcel, many in parcels.items():
        parcel.call(many)
    for loop, waiting in on_loop.items():
        # a loop that has ended has nobody left who waits
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_tell_each, waiting, trouble)


def _tell_each(waiting: Sequence[OnLoop], trouble: Exception | None) -> None:
    for one in waiting:
        one.call(trouble)


def _short(mark: str) -> int:
    return int(mark[:16], 16)


def _no_room() -> Busy:
    return Busy(
        "More reports come in than can be taken at this moment. Yours was not kept. Send it again in %(seconds)s seconds.",
        COME_AGAIN_SECONDS,
    )
