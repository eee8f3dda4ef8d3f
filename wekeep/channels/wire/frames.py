"""The frames of HTTP/2 (RFC 9113, 4 and 6) as bytes."""

from enum import IntEnum
from struct import Struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEAD_BYTES = 9
# what we let the other side send at most, as SETTINGS_MAX_FRAME_SIZE begins
LONGEST_FRAME = 16_384
WIDEST_WINDOW = 2**31 - 1
DATA, HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 5, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY = 0x1, 0x1, 0x4, 0x8, 0x20
# length and type, flags, stream
HEAD = Struct("!LBL")
SETTING = Struct("!HL")
NUMBER = Struct("!L")
GOODBYE = Struct("!LL")


class Setting(IntEnum):
    """What SETTINGS may say (RFC 9113, 6.5.2) that matters to whoever only posts."""

    HEADER_TABLE_SIZE = 1
    ENABLE_PUSH = 2
    MAX_CONCURRENT_STREAMS = 3
    INITIAL_WINDOW_SIZE = 4
    MAX_FRAME_SIZE = 5


class Code(IntEnum):
    """Why a stream or a connection ends (RFC 9113, 7)."""

    NO_ERROR = 0
    PROTOCOL_ERROR = 1
    FLOW_CONTROL_ERROR = 3
    FRAME_SIZE_ERROR = 6
    REFUSED_STREAM = 7
    CANCEL = 8
    COMPRESSION_ERROR = 9
    ENHANCE_YOUR_CALM = 11


class Broken(Exception):
    """The other side broke the rules, so that nothing more can be understood of what it says on this connection."""

    def __init__(self, code: Code, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """One frame, whole."""
    return HEAD.pack(len(payload) << 8 | kind, flags, stream) + payload


def settings(values: dict[Setting, int]) -> bytes:
    """A SETTINGS frame."""
    return frame(SETTINGS, 0, 0, b"".join(SETTING.pack(name, value) for name, value in values.items()))


def window_update(stream: int, more: int) -> bytes:
    """So many more bytes may be sent to us on `stream`, or on the whole connection where it is 0."""
    return frame(WINDOW_UPDATE, 0, stream, NUMBER.pack(more))


def reset(stream: int, code: Code) -> bytes:
    """This stream is over."""
    return frame(RST_STREAM, 0, stream, NUMBER.pack(code))


def goodbye(code: Code) -> bytes:
    """This connection is over, and nothing that the other side began was taken up."""
    return frame(GOAWAY, 0, 0, GOODBYE.pack(0, code))


def unpadded(flags: int, payload: bytes) -> bytes:
    """A DATA or HEADERS frame's payload without its padding and its long abolished priority; Broken where the padding is
    longer than the frame."""
    begin, end = 0, len(payload)
    if flags & PADDED:
        begin, end = 1, end - (payload[0] if payload else end)
    if flags & PRIORITY:
        begin += 5
    if begin > end:
        raise Broken(Code.PROTOCOL_ERROR, "more padding than frame")
    return payload[begin:end]
