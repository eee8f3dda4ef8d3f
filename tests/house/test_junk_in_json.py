"""Junk at the doors of care that read JSON, files and links: a clear no in words, never a 500, and nothing of the junk in a log."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.care.asking import coordinator
from tests.care.test_api import a_form
from tests.care.whole_day import WholeDay, browser_of, whole_day
from tests.cast import Cast
from tests.keeping import Keeping
from wekeep.care.forms import source
from wekeep.kit.codes import new_code
from wekeep.kit.throttle import Throttle

MARK = "qqjunkqq"
REQUESTS, STATUS = "/api/v1/requests", "/api/v1/requests/status"
DEEP = 100_000
# Bodies that are no JSON of ours, whatever stands in them.
UNREADABLE = {
    "empty": b"",
    "half": b'{"needs": ["' + MARK.encode(),
    "not utf-8": b'{"contact": "\xff\xfe' + MARK.encode() + b'"}',
    "a name twice": json.dumps(a_form())[:-1].encode() + b', "contact": "' + MARK.encode() + b'"}',
    "not a number": b'{"needs": NaN}',
    "endless": b'{"needs": -Infinity}',
    "5,000 digits": b'{"needs": ' + b"9" * 5_000 + b"}",
    "lists in lists": b"[" * DEEP + b"]" * DEEP,
    "things in things": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "lists never closed": b"[" * DEEP,
}
# Values that stand in place of one field of a form that is otherwise as it should be.
VALUES: dict[str, Any] = {
    "nothing": None,
    "yes": True,
    "minus": -1,
    "a part": 1.5,
    "400 digits": 10**400,
    "a list": [],
    "a thing": {},
    "lists": [[[]]],
    "a query": {"$ne": MARK},
    "long": MARK * 12_500,
    "many": [MARK] * 1_000,
    "nul": f"{MARK}\x00",
    "surrogate": f"{MARK}\ud800",
    "signs": f"{MARK}\u202e²\u0301",
}


@pytest.fixture
def open_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_FORMS", "_WORDS"):
        monkeypatch.setattr(source, name, Throttle(burst=100_000, per_minute=100_000))


def told(answer: Any) -> str:
    return str(answer.content.decode("utf-8", "replace"))


def sent(path: str, body: bytes, **headers: str) -> tuple[int, str]:
    """What a program is answered, with all that it did undone."""
    client = Client(raise_request_exception=False)
    headers = {"Idempotency-Key": new_code(), **headers}
    with transaction.atomic():
        answer = client.post(path, body, content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return answer.status_code, told(answer)


def wrong_with(status: int, page: str) -> list[str]:
    """What is wrong with an answer to junk: no clear no, no words, or the junk in it."""
    found = [] if 400 <= status < 500 else [str(status)]
    if 400 <= status < 500:
        said = json.loads(page)["errors"]
        found += [] if said and all(words and all(words) for words in said.values()) else ["says nothing"]
        # a field that is none is named; what stood in one never is
        found += ["tells the junk again"] if MARK in str([*said.values()]) else []
    return found


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    form = a_form()
    for name in [*form, "urgency", "parts", "contact_kind", "about", "asks_first", "looked_at", "hours"]:
        for how, value in VALUES.items():
            yield f"{name}: {how}", form | {name: value}
    for how, value in VALUES.items():
        yield f"an answer: {how}", form | {"answers": {"groceries": {"people": value}}}
        yield f"answers of it: {how}", form | {"answers": {"groceries": value}}
    yield "a field that is none", form | {MARK: MARK}
    yield "a need that is none", form | {"needs": [MARK]}
    yield "answers of none", form | {"answers": {MARK: {MARK: MARK}}}


# What a form may hold as well as not; everything else of `spoiled` is answered with a no.
TAKEN = ("name: ", "about: ", "hours: ", "area: ", "address: ", "contact: ")


@pytest.mark.both
@pytest.mark.long
def test_no_program_that_sends_junk_for_a_household_is_answered_by_an_error_of_ours(
    cast: Cast, keeping: Keeping, open_gates: None, caplog: Any, capsys: Any
) -> None:
    coordinator().unlocked()
    broken = list[str]()
    for how, body in UNREADABLE.items():
        for path in (REQUESTS, STATUS):
            broken += [f"{path} {how}: {trouble}" for trouble in wrong_with(*sent(path, body))]
    for how, form in spoiled():
        status, page = sent(REQUESTS, json.dumps(form).encode())
        if status in (200, 201) and (how.endswith(("yes", "a list", "a thing")) or how.startswith(TAKEN)):
            continue
        broken += [f"{how}: {trouble}" for trouble in wrong_with(status, page)]
    for how, value in VALUES.items():
        broken += [
            f"words {how}: {trouble}" for trouble in wrong_with(*sent(STATUS, json.dumps({"receipt": value}).encode()))
        ]
    for key in ("", MARK, "x" * 100_000, "²" * 16, "a b" * 8):
        status, page = sent(REQUESTS, json.dumps(a_form()).encode(), **{"Idempotency-Key": key})
        broken += [f"key {key[:20]}: {trouble}" for trouble in wrong_with(status, page)]
    for proof in (MARK, "1.2.3~" + "f." * 50_000, "1." + "9" * 5_000 + ".3~0", "~", "²~²"):
        status, _page = sent(REQUESTS, json.dumps(a_form()).encode(), **{"Proof-Of-Work": proof})
        broken += [] if status in (201, 400) else [f"proof {proof[:20]}: {status}"]
    assert broken == []
    log = caplog.text + "".join(capsys.readouterr())
    assert MARK not in log


LINKS = (MARK, MARK * 500, "²" * 16, "a" * 16, "%00", "%ff%fe", "..%2f..%2fetc", "%ed%a0%80")


@pytest.mark.long
def test_no_link_file_or_press_of_junk_breaks_a_door_of_care(
    keeping: Keeping, cast: Cast, open_gates: None, caplog: Any
) -> None:
    day, broken = whole_day(), list[str]()
    client = Client(raise_request_exception=False)
    for link in LINKS:
        for answer in (
            client.get(f"/requests/asked/{link}/"),
            client.post(f"/requests/asked/{link}/", {"answer": "yes"}),
        ):
            broken += [] if answer.status_code in (400, 404) else [f"link {link[:20]}: {answer.status_code}"]
    broken += list(_files(day)) + list(_presses(day))
    assert broken == []
    assert _only_paths(caplog)


def _only_paths(caplog: Any) -> bool:
    """Whether the junk stands nowhere in what was logged but in a path that nothing answers."""
    return all("Not Found" in record.getMessage() for record in caplog.records if MARK in record.getMessage())


def _path_of(day: WholeDay, who: str, part: str) -> str:
    return next(path for path in day.paths[who] if part in path)


def _files(day: WholeDay) -> Iterator[str]:
    """Plans and lists that are none."""
    cora = browser_of(day, "cora")
    cora.raise_request_exception = False
    plan = _path_of(day, "cora", "/runs/")
    code = plan.split("/runs/")[1].split("/")[0]
    bodies = [*UNREADABLE.values(), *(json.dumps(value).encode() for value in VALUES.values())]
    bodies += [json.dumps({"routes": value}).encode() for value in VALUES.values()]
    bodies += [json.dumps({"routes": [{"driver": value, "stops": [value]}]}).encode() for value in VALUES.values()]
    for number, body in enumerate(bodies):
        for path, more in ((f"/runs/{code}/file/", {"edition": "1"}), ("/requests/lists/", {"need": "groceries"})):
            with transaction.atomic():
                status = cora.post(path, more | {"file": SimpleUploadedFile(f"{MARK}.csv", body)}).status_code
                transaction.set_rollback(True)
            if status >= 500:
                yield f"{path} {number} {body[:30]!r}: {status}"


def _presses(day: WholeDay) -> Iterator[str]:
    """What a phone sends of stops, as a program would."""
    drew = browser_of(day, "drew")
    drew.raise_request_exception = False
    run = _path_of(day, "drew", "/my-runs/").split("/my-runs/")[1].split("/")[0]
    for name in ("outcome", "stop", "named", "failure", "idempotency_key", "phone_time", "opened"):
        for how in ("nul", "surrogate", "long", "signs"):
            data = {"outcome": "handed", "stop": "a" * 16} | {name: VALUES[how].encode("utf-8", "surrogatepass")}
            with transaction.atomic():
                answer = drew.post(f"/my-runs/{run}/tell/", data, headers={"Accept": "application/json"})
                transaction.set_rollback(True)
            if not 400 <= answer.status_code < 500 or MARK in told(answer):
                yield f"press {name} {how}: {answer.status_code}"
