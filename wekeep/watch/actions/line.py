"""Those that wait: what this process acknowledged, found by key and by receipt; and the order in which they are brought in."""

import asyncio
import heapq
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
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


# whoever waits in a thread, or on an event loop
Tell = Future[None] | OnLoop


@dataclass(slots=True, eq=False)
class Waiting:
    """One report from its acknowledgement to its row. `tell` hears once it is durable, or what kept it from that."""

    key: str
    body: str
    receipt: str
    rank: int
    wants_proof: bool
    record: Record
    tell: Tell | None = None
    is_durable: bool = False


def waiting_for(filing: Filing, payload: bytes, *, wants_proof: bool = False) -> Waiting:
    """Its place in the line."""
    marks, ruling, activity = filing.marks, filing.ruling, filing.report.activity
    place = _HELD_RANK if ruling.held_for else rank(ruling.standing, activity)
    one = Waiting(marks.key, marks.body, marks.receipt, place, wants_proof, Record(payload))
    one.record.owner = one
    return one


class Line:
    """All that this process took in and that may not be in the database yet. From any thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._by_key: dict[str, Waiting] = {}
        self._by_receipt: dict[str, Waiting] = {}
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
        with self._lock:
            return list(self._by_key)

    def enter(self, one: Waiting) -> Waiting:
        """Take a place under its key, before it is durable; whoever has that key already is returned instead."""
        with self._lock:
            there = self._by_key.setdefault(one.key, one)
            if there is one:
                self._by_receipt[one.receipt] = one
            return there

    def leave(self, gone: Iterable[Waiting]) -> None:
        """These are in the database, or were never taken."""
        with self._lock:
            for one in gone:
                self._by_key.pop(one.key, None)
                self._by_receipt.pop(one.receipt, None)

    def find(self, *, key: str = "", receipt: str = "") -> Waiting | None:
        """The one with this mark of its key, or of its receipt."""
        return self._by_key.get(key) if key else self._by_receipt.get(receipt)

    def close(self) -> None:
        """Nobody new comes."""
        self._closed = True


class Order:
    """Those that are to be brought in, by their rank. In one thread."""

    def __init__(self) -> None:
        self._number = count()
        self._heap: list[tuple[int, int, Waiting]] = []
        # the same report may lie in two spools, and each of the two has to be taken
        self._here: set[Waiting] = set()
        self._by_receipt: dict[str, Waiting] = {}
        self._hurried: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._here)

    def put(self, some: Sequence[Waiting]) -> None:
        """These can be taken."""
        for one in some:
            self._here.add(one)
            self._by_receipt[one.receipt] = one
            self._push(one, _HURRIED if one.receipt in self._hurried else one.rank)

    def hurry(self, receipts: frozenset[str]) -> bool:
        """Have those with these marks of their receipts taken before all others, also such as are yet to come; whether one of
        them is here."""
        here = [self._by_receipt[receipt] for receipt in receipts if receipt in self._by_receipt]
        for one in here:
            if one.receipt not in self._hurried:
                self._push(one, _HURRIED)
        self._hurried = receipts
        return bool(here)

    def take(self, most: int) -> list[Waiting]:
        """The next `most` at the most."""
        found: list[Waiting] = []
        while self._heap and len(found) < most:
            _rank, _number, one = heapq.heappop(self._heap)
            # one that was hurried stands here twice
            if one in self._here:
                self._here.remove(one)
                self._by_receipt.pop(one.receipt, None)
                found.append(one)
        return found

    def _push(self, one: Waiting, rank_now: int) -> None:
        heapq.heappush(self._heap, (rank_now, next(self._number), one))
