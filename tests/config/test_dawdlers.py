"""Whoever sends slowly, reads slowly or says nothing keeps nobody else out, and is hung up on in the end."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from config.protocol import Protocol
from tests.running import server

MANY = 24
BIG = 40_000_000


@contextmanager
def sockets(site: str, said: bytes, *, receive_buffer: int = 0) -> Iterator[list[socket.socket]]:
    """`MANY` connections that each say `said` and then nothing more, and read nothing."""
    address = urlsplit(site)
    with ExitStack() as held:
        opened = []
        for _number in range(MANY):
            one = held.enter_context(socket.socket())
            if receive_buffer:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            one.connect(("127.0.0.1", address.port))
            one.sendall(said)
            opened.append(one)
        yield opened


def everyone_is_served(site: str) -> None:
    with httpx.Client(base_url=site, timeout=20) as browser:
        for _time in range(12):
            assert browser.get("/healthz").status_code == 200
        assert browser.get("/report/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_senders_and_readers_who_dawdle_hold_no_page_up(tmp_path: Path) -> None:
    with server(tmp_path) as (site, _process):
        host = urlsplit(site).netloc.encode()
        half = b"POST /report/ HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 1000\r\n\r\na="
        with sockets(site, half):
            everyone_is_served(site)
        big = b"GET /static/look/look.css HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
        with sockets(site, big * 20, receive_buffer=2048):
            everyone_is_served(site)


class Quick(Protocol):
    HEAD_SECONDS, READ_SECONDS = 0.2, 0.2


async def endless(scope: object, receive: object, send: object) -> None:
    """Answers with more than any buffer holds."""
    await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
    for _part in range(BIG // 65_536):
        await send({"type": "http.response.body", "body": b"0" * 65_536, "more_body": True})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]


async def hung_up_after(said: bytes) -> bool:
    """Whether the server ends a connection that says `said`, and then neither says nor reads more."""
    loop = asyncio.get_running_loop()
    config = Config(endless, log_config=None, lifespan="off", interface="asgi3")
    config.load()
    lost: asyncio.Future[bool] = loop.create_future()

    class Watched(Quick):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if not lost.done():
                lost.set_result(True)

    listening = await loop.create_server(lambda: Watched(config, ServerState(), {}), "127.0.0.1", 0)
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.setblocking(False)
        await loop.sock_connect(one, listening.sockets[0].getsockname())
        await loop.sock_sendall(one, said)
        done = await asyncio.wait_for(asyncio.shield(lost), 20)
    listening.close()
    return done


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_connection_that_never_finishes_its_headers_is_ended(said: bytes) -> None:
    assert asyncio.run(hung_up_after(said))


def test_a_reader_who_takes_nothing_is_hung_up_on() -> None:
    assert asyncio.run(hung_up_after(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))


ENDLESS = {
    "address": (b"GET /", b"a" * 65_536),
    "headers": (b"GET / HTTP/1.1\r\n", b"x-one: " + b"a" * 65_527 + b"\r\n"),
    "header": (b"GET / HTTP/1.1\r\nx-one: ", b"a" * 65_536),
    "cookies": (b"GET / HTTP/1.1\r\n", b"cookie: a=b\r\n" * 5_000),
    "trailer": (
        b"POST /report/ HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx-one: ",
        b"a" * 65_536,
    ),
}


@pytest.mark.django_db(transaction=True)
def test_an_address_or_headers_without_an_end_are_read_no_further_and_everyone_else_is_served(tmp_path: Path) -> None:
    with server(tmp_path) as (site, _process):
        for what, (begins, goes_on) in ENDLESS.items():
            assert taken_in(site, begins, goes_on) < MOST_TAKEN_IN, what
            everyone_is_served(site)


# what lies in the buffers of two sockets counts as taken in
MOST_TAKEN_IN = 16_000_000


def taken_in(site: str, begins: bytes, goes_on: bytes) -> int:
    """How many bytes the server takes from one who says this again and again without an end, 64 MB at most."""
    with socket.create_connection(("127.0.0.1", urlsplit(site).port), timeout=30) as line:
        line.sendall(begins)
        for times in range(1_000):
            try:
                line.sendall(goes_on)
            except (ConnectionError, TimeoutError):
                return times * len(goes_on)
    return 1_000 * len(goes_on)


@pytest.mark.django_db(transaction=True)
def test_the_longest_form_in_small_pieces_is_no_endless_head(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        for _number in range(200):
            yield b"a" * 1_000

    with server(tmp_path) as (site, _process), httpx.Client(base_url=site, timeout=30) as browser:
        answer = browser.post("/report/", content=pieces(), headers={"Content-Type": "text/plain"})
        assert answer.status_code == 422
