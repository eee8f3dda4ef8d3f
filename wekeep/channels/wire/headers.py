"""Header blocks (HPACK, RFC 7541): ours by index into the other side's table, the answers' by their first field."""

import hpack

from wekeep.channels.wire.frames import Broken, Code
from wekeep.channels.wire.posts import Course

# A table as large as HTTP/2 begins with, never more.
LARGEST_TABLE = 4_096
_ENTRY_BYTES, _FIRST_DYNAMIC = 32, 62
_POST, _HTTP, _HTTPS = b"\x83", b"\x86", b"\x87"
_CONTENT_LENGTH = b"\x0f\x0d"
# :path with a literal that nobody on the way may index either (RFC 7541, 6.2.3): a push endpoint is as good as a key
_PATH = b"\x14"
_SIZE_UPDATE = 0x20
# a status in full: literal with, without and never with indexing, its name being the eighth of the static table
_LITERAL_STATUS = frozenset((0x48, 0x08, 0x18))
# or by one byte, for the seven statuses of the static table
_INDEXED_STATUS = frozenset(bytes([0x80 | index]) for index in range(8, 15))
_MEMO = 1_000
Field = tuple[str, str]


def number(value: int, bits: int, flags: int) -> bytes:
    """An integer of RFC 7541, 5.1, in the last `bits` of a first byte that begins with `flags`."""
    most = (1 << bits) - 1
    if value < most:
        return bytes([flags | value])
    found, value = [flags | most], value - most
    while value >= 128:
        found.append(value % 128 | 128)
        value //= 128
    return bytes([*found, value])


def text(value: bytes) -> bytes:
    """A string of RFC 7541, 5.2, as it is."""
    return number(len(value), 7, 0) + value


# how a path of each length begins
_PATHS = [_PATH + number(length, 7, 0) for length in range(_MEMO)]


class Writer:
    """Writes our header blocks on one connection. The first of a course puts its headers into the other side's table;
    later ones name each by one byte. Nothing is ever pushed out of that table: when it is full it is emptied.
    """

    def __init__(self) -> None:
        self._limit, self._used, self._put = LARGEST_TABLE, 0, 0
        self._entries: dict[Field, int] = {}
        self._ready: dict[Course, tuple[bytes, bytes]] = {}
        self._announce = b""
        self._lengths: dict[int, bytes] = {}

    def limit(self, size: int) -> None:
        """The other side keeps a table of at most so many bytes."""
        size = min(size, LARGEST_TABLE)
        if size != self._limit:
            self._limit = size
            self._empty()

    def block(self, course: Course, path: str, length: int) -> bytes:
        """The header block of a post to `path` with a body of so many bytes."""
        before, after = self._ready.get(course) or self._first(course)
        where = path.encode()
        named = _PATHS[len(where)] if len(where) < _MEMO else _PATH + number(len(where), 7, 0)
        return b"".join((before, named, where, after, self._lengths.get(length) or self._length(length)))

    def _length(self, length: int) -> bytes:
        if len(self._lengths) > _MEMO:
            self._lengths.clear()
        made = self._lengths[length] = _CONTENT_LENGTH + text(b"%d" % length)
        return made

    def _first(self, course: Course) -> tuple[bytes, bytes]:
        authority: Field = (":authority", course.authority)
        fresh = sum(_size(one) for one in {authority, *course.headers} if one not in self._entries)
        if self._used + fresh > self._limit and self._entries:
            self._empty()
        method = _POST + (_HTTPS if course.origin.startswith("https:") else _HTTP)
        if len(self._ready) > _MEMO:
            self._ready.clear()
        before = self._announce + method + self._field(authority)
        after = b"".join(self._field(one) for one in course.headers)
        self._announce = b""
        self._ready[course] = (method + self._field(authority), b"".join(self._field(one) for one in course.headers))
        return before, after

    def _field(self, field: Field) -> bytes:
        """One field: by its index, or in full, and into the table where it fits."""
        if field in self._entries:
            return number(_FIRST_DYNAMIC + self._put - self._entries[field], 7, 0x80)
        name, value = field[0].encode(), field[1].encode()
        if self._used + _size(field) > self._limit:
            return b"\x00" + text(name) + text(value)
        self._ready.clear()
        self._put += 1
        self._entries[field] = self._put
        self._used += _size(field)
        return b"\x40" + text(name) + text(value)

    def _empty(self) -> None:
        self._entries.clear()
        self._ready.clear()
        self._used = self._put = 0
        self._announce = number(0, 5, _SIZE_UPDATE) + (number(self._limit, 5, _SIZE_UPDATE) if self._limit else b"")


def _size(field: Field) -> int:
    return len(field[0]) + len(field[1]) + _ENTRY_BYTES


class Reader:
    """Reads answers' header blocks on one connection. The other side was told to keep no table, so that each block stands
    alone and its first field, the status, is known again by its bytes."""

    def __init__(self) -> None:
        self._decoder = hpack.Decoder()
        self._decoder.max_allowed_table_size = 0
        self._decoder.header_table_size = 0
        self._known: dict[bytes, int] = {}

    def status(self, block: bytes) -> int:
        """The status of an answer; Broken where the block cannot be read or does not begin with one."""
        begin = block[:1]
        if begin not in _INDEXED_STATUS:
            begin = block[: 2 + (block[1] & 127)] if len(block) > 1 and block[0] in _LITERAL_STATUS else b""
        return self._known.get(begin) or self._look_up(begin, block)

    def fields(self, block: bytes) -> dict[bytes, bytes]:
        """Every field by its name; Broken where the block cannot be read."""
        try:
            return {bytes(name): bytes(value) for name, value in self._decoder.decode(block, raw=True)}
        except (hpack.HPACKError, IndexError, ValueError) as trouble:
            raise Broken(Code.COMPRESSION_ERROR, "headers that cannot be read") from trouble

    def _look_up(self, begin: bytes, block: bytes) -> int:
        found = self.fields(block).get(b":status", b"")
        if len(found) != 3 or not found.isdigit() or found[:1] not in b"12345":
            raise Broken(Code.PROTOCOL_ERROR, "an answer without a status")
        if begin and len(self._known) < _MEMO:
            self._known[begin] = int(found)
        return int(found)
