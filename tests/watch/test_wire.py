"""A report that comes in one piece is answered where it is read from the line: in order, whole, and like any other."""

import asyncio
import json
import threading
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from uvicorn import Config
from uvicorn.server import ServerState

from config.api import parse
from config.bodies import Intake
from config.bridge import Pages
from config.posted import posted_in
from config.protocol import Protocol
from config.questions import language_of
from tests.running import until
from wekeep.kit import spool as spools
from wekeep.kit.throttle import Throttle
from wekeep.watch.actions import taking
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.taking import close_spool, open_spool
from wekeep.watch.forms import source
from wekeep.watch.models import Sighting
from wekeep.watch.rules.standing import Ruling
from wekeep.watch.views import doorstep
from wekeep.watch.views.doorstep import Doorstep

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = b'{"lat": 45.0, "lon": -93.0, "activity": "staging"}'
FORM = b"lat=45.0&lon=-93.0&activity=staging&when=0&text=two+vans%2C+ni%C3%B1os"
Reply = tuple[int, dict[str, str], dict[str, Any]]


def post(path: str, body: bytes, *lines: bytes, key: str = "") -> bytes:
    key = key or str(uuid.uuid4())
    kind = b"application/json" if path.startswith("/api") else b"application/x-www-form-urlencoded"
    if not path.startswith("/api"):
        body += b"&idempotency_key=%s" % key.encode()
    head = [
        b"POST %s HTTP/1.1" % path.encode(),
        b"Host: localhost",
        b"Accept: application/json",
        b"Content-Type: " + kind,
        b"Idempotency-Key: " + key.encode(),
        b"Sec-Fetch-Site: same-origin",
        b"Content-Length: %d" % len(body),
        *lines,
    ]
    return b"\r\n".join([*head, b"", body])


API, PAGE = "/api/v1/sightings", "/report/"


class Counted(Pages):
    """Pages that count how often one was asked for by way of the parser."""

    parsed = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> bool:
        self.parsed += 1
        return await super().__call__(scope, receive, send)


@pytest.fixture
def house(tmp_path: Path, zones: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=10_000, per_minute=10_000))
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: Ruling())
    monkeypatch.setattr(doorstep, "LIMITS_SECONDS", 600.0)
    open_spool(tmp_path)
    until(lambda: taking._HERE.taker is not None and taking._HERE.taker._known is not None)
    pages = Counted(get_wsgi_application(), 1, Intake(1 << 20), before=Doorstep(parse, language_of))
    yield pages
    close_spool()
    pages._pool.submit(connections.close_all).result()


