"""HTTP with a clock on every wait and an end to every head: who connects and says nothing, or asks and does not read, or
never comes to the end of an address or of headers, is hung up on.

uvicorn counts only the pause between two requests, and with httptools neither an address nor headers. Without these clocks a
few hundred silent sockets keep everyone out of a server that stands in the open, and without that end a single one, who
sends an address of a hundred megabytes.
"""

import asyncio
from functools import partial
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from config.questions import asked_in
from wekeep.journal.views.listener import TAKE_OVER

# So much sooner than said may someone be hung up on who asks nothing more after a page that was kept.
CLOCK_SECONDS: Final = 1.0
# The one address whose connections are handed over.
STREAM_PATH: Final = "/live/events"
# What a browser sends is some two thousand bytes, cookies and all.
LONGEST_HEAD: Final = 64 * 1024
_TOO_LONG: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Protocol(HttpToolsProtocol):
    """One connection. `HEAD_SECONDS`: from connecting, or from the first byte of a further request, to the end of its
    headers. `READ_SECONDS`: for taking what waits to be read, some 64 KB at most. Of a request that is longer by more than
    `LONGEST_HEAD` bytes than its body, be it in front of it, between its chunks or behind it, nothing further is read (431, RFC
    6585, 5)."""

    HEAD_SECONDS: ClassVar[float] = 15.0
    READ_SECONDS: ClassVar[float] = 30.0
    _beside = 0
    _between = True
    _waits_since = 0.0
    _head: asyncio.TimerHandle | None = None
    _read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The clock of the first request starts."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.HEAD_SECONDS, self._hang_up)

    def data_received(self, data: bytes) -> None:
        """What came is read, unless it belongs to a request that has told too much beside its body already."""
        if self._between and data.endswith(b"\r\n\r\n") and self._said_at_once(data):
            return
        if self._beside > LONGEST_HEAD:
            self.transport.write(_TOO_LONG)
            self._hang_up()
            return
        self._beside += len(data)
        super().data_received(data)

    def on_body(self, body: bytes) -> None:
        """What is body has a limit of its own."""
        self._beside = max(0, self._beside - len(body))
        super().on_body(body)

    def on_message_begin(self) -> None:
        """The clock of a further request starts with its first byte, and so does what is counted of it."""
        super().on_message_begin()
        self._beside, self._between = 0, False
        if self._head is None:
            self._head = self.loop.call_later(self.HEAD_SECONDS, self._hang_up)

    def on_headers_complete(self) -> None:
        """What comes next, the body, has a clock of its own."""
        _stop(self._head)
        self._head = None
        super().on_headers_complete()
        if self.scope.get("path") == STREAM_PATH:
            self.scope["extensions"] = {TAKE_OVER: partial(self._hand_over, self.cycle)}  # type: ignore[dict-item]

    def on_message_complete(self) -> None:
        """What comes next is another request."""
        super().on_message_complete()
        self._between = True

    def _said_at_once(self, data: bytes) -> bool:
        """Answer from the shelf of public pages, if `data` is a whole question for one that is kept there."""
        shelf = getattr(self.app, "shelf", None)
        if shelf is None or self.flow.write_paused or (self.cycle is not None and not self.cycle.response_complete):
            return False
        asked = asked_in(data)
        whole = shelf.whole(asked) if asked is not None else None
        if whole is None:
            return False
        self.transport.write(whole)
        _stop(self._head)
        self._head = None
        self._wait_for_more()
        return True

    def _wait_for_more(self) -> None:
        """Start the clock of the pause between two requests, anew only where it has run for a while: a clock for each
        answer costs as much as the answer."""
        now = self.loop.time()
        if self.timeout_keep_alive_task is not None and now - self._waits_since < CLOCK_SECONDS:
            self.server_state.total_requests += 1
            return
        self._waits_since = now
        self.on_response_complete()

    def pause_writing(self) -> None:
        """The reader is behind."""
        super().pause_writing()
        self._read = self.loop.call_later(self.READ_SECONDS, self._hang_up)

    def resume_writing(self) -> None:
        """The reader has caught up."""
        _stop(self._read)
        self._read = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """No clock outlives its connection."""
        _stop(self._head)
        _stop(self._read)
        super().connection_lost(exc)

    def _hand_over(self, cycle: RequestResponseCycle, protocol: asyncio.Protocol) -> asyncio.Transport | None:
        """The connection of the request of `cycle` is `protocol`'s from here on, with nothing of it answered, and what made the
        request is let go: a stream that stays open for hours keeps no parser, headers or task. What was asked behind it on the
        same connection has no answer. None where the connection has ended."""
        transport = self.transport
        if self.parser is None or transport.is_closing():
            return None
        self.flow.resume_reading()
        self._unset_keepalive_if_required()
        _stop(self._read)
        self.connections.discard(self)
        # as for one who has gone: what is left of the request expects no answer
        cycle.disconnected = True
        cycle.message_event.set()
        cycle.scope["extensions"] = {}
        self.pipeline.clear()
        transport.set_protocol(protocol)
        # these three know this object and it knows them: together they would stay until the next collection
        self.parser = self.cycle = self.scope = None  # type: ignore[assignment]
        return transport

    def _hang_up(self) -> None:
        # not close(), which would wait for the reader who does not read
        self.transport.abort()


def _stop(clock: asyncio.TimerHandle | None) -> None:
    if clock is not None:
        clock.cancel()
