"""Bodies of requests, read whole before a page is asked: none longer than a form, none slower than a poor phone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# A form is a few thousand bytes: this is 40 bytes a second for one, and 35 KB a second for the longest we read.
SECONDS = 30.0
# Bodies up to this long are held however many come; of longer ones, and of those that do not say, a few at once.
SHORT = 64 * 1024
LONG_AT_ONCE = 16


class TooSlow(Exception):
    """The body did not come in within `SECONDS`."""


class Intake:
    """Reads bodies on the event loop, so that a sender who dawdles holds no thread."""

    def __init__(self, longest: int, seconds: float = SECONDS, longer: Mapping[str, int] | None = None) -> None:
        """`longest` is in bytes, `longer` what the doors with these paths take instead."""
        self._longest, self._seconds, self._longer = longest, seconds, longer or {}
        self._long = asyncio.Semaphore(LONG_AT_ONCE)

    async def take_in(self, scope: Scope, receive: Receive) -> tuple[Scope, bytes] | None:
        """The request as the pages can read it, and its whole body; None where the sender left. TooSlow after a while.

        A body that comes in chunks (RFC 9112, 7.1) does not say how long it is, and WSGI knows no such thing: its length
        is written into the headers. What is longer than we read gets a length that says so, which the pages refuse in
        words; the rest of it is not read.
        """
        says, longest = _length(scope), self._longer.get(scope.get("path", ""), self._longest)
        if says is not None and says > longest:
            return scope, b""
        try:
            async with asyncio.timeout(self._seconds):
                if says is not None and says <= SHORT:
                    body = await self._read(receive, longest)
                else:
                    async with self._long:
                        body = await self._read(receive, longest)
        except TimeoutError:
            raise TooSlow from None
        if body is None:
            return None
        return (scope if says is not None else _with_length(scope, len(body))), body

    async def _read(self, receive: Receive, longest: int) -> bytes | None:
        body, more = bytearray(), True
        while more and len(body) <= longest:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return bytes(body)


def _length(scope: Scope) -> int | None:
    """What the request says its body's length is, 0 where it has none; None where that is not said."""
    headers = dict(scope["headers"])
    says = headers.get(b"content-length")
    if says is not None:
        return int(says) if says.isdigit() else None
    return None if b"transfer-encoding" in headers else 0


def _with_length(scope: Scope, length: int) -> Scope:
    kept = [(name, value) for name, value in scope["headers"] if name not in (b"transfer-encoding", b"content-length")]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}
