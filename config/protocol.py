"""HTTP with a clock on every wait: who connects and says nothing, or asks and does not read, is hung up on.

uvicorn counts only the pause between two requests. Without these clocks a few hundred silent sockets keep everyone out of
a server that stands in the open.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Protocol(HttpToolsProtocol):
    """One connection. `HEAD_SECONDS`: from connecting, or from the first byte of a further request, to the end of its
    headers. `READ_SECONDS`: for taking what waits to be read, some 64 KB at most."""

    HEAD_SECONDS: ClassVar[float] = 15.0
    READ_SECONDS: ClassVar[float] = 30.0
    _head: asyncio.TimerHandle | None = None
    _read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The clock of the first request starts."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.HEAD_SECONDS, self._hang_up)

    def on_message_begin(self) -> None:
        """The clock of a further request starts with its first byte."""
        super().on_message_begin()
        if self._head is None:
            self._head = self.loop.call_later(self.HEAD_SECONDS, self._hang_up)

    def on_headers_complete(self) -> None:
        """What comes next, the body, has a clock of its own."""
        _stop(self._head)
        self._head = None
        super().on_headers_complete()

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

    def _hang_up(self) -> None:
        # not close(), which would wait for the reader who does not read
        self.transport.abort()


def _stop(clock: asyncio.TimerHandle | None) -> None:
    if clock is not None:
        clock.cancel()
