"""The line of this process: reports that are durable and not in the database yet, the most urgent first."""

import asyncio
import heapq
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from wekeep.kit.spool import Record
from wekeep.watch.actions.storing import Filing
from wekeep.watch.rules.standing import rank

# so many may wait, some forty megabytes of memory; who comes then is asked to come again
MOST: Final = 100_000
# after all that is open to merging
_HELD_RANK, _HURRIED = 100, -1


@dataclass(frozen=True, slots=True)
class OnLoop:
    """Whoever waits on an event loop: `call` is called there with None, or with what went wrong."""

    loop: asyncio.AbstractEventLoop
    call: Callable[[Exception | None], None]


class Parcel:
    """Reports that one thread has spooled together, and waits for."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._left, self._all = 0, threading.Event()

    def close(self) -> None:
        """No more of them come; it goes to the spool now."""
        self._left = len(self.records)

    def call(self, many: int) -> None:
        """So many more of them are durable or could not be kept; called in the spool's own thread."""
        self._left -= many
        if self._left <= 0:
            self._all.set()

    def wait(self, until: float) -> None:
        """Until that is so for all of them, by the monotonic clock no longer than `until`: each knows whether it is durable."""
        self._all.wait(max(0.0, until - time.monotonic()))


Tell = Parcel | OnLoop


@dataclass(slots=True, eq=False)
class Waiting:
    """One report from its acknowledgement to its row. `tell` hears once it is durable, or what kept it from that; `gone` is set
    once it is in the database."""

    key: str
    body: str
    receipt: str
    rank: int
    wants_proof: bool
    record: Record
    tell: Tell | None = None
    is_durable: bool = False
    gone: threading.Event | None = field(default=None)


def waiting_for(filing: Filing, payload: bytes, *, wants_proof: bool = False) -> Waiting:
    """Its place in the line."""
    marks, ruling, activity = filing.marks, filing.ruling, filing.report.activity
    place = _HELD_RANK if ruling.held_for else rank(ruling.standing, activity)
    one = Waiting(marks.key, marks.body, marks.receipt, place, wants_proof, Record(payload))
    one.record.owner = one
    return one


class Line:
    """All that wait, found by key and by receipt, and taken in the order of their rank. From any thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._order = most, count()
        self._by_key: dict[str, Waiting] = {}
        self._by_receipt: dict[str, Waiting] = {}
        self._heap: list[tuple[int, int, Waiting]] = []
        self._changed = threading.Condition()
        self._hurried = 0
        self._closed = False

    def __len__(self) -> int:
        return len(self._by_key)

    def is_full(self) -> bool:
        """Whether whoever comes now is asked to come again."""
        return self._closed or len(self._by_key) >= self._most

    def holds(self, key: str) -> bool:
        """Whether one with this mark of its key waits."""
        return key in self._by_key

    def held_keys(self) -> list[str]:
        """The marks of the keys of all that wait."""
        with self._changed:
            return list(self._by_key)

    def enter(self, one: Waiting) -> Waiting:
        """Take a place under its key, before it is durable; whoever has that key already is returned instead."""
        with self._changed:
            there = self._by_key.setdefault(one.key, one)
            if there is one:
                self._by_receipt[one.receipt] = one
            return there

    def leave(self, gone: Iterable[Waiting]) -> None:
        """These are in the database, or were never taken."""
        with self._changed:
            for one in gone:
                self._by_key.pop(one.key, None)
                self._by_receipt.pop(one.receipt, None)
                if one.gone is not None:
                    one.gone.set()

    def ready(self, durable: Sequence[Waiting]) -> None:
        """These are on disk: from now on they can be taken."""
        with self._changed:
            for one in durable:
                one.is_durable = True
                rank_now = one.rank if one.gone is None else _HURRIED
                heapq.heappush(self._heap, (rank_now, next(self._order), one))
            self._changed.notify_all()

    def find(self, *, key: str = "", receipt: str = "") -> Waiting | None:
        """The one with this mark of its key, or of its receipt."""
        return self._by_key.get(key) if key else self._by_receipt.get(receipt)

    def hurry(self, one: Waiting, patience: float) -> bool:
        """Have it taken before all others; whether it was in the database within `patience` seconds."""
        with self._changed:
            if self._by_key.get(one.key) is not one:
                return True
            one.gone = one.gone or threading.Event()
            self._hurried += 1
            if one.is_durable:
                heapq.heappush(self._heap, (_HURRIED, next(self._order), one))
            self._changed.notify_all()
        try:
            return one.gone.wait(patience)
        finally:
            with self._changed:
                self._hurried -= 1

    def take(self, most: int, patience: float) -> list[Waiting]:
        """The next `most` at the most, once there are some; none after `patience` seconds."""
        with self._changed:
            if not self._heap:
                self._changed.wait(patience)
            found: dict[Waiting, None] = {}
            while self._heap and len(found) < most:
                _rank, _number, one = heapq.heappop(self._heap)
                # one that was hurried stands in the line twice
                if self._by_key.get(one.key) is one:
                    found[one] = None
            return list(found)

    def rest(self, seconds: float) -> None:
        """Give way for so long, unless somebody waits for one of these."""
        end = time.monotonic() + seconds
        with self._changed:
            while (left := end - time.monotonic()) > 0 and not self._hurried and not self._closed:
                self._changed.wait(left)

    def close(self) -> None:
        """Nobody new comes."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
