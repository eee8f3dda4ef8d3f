"""One open stream: the connection itself, on which nothing is written but events, heartbeats and the end."""

import asyncio
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Final, Protocol

from wekeep.journal.rules.kind import heard_in
from wekeep.kit.actor import EVERY_ZONE

# the extension of ASGI by which a request offers its connection (config/protocol.py)
TAKE_OVER: Final = "wekeep.take_over"
# a reader who takes nothing for so long is gone; it comes back with its last number
WRITE_SECONDS = 10.0
# beyond its request a reader has nothing to say
LONGEST_ASIDE: Final = 4096
# HTTP/1.1 without a length ends with the connection (RFC 9112, 6.3); so every reader gets the very same bytes of an event
_HEAD: Final = (
    "HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
    "cache-control: no-store\r\nx-accel-buffering: no\r\nconnection: close\r\n\r\nretry: 2000\n\n"
)


class Owner(Protocol):
    """Who is told what becomes of a stream."""

    def leave(self, listener: "Listener") -> None:
        """The connection has ended."""

    def caught_up(self, listener: "Listener") -> None:
        """A reader who was behind takes more."""


@dataclass(eq=False, slots=True)
class Group:
    """All who listen to the same zones, at the same desks (`rules.kind.heard_in`)."""

    zones: frozenset[str]
    members: "set[Listener]" = field(default_factory=set)

    def hears(self, zone: str, desk: str = "") -> bool:
        """Whether an event of `zone` that is heard at `desk` is for them; one of no zone is for everyone who listens there."""
        if not zone:
            return any(one.startswith(f"{desk}/") if desk else "/" not in one for one in self.zones)
        return heard_in(desk, zone) in self.zones or heard_in(desk, EVERY_ZONE) in self.zones


class Listener(asyncio.Protocol):
    """A stream's connection once its head was read. What is written to it is the caller's to decide.

    `key` is what the door knew its reader by and `who` whose it is; `since` the number up to which it has heard everything it
    may; `sure` the round of doubts after which it was last found to be let in. It keeps nothing that waits: who reads too
    slowly is passed over until they take more, and then hears what the hub still remembers.
    """

    __slots__ = (
        "_aside",
        "_clock",
        "_owner",
        "_transport",
        "ask_due",
        "beat_due",
        "group",
        "key",
        "since",
        "slow",
        "sure",
        "who",
    )

    def __init__(self, owner: Owner, group: Group, who: str, key: str, *, since: int, sure: int) -> None:
        self._owner, self.group, self.who, self.key, self.since, self.sure = owner, group, who, key, since, sure
        self.beat_due = self.ask_due = self._aside = 0
        self.slow = False
        self._clock: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def begin(self, transport: asyncio.Transport, first: bytes) -> None:
        """Answer on `transport` that the stream is open, and say what comes `first`."""
        self._transport = transport
        transport.write(_HEAD.format(date=formatdate(usegmt=True)).encode() + first)

    def write(self, chunk: bytes) -> None:
        """Send `chunk`, whole; nothing where the connection is about to end."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(chunk)

    def end(self) -> None:
        """The stream ends once what was written is taken."""
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """The stream ends at once: what waits is not sent any more."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Nothing that a reader says now is listened to, and not much of it borne."""
        self._aside += len(data)
        if self._aside > LONGEST_ASIDE:
            self.cut()

    def pause_writing(self) -> None:
        """The reader is behind."""
        self.slow = True
        self._stop_clock()
        self._clock = asyncio.get_running_loop().call_later(WRITE_SECONDS, self.cut)

    def resume_writing(self) -> None:
        """The reader has taken what waited."""
        self.slow = False
        self._stop_clock()
        self._owner.caught_up(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The reader went, or the stream was ended."""
        self._stop_clock()
        self._transport = None
        self._owner.leave(self)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
