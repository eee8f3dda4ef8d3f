"""Nothing of who came, with what, from where, and what they typed lies in logs, mail or the database afterwards."""

import io
import logging
import threading
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from config.logs import configure
from tests.cast import Cast
from tests.keeping import Keeping
from tests.people.passkeys import ADD, add_passkey, question
from tests.people.test_second_step import STEP
from wekeep.kit.throttle import Throttle
from wekeep.people.views import sign_in

ADDRESS, AGENT, WORDS = "203.0.113.77", "MarkedAgent/7.7", "marked-zebra-words"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the logs take, at their most talkative."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, threading.excepthook
    configure({"format": "json", "level": "DEBUG"})
    out = io.StringIO()
    assert isinstance(root.handlers[0], logging.StreamHandler)
    root.handlers[0].setStream(out)
    yield out
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)


def _fail(**_told: str) -> None:
    raise ZeroDivisionError(WORDS)


def everything_kept() -> str:
    """Every value of every table, as text and as the bytes that are in it."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                     for row in cursor.fetchall() for v in row]  # fmt: skip
    return "\n".join(told)


def test_a_whole_evening_leaves_no_mark_of_who_came_and_from_where(
    keeping: Keeping, cast: Cast, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "_TRIES_OF_A_SOURCE", Throttle(burst=40, per_minute=6))
    dana = cast.dana

    def browser(raises: bool = True) -> Client:
        return Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT, raise_request_exception=raises)

    def words(client: Client) -> None:
        client.post("/people/sign-in/", {"handle": dana.handle, "passphrase": dana.passphrase})

    first, second, stranger = browser(), browser(), browser(raises=False)
    words(first)
    assert first.post(ADD, {"passphrase": WORDS}).status_code == 400
    device = add_passkey(first, dana.passphrase)
    assert first.post(ADD, {"passphrase": WORDS, "proof": WORDS}).status_code == 400
    words(second)
    assert second.post(STEP, {"code": WORDS}).status_code == 400
    assert second.post(STEP, device.prove(question(second, "step"), "step")).status_code == 302
    stranger.post("/people/sign-in/", {"handle": WORDS, "passphrase": WORDS})
    stranger.post("/receipt/", {"words": WORDS})
    stranger.get(f"/no/{WORDS}/?q={WORDS}")
    with monkeypatch.context() as broken:
        broken.setattr(sign_in, "recognise", _fail)
        assert stranger.post("/people/sign-in/", {"handle": WORDS, "passphrase": WORDS}).status_code == 500
    log = written.getvalue()
    assert "ZeroDivisionError" in log, "the log was listening"
    kept = log + everything_kept() + "".join(str(one.message()) for one in mail.outbox)
    for mark in (ADDRESS, AGENT, WORDS, dana.passphrase, device.id.hex()):
        assert mark not in kept