class Line:
    """One who is on the line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def say(self, *parts: bytes) -> None:
        """Each part in a piece of its own."""
        for part in parts:
            self._writer.write(part)
            await self._writer.drain()
            await asyncio.sleep(0.05)

    async def hear(self) -> Reply:
        """The next answer."""
        async with asyncio.timeout(60):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            pairs = [line.split(": ", 1) for line in lines]
            names = {name.lower(): value for name, value in pairs}
            assert len(names) == len(pairs)
            body = await self._reader.readexactly(int(names["content-length"]))
        said = json.loads(body) if names.get("content-type", "").startswith("application/json") else {}
        return int(first.split()[1]), names, said

    async def is_over(self) -> bool:
        """Whether the server hung up with nothing more said."""
        async with asyncio.timeout(60):
            return await self._reader.read() == b""


@asynccontextmanager
async def served(pages: Counted) -> AsyncIterator[tuple[Line, ServerState]]:
    """A line to a server whose doors have each answered one report."""
    loop, state = asyncio.get_running_loop(), ServerState()
    state.default_headers = [(b"date", b"Thu, 01 Jan 2026 00:00:00 GMT")]
    config = Config(_App(pages), log_config=None, lifespan="off", interface="asgi3", proxy_headers=False)
    config.load()
    listening = await loop.create_server(lambda: Protocol(config, state, {}), "127.0.0.1", 0)
    line = Line(*await asyncio.open_connection(*listening.sockets[0].getsockname()))
    for path, body in ((API, SEEN), (PAGE, FORM)):
        await line.say(post(path, body))
        assert (await line.hear())[0] == 201
    pages.parsed = 0
    yield line, state
    line._writer.close()
    listening.close()


class _App:
    """As the server sees the house."""

    def __init__(self, pages: Pages) -> None:
        self._pages, self.doorstep = pages, pages._before

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._pages(scope, receive, send)


def told(pages: Counted, story: Callable[[Line, ServerState], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        async with served(pages) as (line, state):
            await story(line, state)

    asyncio.run(all_of_it())


def test_one_piece_and_two_are_answered_with_the_same_lines(house: Counted) -> None:
    async def story(line: Line, _state: ServerState) -> None:
        for path, body in ((API, SEEN), (PAGE, FORM)):
            house.parsed = 0
            await line.say(post(path, body))
            whole = await line.hear()
            assert house.parsed == 0
            cut = post(path, body)
            await line.say(cut[:50], cut[50:])
            other = await line.hear()
            assert house.parsed == 1
            assert (whole[0], list(whole[1]), whole[2].keys()) == (201, list(other[1]), other[2].keys())
            assert whole[1] | {"content-length": ""} == other[1] | {"content-length": ""}
            assert len(whole[2]["receipt"].split()) == 6

    told(house, story)


def test_what_comes_behind_a_report_is_answered_after_it_in_order(house: Counted) -> None:
    """Also the same report again, which the page knows by then, and an odd one."""

    async def story(line: Line, _state: ServerState) -> None:
        first = post(API, SEEN, key="one-key-for-this-one")
        odd = post(API, b'{"lat": 45.0}')
        question = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        await line.say(first)
        one = await line.hear()
        await line.say(post(PAGE, FORM) + odd)
        assert [(await line.hear())[0] for _time in range(2)] == [201, 422]
        for part in (post(API, SEEN), first, odd, question, post(PAGE, FORM)):
            line._writer.write(part)
        replies = [await line.hear() for _time in range(5)]
        assert [status for status, _names, _said in replies] == [201, 200, 422, 200, 201]
        assert replies[1][2]["receipt"] == one[2]["receipt"]

    told(house, story)


def test_what_cannot_be_kept_is_said_by_the_page_and_takes_one_try_of_the_gate(
    house: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path) -> Any:
        raise OSError(28, "no space left on device")

    async def story(line: Line, _state: ServerState) -> None:
        taker = taking._HERE.taker
        assert taker is not None
        await asyncio.to_thread(until, lambda: not len(taker.line))
        monkeypatch.setattr(taker._spool, "_active", None)
        monkeypatch.setattr(spools, "_new_segment", full)
        await line.say(post(API, SEEN))
        status, names, said = await line.hear()
        assert (status, names["retry-after"]) == (503, "10") and "could not be kept" in said["errors"][""][0]
        # by the parser once, and not by the doorstep again
        assert house.parsed == 1
        monkeypatch.undo()
        await line.say(post(API, SEEN))
        assert (await line.hear())[0] == 201

    told(house, story)


def test_a_server_that_ends_answers_first_whoever_waits(house: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    taker, go_on = taking._HERE.taker, threading.Event()
    assert taker is not None
    sync = taker._spool._sync

    def slow(handle: int) -> None:
        assert go_on.wait(60)
        sync(handle)

    async def story(line: Line, state: ServerState) -> None:
        monkeypatch.setattr(taker._spool, "_sync", slow)
        await line.say(post(API, SEEN))
        (connection,) = state.connections
        connection.shutdown()
        go_on.set()
        assert (await line.hear())[0] == 201
        assert await line.is_over()

    told(house, story)
    until(lambda: not len(taker.line))
    assert Sighting.objects.count() == 3


@pytest.mark.parametrize(
    "odd",
    [
        post(API, SEEN)[:-1],
        post(API, SEEN) + b"x",
        post(API, SEEN, b"Transfer-Encoding: chunked"),
        post(API, SEEN, b"Transfer-Encoding : chunked"),
        post(API, SEEN, b"X: a\nTransfer-Encoding: chunked"),
        post(API, SEEN, b" folded: x"),
        post(API, SEEN, b"Host: elsewhere"),
        post(API, SEEN, b"Content-Length: 50"),
        post(API, SEEN, b"Connection: close"),
        post(API, SEEN, b"Expect: 100-continue"),
        post(API, SEEN).replace(b"HTTP/1.1", b"HTTP/1.0"),
        post(API, SEEN).replace(b"POST", b"PUT"),
        post("/api/v1/sightings/status", SEEN),
        post("/api/v1/sightings?x=1", SEEN),
        post("/people/sign-in/", FORM),
        post(API, SEEN).replace(b"Content-Length: 50", b"Content-Length: +50"),
        post(API, SEEN).replace(b"Content-Length: 50", b"X: y"),
    ],
)
def test_what_is_not_one_whole_plain_report_is_left_to_the_parser(odd: bytes) -> None:
    assert posted_in(post(API, SEEN)) is not None
    assert posted_in(odd) is None
