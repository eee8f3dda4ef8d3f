"""No body is longer than a form, whether it says its length or comes in chunks; and what comes in chunks is read."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.conf import settings

from config.bodies import Message, Receive, Scope, take_in
from tests.running import server
from wekeep.watch.models import Sighting

CHUNKED = {"headers": [(b"transfer-encoding", b"chunked"), (b"host", b"localhost")]}


def coming_in(chunks: Iterator[bytes], drawn: list[int]) -> Receive:
    """A body of `chunks`, which notes the length of each that somebody asked for."""
    after = next(chunks, None)

    async def receive() -> Message:
        nonlocal after
        now, after = after, next(chunks, None)
        drawn.append(len(now or b""))
        return {"type": "http.request", "body": now or b"", "more_body": after is not None}

    return receive


def taken(scope: Scope, chunks: Iterator[bytes]) -> tuple[dict[bytes, bytes], bytes, list[int]]:
    async def go() -> tuple[dict[bytes, bytes], bytes, list[int]]:
        drawn: list[int] = []
        known, receive = await take_in(scope, coming_in(chunks, drawn))
        return dict(known["headers"]), (await receive())["body"], drawn

    return asyncio.run(go())


def test_a_body_in_chunks_gets_the_length_it_has() -> None:
    headers, body, _drawn = taken(CHUNKED, iter([b"lat=45", b"&lon=", b"-93"]))
    assert body == b"lat=45&lon=-93"
    assert headers == {b"host": b"localhost", b"content-length": b"14"}


def test_a_body_that_never_ends_is_read_no_further_than_the_longest_form() -> None:
    piece = b"0" * 65_536
    headers, _body, drawn = taken(CHUNKED, (piece for _n in range(1_000_000)))
    assert int(headers[b"content-length"]) > settings.LONGEST_BODY
    assert sum(drawn) <= settings.LONGEST_BODY + len(piece)


def test_a_body_that_says_its_length_is_left_to_the_pages() -> None:
    _headers, body, drawn = taken({"headers": [(b"content-length", b"3")]}, iter([b"abc", b"def"]))
    assert (body, drawn) == (b"abc", [3])


@pytest.mark.django_db(transaction=True)
def test_a_report_in_chunks_is_filed_and_a_flood_in_chunks_is_refused_in_words(tmp_path: Path) -> None:
    boundary = {"Content-Type": "multipart/form-data; boundary=b"}
    seen = {"idempotency_key": str(uuid4()), "lat": "45.0", "lon": "-93.0", "activity": "detaining", "when": "0"}
    fields = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{v}\r\n' for name, v in seen.items()]
    film = '--b\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\n'
    flood = (part.encode() for part in [*fields, film, *["0" * 65_536] * 32, "\r\n--b--\r\n"])
    with server(tmp_path) as (site, _process), httpx.Client(base_url=site, timeout=30) as browser:
        refused = browser.post("/report/", content=flood, headers=boundary)
        assert refused.status_code == 413
        assert "That is too large to send" in refused.text
        assert not Sighting.objects.exists()
        filed = browser.post("/report/", content=(p.encode() for p in [*fields, "--b--\r\n"]), headers=boundary)
        assert filed.status_code == 201, filed.text
        assert Sighting.objects.count() == 1, filed.text
