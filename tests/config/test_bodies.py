"""No body is longer than a form, whether it says its length or comes in chunks; and what comes in chunks is read."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.conf import settings

from config.bodies import Intake, Message, Receive, Scope, TooSlow
from tests.running import server, until
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


def taken(scope: Scope, receive: Receive, seconds: float = 30) -> tuple[Scope, bytes] | None:
    async def go() -> tuple[Scope, bytes] | None:
        return await Intake(settings.LONGEST_BODY, seconds).take_in(scope, receive)

    return asyncio.run(go())


def test_a_body_in_chunks_gets_the_length_it_has() -> None:
    found = taken(CHUNKED, coming_in(iter([b"lat=45", b"&lon=", b"-93"]), []))
    assert found is not None
    assert found[1] == b"lat=45&lon=-93"
    assert dict(found[0]["headers"]) == {b"host": b"localhost", b"content-length": b"14"}


def test_a_body_that_never_ends_is_read_no_further_than_the_longest_form() -> None:
    piece, drawn = b"0" * 65_536, list[int]()
    found = taken(CHUNKED, coming_in((piece for _n in range(1_000_000)), drawn))
    assert found is not None
    assert int(dict(found[0]["headers"])[b"content-length"]) > settings.LONGEST_BODY
    assert sum(drawn) <= settings.LONGEST_BODY + len(piece)


def test_of_a_body_that_says_it_is_too_long_nothing_is_read() -> None:
    drawn: list[int] = []
    too_long = {"headers": [(b"content-length", str(settings.LONGEST_BODY + 1).encode())]}
    assert taken(too_long, coming_in(iter([b"0"]), drawn)) == (too_long, b"")
    assert not drawn


def test_a_sender_who_dawdles_is_not_waited_for() -> None:
    async def dawdle() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    for headers in ([(b"content-length", b"1000")], [(b"transfer-encoding", b"chunked")]):
        with pytest.raises(TooSlow):
            taken({"headers": headers}, dawdle, seconds=0.05)


def test_a_sender_who_leaves_is_forgotten() -> None:
    async def leave() -> Message:
        return {"type": "http.disconnect"}

    assert taken({"headers": [(b"content-length", b"1000")]}, leave) is None


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
        until(Sighting.objects.exists, "the report was not brought in")
    assert Sighting.objects.count() == 1, filed.text
