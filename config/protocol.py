"""HTTP with a clock on every wait and an end to every head: who connects and says nothing, or asks and does not read, or
never comes to the end of an address or of headers, is hung up on.

uvicorn counts only the pause between two requests, and with httptools neither an address nor headers. Without these clocks a
few hundred silent sockets keep everyone out of a server that stands in the open, and without that end a single one, who
sends an address of a hundred megabytes.
"""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final, NamedTuple

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from config.posted import FORWARDED, address_of, posted_in
from config.questions import asked_in
from wekeep.journal.views.listener import TAKE_OVER
from wekeep.watch.actions.taking import DURABLE_SECONDS
from wekeep.watch.views.doorstep import TRIED, Answer

# So much sooner than said may someone be hung up on who asks nothing more after a page that was kept.
CLOCK_SECONDS: Final = 1.0
# The one address whose connections are handed over.
STREAM_PATH: Final = "/live/events"
# What a browser sends is some two thousand bytes, cookies and all.
LONGEST_HEAD: Final = 64 * 1024
_TOO_LONG: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class _Taking(NamedTuple):
    """A report that is on its way to the disk: as it came, and what its sender is told then."""

    turn: object
    data: bytes
    answer: Answer
    clock: asyncio.TimerHandle


@dataclass(slots=True)
class _Above:
    """The headers above all answers, and the same as lines; the server makes a new list of them once a second."""

    headers: object = None
    lines: bytes = b""


_ABOVE: Final = _Above()


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
    _taking: "_Taking | None" = None
    _behind = b""
    _tried = _leaving = False
    _head: asyncio.TimerHandle | None = None
    _read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The clock of the first request starts."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.HEAD_SECONDS, self._hang_up)

    def data_received(self, data: bytes) -> None:
        """What came is read, unless it belongs to a request that has told too much beside its body already."""
        if self._taking is not None:
            self._behind += data
            self.flow.pause_reading()
            return
        if self._between:
            if data.endswith(b"\r\n\r\n") and self._said_at_once(data):
                return
            if data.startswith(b"POST ") and self._taken_at_once(data):
                return
        self._parse(data)

    def _parse(self, data: bytes) -> None:
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
        elif self._tried:
            self._tried, self.scope["extensions"] = False, {TRIED: {}}

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

    def _taken_at_once(self, data: bytes) -> bool:
        """Take a whole and plain report, which is answered once it is durable; what comes meanwhile waits behind it."""
        doorstep = getattr(self.app, "doorstep", None)
        if doorstep is None or self.flow.write_paused or (self.cycle is not None and not self.cycle.response_complete):
            return False
        posted = posted_in(data)
        if posted is None:
            return False
        forwarded = [posted.headers[FORWARDED]] if FORWARDED in posted.headers else []
        address = address_of(forwarded, self.client, settings.TRUSTED_PROXIES)
        turn = object()
        answer = doorstep.take(posted, address, partial(self._kept, turn))
        if answer is None:
            return False
        _stop(self._head)
        self._head = None
        clock = self.loop.call_later(DURABLE_SECONDS, self._kept, turn, TimeoutError())
        self._taking = _Taking(turn, data, answer, clock)
        return True

    def _kept(self, turn: object, trouble: Exception | None) -> None:
        """The report of this turn is durable, or could not be kept: then the pages say so."""
        taking = self._taking
        if taking is None or taking.turn is not turn:
            return
        taking.clock.cancel()
        self._taking, behind, self._behind = None, self._behind, b""
        self.flow.resume_reading()
        if trouble is None and not self.transport.is_closing():
            self.transport.write(taking.answer.whole(self._above()))
            self._wait_for_more()
        elif trouble is not None:
            self._tried = True
            self._parse(taking.data)
        if self._leaving:
            super().shutdown()
        elif behind:
            self.data_received(behind)

    def _above(self) -> bytes:
        """The lines above all answers: the time, anew once a second."""
        headers = self.server_state.default_headers
        if headers is not _ABOVE.headers:
            _ABOVE.headers, _ABOVE.lines = headers, b"".join(b"%s: %s\r\n" % pair for pair in headers)
        return _ABOVE.lines

    def timeout_keep_alive_handler(self) -> None:
        """The pause between two requests is over, unless one is being answered: its clock starts after that."""
        if self._taking is None:
            super().timeout_keep_alive_handler()
        else:
            self.timeout_keep_alive_task = None

    def shutdown(self) -> None:
        """The server ends: whoever waits for an answer has it first."""
        if self._taking is not None:
            self._leaving = True
        else:
            super().shutdown()

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
        """No clock outlives its connection; a report that was taken stays taken."""
        if self._taking is not None:
            self._taking.clock.cancel()
            self._taking = None
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
