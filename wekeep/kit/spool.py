"""A spool: what came in lies here, durably and in a file that is only appended to, until it is somewhere better.

One write and one fdatasync for all that arrived while the last one went on (group commit). Whoever writes appends to a segment
of its own, which it holds a lock on (flock). A moment later it lets go of the lock and begins another one, and whoever brings
things to where they belong takes over what nobody holds: so a segment that was handed over and one whose writer has died are the
same thing, and the file system says which is whose. A record that is needed no longer is overwritten with zeros where it lies;
a segment in which nothing is needed any more is removed, and by that its writer knows.

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
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final
from zlib import crc32

from wekeep.kit.codes import new_code

# a segment is as long as the last ones were filled
SMALLEST_BYTES, SEGMENT_BYTES = 64 * 1024, 4 << 20
# so many segments may hold something that is still needed: a quarter of a gigabyte
MOST_SEGMENTS: Final = 64
LONGEST: Final = 64 * 1024
# so long after its first record a segment is handed over, while fewer than so many wait to be emptied
HAND_OVER_SECONDS, FEW_SEGMENTS = 0.1, 4
_HEAD: Final = struct.Struct("<2scIII")
_MAGIC, _LIVE, _GONE = b"WS", b"L", b"G"
_ENDING: Final = ".spool"
_HALF: Final = ".half"


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


@dataclass(slots=True, eq=False)
class Segment:
    """One file of `size` bytes. `end` is where the next record goes, `live` how many of its records are still needed."""

    path: Path
    handle: int
    size: int
    end: int = 0
    live: int = 0
    records: list[Record] = field(default_factory=list)

    def read(self, record: Record) -> bytes:
        """The payload of a record that is durable."""
        return os.pread(self.handle, record.size, record.at + _HEAD.size)

    def remove(self) -> None:
        """Give the file up; what lay in it was overwritten."""
        with suppress(OSError):
            self.path.unlink()
        self.close()

    def close(self) -> None:
        """Let go of the file and its lock."""
        os.close(self.handle)


def _nothing(_records: Sequence[Record]) -> None:
    pass


class Spool:
    """What this process writes into `folder`. `durable(records, trouble)` is called in the spool's own thread once for each
    group: with None where it is on disk, else with what kept it from there; `gone(records)` once whoever took them over needs
    them no longer."""

    def __init__(
        self,
        folder: Path,
        durable: Callable[[Sequence[Record], Exception | None], None],
        sync: Callable[[int], None] = os.fdatasync,
        gone: Callable[[Sequence[Record]], None] = _nothing,
    ) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder, self._durable, self._sync, self._gone = folder, durable, sync, gone
        self._coming: SimpleQueue[Record | None] = SimpleQueue()
        self._active: Segment | None = None
        self._handed: dict[Path, list[Record]] = {}
        self._size = SMALLEST_BYTES
        self._due = inf
        self._writer = threading.Thread(target=self._run, name="spool", daemon=True)
        self._writer.start()

    def append(self, record: Record) -> None:
        """Have it written; `durable` tells when. From any thread, without waiting."""
        self._coming.put(record)

    def has_company(self) -> bool:
        """Whether there is anything in the folder that this process did not write."""
        active = self._active
        mine = {*self._handed, active.path if active else None}
        return any(path not in mine for path in self._folder.glob(f"*{_ENDING}"))

    def close(self) -> None:
        """Write what is still to be written, and let go of all."""
        self._coming.put(None)
        self._writer.join()

    def _run(self) -> None:
        closing = False
        while not closing:
            group, closing = self._next()
            if group:
                self._commit(group)
            if monotonic() >= self._due or closing:
                self._look(closing)

    def _next(self) -> tuple[list[Record], bool]:
        """All that came, once something did or something is due; and whether no more will."""
        try:
            one = self._coming.get(timeout=None if self._due == inf else max(0.0, self._due - monotonic()))
        except Empty:
            return [], False
        group: list[Record] = []
        size = 0
        while one is not None:
            group.append(one)
            size += len(one.payload)
            if size >= SEGMENT_BYTES // 4:
                return group, False
            try:
                one = self._coming.get_nowait()
            except Empty:
                return group, False
        return group, True

    def _commit(self, group: list[Record]) -> None:
        try:
            self._write(group)
        except Exception as trouble:
            self._durable(group, trouble)
            return
        self._durable(group, None)
        self._due = min(self._due, monotonic() + HAND_OVER_SECONDS)

    def _write(self, group: list[Record]) -> None:
        for one in group:
            one.size, one.payload_sum = len(one.payload), crc32(one.payload)
        blob = b"".join([_head(_LIVE, one.size, one.payload_sum) + one.payload for one in group])
        segment = self._room_for(len(blob))
        begin = segment.end
        try:
            os.pwrite(segment.handle, blob, begin)
            self._sync(segment.handle)
        except OSError:
            self._abandon(segment, begin, len(blob))
            raise
        segment.end = begin + len(blob)
        segment.records += group
        for one in group:
            one.segment, one.at, one.payload = segment, begin, b""
            begin += _HEAD.size + one.size

    def _abandon(self, segment: Segment, begin: int, size: int) -> None:
        """After a sync that failed nobody knows what of it is on disk: nothing more is written there, and what was refused is
        overwritten as far as that can be done."""
        with suppress(OSError):
            os.pwrite(segment.handle, bytes(size), begin)
        self._hand_over(segment)

    def _room_for(self, size: int) -> Segment:
        segment = self._active
        if segment is not None and segment.end + size <= segment.size:
            return segment
        if segment is not None:
            self._size = min(SEGMENT_BYTES, 2 * self._size)
            self._hand_over(segment)
        if len(self._handed) >= MOST_SEGMENTS:
            self._drop_gone()
            if len(self._handed) >= MOST_SEGMENTS:
                raise Full
        self._active = _new_segment(self._folder, max(self._size, size))
        return self._active

    def _hand_over(self, segment: Segment) -> None:
        """Nothing more is written there: whoever empties segments may have it."""
        self._active = None
        if segment.records:
            self._handed[segment.path] = segment.records
            segment.close()
        else:
            segment.remove()

    def _look(self, closing: bool) -> None:
        """Hand over what lies here, and hear what is gone of what was handed over."""
        self._drop_gone()
        segment = self._active
        if segment is not None and (closing or (segment.records and len(self._handed) < FEW_SEGMENTS)):
            if segment.end < segment.size // 4:
                self._size = max(SMALLEST_BYTES, self._size // 2)
            self._hand_over(segment)
            if not closing:
                # so that the next report does not wait for it
                with suppress(OSError):
                    self._active = _new_segment(self._folder, self._size)
        waits = self._handed or (self._active is not None and self._active.records)
        self._due = monotonic() + HAND_OVER_SECONDS if waits else inf

    def _drop_gone(self) -> None:
        for path in [path for path in self._handed if not path.exists()]:
            self._gone(self._handed.pop(path))


class Leavings:
    """Takes over what nobody in `folder` holds: what was handed over, and what processes that died left behind. In one thread."""

    def __init__(self, folder: Path, sync: Callable[[int], None] = os.fdatasync) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self._folder, self._sync = folder, sync
        self._held: dict[Path, Segment] = {}

    def take_over(self) -> list[Record]:
        """The records of all segments that are ours from now on and were not before."""
        found: list[Record] = []
        for path in sorted(self._folder.glob(f"*{_ENDING}")):
            segment = None if path in self._held else _open_if_left(path)
            if segment is not None:
                records = [_place(segment, at, payload) for at, payload in records_in(_content(segment.handle))]
                segment.live = len(records)
                self._held[path] = segment
                found += records
        self._let_go()
        return found

    def erase(self, records: Sequence[Record]) -> None:
        """Overwrite records that are needed no longer; when this returns, that is durable."""
        touched: set[Segment] = set()
        for record in records:
            segment = record.segment
            if segment is None:
                continue
            # of the head only one byte changes, so that none is ever read by half
            head = _head(_GONE, record.size, record.payload_sum)
            os.pwrite(segment.handle, head + bytes(record.size), record.at)
            segment.live -= 1
            touched.add(segment)
        for segment in touched:
            self._sync(segment.handle)
        self._let_go()

    def close(self) -> None:
        """Let go of what is left; whoever asks next has it."""
        for segment in self._held.values():
            segment.close()
        self._held.clear()

    def _let_go(self) -> None:
        """Remove the files in which nothing is needed any more."""
        for segment in [one for one in self._held.values() if not one.live]:
            del self._held[segment.path]
            segment.remove()


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


def _head(state: bytes, length: int, payload_sum: int) -> bytes:
    return _HEAD.pack(_MAGIC, state, length, payload_sum, _sum_of(length, payload_sum))


def _sum_of(length: int, payload_sum: int) -> int:
    return crc32(struct.pack("<II", length, payload_sum))


def _place(segment: Segment, at: int, payload: bytes) -> Record:
    return Record(payload, segment=segment, at=at, size=len(payload), payload_sum=crc32(payload))


def _new_segment(folder: Path, size: int) -> Segment:
    """A file of `size` zeros, so that writing into it changes no length: a sync then has one thing to write and not two. It gets its
    name once it is locked and whole."""
    path = folder / f"{new_code()}{_ENDING}"
    half = path.with_suffix(_HALF)
    handle = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.pwrite(handle, bytes(size), 0)
        os.fsync(handle)
        half.rename(path)
        _sync_folder(folder)
    except OSError:
        half.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        os.close(handle)
        raise
    return Segment(path, handle, size)


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
    size = os.fstat(handle).st_size
    return Segment(path, handle, size, end=size)


def _content(handle: int) -> bytes:
    return os.pread(handle, os.fstat(handle).st_size, 0)
