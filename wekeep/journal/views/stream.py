"""The live stream: server-sent events (WHATWG HTML 9.2) with the journal's numbers, resumed without a gap or a double."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import structlog
from django.db import close_old_connections, connections

from wekeep.journal import actions, queries
from wekeep.journal.queries import Event
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.text import whole_number

log = structlog.get_logger(__name__)
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
# Says for a connection who its reader is and which zones they may listen to; None means no entry.
Admit = Callable[[Scope], tuple[str, frozenset[str]] | None]

POLL_SECONDS = 0.1
# each read numbers what is new, which is a turn at writing: under a flood one for all that came meanwhile is enough
GATHER_SECONDS = 0.03
HEARTBEAT_SECONDS = 15
# a member who is suspended, or signs out elsewhere, hears nothing more after this
ASK_AGAIN_SECONDS = 30
# a reader who takes nothing for so long is gone; it comes back with its last number
WRITE_SECONDS = 10
# on more boards at once nobody looks; where one more opens, the oldest ends, which is mostly one whose phone went away
MOST_OF_ONE = 20
READ_BATCH = 500
REPLAY_LIMIT = 5_000
QUEUE_LIMIT = 1_000
_STILL_HERE = b"event: beat\ndata: {}\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream: what it may hear (of what is numbered above `since`), and the chunks waiting to be written."""

    zones: frozenset[str]
    since: int = 0
    queue: "asyncio.Queue[bytes | None]" = field(default_factory=lambda: asyncio.Queue(QUEUE_LIMIT))
    lost: bool = False
    doubtful: bool = False

    def hears(self, event: Event) -> bool:
        return event.number > self.since and self._may_hear(event.zone)

    def _may_hear(self, zone: str) -> bool:
        return not zone or zone in self.zones or EVERY_ZONE in self.zones

    def doubt(self) -> None:
        """Someone's access changed: before anything more is written, ask again."""
        self.doubtful = True
        self.put(_STILL_HERE)

    def end(self) -> None:
        """The stream ends; what waited is not written any more."""
        self.lost = True
        self.put(None)

    def put(self, chunk: bytes | None) -> None:
        """Queue `chunk`; a reader too slow to keep up is cut off, and comes back with its last number."""
        try:
            self.queue.put_nowait(chunk)
        except asyncio.QueueFull:
            self.lost = True


def as_chunk(event: Event) -> bytes:
    """One event on the wire: codes only; the page fetches what its reader may see."""
    data = json.dumps(
        {"kind": event.kind, "about": event.about, "zone": event.zone, "at": event.at.isoformat(), **event.details},
        separators=(",", ":"),
    )
    return f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n".encode()


class Hub:
    """Reads the journal once for this process and hands each event, encoded once, to all who listen."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="stream")
        self._wake = asyncio.Event()
        self._closing = False
        self._last = 0
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to follow the journal from its newest entry."""
        loop = asyncio.get_running_loop()
        self._last = await loop.run_in_executor(self._reader, self._catch_up)
        self._stop_listening = actions.on_commit_here(lambda: _from_thread(loop, self._wake.set))
        self._task = asyncio.create_task(self._follow())

    def close(self) -> None:
        """End all streams, so that a stopping server need not wait for them."""
        self._closing = True
        self._wake.set()
        for listener in self._listeners:
            listener.end()

    async def stop(self) -> None:
        """End all streams and stop following."""
        self.close()
        if self._task:
            self._stop_listening()
            await self._task
        await asyncio.get_running_loop().run_in_executor(self._reader, connections.close_all)
        self._reader.shutdown()

    @property
    def count(self) -> int:
        """How many streams are open."""
        return len(self._listeners)

    def _catch_up(self) -> int:
        actions.number_new()
        return queries.last_number()

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing:
            try:
                events = await loop.run_in_executor(self._reader, self._read_on, self._last)
            except Exception as trouble:  # the database may be away; streams stay open and catch up afterwards
                log.error("live stream could not read", kind=type(trouble).__name__)
                events = []
                await asyncio.sleep(1)
            for event in events:
                self._hand_out(event)
            if len(events) < READ_BATCH:
                await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            await asyncio.sleep(GATHER_SECONDS)
        except TimeoutError:
            pass
        self._wake.clear()

    def _read_on(self, number: int) -> list[Event]:
        close_old_connections()
        actions.number_new()
        return queries.after(number, READ_BATCH)

    def _hand_out(self, event: Event) -> None:
        self._last = event.number
        if event.kind in queries.kinds_on_boards():
            chunk = as_chunk(event)
            for listener in self._listeners:
                if listener.hears(event):
                    listener.put(chunk)
        if event.kind in queries.kinds_that_change_access():
            self._doubt()

    def _doubt(self) -> None:
        for listener in self._listeners:
            listener.doubt()

    async def join(self, zones: frozenset[str], since: int | None) -> tuple[Listener, list[bytes]]:
        """A new listener, and what it missed after number `since`. From here on it misses nothing and hears nothing twice.

        Where too much was missed, or `since` is from another life of the database, the one chunk is a `reset`: the page
        must load itself again.
        """
        listener = Listener(zones)
        self._listeners.add(listener)
        upto = self._last
        loop = asyncio.get_running_loop()
        if since is not None and since > upto:
            # perhaps another process of ours read further than this one: then what comes here is not all news to them
            listener.since = since
            if since <= await loop.run_in_executor(self._reader, queries.last_number):
                return listener, [f"id: {since}\n\n".encode()]
            listener.since = 0
        if since is None or since == upto:
            return listener, [f"id: {upto}\n\n".encode()]
        missed: list[Event] = []
        if upto - REPLAY_LIMIT <= since < upto:
            missed = await loop.run_in_executor(self._reader, queries.after, since, REPLAY_LIMIT)
        if not missed:
            return listener, [f"id: {upto}\nevent: reset\ndata: {{}}\n\n".encode()]
        shown = queries.kinds_on_boards()
        return listener, [as_chunk(e) for e in missed if e.number <= upto and e.kind in shown and listener.hears(e)]

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        self._listeners.discard(listener)

    @property
    def closing(self) -> bool:
        """Whether the server is going down."""
        return self._closing


