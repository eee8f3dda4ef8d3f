"""The doors of reports on the event loop say what the pages say, whatever is sent, and keep what the pages would keep."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections

from config.api import parse
from config.bodies import Intake
from config.bridge import Answer, Pages
from config.questions import language_of
from tests.brakes import stopped
from tests.cast import Cast
from tests.running import until
from wekeep.kit.throttle import Throttle
from wekeep.watch.actions import draining, taking
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.taking import close_spool, open_spool
from wekeep.watch.forms import source
from wekeep.watch.models import Sighting
from wekeep.watch.rules.standing import HeldFor, Ruling
from wekeep.watch.views import doorstep
from wekeep.watch.views.doorstep import Doorstep

pytestmark = pytest.mark.django_db(transaction=True)
API, FORM = "/api/v1/sightings", "/report/"
SEEN = {"lat": 45.0, "lon": -93.0, "activity": "staging"}
Said = tuple[int, dict[str, str], dict[str, Any]]


class Counted(Pages):
    """Pages that count how often one was made."""

    made = 0

    async def ask(self, scope: Any, body: bytes = b"") -> Answer:
        self.made += 1
        return await super().ask(scope, body)


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=10_000, per_minute=10_000))
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: Ruling())


@pytest.fixture
def doors(tmp_path: Path, zones: object) -> Iterator[tuple[Counted, Counted]]:
    """With a doorstep that has seen one report at each door, and without."""
    open_spool(tmp_path)
    # until it has learned which keys were used, the pages look for each
    until(lambda: taking._HERE.taker is not None and taking._HERE.taker._known is not None)
    with_one, without = (
        Counted(get_wsgi_application(), 1, Intake(1 << 20), before=before)
        for before in (Doorstep(parse, language_of), None)
    )
    for path in (API, FORM):
        for language in ("en", "es"):
            assert say(with_one, path, SEEN, accept_language=language)[0] == 201
    with_one.made = 0
    yield with_one, without
    close_spool()
    for one in (with_one, without):
        one._pool.submit(connections.close_all).result()


def say(pages: Pages, path: str, said: Any, key: str | None = "", query: bytes = b"", **headers: str) -> Said:
    """What the doors answer to one request: status, headers, and what it says."""
    key = str(uuid.uuid4()) if key == "" else key
    given = {"host": "localhost", "accept": "application/json", "accept-language": "en"}
    if path == API:
        given |= {"content-type": "application/json"} | ({"idempotency-key": key} if key is not None else {})
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
    else:
        given |= {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        pairs = said if isinstance(said, list) else list(said.items())
        body = urlencode([*pairs, *([("idempotency_key", key)] if key is not None else [])]).encode()
    given |= {"content-length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(_ask(pages, path, query, given, body))


async def _ask(pages: Pages, path: str, query: bytes, headers: dict[str, str], body: bytes) -> Said:
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "server": ("localhost", 80),
        "client": ("10.0.0.1", 0),
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        "extensions": {},
    }
    await pages(scope, receive, send)
    content = b"".join(one.get("body", b"") for one in told[1:])
    names = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    assert len(names) == len(told[0]["headers"])
    is_json = names["content-type"].startswith("application/json")
    return told[0]["status"], names, json.loads(content) if is_json else {"page": len(content) > 0}


def the_same(one: Said, other: Said) -> bool:
    """Equal but for the receipt, and so for the length."""
    assert ("receipt" in one[2]) == ("receipt" in other[2])
    bare = [(status, names | {"content-length": ""}, told | {"receipt": ""}) for status, names, told in (one, other)]
    return bare[0] == bare[1]


QUICK_JSON: dict[str, dict[str, Any]] = {
    "the least": SEEN,
    "whole numbers as degrees": SEEN | {"lat": 45, "lon": -93},
    "everything": SEEN
    | {
        "people": [2, None],
        "vehicles": 3,
        "uniform": "vests",
        "equipment": "masks",
        "text": "línea uno\nlinha dois \u200b ok",
        "signs": ["masked", "agency_shown"],
        "first_hand": True,
        "still_there": False,
        "place_kind": "school",
        "place_text": "by the gate",
        "language": "es",
    },
    "words alone": {"lat": 45.0, "lon": -93.0, "text": "three men at the door"},
}
SLOW_JSON: dict[str, Any] = {
    "no place": {"activity": "staging"},
    "a place in words": {"activity": "staging", "place_text": "Nowhere & Never"},
    "a place outside": SEEN | {"lat": 91.0},
    "degrees as words": SEEN | {"lat": "45"},
    "a field that nobody knows": SEEN | {"plate": "x"},
    "an activity that nobody knows": SEEN | {"activity": "dancing"},
    "nothing seen": {"lat": 45.0, "lon": -93.0},
    "pictures alone": {"lat": 45.0, "lon": -93.0, "text": "🚓"},
    "look-alikes alone": {"lat": 45.0, "lon": -93.0, "signs": ["tinted_glass"]},
    "too long": SEEN | {"text": "x" * 2001},
    "too many people": SEEN | {"people": 501},
    "people the wrong way round": SEEN | {"people": [5, 2]},
    "a time to come": SEEN | {"observed_at": "2999-01-01T00:00:00Z"},
    "a time without a zone": SEEN | {"observed_at": "2026-01-01T00:00:00"},
    "long ago": SEEN | {"observed_at": "2020-01-01T00:00:00Z"},
    "a language that is none": SEEN | {"language": "?"},
    "a name twice": b'{"lat": 45.0, "lat": 44.9, "lon": -93.0, "activity": "staging"}',
    "no number": b'{"lat": NaN, "lon": -93.0, "activity": "staging"}',
    "no JSON": b"lat=45",
    "no object": b"[1, 2]",
    "nothing": b"",
    "not UTF-8": b'{"text": "\xff"}',
    "how to be reached": SEEN | {"reach": "612 555 0100"},
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_json_door_answers_as_the_page_does_and_makes_no_page_for_a_plain_report(
    doors: tuple[Counted, Counted], language: str
) -> None:
    quick, slow = doors
    for name, said in QUICK_JSON.items():
        assert the_same(
            say(quick, API, said, accept_language=language), say(slow, API, said, accept_language=language)
        ), name
    assert quick.made == 0
    for name, said in SLOW_JSON.items():
        answers = [say(one, API, said, accept_language=language) for one in doors]
        assert the_same(*answers), name
        assert answers[0][0] in (201, 400, 422), name
    for key in (None, "short", "a key with spaces in it"):
        assert the_same(*(say(one, API, SEEN, key, accept_language=language) for one in doors)), key
    assert quick.made == len(SLOW_JSON) + 3


def test_what_is_kept_is_the_same_at_either_door(doors: tuple[Counted, Counted]) -> None:
    """All columns but those that name the report."""
    until(lambda: taking._HERE.taker is not None and not len(taking._HERE.taker.line))
    Sighting.objects.all().delete()
    own = {"id", "code", "received_at", "forget_at", "observed_at", "idempotency_key", "body_mark", "receipt_mark"}
    samples = [(API, said) for said in QUICK_JSON.values()] + [(FORM, said) for said in QUICK_FORMS.values()]
    for path, said in samples:
        for one in doors:
            assert say(one, path, said, accept_language="es")[0] == 201
        until(lambda: Sighting.objects.count() == 2)
        first, second = ({n: v for n, v in row.items() if n not in own} for row in Sighting.objects.values())
        assert first == second
        Sighting.objects.all().delete()


TYPED = {"lat": "45.0", "lon": "-93.0", "activity": "staging", "when": "0"}
QUICK_FORMS: dict[str, Any] = {
    "the least": TYPED,
    "everything": [
        *TYPED.items(),
        *[
            ("signs", "masked"),
            ("signs", "agency_shown"),
            ("accuracy", "12"),
            ("people_low", "2"),
            ("people_high", "4"),
        ],
        *[
            ("vehicles", "3"),
            ("uniform", " vests "),
            ("equipment", "masks"),
            ("text", "one\r\ntwo"),
            ("first_hand", "yes"),
        ],
        *[("still_there", "no"), ("place_kind", "school"), ("place_text", ""), ("place_pick", ""), ("picked_for", "")],
        *[("reach", ""), ("proof", ""), ("observed_at", ""), ("written_at", "")],
    ],
    "far too coarse": TYPED | {"accuracy": "2500"},
    "half an hour ago": TYPED | {"when": "30"},
    "a field of nobody's": TYPED | {"csrfmiddlewaretoken": "x", "unknown": "y"},
}
SLOW_FORMS: dict[str, Any] = {
    "no place": {"activity": "staging", "when": "0"},
    "a place in words": {"activity": "staging", "place_text": "Nowhere & Never"},
    "a place outside": TYPED | {"lat": "91"},
    "degrees that are none": TYPED | {"lat": "here"},
    "an activity that nobody knows": TYPED | {"activity": "dancing"},
    "nothing seen": {"lat": "45.0", "lon": "-93.0"},
    "look-alikes alone": {"lat": "45.0", "lon": "-93.0", "signs": "tinted_glass"},
    "a sign that is none": TYPED | {"signs": ""},
    "too long": TYPED | {"text": "x" * 2001},
    "too many people": TYPED | {"people_low": "501"},
    "two places": [*TYPED.items(), ("lat", "44.9")],
    "a time that is none": TYPED | {"when": "other", "observed_at": "soon"},
    "an accuracy below nothing": TYPED | {"accuracy": "-1"},
    "how to be reached": TYPED | {"reach": "612 555 0100"},
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_door_answers_as_the_page_does_and_makes_no_page_for_a_plain_report(
    doors: tuple[Counted, Counted], language: str
) -> None:
    quick, slow = doors
    for name, said in QUICK_FORMS.items():
        assert the_same(
            say(quick, FORM, said, accept_language=language), say(slow, FORM, said, accept_language=language)
        ), name
    assert quick.made == 0
    for name, said in SLOW_FORMS.items():
        answers = [say(one, FORM, said, accept_language=language) for one in doors]
        assert the_same(*answers), name
    assert the_same(*(say(one, FORM, TYPED, "short", accept_language=language) for one in doors))
    assert quick.made == len(SLOW_FORMS) + 1


def test_what_the_pages_look_at_is_looked_at_by_the_pages(doors: tuple[Counted, Counted], cast: Cast) -> None:
    """A page instead of JSON, another site's form, a foreign host, a member, a question behind the address: each its own."""
    session = cast.omar.client().cookies["session"].value
    others: list[tuple[str, dict[str, Any]]] = [
        (FORM, {"accept": "text/html"}),
        (FORM, {"sec_fetch_site": "cross-site"}),
        (FORM, {"origin": "https://elsewhere.example", "sec_fetch_site": "cross-site"}),
        (FORM, {"host": "elsewhere.example"}),
        (FORM, {"cookie": f"session={session}"}),
        (FORM, {"query": b"lang=so"}),
        (API, {"content_type": "text/plain"}),
        (API, {"host": "elsewhere.example"}),
        (API, {"query": b"x=1"}),
    ]
    for number, (path, headers) in enumerate(others):
        said = SEEN if path == API else TYPED
        one, other = (say(pages, path, said, **headers) for pages in doors)
        assert one[0] == other[0], headers
        assert doors[0].made == number + 1, headers


