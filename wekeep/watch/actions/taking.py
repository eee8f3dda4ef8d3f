"""Taking reports in from strangers: acknowledged as soon as they lie durably in the spool, in the database soon after.

Every door of theirs comes through here. Where no spool is open, as in a command, a report goes straight into the database.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import structlog
from django.conf import settings
from django.db import connection

from wekeep.kit.actor import VISITOR, Actor
from wekeep.kit.errors import Busy, Refused
from wekeep.kit.spool import Record, Spool
from wekeep.kit.way import Way
from wekeep.watch.actions import sightings
from wekeep.watch.actions.draining import Drain
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.line import Line, OnLoop, Tell, Waiting, waiting_for
from wekeep.watch.actions.sightings import Filed, file_sighting, filed_under, marks_for, mended
from wekeep.watch.actions.spelled import spelled
from wekeep.watch.actions.storing import Filing
from wekeep.watch.queries.sightings import is_filed, keys_filed
from wekeep.watch.rules.receipt import Marks, check_body, mark_of_words
from wekeep.watch.rules.sighting import Report
from wekeep.watch.rules.standing import MENDABLE
from wekeep.watch.rules.status import Source, Status

T = TypeVar("T")
log = structlog.get_logger(__name__)
# A disk that takes longer to sync than this has stopped.
DURABLE_SECONDS: Final = 15.0
# Whoever comes back with six words while their report is on its way waits so long at most; so many at once wait for one that
# another process may hold.
SETTLE_SECONDS, ELSEWHERE_SECONDS, ELSEWHERE_AT_ONCE = 5.0, 2.0, 2
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
        """Have it spooled; `tell` hears of it once it is durable. Whoever has its key already is returned instead. Busy where
        too many wait."""
        if self.line.is_full():
            raise _no_room()
        one = waiting_for(filing, spelled(filing), wants_proof=filing.ruling.held_for in MENDABLE)
        one.tell = tell
        there = self.line.enter(one)
        if there is one:
            self.note(one.key)
            self._spool.append(one.record)
        return there

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


@dataclass(slots=True)
class _Here:
    """The taker of this process, while it serves."""

    taker: Taker | None = None


_HERE = _Here()
_elsewhere = threading.Semaphore(ELSEWHERE_AT_ONCE)


def open_spool(folder: Path) -> Way:
    """From now on reports go through a spool in `folder`, together with what was left there; returns what tells others to give
    way to those who send."""
    taker = Taker(folder)
    taker.open()
    _HERE.taker = taker
    return taker.way


def close_spool() -> None:
    """Bring what lies there into the database as far as that goes in a few seconds; the rest is there at the next start."""
    taker, _HERE.taker = _HERE.taker, None
    if taker is not None:
        taker.close()


@dataclass(frozen=True, slots=True)
class Brought:
    """A report as a door brings it: `body` is what was sent, in one spelling; `reach`, how to reach somebody, is sealed first."""

    actor: Actor
    report: Report
    source: Source
    key: str
    body: str
    sender: Sender
    reach: str = ""


@dataclass(frozen=True, slots=True)
class _Begun:
    """One that is on its way to the disk."""

    filing: Filing
    words: str
    sender: Sender
    told: "Future[None]"


def take_in(
    *, actor: Actor, report: Report, source: Source, key: str, body: str, sender: Sender, reach: str = ""
) -> Filed:
    """Take a report as `file_sighting` does, and return as soon as it is durable; the same body under the same key gives the
    same receipt. How to reach somebody is sealed first, and so lies in the database at once. Busy where nothing can be taken."""
    brought = Brought(actor, report, source, key, body, sender, reach)
    return _ended(_begun(brought, time.monotonic() + SETTLE_SECONDS))


def take_all(several: Sequence[Brought]) -> list[Filed | Refused]:
    """`take_in` for each, in their order, with one wait for all: what became of it, or why it was not taken."""
    until = time.monotonic() + SETTLE_SECONDS
    begun = [_tried(partial(_begun, one, until)) for one in several]
    return [one if isinstance(one, Refused) else _tried(partial(_ended, one)) for one in begun]


def _tried(step: Callable[[], T]) -> T | Refused:
    try:
        return step()
    except Refused as refusal:
        return refusal


def _begun(one: Brought, until: float) -> _Begun | Filed:
    """Taken and on its way, or what was taken before; nobody is waited for longer than `until`."""
    taker = _HERE.taker
    if taker is None:
        return _at_once(one)
    words, marks = marks_for(one.key, one.body)
    earlier = _earlier(taker, words, marks, one.sender, until)
    if earlier is not None:
        return earlier
    if one.reach:
        taker.note(marks.key)
        return _at_once(one)
    sightings.check(actor=one.actor, report=one.report, source=one.source, status=Status.ACTUAL)
    filing = Filing(one.actor, one.report, one.source, marks, ruling=one.sender.judge(one.report))
    told: Future[None] = Future()
    if taker.take(filing, told).tell is not told:
        # the same report came at the same moment
        return _earlier(taker, words, marks, one.sender, until) or _filed(filing, words, is_new=False)
    return _Begun(filing, words, one.sender, told)


def _at_once(one: Brought) -> Filed:
    return file_sighting(
        actor=one.actor,
        report=one.report,
        source=one.source,
        key=one.key,
        body=one.body,
        sender=one.sender,
        reach=one.reach,
    )


def _ended(one: _Begun | Filed) -> Filed:
    """Once it is durable."""
    if isinstance(one, Filed):
        return one
    try:
        one.told.result(DURABLE_SECONDS)
    except Exception as trouble:
        raise _not_kept() from trouble
    one.sender.remember(one.filing.code)
    return _filed(one.filing, one.words)


def take_soon(
    *, report: Report, source: Source, key: str, body: str, sender: Sender, may: Callable[[], bool], tell: OnLoop
) -> Filed | None:
    """`take_in` for a visitor on the event loop, where nothing may wait: `tell` hears once it is durable, before which nobody
    may be told of it. None, with nothing taken, where it is not certain that this is a new report which can be kept. `may` is
    asked last, and takes one from the source's tries."""
    taker = _HERE.taker
    words, marks = marks_for(key, body)
    if taker is None or taker.line.is_full() or not taker.is_new(marks.key):
        return None
    sightings.check(actor=VISITOR, report=report, source=source, status=Status.ACTUAL)
    if not may():
        return None
    filing = Filing(VISITOR, report, source, marks, ruling=sender.judge(report))
    if taker.take(filing, tell).tell is not tell:
        return None
    sender.remember(filing.code)
    return _filed(filing, words)


