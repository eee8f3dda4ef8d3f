"""A spool: what came in lies here, durably and in a file that is only appended to, until it is somewhere better.

One write and one fdatasync for all that arrived while the last one went on (group commit). A record that is needed no longer is
overwritten with zeros where it lies. Each process appends to segments of its own, which it holds a lock on (flock); what a process
that died left behind is taken over by whoever asks for it first.

A record is a head of 15 bytes and its payload. The head: "WS", its state, the payload's length and CRC-32, and a CRC-32 of these
two, all little-endian. So a torn last record is known by its head or its payload, and one that was torn while it was overwritten
hides none that lies behind it.
"""

import errno
import fcntl
import os
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final
from zlib import crc32

from wekeep.kit.codes import new_code

SEGMENT_BYTES: Final = 4 << 20
# so many segments may hold something that is still needed: a quarter of a gigabyte
MOST_SEGMENTS: Final = 64
LONGEST: Final = 64 * 1024
# nothing more is added to what is written at once when it is as long as this
GROUP_BYTES: Final = SEGMENT_BYTES // 4
_HEAD: Final = struct.Struct("<2scIII")
_MAGIC, _LIVE, _GONE = b"WS", b"L", b"G"
_ENDING: Final = ".spool"
_HALF: Final = ".half"
# behind it nothing comes
_END: Final = ()


class Full(Exception):
    """Nothing more can be taken until something that waits is gone."""


@dataclass(slots=True)
class Record:
    """One payload on its way to the disk. `owner` is whatever the caller wants to find again; where it lies is known once it is
    durable."""

    payload: bytes
    owner: Any = None
    segment: "Segment | None" = None
    at: int = 0
    size: int = 0
    payload_sum: int = 0

    @property
    def behind(self) -> int:
        """Where the next one may begin."""
        return self.at + _HEAD.size + self.size


@dataclass(slots=True, eq=False)
class Segment:
    """One file. `end` is where the next record goes, `live` how many of its records are still needed."""

    path: Path
    handle: int
    end: int = 0
    live: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def remove(self) -> None:
        """Give the file up; what lay in it was overwritten."""
        with suppress(OSError):
            self.path.unlink()
        self.close()

    def close(self) -> None:
        """Let go of the file and its lock."""
        os.close(self.handle)


class Spool:
    """The segments of this process in `folder`. `durable(records, trouble)` is called in the spool's own thread once for each
    group: with None where it is on disk, else with what kept it from there."""

    def __init__(
        self,
        folder: Path,
        durable: Callable[[Sequence[Record], Exception | None], None],
        sync: Callable[[int], None] = os.fdatasync,
    ) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder, self._durable, self._sync = folder, durable, sync
        self._coming: SimpleQueue[Sequence[Record]] = SimpleQueue()
        self._active: Segment | None = None
        self._held: set[Segment] = set()
        self._guard = threading.Lock()
        self._writer = threading.Thread(target=self._run, name="spool", daemon=True)
        self._writer.start()

    def append(self, *records: Record) -> None:
        """Have them written; `durable` tells when. From any thread, without waiting. What is given at once is written with one
        sync, as far as a group goes."""
        for group in _groups_of(records):
            self._coming.put(group)

    def erase(self, records: Sequence[Record]) -> None:
        """Overwrite records that are durable and needed no longer; when this returns, that is durable too."""
        touched: set[Segment] = set()
        for segment, run in _runs_of(records):
            # of a head only one byte changes, so that none is ever read by half
            gone = b"".join(_head(_GONE, one.size, one.payload_sum) + bytes(one.size) for one in run)
            with segment.guard:
                os.pwrite(segment.handle, gone, run[0].at)
                segment.live -= len(run)
            touched.add(segment)
        for segment in touched:
            self._sync(segment.handle)
        self._let_go()

    def take_over(self) -> tuple[list[Record], bool]:
        """What processes that live no longer left behind, and whether others that do live have a spool here."""
        found: list[Record] = []
        others = False
        with self._guard:
            mine = {segment.path for segment in self._held}
        for path in sorted(self._folder.glob(f"*{_ENDING}")):
            if path in mine:
                continue
            segment = _open_if_left(path)
            others = others or segment is None
            if segment is not None:
                records = [_place(segment, at, payload) for at, payload in records_in(_content(segment.handle))]
                segment.live = len(records)
                with self._guard:
                    self._held.add(segment)
                found += records
        self._let_go()
        return found, others

    def close(self) -> None:
        """Write what is still to be written, and let go of all files; those that hold nothing any more are removed."""
        self._coming.put(_END)
        self._writer.join()
        with self._guard:
            self._active = None
        self._let_go()
        with self._guard:
            for segment in self._held:
                segment.close()
            self._held.clear()

    def _run(self) -> None:
        closing = False
        while not closing:
            group, closing = self._rest(list(self._coming.get()))
            if group:
                self._commit(group)

    def _rest(self, group: list[Record]) -> tuple[list[Record], bool]:
        """What came meanwhile too, and whether that was the end."""
        closing, size = not group, _size_of(group)
        while size < GROUP_BYTES and not closing:
            try:
                more = self._coming.get_nowait()
            except Empty:
                break
            closing = not more
            group += more
            size += _size_of(more)
        return group, closing

    def _commit(self, group: list[Record]) -> None:
        try:
            self._write(group)
        except Exception as trouble:
            self._durable(group, trouble)
            return
        self._durable(group, None)

    def _write(self, group: list[Record]) -> None:
        for one in group:
            one.size, one.payload_sum = len(one.payload), crc32(one.payload)
        blob = b"".join(_head(_LIVE, one.size, one.payload_sum) + one.payload for one in group)
        segment = self._room_for(len(blob))
        with segment.guard:
            begin, segment.live = segment.end, segment.live + len(group)
        try:
            os.pwrite(segment.handle, blob, begin)
            self._sync(segment.handle)
        except OSError:
            self._abandon(segment, begin, len(blob), len(group))
            raise
        segment.end = begin + len(blob)
        for one in group:
            one.segment, one.at, one.payload = segment, begin, b""
            begin += _HEAD.size + one.size

    def _abandon(self, segment: Segment, begin: int, size: int, count: int) -> None:
        """After a sync that failed nobody knows what of it is on disk: nothing more is written there, and what was refused is
        overwritten as far as that can be done."""
        with suppress(OSError):
            os.pwrite(segment.handle, bytes(size), begin)
        with segment.guard:
            segment.live -= count
        with self._guard:
            self._active = None

    def _room_for(self, size: int) -> Segment:
        segment = self._active
        if segment is not None:
            with segment.guard:
                if not segment.live:
                    # all that lay here is overwritten
                    segment.end = 0
            if segment.end + size <= SEGMENT_BYTES:
                return segment
        with self._guard:
            if len(self._held) >= MOST_SEGMENTS:
                raise Full
        fresh = _new_segment(self._folder)
        with self._guard:
            self._held.add(fresh)
            self._active = fresh
        return fresh

    def _let_go(self) -> None:
        """Remove the files in which nothing is needed any more, but the one that is written to."""
        with self._guard:
            empty = [one for one in self._held if not one.live and one is not self._active]
            self._held.difference_update(empty)
        for segment in empty:
            segment.remove()


