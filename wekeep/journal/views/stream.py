"""The door of the live stream: server-sent events (WHATWG HTML 9.2) with the journal's numbers, resumed without a gap or a double.

Who is let in is asked here; then the connection itself is taken over from the HTTP server, and the hub writes to it.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from wekeep.journal.views.doorkeeper import Admit, Doorkeeper
from wekeep.journal.views.hub import Hub
from wekeep.journal.views.listener import TAKE_OVER, Group, Listener
from wekeep.journal.views.told import Told
from wekeep.kit.text import whole_number

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
# Hands the connection of a request to another protocol; None where it has ended.
TakeOver = Callable[[asyncio.Protocol], asyncio.Transport | None]

COME_BACK_SECONDS = 5


class Stream:
    """The ASGI application behind the live stream's address. `key_of` finds in a Cookie header what its reader is known by,
    empty where nothing, and `admit` says who that is; no more than `most` streams are open at once. `on_news` is called when
    anything was recorded; `told` is what other hosts say, if there are any."""

    def __init__(
        self,
        key_of: Callable[[str], str],
        admit: Admit,
        most: int,
        on_news: Callable[[], None] = lambda: None,
        told: Told | None = None,
    ) -> None:
        self._key_of, self._most = key_of, most
        self._doorkeeper = Doorkeeper(admit)
        self.hub = Hub(self._doorkeeper, on_news, told)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await _answer(send, 405)
            return
        key, doubts = self._key_of(_cookies(scope)), self.hub.doubts
        admitted = await self._doorkeeper.ask(key) if key else None
        if admitted is None:
            await _answer(send, 401)
            return
        since, first = await self.hub.place(_last_event_id(scope))
        if self.hub.closing or self.hub.count >= self._most:
            await _answer(send, 503, (b"retry-after", str(COME_BACK_SECONDS).encode()))
            return
        who, zones = admitted
        self._open(
            scope["extensions"][TAKE_OVER], Listener(self.hub, Group(zones), who, key, since=since, sure=doubts), first
        )

    def _open(self, take_over: TakeOver, listener: Listener, first: bytes) -> None:
        transport = take_over(listener)
        if transport is not None:
            listener.begin(transport, first)
            self.hub.join(listener)


def _cookies(scope: Scope) -> str:
    return b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")


def _last_event_id(scope: Scope) -> int | None:
    for name, value in scope["headers"]:
        if name == b"last-event-id" and (heard := whole_number(value.decode("latin-1"))) is not None:
            return heard
    # a page asks for what came since it was drawn; a script that reconnects by itself says what it heard last
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return whole_number(asked.get("last_event_id") or asked.get("since") or "")


async def _answer(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), *headers]})
    await send({"type": "http.response.body", "body": b""})