def bring_in(*, words: str) -> None:
    """Have the report with these words in the database when this returns, if it is on its way there. Busy where that takes
    longer than somebody can be asked to wait."""
    taker = _HERE.taker
    if taker is None:
        return
    one = taker.line.find(receipt=mark_of_words(settings.SECRET_KEY, words))
    if one is not None:
        if not taker.line.hurry(one, SETTLE_SECONDS):
            raise Busy("This report is still on its way. Wait %(seconds)s seconds and try again.", COME_AGAIN_SECONDS)
    elif taker.may_be_elsewhere() and _elsewhere.acquire(blocking=False):
        try:
            _await_elsewhere(words)
        finally:
            _elsewhere.release()


def filed_before(*, key: str, body: str) -> Filed | None:
    """What filing `body` under `key` gave before, or None; SentBefore where the key was used for another body."""
    taker = _HERE.taker
    if taker is not None:
        return _earlier(taker, *marks_for(key, body), None, time.monotonic() + SETTLE_SECONDS)
    return sightings.filed_before(key=key, body=body)


def _earlier(taker: Taker, words: str, marks: Marks, sender: Sender | None, until: float) -> Filed | None:
    """What was taken under these marks before. One that still waits is brought into the database first, if that is done by
    `until`."""
    if taker.is_new(marks.key):
        return None
    one = taker.line.find(key=marks.key)
    if one is not None and not taker.line.hurry(one, max(0.0, until - time.monotonic())):
        if not one.is_durable:
            raise _not_kept()
        check_body(one.body, marks.body)
        return Filed("", words, is_new=False, wants_proof=one.wants_proof)
    earlier = filed_under(words, marks)
    return mended(earlier, sender) if earlier else None


def _await_elsewhere(words: str) -> None:
    end = time.monotonic() + ELSEWHERE_SECONDS
    while not is_filed(words) and time.monotonic() < end:
        time.sleep(0.1)


def _filed(filing: Filing, words: str, *, is_new: bool = True) -> Filed:
    return Filed(filing.code, words, is_new=is_new, wants_proof=filing.ruling.held_for in MENDABLE)


def _tell_all(group: Sequence[Waiting], trouble: Exception | None) -> None:
    """Tell each how it went; those who wait on one event loop are told there all at once."""
    on_loop: dict[asyncio.AbstractEventLoop, list[OnLoop]] = {}
    for one in group:
        if isinstance(one.tell, OnLoop):
            on_loop.setdefault(one.tell.loop, []).append(one.tell)
        elif one.tell is not None:
            _tell(one.tell, trouble)
    for loop, waiting in on_loop.items():
        # a loop that has ended has nobody left who waits
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_tell_each, waiting, trouble)


def _tell_each(waiting: Sequence[OnLoop], trouble: Exception | None) -> None:
    for one in waiting:
        one.call(trouble)


def _tell(future: "Future[None]", trouble: Exception | None) -> None:
    if trouble is None:
        future.set_result(None)
    else:
        future.set_exception(trouble)


def _short(mark: str) -> int:
    return int(mark[:16], 16)


def _no_room() -> Busy:
    return Busy(
        "More reports come in than can be taken at this moment. Yours was not kept. Send it again in %(seconds)s seconds.",
        COME_AGAIN_SECONDS,
    )


def _not_kept() -> Busy:
    return Busy(
        "Your report could not be kept at this moment. Send it again in %(seconds)s seconds.", COME_AGAIN_SECONDS
    )
