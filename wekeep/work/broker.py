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

from wekeep.work.rules.broker import ACKNOWLEDGED_WITHIN, KEPT, KNOWN_AGAIN, Given, Post, Queue, Where

if TYPE_CHECKING:
    # read when there is a broker to speak to: most installations have none, and each program would begin later for it
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.js.api import ConsumerConfig, StreamConfig

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
        line = await _connect(self._where, lost)
        try:
            await self._prepare(line)
            self._line, self._away_until, self.trouble = line, 0.0, ""
            log.info("the broker answers")
            await _first(lost.wait(), self._stopping.wait())
        finally:
            self._line = None
            with suppress(Exception):
                await line.close()
        if not self._stopping.is_set():
            log.warning("the broker's line was lost")

    async def _prepare(self, line: "Client") -> None:
        if self._hearers:
            await line.subscribe(f"{KNOCKS}.*", cb=self._heard)
        if self._queue is None:
            return
        manager = line.jsm(timeout=ANSWERS_WITHIN)
        stream = _stream(self._queue, self._where.copies)
        try:
            await manager.add_stream(stream)
        except import_module("nats.js.errors").BadRequestError:
            # it is there with other options, of an older version or another number of copies
            await manager.update_stream(stream)
        for name, subject in self._queue.lines:
            await manager.add_consumer(self._queue.name, _consumer(name, subject))

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
        await asyncio.gather(*(books.publish(one.subject, one.body, headers={"Nats-Msg-Id": one.key}) for one in posts))

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
            telling = self._loop.create_task(self._line.publish(subject, body))
            telling.add_done_callback(lambda one: one.cancelled() or one.exception())


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


def _stream(queue: Queue, copies: int) -> "StreamConfig":
    say = import_module("nats.js.api")
    made: StreamConfig = say.StreamConfig(
        name=queue.name,
        subjects=[queue.subjects],
        retention=say.RetentionPolicy.WORK_QUEUE,
        storage=say.StorageType.FILE,
        discard=say.DiscardPolicy.OLD,
        num_replicas=copies,
        max_age=KEPT.total_seconds(),
        duplicate_window=KNOWN_AGAIN.total_seconds(),
    )
    return made


def _consumer(name: str, subject: str) -> "ConsumerConfig":
    say = import_module("nats.js.api")
    made: ConsumerConfig = say.ConsumerConfig(
        durable_name=name,
        filter_subject=subject,
        ack_policy=say.AckPolicy.EXPLICIT,
        ack_wait=ACKNOWLEDGED_WITHIN.total_seconds(),
        max_deliver=-1,
        max_ack_pending=20_000,
    )
    return made


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
