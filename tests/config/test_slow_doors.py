"""Fifty who sign in at once wait for each other, and no page waits for them."""

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from config import bridge
from config.asgi import SLOW_DOORS
from config.bodies import Intake
from config.bridge import TRIES_AT_ONCE, Pages

DOOR = "/people/sign-in/"


class House:
    """A page that answers at once, and a door that answers when it is told to."""

    def __init__(self) -> None:
        self.go, self.lock, self.inside, self.most = threading.Event(), threading.Lock(), 0, 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            assert self.go.wait(60)
            with self.lock:
                self.inside -= 1
        start_response("200 OK", [])
        return [b"done"]


async def ask(pages: Pages, method: str, path: str) -> int:
    """The status that this request is answered with."""
    said: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "scheme": "http",
        "http_version": "1.1",
    }
    await pages(scope, receive, send)
    return said[0]


def test_pages_are_answered_while_fifty_wait_to_sign_in() -> None:
    house = House()

    async def evening() -> None:
        pages = Pages(house, 2, Intake(1000), SLOW_DOORS)
        trying = [asyncio.create_task(ask(pages, "POST", DOOR)) for _ in range(50)]
        assert [await ask(pages, "GET", "/") for _ in range(5)] == [200] * 5
        assert await ask(pages, "GET", DOOR) == 200, "the form itself is a page"
        assert not any(one.done() for one in trying)
        house.go.set()
        assert await asyncio.gather(*trying) == [200] * 50

    asyncio.run(asyncio.wait_for(evening(), 120))
    assert house.most == TRIES_AT_ONCE


def test_more_than_can_wait_are_told_so_at_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(bridge, "TRIES_WAITING", 3)
    house = House()

    async def evening() -> None:
        pages = Pages(house, 1, Intake(1000), SLOW_DOORS)
        trying = [asyncio.create_task(ask(pages, "POST", DOOR)) for _ in range(5)]
        done, _waiting = await asyncio.wait(trying, return_when=asyncio.FIRST_COMPLETED, timeout=60)
        assert [one.result() for one in done][:1] == [503]
        house.go.set()
        assert sorted(await asyncio.gather(*trying)) == [200, 200, 200, 503, 503]

    asyncio.run(asyncio.wait_for(evening(), 120))


def test_the_doors_where_a_passphrase_is_sent_are_the_slow_ones() -> None:
    assert set(SLOW_DOORS) == {reverse("people:sign_in"), reverse("people:unlock")}
