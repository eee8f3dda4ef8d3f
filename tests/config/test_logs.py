"""Logs hold no address, no number of anyone, no place and none of people's words."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import Client

from config.logs import configure, scrub

SECRETS = (
    "192.0.2.77",
    "192.0.2.77:4433",
    "2001:db8::17",
    "2001:0db8:0000:0000:0000:ff00:0042:8329",
    "::ffff:192.0.2.77",
    "fe80::1",
    "someone.else+tag@mail.example.org",
    "+1 (612) 555-0123",
    "612-555-0123",
    "6125550123",
    "44.94832",
    "-93.2601",
)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What our pipeline writes, as JSON lines, while the test runs."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, threading.excepthook
    configure({"format": "json", "level": "INFO"})
    out = io.StringIO()
    ours = root.handlers[0]
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(out)
    yield out
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    every = [json.loads(line) for line in out.getvalue().splitlines()]
    # a server that an earlier test ended may still be saying so
    return [one for one in every if one["logger"] != "uvicorn.error"]


@pytest.mark.parametrize("secret", SECRETS)
def test_addresses_and_numbers_are_taken_out_wherever_they_stand(secret: str, written: io.StringIO) -> None:
    log = structlog.get_logger("test")
    log.warning(f"from {secret} at once", who=secret, many=[secret, {"deep": secret}], whom={secret: 1})
    logging.getLogger("some.library").warning("it was %s, then", secret)
    bare = secret.split(":4433")[0]
    assert len(lines(written)) == 2
    assert bare not in written.getvalue()


def test_numbers_that_are_places_or_telephones_go_and_counts_stay(written: io.StringIO) -> None:
    structlog.get_logger("test").warning("seen", lat=44.94832, phone=6125550123, count=4711, share=0.5, on=True)
    [line] = lines(written)
    assert (line["lat"], line["phone"]) == ("[number]", "[number]")
    assert (line["count"], line["share"], line["on"]) == (4711, 0.5, True)


def test_an_exception_is_its_kind_and_where_it_passed_and_never_its_message(written: io.StringIO) -> None:
    try:
        raise ValueError("two vans at Lake and 17th")
    except ValueError:
        structlog.get_logger("test").exception("it failed")
        logging.getLogger("some.library").exception("it failed too")
    own, foreign = lines(written)
    assert own["exception"] == foreign["exception"] == "ValueError"
    assert "test_logs.py:" in own["passed"]
    assert "Lake" not in written.getvalue()


def test_a_thread_that_crashes_says_so_without_its_message(written: io.StringIO) -> None:
    def crash() -> None:
        raise RuntimeError("two vans at Lake and 17th")

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    [line] = lines(written)
    assert (line["event"], line["exception"]) == ("a thread crashed", "RuntimeError")
    assert "Lake" not in written.getvalue()


def test_a_page_that_is_not_there_is_logged_without_its_address_and_so_is_a_foreign_host(written: io.StringIO) -> None:
    Client().get("/two-vans-at-lake/")
    Client().get("/", headers={"host": "two-vans.example"})
    assert [line["event"] for line in lines(written)][:1] == ["django.request answered 404"]
    assert "vans" not in written.getvalue()


@pytest.mark.parametrize("kept", ["job refused", "4 tries", "watch.merge_sighting", "14:32", "2026-11-21"])
def test_what_an_operator_needs_stays(kept: str) -> None:
    assert scrub(kept) == kept
