"""The JSON API of sightings: every answer it gives is documented, whatever is sent."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.brakes import stopped
from wekeep.kit.throttle import Throttle
from wekeep.watch.forms import source
from wekeep.watch.models import Sighting
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Answer, Found
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sign import Sign

pytestmark = pytest.mark.django_db
PATHS = (
    "sightings",
    "sightings/status",
    "sightings/add",
    "sightings/correct",
    "sightings/withdraw",
    "sightings/unreach",
)


@pytest.fixture(autouse=True)
def patient_brakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_REPORTS", Throttle(burst=10_000, per_minute=10_000))
    monkeypatch.setattr(source, "_RECEIPTS", Throttle(burst=10_000, per_minute=10_000))


@pytest.fixture(autouse=True)
def small_city(monkeypatch: pytest.MonkeyPatch) -> None:
    two = (Found("Lake St & 1st Ave", 45.0, -93.0), Found("Lake St & 2nd Ave", 45.01, -93.0))
    monkeypatch.setattr(finding, "find", lambda text: Answer(may_be=two) if "lake" in text.lower() else Answer())
    monkeypatch.setattr(finding, "inside", lambda lat, lon: 44.9 < lat < 45.1 and lon < 0)


def post(
    path: str, body: Any, key: str | None = None, kind: str = "application/json", **headers: str
) -> tuple[int, Any]:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    if key is not None:
        headers["Idempotency-Key"] = key
    response = Client().post(f"/api/v1/{path}", sent, content_type=kind, headers=headers)
    return response.status_code, response.json()


def a_sighting(**changes: Any) -> dict[str, Any]:
    return {"lat": 45.0, "lon": -93.0, "activity": "staging"} | changes


def new_key() -> str:
    return str(uuid.uuid4())


def test_a_sighting_is_filed_once_and_the_same_again_gives_the_same_receipt() -> None:
    key = new_key()
    first, again = (
        post("sightings", a_sighting(people=[4, None]), key),
        post("sightings", a_sighting(people=[4, None]), key),
    )
    assert (first[0], again[0]) == (201, 200)
    assert first[1] == again[1]
    assert Sighting.objects.get().people_high is None
    assert post("sightings", a_sighting(people=5), key)[0] == 409


def test_the_order_of_the_fields_does_not_make_another_body() -> None:
    key = new_key()
    post("sightings", b'{"lat": 45.0, "lon": -93.0, "activity": "staging"}', key)
    assert post("sightings", b'{"activity":"staging","lon":-93.0,"lat":45.0}', key)[0] == 200


@pytest.mark.both
def test_a_receipt_shows_adds_corrects_and_withdraws() -> None:
    words = post("sightings", a_sighting(), new_key())[1]["receipt"]
    assert post("sightings/status", {"receipt": words})[1]["stage"] == "received"
    assert post("sightings/add", {"receipt": words, "text": "two more"})[0] == 200
    assert post("sightings/add", {"receipt": words})[0] == 422
    assert post("sightings/correct", {"receipt": words, "sighting": a_sighting(activity="leaving")})[0] == 200
    assert Sighting.objects.get().activity == "leaving"
    assert post("sightings/withdraw", {"receipt": words})[1]["stage"] == "withdrawn"
    assert post("sightings/status", {"receipt": "abacus abdomen abide ability able zebra"})[0] == 404


def test_look_alikes_alone_are_thanked_for_and_not_kept() -> None:
    status, said = post("sightings", a_sighting(activity=None, signs=["tinted_glass"]), new_key())
    assert status == 422
    assert said["errors"]["signs"][0].startswith("Thank you")
    assert not Sighting.objects.exists()


def test_an_ambiguous_place_comes_back_with_its_choices() -> None:
    status, said = post("sightings", {"place_text": "Lake St", "activity": "staging"}, new_key())
    assert status == 422
    assert [choice["label"] for choice in said["choices"]] == ["Lake St & 1st Ave", "Lake St & 2nd Ave"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (a_sighting(observed_at="2199-01-01T00:00:00Z"), "observed_at"),
        (a_sighting(observed_at="2020-01-01T00:00:00Z"), "observed_at"),
        (a_sighting(observed_at="2026-01-14T07:40:00"), "observed_at"),
        (a_sighting(observed_at=1768400000), "observed_at"),
        (a_sighting(lat=60.0), "place_text"),
        (a_sighting(lat=91), "lat"),
        (a_sighting(lat="45"), "lat"),
        (a_sighting(people=[5, 4]), "people"),
        (a_sighting(people=[1, 2, 3]), "people"),
        (a_sighting(vehicles=-1), "vehicles"),
        (a_sighting(vehicles=10**30), "vehicles"),
        (a_sighting(activity="dancing"), "activity"),
        (a_sighting(activity=None), "activity"),
        (a_sighting(activity=None, text="🚨"), "activity"),
        (a_sighting(text="x" * 2001), "text"),
        (a_sighting(language="x" * 30), "language"),
        (a_sighting(colour="red"), "colour"),
        ({"activity": "staging"}, "place_text"),
    ],
)
def test_what_is_wrong_is_said_by_field(body: dict[str, Any], field: str) -> None:
    status, said = post("sightings", body, new_key())
    assert status == 422
    assert list(said["errors"]) == [field]
    assert said["errors"][field][0]
    assert not Sighting.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"activity": "staging", "activity": "leaving"}', "application/json", 400),
        (b'{"lat": NaN, "lon": 0}', "application/json", 400),
        (b'{"vehicles": ' + b"9" * 6000 + b"}", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
        (b"activity=staging", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b'{"text": "' + b"x" * 10_000_000 + b'"}', "application/json", 413),
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_a_report_gets_a_documented_no(path: str, sent: bytes, kind: str, status: int) -> None:
    found, said = post(path, sent, new_key(), kind)
    assert found == status
    assert said["errors"]


@pytest.mark.parametrize("key", [None, "", "short", "x" * 65, "a b c d e f g h i j k", "ключ-ключ-ключ-ключ"])
def test_a_key_that_is_missing_or_odd_is_said(key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    response = Client().post("/api/v1/sightings", a_sighting(), content_type="application/json", headers=headers)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["Idempotency-Key"]


def test_a_missing_key_and_wrong_fields_are_said_together() -> None:
    wrong = a_sighting(lat=None, lon=None, place_text="lake", people=-4, observed_at="1999-01-01T10:00:00Z")
    status, said = post("sightings", wrong)
    assert status == 422
    assert {"Idempotency-Key", "place_text", "people", "observed_at"} <= said["errors"].keys()
    assert [choice["label"] for choice in said["choices"]] == ["Lake St & 1st Ave", "Lake St & 2nd Ave"]
    assert not Sighting.objects.exists()


def test_a_misspelt_crossing_comes_back_as_it_was_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Found("Lake St & 1st Ave", 45.0, -93.0)
    monkeypatch.setattr(finding, "find", lambda _text: Answer(lake, (lake,), by_likeness=True))
    status, said = post("sightings", a_sighting(lat=None, lon=None, place_text="Laek & 1st"), new_key())
    assert (status, said["place"]) == (201, "Lake St & 1st Ave")
    assert post("sightings", a_sighting(), new_key())[1]["place"] == ""


def test_half_a_surrogate_pair_and_hidden_characters_are_taken_out() -> None:
    sent = rb'{"lat": 45.0, "lon": -93.0, "text": "gr\ud800ey\u202e van\u0000\u200b"}'
    assert post("sightings", sent, new_key())[0] == 201
    assert Sighting.objects.get().text == "grey van"


def test_a_flood_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_REPORTS", stopped(2, 1))
    answers = [post("sightings", a_sighting(), new_key())[0] for _ in range(3)]
    assert answers == [201, 201, 429]


def test_errors_come_in_the_language_that_is_asked_for_and_never_repeat_what_was_sent() -> None:
    _, said = post("sightings", a_sighting(activity="s3cret-w0rd"), new_key())
    assert "s3cret-w0rd" not in json.dumps(said)


# --- whatever is sent, the answer is documented -----------------------------------------------------------------------

_TEXT = st.text(max_size=40)
_ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXT, st.lists(st.integers(), max_size=3))
_NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "lat": st.one_of(st.floats(44.95, 45.05), _ODD),
        "lon": st.one_of(st.floats(-93.1, -92.9), _ODD),
        "place_text": st.one_of(st.just("Lake St"), _TEXT, _ODD),
        "place_kind": st.one_of(st.sampled_from(["home", "school", None]), _ODD),
        "people": st.one_of(st.integers(-2, 600), st.lists(st.integers(-2, 600), min_size=1, max_size=3), _ODD),
        "vehicles": st.one_of(st.integers(-2, 300), _ODD),
        "activity": st.one_of(st.sampled_from([a.value for a in Activity]), _ODD),
        "signs": st.one_of(st.lists(st.sampled_from([s.value for s in Sign]), max_size=4), _ODD),
        "text": st.one_of(_TEXT, _ODD),
        "uniform": st.one_of(_TEXT, _ODD),
        "observed_at": st.one_of(st.datetimes().map(lambda d: d.isoformat() + "Z"), _ODD),
        "language": st.one_of(st.sampled_from(["en", "es", "hmn"]), _TEXT),
        "receipt": _TEXT,
        "sighting": st.dictionaries(_TEXT, _ODD, max_size=2),
        "first_hand": _ODD,
    },
)


@pytest.fixture(scope="module")
def documented() -> dict[str, dict[str, Any]]:
    return dict(Client().get("/api/v1/openapi.json").json()["paths"])


@given(
    body=st.one_of(_NEARLY, _ODD), path=st.sampled_from(PATHS), key=st.one_of(st.just("k" * 20), st.uuids().map(str))
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_one_that_the_api_documents(documented: dict[str, Any], body: Any, path: str, key: str) -> None:
    status, said = post(path, body, key)
    answers = documented[f"/api/v1/{path}"]["post"]["responses"]
    assert str(status) in answers
    schema = answers[str(status)]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    expected = {"Receipt": "receipt", "ProgressOut": "stage"}.get(schema, "errors")
    assert expected in said


def test_the_api_describes_itself_as_openapi_3_1_with_every_status(documented: dict[str, Any]) -> None:
    assert Client().get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
    filing = documented["/api/v1/sightings"]["post"]
    assert set(filing["responses"]) == {"200", "201", "400", "409", "413", "415", "422", "429", "503"}
    assert any(parameter["name"] == "Idempotency-Key" and parameter["required"] for parameter in filing["parameters"])