class Stream:
    """The ASGI application behind the live stream's address; `admit` says who may listen to which zones."""

    def __init__(self, hub: Hub, admit: Admit) -> None:
        self._hub, self._admit = hub, admit
        self._of_one: defaultdict[str, deque[Listener]] = defaultdict(deque)
        self._doorkeeper = ThreadPoolExecutor(2, thread_name_prefix="admit")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await _answer(send, 405)
            return
        admitted = await asyncio.get_running_loop().run_in_executor(self._doorkeeper, self._ask, scope)
        if admitted is None or self._hub.closing:
            await _answer(send, 401 if admitted is None else 503)
            return
        who, zones = admitted
        listener, missed = await self._hub.join(zones, _last_event_id(scope))
        self._make_room(who, listener)
        gone = asyncio.create_task(_disconnected(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            if await _taken(send, b"retry: 2000\n\n" + b"".join(missed)):
                await self._write(listener, gone, send, scope)
        finally:
            gone.cancel()
            self._hub.leave(listener)
            self._forget(who, listener)

    def _make_room(self, who: str, listener: Listener) -> None:
        self._of_one[who].append(listener)
        if len(self._of_one[who]) > MOST_OF_ONE:
            self._of_one[who].popleft().end()

    def _forget(self, who: str, listener: Listener) -> None:
        if listener in self._of_one[who]:
            self._of_one[who].remove(listener)
        if not self._of_one[who]:
            del self._of_one[who]

    def _ask(self, scope: Scope) -> tuple[str, frozenset[str]] | None:
        close_old_connections()
        return self._admit(scope)

    async def _write(self, listener: Listener, gone: "asyncio.Task[None]", send: Send, scope: Scope) -> None:
        """Write chunks until the reader goes, the server stops, or the sign-in no longer holds as it did at the door."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        while not gone.done():
            chunk = await _next_chunk(listener, gone)
            if (listener.lost and listener.queue.empty()) or chunk is None:
                break
            if listener.doubtful or loop.time() - asked > ASK_AGAIN_SECONDS:
                listener.doubtful, asked = False, loop.time()
                admitted = await loop.run_in_executor(self._doorkeeper, self._ask, scope)
                if admitted is None or admitted[1] != listener.zones:
                    break
            if not await _taken(send, chunk):
                return
        if not gone.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _taken(send: Send, chunk: bytes) -> bool:
    """Write `chunk`; False where the reader takes nothing: the answer is left unfinished and the server hangs up."""
    try:
        await asyncio.wait_for(send({"type": "http.response.body", "body": chunk, "more_body": True}), WRITE_SECONDS)
    except TimeoutError:
        return False
    return True


async def _next_chunk(listener: Listener, gone: "asyncio.Task[None]") -> bytes | None:
    getter = asyncio.ensure_future(listener.queue.get())
    await asyncio.wait({getter, gone}, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if not getter.done():
        getter.cancel()
        return None if gone.done() else _STILL_HERE
    chunk = getter.result()
    while chunk is not None and not listener.queue.empty():
        more = listener.queue.get_nowait()
        if more is None:
            return None
        chunk += more
    return chunk


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _from_thread(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call)


def _last_event_id(scope: Scope) -> int | None:
    for name, value in scope["headers"]:
        if name == b"last-event-id" and (heard := whole_number(value.decode("latin-1"))) is not None:
            return heard
    # a page asks for what came since it was drawn; a script that reconnects by itself says what it heard last
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return whole_number(asked.get("last_event_id") or asked.get("since") or "")


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
