"""The broker between hosts, NATS with JetStream: one connection a process, kept up by a thread with a loop of its own."""

import asyncio
import json
import random
import ssl
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog
from django.conf import settings

from wekeep.work import streams
from wekeep.work.rules.broker import Feed, Given, Post, Queue, Where

if TYPE_CHECKING:
    # read when there is a broker to speak to: most installations have none, and each program would begin later for it
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.js.manager import JetStreamManager

log = structlog.get_logger(__name__)
Found = TypeVar("Found")
KNOCKS: Final = "wekeep.knock"
# how long an answer may take; then it is away for a moment, and others are asked
ANSWERS_WITHIN: Final = 3.0
AWAY_FOR: Final = 2.0
FIRST_WAIT, LONGEST_WAIT = 0.25, 5.0
# a line that says nothing is found out within three of these
PING_SECONDS: Final = 5
_AT_ONCE = 250


class BrokerAway(Exception):
    """It does not answer, or not as it should: whoever asked goes on without it."""


class Broker:
    """Every method may be called from any thread. What cannot be done at once raises BrokerAway; nothing is kept for
    later here, because the database keeps it."""

    def __init__(self, where: Where, queue: Queue | None = None) -> None:
        """With a `queue` it is made, or made as it should be, on each connection."""
        self._where, self._queue = where, queue
        self._line: Client | None = None
        self._lost = asyncio.Event()
        self._away_until = 0.0
        # the kind of what kept it from connecting last, "" once it has
        self.trouble = ""
        self._hearers: list[Callable[[str], None]] = []
        self._feeds: list[Feed] = []
        self._kept: set[Feed] = set()
        self._ears: list[tuple[str, Callable[[bytes], None]]] = []
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="broker", daemon=True)

    def start(self) -> None:
        """Connect, and do so again whenever the line is lost."""
        self._thread.start()

    def stop(self) -> None:
        """Close the line. What was pulled and not acknowledged comes again, to somebody else."""
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join(ANSWERS_WITHIN)

    def is_up(self) -> bool:
        """Whether it answered last time."""
        return self._line is not None and monotonic() >= self._away_until

    def hear(self, call: Callable[[str], None]) -> None:
        """Call `call(word)` at each knock of another process, in the broker's thread: it must not wait for anything."""
        self._hearers.append(call)

    def knock(self, word: str) -> None:
        """Tell every process that hears; nobody waits for it, and nothing is lost where it does not arrive."""
        self._loop.call_soon_threadsafe(self._tell, f"{KNOCKS}.{word}", b"")

    def keep(self, feed: Feed) -> None:
        """Make this stream on each connection from the next on; before `start`."""
        self._feeds.append(feed)

    def tell(self, feed: Feed, body: bytes, key: str = "") -> None:
        """Have everyone who listens to `feed` hear this; it lies in the stream when this returns, and once where it comes
        twice under one `key`. BrokerAway where it does not."""
        if feed not in self._kept:
            raise BrokerAway
        self._do(self._hand_over([Post(feed.put, key, body)]))

    def listen(self, feed: Feed, call: Callable[[bytes], None]) -> None:
        """Call `call(body)` for whatever is told there while this process is connected, in the broker's thread: it must not
        wait for anything. What is told while it is not never comes."""
        self._loop.call_soon_threadsafe(self._lend_an_ear, feed.told, call)

    def hand_over(self, posts: Sequence[Post]) -> None:
        """Put these into the queue; each is on its disk when this returns. BrokerAway where one is not."""
        for start in range(0, len(posts), _AT_ONCE):
            self._do(self._hand_over(posts[start : start + _AT_ONCE]))

    def pull(self, line: str, count: int) -> list[Given]:
        """Up to `count` messages of one line of the queue, without waiting for any."""
        return self._do(self._pull(line, count))

    def acknowledge(self, one: Given) -> None:
        """It is done, and comes to nobody any more. Where that does not arrive it comes again."""
        self._loop.call_soon_threadsafe(self._tell, one.answer_to, b"+ACK")

    def put_off(self, one: Given, seconds: float) -> None:
        """It cannot be done now: have it come again in so many seconds."""
        answer = b"-NAK " + json.dumps({"delay": int(seconds * 1e9)}).encode()
        self._loop.call_soon_threadsafe(self._tell, one.answer_to, answer)

    # the line

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._staying = self._loop.create_task(self._stay_connected())
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._staying)

    def _end(self) -> None:
        self._stopping.set()
        if self._line is None:
            # in the middle of connecting, which may take as long as it wants
            self._staying.cancel()

    async def _stay_connected(self) -> None:
        wait, was_up = FIRST_WAIT, True
        while not self._stopping.is_set():
            try:
                await self._stay_until_lost()
                wait, was_up = FIRST_WAIT, False
            except Exception as trouble:
                self.trouble = type(trouble).__name__
                if was_up:
                    log.warning("the broker is away", why=self.trouble)
                was_up = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), wait * (0.75 + random.random() / 2))
            wait = min(wait * 2, LONGEST_WAIT)

    async def _stay_until_lost(self) -> None:
        """One connection, from its first byte to its last."""
        self._lost = lost = asyncio.Event()
        # one try of each server; where nothing is said at all, the client alone would wait for longer
        line = await asyncio.wait_for(_connect(self._where, lost), ANSWERS_WITHIN * (len(self._where.servers) + 1))
        try:
            await self._prepare(line)
            self._line, self._away_until, self.trouble = line, 0.0, ""
            log.info("the broker answers")
            await _first(lost.wait(), self._stopping.wait())
        finally:
            self._line = None
            with suppress(Exception):
                # saying goodbye over a line that carries nothing would keep us from opening another
                await asyncio.wait_for(line.close(), ANSWERS_WITHIN)
        if not self._stopping.is_set():
            log.warning("the broker's line was lost")

    async def _prepare(self, line: "Client") -> None:
        if self._hearers:
            await line.subscribe(f"{KNOCKS}.*", cb=self._heard)
        manager, copies = line.jsm(timeout=ANSWERS_WITHIN), self._where.copies
        for feed in self._feeds:
            await self._keep(feed, manager)
        if self._queue is not None:
            await streams.make(manager, streams.of_queue(self._queue, copies))
            for name, subject in self._queue.lines:
                await manager.add_consumer(self._queue.name, streams.consumer(name, subject))
        # last, so that an ear lent meanwhile is among them
        for subject, call in self._ears:
            await _listen(line, subject, call)

    async def _keep(self, feed: Feed, manager: "JetStreamManager") -> None:
        """Where this process may not, everything else goes on, and whoever listens hears nothing of us."""
        self._kept.discard(feed)
        try:
            await streams.make(manager, streams.of_feed(feed, self._where.copies))
        except TimeoutError:
            log.warning("the broker lets us tell nothing", stream=feed.name)
        else:
            self._kept.add(feed)

    def _lend_an_ear(self, subject: str, call: Callable[[bytes], None]) -> None:
        self._ears.append((subject, call))
        if self._line is not None:
            self._watch(_listen(self._line, subject, call))

    async def _heard(self, message: "Msg") -> None:
        for call in self._hearers:
            call(message.subject.rpartition(".")[2])

    # in the loop

    def _do(self, work: Coroutine[Any, Any, Found]) -> Found:
        if not self.is_up():
            work.close()
            raise BrokerAway
        asked = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return asked.result(ANSWERS_WITHIN * 2)
        except (Exception, TookTooLong) as trouble:
            asked.cancel()
            self._away_until = monotonic() + AWAY_FOR
            # the next connection makes the queue anew, should somebody have taken it away
            self._loop.call_soon_threadsafe(lambda: self._lost.set())
            raise BrokerAway from trouble

    async def _hand_over(self, posts: Sequence[Post]) -> None:
        books = self._up().jetstream(timeout=ANSWERS_WITHIN)
        await asyncio.gather(*(books.publish(one.subject, one.body, headers=_known_by(one.key)) for one in posts))

    async def _pull(self, name: str, count: int) -> list[Given]:
        line, found = self._up(), list[Given]()
        asked = await line.subscribe(line.new_inbox())
        try:
            subject = f"$JS.API.CONSUMER.MSG.NEXT.{self._queue.name if self._queue else ''}.{name}"
            await line.publish(subject, json.dumps({"batch": count, "no_wait": True}).encode(), reply=asked.subject)
            while len(found) < count:
                message = await asked.next_msg(ANSWERS_WITHIN)
                if status := (message.headers or {}).get("Status"):
                    _judge(status)
                    break
                found.append(Given(message.data, message.reply))
        finally:
            await asked.unsubscribe()
        return found

    def _up(self) -> "Client":
        if self._line is None:
            raise BrokerAway
        return self._line

    def _tell(self, subject: str, body: bytes) -> None:
        if self._line is not None:
            self._watch(self._line.publish(subject, body))

    def _watch(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin what nobody waits for; where it fails, the line's loss says so."""
        telling = self._loop.create_task(work)
        telling.add_done_callback(lambda one: one.cancelled() or one.exception())


def _known_by(key: str) -> dict[str, str] | None:
    return {"Nats-Msg-Id": key} if key else None


async def _listen(line: "Client", subject: str, call: Callable[[bytes], None]) -> None:
    async def came(message: "Msg") -> None:
        call(message.data)

    await line.subscribe(subject, cb=came)


def _judge(status: str) -> None:
    """404: there is nothing; 408: there were fewer than asked for. Everything else is no answer."""
    if status not in ("404", "408"):
        raise BrokerAway


async def _first(*waits: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.ensure_future(one) for one in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for one in tasks:
        one.cancel()


async def _connect(where: Where, lost: asyncio.Event) -> "Client":
    async def over() -> None:
        lost.set()

    async def quiet(_trouble: Exception) -> None:
        # whoever asked is told by what it asked
        pass

    options: dict[str, Any] = {}
    if where.over_tls:
        # the first byte too: else whoever sits between could say that this server knows no TLS, and be told the password
        options |= {"tls": ssl.create_default_context(cafile=where.authority or None), "tls_handshake_first": True}
    if where.credentials:
        options[_manner(where.credentials)] = where.credentials
    line: Client = await import_module("nats").connect(
        list(where.servers),
        name="wekeep",
        allow_reconnect=False,
        no_echo=True,
        connect_timeout=int(ANSWERS_WITHIN),
        ping_interval=PING_SECONDS,
        max_outstanding_pings=2,
        closed_cb=over,
        error_cb=quiet,
        **options,
    )
    return line


def _manner(path: str) -> str:
    """How the client is told of this file: a seed stands alone in it, or with the JWT that it belongs to."""
    return "user_credentials" if "BEGIN NATS USER JWT" in Path(path).read_text() else "nkeys_seed"


def why_away(where: Where) -> str:
    """The kind of what keeps this process from connecting, "" where nothing does."""
    one = Broker(where)
    one.start()
    try:
        begun = monotonic()
        while not one.is_up() and not one.trouble and monotonic() - begun < ANSWERS_WITHIN * 2:
            sleep(0.02)
        return "" if one.is_up() else one.trouble or "TimeoutError"
    finally:
        one.stop()


@cache
def broker(queue: Queue | None = None) -> Broker | None:
    """This process's broker, not yet started; None where the installation has none."""
    return Broker(settings.BROKER, queue) if settings.BROKER else None
