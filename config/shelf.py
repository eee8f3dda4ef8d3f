"""Public pages kept whole for a moment: made once for everyone in a language, and anew as soon as anything has happened."""

import asyncio
import gzip
import re
from collections.abc import Iterable
from email.utils import formatdate
from itertools import count
from time import monotonic
from typing import Final

from config.bodies import Receive, Scope, Send
from config.bridge import Answer, Header, Pages
from config.questions import Asked, Key, as_scope, asked_by

# as long as a page is kept at most where nothing happened: what shows the passing of time is never older
LONGEST_SECONDS: Final = 5.0
MOST_PAGES: Final = 500
# shorter than this, a page is not worth compressing
WORTH_IT: Final = 400
# what is said of a page that its asker has already (RFC 9110, 15.4.5)
_SAID_AGAIN: Final = frozenset((b"cache-control", b"content-language", b"etag", b"last-modified", b"vary"))
_MAX_AGE: Final = re.compile(rb"max-age=(\d+)")
_TEXT: Final = (b"text/", b"application/")


class Variant:
    """One form of a page: all its bytes, said anew only when its age in seconds changes."""

    def __init__(self, status: bytes, headers: list[Header], body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), headers, body
        date = (b"date", formatdate(usegmt=True).encode())
        lines = b"".join(b"%s: %s\r\n" % header for header in [date, *headers])
        self._start = b"HTTP/1.1 " + status + b"\r\n" + lines
        self._age, self._whole = -1, b""

    def whole(self, age: int) -> bytes:
        """The answer as it goes over the wire."""
        if self._age != age:
            self._whole = b"%sage: %d\r\n\r\n%s" % (self._start, age, self.body)
            self._age = age
        return self._whole


class Kept:
    """A page as it was made for everyone at one moment, plain and compressed, and what is said to those who have it."""

    def __init__(self, answer: Answer, version: int, made_at: float) -> None:
        self.version, self._made_at = version, made_at
        self.until = made_at + min(LONGEST_SECONDS, _max_age(answer.headers))
        # a length is said of each form below
        headers = [(name, value) for name, value in answer.headers if name != b"content-length"]
        self._etag = dict(headers)[b"etag"]
        self._plain = _forms(headers, self._etag, answer.body)
        packed = (
            gzip.compress(answer.body, 6, mtime=0)
            if _is_text(headers) and len(answer.body) >= WORTH_IT
            else answer.body
        )
        # another form is another page to a strong ETag (RFC 9110, 8.8.3.3)
        etag = self._etag[:-1] + b'-gzip"'
        self._packed = (
            _forms([*headers, (b"content-encoding", b"gzip")], etag, packed)
            if len(packed) < len(answer.body)
            else self._plain
        )

    def variant(self, asked: Asked) -> Variant:
        """The form that fits the question."""
        etag, page, unchanged = self._packed if asked.gzip else self._plain
        return unchanged if asked.has and (etag in asked.has or asked.has == b"*") else page

    def age(self, now: float) -> int:
        """Seconds since it was made."""
        return int(now - self._made_at)


class Shelf:
    """The ASGI face of `pages` that keeps what they mark as the same for everyone.

    What is kept was asked for without anything of the one who asked first: the host, the address, the language and the scheme.
    Each page is made once at a time, however many wait for it. Whoever asks after something happened never gets what was
    made before.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._kept: dict[Key, Kept] = {}
        # what was the same for everyone when it was asked for last
        self._shared: dict[Key, None] = {}
        self._making: dict[Key, tuple[int, asyncio.Task[Kept | None]]] = {}
        self._versions = count(1)
        self._version = 0

    def outdate(self) -> None:
        """Something happened that a page may tell of: nothing made until now is given to anyone any more. From any thread."""
        self._version = next(self._versions)

    def whole(self, asked: Asked) -> bytes | None:
        """The whole answer, as it goes over the wire, if it is kept and still holds."""
        kept = self._kept.get(asked.key)
        now = monotonic()
        if kept is None or not self._holds(kept, now):
            return None
        return kept.variant(asked).whole(kept.age(now))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = asked_by(scope)
        kept = await self._page(asked.key, scope) if asked is not None and asked.key in self._shared else None
        if asked is not None and kept is not None:
            await _give(kept.variant(asked), kept.age(monotonic()), send)
            return
        is_shared = await self._pages(scope, receive, send)
        if asked is not None and is_shared:
            self._expect(asked.key)

    def _holds(self, kept: Kept, now: float) -> bool:
        return kept.version == self._version and now < kept.until

    def _expect(self, key: Key) -> None:
        """From now on this page is made for everyone at once."""
        if len(self._shared) >= MOST_PAGES and key not in self._shared:
            self._forget(next(iter(self._shared)))
        self._shared[key] = None

    def _forget(self, key: Key) -> None:
        self._shared.pop(key, None)
        self._kept.pop(key, None)

    async def _page(self, key: Key, scope: Scope) -> Kept | None:
        """The page, made now unless it is kept or somebody waits for it already; None where it is not everyone's any more."""
        kept = self._kept.get(key)
        if kept is not None and self._holds(kept, monotonic()):
            return kept
        version, making = self._making.get(key, (None, None))
        if making is None or version != self._version:
            making = asyncio.create_task(self._make(key, scope))
            self._making[key] = self._version, making
            making.add_done_callback(lambda done: self._made(key, done))
        return await asyncio.shield(making)

    async def _make(self, key: Key, scope: Scope) -> Kept | None:
        version, begun = self._version, monotonic()
        answer = await self._pages.ask(as_scope(key, scope))
        if not _may_be_kept(answer):
            self._forget(key)
            return None
        kept = await asyncio.to_thread(Kept, answer, version, begun)
        if key in self._shared:
            self._kept[key] = kept
        return kept

    def _made(self, key: Key, done: "asyncio.Task[Kept | None]") -> None:
        if self._making.get(key, (0, None))[1] is done:
            del self._making[key]


def _may_be_kept(answer: Answer) -> bool:
    said = {name for name, _value in answer.headers}
    return (
        answer.shared and answer.status == 200 and answer.rest is None and b"etag" in said and b"set-cookie" not in said
    )


def _forms(headers: list[Header], etag: bytes, body: bytes) -> tuple[bytes, Variant, Variant]:
    ours = [(name, etag if name == b"etag" else value) for name, value in headers]
    page = Variant(b"200 OK", [*ours, (b"content-length", str(len(body)).encode())], body)
    return etag, page, Variant(b"304 Not Modified", [one for one in ours if one[0] in _SAID_AGAIN], b"")


def _max_age(headers: Iterable[Header]) -> int:
    """Seconds for which the page may be kept by anyone; 0 where it does not say that it may."""
    said = dict(headers).get(b"cache-control", b"")
    found = _MAX_AGE.search(said)
    return int(found[1]) if found and b"public" in said else 0


def _is_text(headers: Iterable[Header]) -> bool:
    return dict(headers).get(b"content-type", b"").startswith(_TEXT)


async def _give(variant: Variant, age: int, send: Send) -> None:
    headers = [*variant.headers, (b"age", str(age).encode())]
    await send({"type": "http.response.start", "status": variant.status, "headers": headers})
    await send({"type": "http.response.body", "body": variant.body})
