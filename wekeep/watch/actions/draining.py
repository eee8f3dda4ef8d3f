"""From the spool into the database: batches in the order of their urgency, each in one transaction, giving way to those who
wait for their receipt.

Whoever runs this takes over what nobody holds (`kit/spool.py`): what web processes handed over, and what dead ones left. It runs
in the process of the jobs, apart from all doors; several may, and each report is one row.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError, connections, transaction

from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark
from wekeep.kit.spool import Leavings, Record
from wekeep.kit.way import Way
from wekeep.watch.actions.lanes import open_up
from wekeep.watch.actions.line import Order, Waiting, waiting_for
from wekeep.watch.actions.spelled import read
from wekeep.watch.actions.storing import Filing, place_of, store
from wekeep.watch.actions.wanted import all_wanted
from wekeep.watch.queries.sightings import filed_with, held_for_want_of_a_proof
from wekeep.watch.rules.receipt import Marks
from wekeep.watch.rules.sighting import forget_at

log = structlog.get_logger(__name__)
FOLDER: Final = "intake"
AT_ONCE = 64
# how often the folder is looked into, and what could not be written is tried again
LOOK_SECONDS, AGAIN_SECONDS = 0.1, 60.0
_AWAY = (OperationalError, InterfaceError)


class Drain:
    """One thread that empties a folder's spools into the database. Each report is one row, however often it is tried: its code
    and the marks of its key are unique there. `way` tells others how much comes in."""

    def __init__(self, folder: Path) -> None:
        self.way = Way()
        self._folder = folder / FOLDER
        self._leavings, self._order = Leavings(self._folder), Order()
        self._stopping = threading.Event()
        self._aside: list[Waiting] = []
        self._look_at = self._again_at = self._until = 0.0
        self._is_waited_for = False
        self._thread = threading.Thread(target=self._run, name="drain", daemon=True)

    def start(self) -> None:
        """Begin, with what a process that died has left."""
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Bring in what is there, for `patience` seconds at most; what is left is there at the next start."""
        self._until = time.monotonic() + patience
        self._stopping.set()
        self._thread.join(patience + 1.0)

    def _run(self) -> None:
        while not self._stopping.is_set() or self._is_worth_staying():
            begun = time.monotonic()
            try:
                self._look_around(begun)
                batch = self._order.take(AT_ONCE)
                if batch:
                    self._empty(batch)
            except Exception as trouble:
                log.error("reports wait in the spool", kind=type(trouble).__name__, count=len(self._order))
                connections.close_all()
                if self._stopping.wait(1):
                    break
                continue
            self._rest(self.way.rest(time.monotonic() - begun) if batch else LOOK_SECONDS)
        self._leavings.close()
        connections.close_all()

    def _is_worth_staying(self) -> bool:
        """Whether there is anything to bring in before this ends."""
        self._look_at = 0.0
        self._look_around(time.monotonic())
        return len(self._order) > 0 and time.monotonic() < self._until

    def _rest(self, seconds: float) -> None:
        """Give way for so long, unless somebody waits for one of these."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._stopping.wait(min(left, LOOK_SECONDS)):
            self._look_around(time.monotonic())
            if self._is_waited_for:
                return

    def _look_around(self, now: float) -> None:
        if now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        found = self._leavings.take_over()
        self.way.note(len(found))
        self._order.put(self._read(found))
        self._is_waited_for = self._order.hurry(all_wanted(self._folder))
        if self._aside and now >= self._again_at:
            again, self._aside = self._aside, []
            self._order.put(again)

    def _read(self, found: Sequence[Record]) -> list[Waiting]:
        """What others left stands in the order like everything else."""
        taken = []
        for record in found:
            try:
                one = waiting_for(read(record.payload), b"")
            except (ValueError, KeyError, TypeError):
                log.error("a record in the spool cannot be read", count=1)
                continue
            record.owner, record.payload, one.record = one, b"", record
            taken.append(one)
        return taken

    def _empty(self, batch: Sequence[Waiting]) -> None:
        try:
            done = self._write(batch)
        except Exception:
            self._order.put(batch)
            raise
        self._leavings.erase([one.record for one in done])

    def _write(self, batch: Sequence[Waiting]) -> Sequence[Waiting]:
        """Those that need no further try."""
        now = clock.now()
        try:
            filings = [(one, read(_payload(one))) for one in batch]
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
            _once(read(_payload(one)))
        except _AWAY:
            raise
        except Exception as trouble:
            log.error("a report cannot be stored yet", kind=type(trouble).__name__)
            return False
        return True


def _payload(one: Waiting) -> bytes:
    segment = one.record.segment
    return segment.read(one.record) if segment is not None else b""


def _write_all(filings: Sequence[Filing]) -> None:
    if filings:
        placed = [(one, place_of(one)) for one in filings]
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
