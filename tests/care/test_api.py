"""The JSON door of requests: once under one key, the same rules as the page, errors by field, and how it stands."""

import json
from typing import Any

from django.test import Client

from tests.care.asking import DESK, PHONE, STREET, opened, step, the_request
from tests.cast import Person
from wekeep.care.models import Household
from wekeep.kit.codes import new_code


def post(path: str, body: Any, key: str | None = None) -> tuple[int, Any]:
    headers = {"Idempotency-Key": key} if key is not None else {}
    answer = Client().post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def a_form(**changed: Any) -> dict[str, Any]:
    sent = {
        "needs": ["groceries", "ride_medical"],
        "answers": {
            "groceries": {"people": 5, "diet": ["halal"]},
            "ride_medical": {"seats": ["booster"], "back": True},
        },
        "contact": PHONE,
        "address": STREET,
        "area": "Longfellow",
        "name": "Hodan",
        "language": "so",
    }
    return sent | changed


def test_a_partners_form_is_kept_once_whatever_is_sent_again_and_gets_six_words(cora: Person) -> None:
    key = new_code()
    status, first = post("requests", a_form(), key)
    assert (status, first["requests"]) == (201, 2) and len(first["receipt"].split()) == 6
    assert post("requests", a_form(), key) == (200, first)
    status, wrong = post("requests", a_form(contact="651 555 0000"), key)
    assert status == 409 and "sent before" in wrong["errors"][""][0]
    one = Household.objects.get()
    assert one.source == "api" and the_request(one, "ride_medical").tags == ["booster", "back"]
    assert "Groceries" in step(first["receipt"]).content.decode()
    page = cora.client().get(DESK).content.decode()
    assert "A ride to a doctor" in page and PHONE not in page
    assert PHONE in opened(cora.client(), the_request(one), "contact", reason="to call them")


def test_how_it_stands_is_told_for_the_words_alone(cora: Person) -> None:
    _status, asked = post("requests", a_form(), new_code())
    status, told = post("requests/status", {"receipt": asked["receipt"]})
    assert status == 200 and [(row["need"], row["state"], row["is_open"]) for row in told["requests"]] == [
        ("groceries", "received", True),
        ("ride_medical", "received", True),
    ]
    assert PHONE not in str(told) and "Hodan" not in str(told)
    assert post("requests/status", {"receipt": "one two three four five six"})[0] == 404


def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(cora: Person) -> None:
    for change, field in (
        ({"contact": "12"}, "contact"),
        ({"needs": ["unicorn"]}, "needs"),
        ({"address": "", "area": ""}, "address"),
        ({"urgency": "yesterday"}, "urgency"),
        ({"language": "xx"}, "language"),
        ({"answers": {"groceries": {"unicorns": 3}}}, "groceries-unicorns"),
        ({"answers": {"groceries": {"people": 500}}}, "groceries-people"),
        ({"status": "none"}, "status"),
    ):
        status, told = post("requests", a_form(**change), new_code())
        assert status == 422 and field in told["errors"], (change, told)
    for key in (None, "short"):
        status, told = post("requests", a_form(), key)
        assert status == 422 and "Idempotency-Key" in told["errors"]
    assert not Household.objects.exists()


def test_a_text_that_seems_to_tell_a_status_is_asked_about_first(cora: Person) -> None:
    form, key = a_form(about="He has a green card."), new_code()
    status, told = post("requests", form, key)
    assert status == 422 and "about" in told["errors"] and not Household.objects.exists()
    assert post("requests", form | {"looked_at": True}, key)[0] == 201


def test_where_nobody_could_read_it_nothing_is_kept(cast: Any) -> None:
    status, told = post("requests", a_form(), new_code())
    assert status == 422 and "Nobody reads requests here yet" in told["errors"][""][0]


def test_every_answer_is_described(cora: Person) -> None:
    described = Client().get("/api/v1/openapi.json").json()["paths"]["/api/v1/requests"]["post"]
    assert set(described["responses"]) == {"200", "201", "400", "409", "413", "415", "422", "429", "503"}
    assert any(one["name"] == "Idempotency-Key" and one["required"] for one in described["parameters"])