def test_a_key_that_was_used_is_answered_by_the_page(doors: tuple[Counted, Counted]) -> None:
    quick, _slow = doors
    for path, said, another in ((API, SEEN, SEEN | {"vehicles": 1}), (FORM, TYPED, TYPED | {"vehicles": "1"})):
        key, made = str(uuid.uuid4()), quick.made
        first = say(quick, path, said, key)
        again = say(quick, path, said, key)
        assert (first[0], again[0], first[2]["receipt"]) == (201, 200, again[2]["receipt"])
        assert say(quick, path, another, key)[0] == 409
        assert quick.made == made + 2


def test_the_brake_counts_a_report_once_at_whichever_door(
    doors: tuple[Counted, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_REPORTS", stopped(3, 1))
    answers = [
        say(doors[0], path, said)
        for path, said in [(API, SEEN), (FORM, TYPED), (API, SEEN), (FORM, TYPED), (API, SEEN)]
    ]
    assert [status for status, _names, _told in answers] == [201, 201, 201, 429, 429]
    assert all("retry-after" in names for _status, names, _told in answers[3:])


def test_a_held_report_is_told_so_at_either_door(
    doors: tuple[Counted, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sender, "judge", lambda _sender, _report: Ruling(held_for=HeldFor.NO_PROOF))
    for path, said in ((API, SEEN), (FORM, TYPED)):
        answers = [say(one, path, said) for one in doors]
        assert the_same(*answers)
        assert answers[0][2]["wants_proof"] is True
    assert doors[0].made == 0


def test_what_cannot_be_kept_is_said_in_words_by_the_page(
    doors: tuple[Counted, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    taker = taking._HERE.taker
    assert taker is not None
    until(lambda: not len(taker.line))
    monkeypatch.setattr(taker.line, "_most", 0)
    for path, said in ((API, SEEN), (FORM, TYPED)):
        status, names, told = say(doors[0], path, said, accept_language="es")
        assert (status, names["retry-after"]) == (503, "10")
        (why,) = told["errors"].values()
        assert "10 segundos" in why[0]


def test_plain_reports_are_taken_while_the_database_is_away(
    doors: tuple[Counted, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends one notices nothing; it is there once the database is."""
    quick, _slow = doors
    taker = taking._HERE.taker
    assert taker is not None
    say(quick, API, SEEN)
    until(lambda: not len(taker.line))
    there = Sighting.objects.count()

    def away(*_given: object) -> Any:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(draining, "store", away)
        patched.setattr(doorstep, "limits_now", away)
        # one that is away may say so later than what was known is good for
        patched.setattr(doorstep, "LIMITS_SECONDS", 0.0)
        quick._before._inside_until = 0.0  # type: ignore[union-attr]
        receipts = [say(quick, path, said)[2]["receipt"] for path, said in ((API, SEEN), (FORM, TYPED))]
        assert len({*receipts}) == 2
        assert Sighting.objects.count() == there
    until(lambda: Sighting.objects.count() == there + 2)
    assert quick.made == 0
