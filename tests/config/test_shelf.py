"""The shelf of public pages: made once for everyone in a language, never from anything of one person, anew when something happens."""

import asyncio
import gzip
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import pytest

from config import shelf as shelves
from config.bodies import Intake
from config.bridge import Pages
from config.questions import Asked, Key, asked_by, asked_in
from config.shelf import Shelf

LONG = "Two vans have left. " * 40


class House:
    """A WSGI application with one public page, one that is somebody's, and a journal of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.words = LONG
        self.cache = "max-age=30, public"
        self.shared = True
        self.waits: threading.Event | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        self.asked.append({k: v for k, v in environ.items() if k.startswith("HTTP_") or k == "REMOTE_ADDR"})
        words = f"{environ.get('HTTP_ACCEPT_LANGUAGE', '')}: {self.words}"
        if self.waits is not None:
            self.waits.wait(20)
        headers = [("Content-Type", "text/html; charset=utf-8")]
        if environ["PATH_INFO"] == "/now/":
            headers += [
                ("Cache-Control", self.cache),
                ("ETag", f'"{hash(words)}"'),
                ("Vary", "Cookie"),
                *([("X-Shared", "yes")] if self.shared else []),
            ]
        start("200 OK", headers)
        return [words.encode()]


class Answered:
    """What came back."""

    def __init__(self, messages: list[Any]) -> None:
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message["body"] for message in messages[1:])
        self.words = (gzip.decompress(self.body) if "content-encoding" in self.headers else self.body).decode()


async def get(shelf: Shelf, path: str = "/now/", query: str = "", method: str = "GET", **headers: str) -> Answered:
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    sent = {"host": "localhost", "accept_language": "en"} | headers
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
        "client": ("192.0.2.7", 1),
        "server": ("localhost", 80),
    }
    await shelf(scope, receive, send)
    return Answered(said)


def told(story: Callable[[Shelf, House], Coroutine[Any, Any, None]]) -> None:
    house = House()

    async def tell() -> None:
        await story(Shelf(Pages(house, 2, Intake(1000))), house)

    asyncio.run(tell())


def test_a_page_is_made_once_for_everyone_and_anew_as_soon_as_anything_happened() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        for _time in range(5):
            assert "Two vans" in (await get(shelf)).words
        assert len(house.asked) == 2  # for the first who asked, and then for everyone
        house.words = "All clear. " * 50
        shelf.outdate()
        assert "All clear" in (await get(shelf)).words
        assert len(house.asked) == 3

    told(story)


def test_what_is_kept_was_asked_for_with_nothing_of_the_one_who_asked() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        for _time in range(3):
            await get(shelf, cookie="session=danas; csrf=x", user_agent="Firefox", x_forwarded_for="198.51.100.4")
        assert house.asked[0]["HTTP_COOKIE"] == "session=danas; csrf=x"
        assert house.asked[1:] == [{"HTTP_HOST": "localhost", "HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": ""}]

    told(story)


def test_a_page_that_is_somebodys_is_made_for_each_who_asks() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        for who in ("dana", "omar", "dana"):
            assert (
                (await get(shelf, "/board/", cookie=f"session={who}")).headers["content-type"].startswith("text/html")
            )
        assert [one["HTTP_COOKIE"] for one in house.asked] == ["session=dana", "session=omar", "session=dana"]

    told(story)


def test_a_page_that_becomes_somebodys_is_given_to_nobody_else() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        await get(shelf)
        house.shared = False
        shelf.outdate()
        asked = [f"session={who}" for who in ("dana", "omar", "dana")]
        for cookie in asked:
            await get(shelf, cookie=cookie)
        # the first is looked at as anyone's page once more, and then as hers
        assert [one.get("HTTP_COOKIE") for one in house.asked[2:]] == [None, *asked]
        assert shelf.whole(Asked(Key(b"/now/", b"localhost", "en", False), False, b"", True)) is None

    told(story)


def test_each_language_has_its_own_page_whether_wished_for_or_chosen() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        for _time in range(2):
            assert (await get(shelf)).words.startswith("en")
            assert (await get(shelf, accept_language="so-SO,so;q=0.9,en;q=0.5")).words.startswith("so")
            assert (await get(shelf, cookie="language=ar; session=x")).words.startswith(("ar", "en"))
        # what the choice of a cookie led to is kept beside the others
        assert (await get(shelf, cookie="session=y; language=ar")).words.startswith("ar")
        assert (await get(shelf)).words.startswith("en")
        assert (await get(shelf, accept_language="tlh")).words.startswith("en")

    told(story)


def test_who_has_the_page_is_told_so_and_after_a_change_gets_the_new_one() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        first = await get(shelf)
        again = await get(shelf, if_none_match=f'W/"other", {first.headers["etag"]}')
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert "max-age=30" in again.headers["cache-control"]
        house.words = "All clear. " * 50
        shelf.outdate()
        assert (await get(shelf, if_none_match=first.headers["etag"])).status == 200

    told(story)


def test_a_compressed_page_is_another_page_of_the_same_words() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        plain, packed = await get(shelf), await get(shelf, accept_encoding="br, gzip;q=0.8")
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < len(plain.body) // 3
        assert packed.words == plain.words
        assert packed.headers["etag"] != plain.headers["etag"]
        assert (await get(shelf, accept_encoding="gzip", if_none_match=packed.headers["etag"])).status == 304
        assert (await get(shelf, accept_encoding="gzip", if_none_match=plain.headers["etag"])).status == 200
        assert "content-encoding" not in (await get(shelf, accept_encoding="gzip;q=0, *")).headers

    told(story)


def test_a_page_is_kept_no_longer_than_it_says_itself_and_its_age_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr("config.shelf.monotonic", lambda: moment[0])

    async def story(shelf: Shelf, house: House) -> None:
        house.cache = "max-age=3, public"
        await get(shelf)
        assert (await get(shelf)).headers["age"] == "0"
        moment[0] += 2.5
        assert (await get(shelf)).headers["age"] == "2"
        assert len(house.asked) == 2
        moment[0] += 0.5
        assert (await get(shelf)).headers["age"] == "0"
        assert len(house.asked) == 3
        house.cache = "max-age=0, public"
        shelf.outdate()
        await get(shelf)
        await get(shelf)
        assert len(house.asked) == 5

    told(story)


def test_many_who_wait_for_a_page_have_it_made_once_but_who_asks_after_a_change_gets_what_is_made_after_it() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        house.waits = threading.Event()
        early = [asyncio.create_task(get(shelf)) for _one in range(9)]
        while len(house.asked) < 2:
            await asyncio.sleep(0.001)
        house.words = "All clear. " * 50
        shelf.outdate()
        late = [asyncio.create_task(get(shelf)) for _one in range(9)]
        while len(house.asked) < 3:
            await asyncio.sleep(0.001)
        house.waits.set()
        assert {one.words[:12] for one in await asyncio.gather(*early)} == {"en: Two vans"}
        assert {one.words[:13] for one in await asyncio.gather(*late)} == {"en: All clear"}
        assert len(house.asked) == 3
        assert "All clear" in (await get(shelf)).words

    told(story)


@pytest.mark.parametrize(
    "other",
    [
        {"query": "lang=so"},
        {"method": "HEAD"},
        {"range": "bytes=0-9"},
        {"hx_request": "true"},
        {"if_modified_since": "x"},
    ],
)
def test_what_asks_for_something_else_goes_to_the_pages_themselves(other: dict[str, str]) -> None:
    async def story(shelf: Shelf, house: House) -> None:
        await get(shelf)
        await get(shelf)
        for _time in range(2):
            await get(shelf, **other)
        assert len(house.asked) == 4

    told(story)


def test_no_more_pages_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_PAGES", 3)

    async def story(shelf: Shelf, house: House) -> None:
        for n in range(10):
            await get(shelf, host=f"localhost:{n}")
            await get(shelf, host=f"localhost:{n}")
        assert len(shelf._kept) == len(shelf._shared) == 3
        assert shelf._making == {}

    told(story)


def test_the_mark_of_a_shared_page_is_told_to_nobody() -> None:
    async def story(shelf: Shelf, house: House) -> None:
        for _time in range(2):
            assert "x-shared" not in (await get(shelf)).headers

    told(story)


HEAD = b"GET /now/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: so\r\nCookie: session=x\r\n"


def test_a_question_read_from_the_wire_is_the_one_the_server_would_hand_on() -> None:
    by_hand = asked_in(HEAD + b'If-None-Match: "a"\r\nAccept-Encoding: gzip\r\n\r\n')
    scope = {
        "method": "GET",
        "query_string": b"",
        "raw_path": b"/now/",
        "headers": [
            (b"host", b"localhost"),
            (b"accept-language", b"so"),
            (b"if-none-match", b'"a"'),
            (b"accept-encoding", b"gzip"),
        ],
    }
    assert by_hand == asked_by(scope) == Asked(Key(b"/now/", b"localhost", "so", False), True, b'"a"', True)


@pytest.mark.parametrize(
    "data",
    [
        HEAD,
        HEAD + b"\r\nGET /now/ HTTP/1.1\r\n\r\n",
        HEAD + b"Content-Length: 3\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Transfer-Encoding : chunked\r\n\r\n",
        HEAD + b" folded: x\r\n\r\n",
        HEAD + b"X: a\nTransfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Host: elsewhere\r\n\r\n",
        HEAD + b"Connection: close\r\n\r\n",
        HEAD + b"Upgrade: websocket\r\n\r\n",
        HEAD.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n",
        HEAD.replace(b"GET", b"POST") + b"\r\n",
        HEAD.replace(b"/now/", b"/now/?lang=so") + b"\r\n",
        HEAD.replace(b"/now/", b"http://localhost/now/") + b"\r\n",
        b"GET /now/ HTTP/1.1\r\n\r\n",
        HEAD + b"X: " + b"x" * 9000 + b"\r\n\r\n",
    ],
)
def test_what_is_not_one_whole_plain_question_is_left_to_the_parser(data: bytes) -> None:
    assert asked_in(data) is None
    assert asked_in(data) is None


def test_nothing_that_tells_who_asked_is_remembered() -> None:
    from config import questions

    questions._known.clear()
    for telling in (b"", b"X-Forwarded-For: 198.51.100.4\r\n"):
        head = HEAD.replace(b"Cookie: session=x\r\n", telling) if telling else HEAD
        assert asked_in(head + b"\r\n")
    assert questions._known == {}
    plain = HEAD.replace(b"Cookie: session=x\r\n", b"") + b"\r\n"
    assert asked_in(plain) is asked_in(plain)