def read_all(records: Sequence[Record]) -> list[bytes]:
    """The payloads of records that are durable, in their order; nothing for one that is not."""
    found: dict[int, bytes] = {}
    for segment, run in _runs_of(records):
        begin = run[0].at
        content = os.pread(segment.handle, run[-1].behind - begin, begin)
        for one in run:
            found[id(one)] = content[one.at - begin + _HEAD.size : one.behind - begin]
    return [found.get(id(one), b"") for one in records]


def records_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Where each record that is still needed lies in the content of a segment, and its payload."""
    at = 0
    while at + _HEAD.size <= len(content):
        magic, state, length, payload_sum, own_sum = _HEAD.unpack_from(content, at)
        if magic != _MAGIC or own_sum != _sum_of(length, payload_sum) or length > LONGEST:
            return
        payload = content[at + _HEAD.size : at + _HEAD.size + length]
        # what is torn was never acknowledged, or is being overwritten because it is elsewhere by now
        if state == _LIVE and len(payload) == length and crc32(payload) == payload_sum:
            yield at, payload
        at += _HEAD.size + length


def _runs_of(records: Sequence[Record]) -> Iterator[tuple[Segment, list[Record]]]:
    """The records that are on disk, as many together as lie one behind the other in a segment."""
    durable = [(one.segment, one) for one in records if one.segment is not None]
    durable.sort(key=lambda pair: (pair[0].path, pair[1].at))
    run: list[Record] = []
    for number, (segment, record) in enumerate(durable, start=1):
        run.append(record)
        if number == len(durable) or durable[number][0] is not segment or durable[number][1].at != record.behind:
            yield segment, run
            run = []


def _groups_of(records: Sequence[Record]) -> Iterator[Sequence[Record]]:
    """The records in their order, as many together as are written at once; two such groups fit a segment."""
    group: list[Record] = []
    size = 0
    for record in records:
        group.append(record)
        size += len(record.payload)
        if size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _size_of(records: Sequence[Record]) -> int:
    return sum([len(one.payload) for one in records])


def _head(state: bytes, length: int, payload_sum: int) -> bytes:
    return _HEAD.pack(_MAGIC, state, length, payload_sum, _sum_of(length, payload_sum))


def _sum_of(length: int, payload_sum: int) -> int:
    return crc32(struct.pack("<II", length, payload_sum))


def _place(segment: Segment, at: int, payload: bytes) -> Record:
    return Record(payload, segment=segment, at=at, size=len(payload), payload_sum=crc32(payload))


def _new_segment(folder: Path) -> Segment:
    """A file of zeros, so that writing into it changes no length: a sync then has one thing to write and not two. It gets its
    name once it is locked and whole."""
    path = folder / f"{new_code()}{_ENDING}"
    half = path.with_suffix(_HALF)
    handle = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.pwrite(handle, bytes(SEGMENT_BYTES), 0)
        os.fsync(handle)
        half.rename(path)
        _sync_folder(folder)
    except OSError:
        half.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        os.close(handle)
        raise
    return Segment(path, handle)


def _sync_folder(folder: Path) -> None:
    """So that the name of a new file is durable too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_if_left(path: Path) -> Segment | None:
    """The segment at `path` if no living process holds it."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError as trouble:
        if trouble.errno == errno.ENOENT:
            return None
        raise
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return Segment(path, handle, end=SEGMENT_BYTES)


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)
