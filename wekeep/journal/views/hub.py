"""The hub: follows the journal once for its process and hands each event, encoded once, to all who may hear it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import inf

import structlog
from django.db import close_old_connections, connections

from wekeep.journal import actions, queries
from wekeep.journal.rules.event import Event
from wekeep.journal.views.crowd import Crowd
from wekeep.journal.views.doorkeeper import AT_ONCE, Doorkeeper
from wekeep.journal.views.listener import Group, Listener
from wekeep.journal.views.memory import Memory
from wekeep.journal.views.told import Told

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.1
# each read numbers what is new, which is a turn at writing: under a flood one for all that came meanwhile is enough
GATHER_SECONDS = 0.03
# what was recorded here is told by another host; where that takes longer we read it ourselves
TOLD_WITHIN_SECONDS = 0.25
HEARTBEAT_SECONDS = 15
# a member whose role runs out hears nothing more after this
ASK_AGAIN_SECONDS = 30
READ_BATCH = 500
REPLAY_LIMIT = 5_000
# who is further behind comes back and is told by the database
REMEMBERED = 5_000
# so many events are written to one who is behind before it is seen whether they take them
BRING_AT_ONCE = 100
# so many readers are written to before a page gets its turn
SPREAD_AT_ONCE = 500
# what was put together for those who hear these zones and had heard everything up to this number, and up to where it leads
Said = dict[tuple[frozenset[str], int], tuple[bytes, int]]
_STILL_HERE = b"event: beat\ndata: {}\n\n"


class Hub:
    """Everyone who listens, and up to where each has heard. Whose access may have changed hears nothing until the doorkeeper
    was asked again. `on_news` is called, from any thread, after each commit of this process that recorded something, and when
    that of another is read. With `told` it takes what other hosts tell, and reads the database where nobody does, or where
    something is missing."""

    def __init__(
        self, doorkeeper: Doorkeeper, on_news: Callable[[], None] = lambda: None, told: Told | None = None
    ) -> None:
        self._doorkeeper, self._on_news, self._told = doorkeeper, on_news, told
        self._crowd = Crowd()
        self._memory = Memory(REMEMBERED)
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="stream")
        self._wake = asyncio.Event()
        self._asked = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = False
        self._last = self._doubts = self._seconds = 0
        self._read_at = 0.0
        # since when something that was recorded here was not heard back
        self._owed = inf

    # --- from start to end ------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to follow the journal from its newest entry, remembering what came shortly before."""
        self._loop = loop = asyncio.get_running_loop()
        if self._told:
            self._told.begin(self._wake.set)
        self._last, before = await loop.run_in_executor(self._reader, self._catch_up)
        shown = queries.kinds_on_boards()
        self._memory.begin(max(0, self._last - REMEMBERED), (event for event in before if event.kind in shown))
        self._stop_listening = actions.on_commit_here(lambda: self._recorded(loop))
        self._tasks = [asyncio.create_task(one()) for one in (self._follow, self._ask_again, self._beat)]

    def close(self) -> None:
        """End all streams, so that a stopping server need not wait for them; from any thread or signal."""
        self._closing = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end_all)

    async def stop(self) -> None:
        """End all streams and stop following."""
        self._closing = True
        self._end_all()
        if self._tasks:
            self._stop_listening()
            for task in self._tasks[1:]:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*self._tasks)
        await asyncio.get_running_loop().run_in_executor(self._reader, connections.close_all)
        self._reader.shutdown()
        self._doorkeeper.stop()

    @property
    def closing(self) -> bool:
        """Whether the server is going down."""
        return self._closing

    def _end_all(self) -> None:
        self._wake.set()
        for listener in self._crowd.everyone():
            listener.end()

    # --- following the journal --------------------------------------------------------------------------------------

    def _catch_up(self) -> tuple[int, list[Event]]:
        actions.number_new()
        last = queries.last_number()
        return last, queries.after(last - REMEMBERED, REMEMBERED)

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing:
            self._read_at = loop.time()
            try:
                events = await self._news_of_all()
                if events:
                    self.take(events)
                    await self._spread()
            except Exception as trouble:  # the database may be away; streams stay open and catch up afterwards
                log.error("live stream could not read", kind=type(trouble).__name__)
                events = []
                await asyncio.sleep(1)
            if len(events) < READ_BATCH:
                await self._rest()

    async def _news_of_all(self) -> list[Event]:
        """What follows in the journal: as others tell it, or else as it stands in the database."""
        loop, told = asyncio.get_running_loop(), None
        if self._told and loop.time() < self._owed + TOLD_WITHIN_SECONDS:
            told = self._told.after(self._last)
        if told is None:
            self._owed = inf
            return await loop.run_in_executor(self._reader, self._read_on, self._last)
        if told:
            self._owed = inf
        return told

    def _recorded(self, loop: asyncio.AbstractEventLoop) -> None:
        self._on_news()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._look)

    def _look(self) -> None:
        self._owed = min(self._owed, asyncio.get_running_loop().time())
        self._wake.set()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
        await asyncio.sleep(self._read_at + GATHER_SECONDS - asyncio.get_running_loop().time())
        self._wake.clear()

    def _read_on(self, number: int) -> list[Event]:
        close_old_connections()
        actions.number_new()
        return queries.after(number, READ_BATCH)

    def take(self, events: list[Event]) -> None:
        """Remember what is new in the journal. Where someone's access changed, everyone is in doubt from here on."""
        self._on_news()
        shown, changing = queries.kinds_on_boards(), queries.kinds_that_change_access()
        for event in events:
            self._last = event.number
            if event.kind in shown:
                self._memory.add(event)
            if event.kind in changing:
                self._doubts += 1
                self._asked.set()

    async def _spread(self) -> None:
        """Bring everyone who is not in doubt up to the newest event, a few hundred at a time."""
        said: Said = {}
        for group in self._crowd.groups():
            for turn, listener in enumerate(list(group.members), 1):
                self._bring(listener, said)
                if turn % SPREAD_AT_ONCE == 0:
                    await asyncio.sleep(0)

    def _bring(self, listener: Listener, said: Said) -> None:
        """Write what this reader has not heard, unless they are in doubt or too slow; `said` keeps what was put together for
        others."""
        while listener.since < self._last and not listener.slow and listener.sure == self._doubts:
            if listener.since < self._memory.whole_from:
                listener.cut()
                return
            key = listener.group.zones, listener.since
            if key not in said:
                said[key] = self._news(listener.group, listener.since)
            chunk, listener.since = said[key]
            if chunk:
                self._write(listener, chunk)

    def _news(self, group: Group, since: int) -> tuple[bytes, int]:
        newer = self._memory.after(since)
        some = newer[:BRING_AT_ONCE]
        chunk = b"".join(event.chunk for event in some if group.hears(event.zone, event.desk))
        return chunk, self._last if len(some) == len(newer) else some[-1].number

    def _write(self, listener: Listener, chunk: bytes) -> None:
        listener.beat_due = self._seconds + HEARTBEAT_SECONDS
        listener.write(chunk)

    # --- who listens ------------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many streams are open."""
        return self._crowd.count

    @property
    def doubts(self) -> int:
        """How often access has changed so far: who was let in before the last time is asked about again."""
        return self._doubts

    async def place(self, since: int | None) -> tuple[int, bytes]:
        """Where a reader goes on who heard everything up to `since`, and what they are told first. From there on they miss
        nothing and hear nothing twice.

        Where too much was missed, or `since` is from another life of the database, they are told to `reset`: the page must
        load itself again.
        """
        upto = self._last
        if since is None or since == upto:
            return upto, f"id: {upto}\n\n".encode()
        if self._memory.whole_from <= since < upto:
            return since, b""
        # perhaps another process of ours read further than this one: then what comes here is not all news to them
        if since > upto and since <= await asyncio.get_running_loop().run_in_executor(
            self._reader, queries.last_number
        ):
            return since, f"id: {since}\n\n".encode()
        upto = self._last
        return upto, f"id: {upto}\nevent: reset\ndata: {{}}\n\n".encode()

    def join(self, listener: Listener) -> None:
        """From here on `listener`, whose stream is open, hears what they may."""
        self._crowd.enter(listener)
        listener.beat_due = self._seconds + HEARTBEAT_SECONDS
        listener.ask_due = self._seconds + ASK_AGAIN_SECONDS
        if listener.sure < self._doubts:
            self._asked.set()
        self._bring(listener, {})

    def leave(self, listener: Listener) -> None:
        """Forget a listener, whose connection has ended."""
        self._crowd.leave(listener)

    def caught_up(self, listener: Listener) -> None:
        """A reader who was behind takes more."""
        self._bring(listener, {})

    async def _beat(self) -> None:
        """Once a second: whoever heard nothing for a while hears that we are still here."""
        while True:
            await asyncio.sleep(1)
            self._seconds += 1
            for listener in self._crowd.everyone():
                if listener.beat_due <= self._seconds and listener.sure == self._doubts and not listener.slow:
                    self._write(listener, _STILL_HERE)
            self._asked.set()

    async def _ask_again(self) -> None:
        """Ask about those who are in doubt and those who were not asked about for a while; who is let in hears on."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            due = [one for one in self._crowd.everyone() if one.sure < self._doubts or one.ask_due <= self._seconds]
            for start in range(0, len(due), AT_ONCE):
                try:
                    await self._ask_about(due[start : start + AT_ONCE])
                except Exception as trouble:  # while the database is away nobody is told anything
                    log.error("live stream could not ask who may listen", kind=type(trouble).__name__)
                    await asyncio.sleep(1)
                    self._asked.set()

    async def _ask_about(self, listeners: list[Listener]) -> None:
        doubts = self._doubts
        admitted = await self._doorkeeper.ask_many([one.key for one in listeners])
        said: Said = {}
        for listener in listeners:
            if admitted.get(listener.key) != (listener.who, listener.group.zones):
                listener.cut()
                continue
            listener.sure, listener.ask_due = doubts, self._seconds + ASK_AGAIN_SECONDS
            self._bring(listener, said)
