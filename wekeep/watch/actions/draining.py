"""From the spool into the database: batches in the order of their urgency, each in one transaction, giving way to those who
wait for their receipt."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog
from django.db import InterfaceError, OperationalError, connections, transaction

from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark, new_code
from wekeep.kit.spool import Record, Spool, read_all
from wekeep.kit.way import Way
from wekeep.watch.actions.lanes import open_up
from wekeep.watch.actions.line import Line, Waiting, waiting_for
from wekeep.watch.actions.spelled import read
from wekeep.watch.actions.storing import Filing, places_of, store
from wekeep.watch.queries.sightings import filed_with, held_for_want_of_a_proof
from wekeep.watch.rules.receipt import Marks
from wekeep.watch.rules.sighting import forget_at

log = structlog.get_logger(__name__)
AT_ONCE = 64
# how often somebody else's spool is looked for, and what could not be written is tried again
LOOK_SECONDS, AGAIN_SECONDS = 5.0, 60.0
_AWAY = (OperationalError, InterfaceError)


class Drain:
    """One thread that empties a line into the database. Each report is one row, however often it is tried: its code and the
    marks of its key are unique there."""

    def __init__(self, line: Line, spool: Spool, way: Way, first: Callable[[], None]) -> None:
        """`first` is done before all else, in the drain's own thread."""
        self._line, self._spool, self._way, self._first = line, spool, way, first
        self._stopping = threading.Event()
        self._aside: list[Waiting] = []
        self._look_at = self._again_at = 0.0
        self.others = False
        self._thread = threading.Thread(target=self._run, name="drain", daemon=True)

    def start(self) -> None:
        """Begin, with what a process that died has left."""
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Let the line run empty, for `patience` seconds at most; what is left is there at the next start."""
        end = time.monotonic() + patience
        while len(self._line) > len(self._aside) and time.monotonic() < end and self._thread.is_alive():
            time.sleep(0.02)
        self._stopping.set()
        self._thread.join(max(1.0, end - time.monotonic()))

    def _run(self) -> None:
        while not self._stopping.is_set():
            begun = time.monotonic()
            try:
                self._first()
                self._first = _nothing
                self._look_around(begun)
                batch = self._line.take(AT_ONCE, 0.5)
                if batch:
                    self._empty(batch)
            except Exception as trouble:
                log.error("reports wait in the spool", kind=type(trouble).__name__, count=len(self._line))
                connections.close_all()
                self._stopping.wait(1)
                continue
            if batch:
                self._line.rest(self._way.rest(time.monotonic() - begun))
        connections.close_all()

    def _look_around(self, now: float) -> None:
        if now >= self._look_at:
            found, self.others = self._spool.take_over()
            self._look_at = now + LOOK_SECONDS
            self._adopt(found)
        if self._aside and now >= self._again_at:
            again, self._aside = self._aside, []
            self._line.ready(again)

    def _adopt(self, found: Sequence[Record]) -> None:
        """What another process left stands in line like everything else."""
        taken = []
        for record in found:
            try:
                one = waiting_for(read(record.payload), b"")
            except (ValueError, KeyError, TypeError):
                log.error("a record in the spool cannot be read", count=1)
                continue
            record.owner, record.payload, one.record = one, b"", record
            taken.append(one)
        for one in taken:
            if self._line.enter(one) is not one:
                # the same key again, from another process: which of them is new is seen in the database
                one.key = f"{one.key} {new_code()}"
                self._line.enter(one)
        self._line.ready(taken)

    def _empty(self, batch: Sequence[Waiting]) -> None:
        try:
            done = self._write(batch)
        except Exception:
            self._line.ready(batch)
            raise
        self._spool.erase([one.record for one in done])
        self._line.leave(done)

    def _write(self, batch: Sequence[Waiting]) -> Sequence[Waiting]:
        """Those that need no further try."""
        now = clock.now()
        try:
            filings = list(zip(batch, map(read, read_all([one.record for one in batch])), strict=True))
            # what lay here for longer than a report is kept would be deleted at once
            fresh = [(one, filing) for one, filing in filings if forget_at(filing.at) > now]
            _write_all([filing for _one, filing in fresh])
            return batch
        except _AWAY:
            raise
        except Exception:
            left = [one for one in batch if not self._alone(one)]
        self._aside += left
        self._again_at = time.monotonic() + AGAIN_SECONDS
        return [one for one in batch if one not in left]

    def _alone(self, one: Waiting) -> bool:
        """One by itself, so that one that cannot be written takes nobody along; whether nothing is left to do for it."""
        try:
            _once(read(read_all([one.record])[0]))
        except _AWAY:
            raise
        except Exception as trouble:
            log.error("a report cannot be stored yet", kind=type(trouble).__name__)
            return False
        return True


def _nothing() -> None:
    pass


def _write_all(filings: Sequence[Filing]) -> None:
    if filings:
        placed = list(zip(filings, places_of(filings), strict=True))
        with transaction.atomic():
            store(placed)


def _once(filing: Filing) -> None:
    """Written, unless it was before or is too old by now; under marks of its own where its key was used for another report in
    the meantime."""
    if forget_at(filing.at) <= clock.now():
        return
    there = filed_with(filing.marks.key)
    if there is None:
        _write_all([filing])
    elif there == filing.marks.body:
        _free_if_proved(filing)
    else:
        marks = Marks(_own_key(filing.marks), filing.marks.body, filing.marks.receipt)
        if filed_with(marks.key) is None:
            _write_all([replace(filing, marks=marks)])


def _free_if_proved(filing: Filing) -> None:
    """The same report once more, with the proof that was missing, sent to another process than before."""
    if filing.ruling.held_for is None:
        with transaction.atomic():
            open_up(list(held_for_want_of_a_proof(idempotency_key=filing.marks.key).select_for_update()))


def _own_key(marks: Marks) -> str:
    return keyed_mark(marks.body, "other report", marks.key)
