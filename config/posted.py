"""Plain posts: a whole request, in one piece, that sends something to one of a few doors."""

import re
from collections.abc import Iterable
from typing import Final

from wekeep.watch.views.doorstep import PATHS, Posted

FORWARDED: Final = b"x-forwarded-for"
# one request and nothing else (RFC 9112, 3 and 5): what is a little different is for the parser to judge, not for us
_HEAD: Final = re.compile(
    rb"POST (%s) HTTP/1\.1\r\n((?:[!#$%%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*\r\n)+)\r\n"
    % b"|".join(re.escape(path.encode()) for path in PATHS)
)
# with one of these a body is spelled otherwise, or something else is asked for
_NOT_PLAIN: Final = frozenset((b"transfer-encoding", b"expect", b"upgrade", b"te", b"trailer"))
_LENGTH: Final = re.compile(rb"[0-9]{1,9}")


def address_of(forwarded: Iterable[bytes], peer: tuple[str, int] | None, proxies: int) -> str:
    """The address a throttle counts by: the one that our outermost proxy saw, never one the sender claims; `peer` is who is
    on the line."""
    if proxies:
        seen = [part.strip() for value in forwarded for part in value.decode("latin-1").split(",")]
        if len(seen) >= proxies:
            return seen[-proxies]
    return peer[0] if peer else ""


def posted_in(data: bytes) -> Posted | None:
    """What is posted, if these bytes are one such request and nothing more; None otherwise."""
    head = _HEAD.match(data)
    if head is None:
        return None
    headers: dict[bytes, bytes] = {}
    for line in head[2].split(b"\r\n")[:-1]:
        name, _colon, value = line.partition(b":")
        name = name.lower()
        if name in headers or name in _NOT_PLAIN:
            return None
        headers[name] = value.strip(b" \t")
    length, end = headers.get(b"content-length", b""), head.end()
    if not _LENGTH.fullmatch(length) or int(length) != len(data) - end:
        return None
    if headers.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    return Posted(head[1].decode(), headers, data[end:])
