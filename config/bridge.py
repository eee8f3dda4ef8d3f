"""Carries a request from the event loop to Django's synchronous pages in a pool of threads, and the answer back.

A thread is held while a page is made, and never while a body comes in or an answer goes out: eight senders who dawdle, or
eight readers who do not read, would otherwise stop every page (a2wsgi, whose reading of the scope serves here, waits for
both in its threads; docs/decisions/0003).
"""

import asyncio
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from a2wsgi.wsgi import build_environ

from config.bodies import Intake, Receive, Scope, Send, TooSlow
from wekeep.watch.views.doorstep import Doorstep

Header = tuple[bytes, bytes]

# An answer up to this many bytes is carried whole; of a longer one (a map's tiles, a file) this much at a time.
ARMFUL = 256 * 1024
# the header by which a page says that it is the same for everyone; it goes no further than here
SHARED = b"x-shared"
_TOO_SLOW = b"The message took too long to come in. Nothing was kept. Send it again."
_TOO_MANY = b"Too many people sign in just now. Wait a moment and try again."
# Each try to sign in is slow on purpose; so many run at once, so many wait their turn, and none of them holds a page's thread.
TRIES_AT_ONCE, TRIES_WAITING = 2, 200


@dataclass(slots=True)
class Answer:
    """What the pages said: the start of it, the first armful, and where the rest comes from if there is more; `shared` where
    they marked it as the same for everyone."""

    status: int
    headers: list[Header]
    body: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]
    shared: bool = False


class Pages:
    """The ASGI face of a WSGI application that runs in `threads` threads of its own. What is sent to `slow_doors` runs in
    a few others, so that fifty people who sign in at once wait for each other and no page waits for them. What comes `before` may
    answer on the event loop what needs no page."""

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        threads: int,
        intake: Intake,
        slow_doors: Collection[str] = (),
        before: Doorstep | None = None,
    ) -> None:
        self._app, self._intake, self._slow_doors = app, intake, frozenset(slow_doors)
        self._before = before
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        self._slow = ThreadPoolExecutor(TRIES_AT_ONCE, thread_name_prefix="slow doors")
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer; tells whether the answer is the same for everyone."""
        try:
            taken = await self._intake.take_in(scope, receive)
        except TooSlow:
            await _refuse(send, 408, _TOO_SLOW)
            return False
        if taken is None:
            return False
        if scope["method"] == "POST" and scope["path"] in self._slow_doors:
            await self._in_turn(taken, send)
            return False
        answer = await self._at_the_doorstep(*taken) or await self.ask(*taken)
        await self._give(answer, send)
        return answer.shared

    async def _at_the_doorstep(self, scope: Scope, body: bytes) -> Answer | None:
        """The answer that needs no page; where a page has to give it, what is learned of that for the next."""
        if self._before is None or scope["method"] != "POST":
            return None
        whole = await self._before.answer(scope, body)
        if whole is not None:
            return Answer(*whole, None, _nothing)
        answer = await self.ask(scope, body)
        self._before.learn(scope, answer.status, answer.headers)
        return answer

    async def ask(self, scope: Scope, body: bytes = b"") -> Answer:
        """What the pages say to this request, whose whole body this is."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._ask, scope, body)

    async def _in_turn(self, taken: tuple[Scope, bytes], send: Send) -> None:
        if self._waiting >= TRIES_WAITING:
            await _refuse(send, 503, _TOO_MANY)
            return
        self._waiting += 1
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._slow, self._ask, *taken)
        finally:
            self._waiting -= 1
        await self._give(answer, send)

    async def _give(self, answer: Answer, send: Send) -> None:
        """Write the answer at the reader's pace; config/protocol.py hangs up on one who takes nothing."""
        loop, whole = asyncio.get_running_loop(), answer.rest is None
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body, "more_body": not whole})
            while answer.rest is not None:
                armful, more = await loop.run_in_executor(self._pool, _armful, answer.rest)
                await send({"type": "http.response.body", "body": armful, "more_body": more})
                answer.rest = answer.rest if more else None
        finally:
            if not whole:
                await loop.run_in_executor(self._pool, answer.close)

    def _ask(self, scope: Scope, body: bytes) -> Answer:
        """Run the application, in a thread of the pool; a short answer is complete, and closed, when this returns."""
        begun: list[tuple[int, list[Header]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _trouble: object = None) -> None:
            begun[:] = [(int(status[:3]), [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers])]

        parts = self._app(build_environ(scope, io.BytesIO(body)), start_response)  # type: ignore[arg-type]
        close = getattr(parts, "close", lambda: None)
        rest = iter(parts)
        first, more = _armful(rest)
        if not more:
            close()
        status, headers = begun[0]
        told = [header for header in headers if header[0] != SHARED]
        return Answer(status, told, first, rest if more else None, close, shared=len(told) < len(headers))


def _nothing() -> None:
    pass


def _armful(parts: Iterator[bytes]) -> tuple[bytes, bool]:
    """The next `ARMFUL` bytes or a little more, and whether there may be more after them."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= ARMFUL:
            return b"".join(held), True
    return b"".join(held), False


async def _refuse(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    length = (b"content-length", str(len(words)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": words})
