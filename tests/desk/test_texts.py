"""What people text and press: stop, start, help, a report; from our provider alone, once, and with no number kept."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.alerts.neighbours import choices
from tests.cast import Cast
from tests.channels.conftest import sms, sms_gateway, voice
from tests.channels.telephone_peer import TOKEN, ProviderPeer
from wekeep.alerts.actions import subscriptions
from wekeep.alerts.models import Subscription
from wekeep.channels.models import Address, Incoming
from wekeep.channels.rules.telephone import signature_of
from wekeep.desk.views import texts
from wekeep.kit.throttle import Throttle
from wekeep.watch.models import Sighting
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Answer, Found
from wekeep.work.jobs.worker import drain
from wekeep.work.rules.lane import ALERTS

__all__ = ["sms", "sms_gateway", "voice"]
pytestmark = pytest.mark.django_db
NUMBER = "+16125550177"
SEEN = "S 4, A staging, L Lake & 17th, U vests say police"
_COUNT = iter(range(10_000))
LAKE = Found("Lake Street & 17th Avenue", 45.0, -93.0)


@pytest.fixture(autouse=True)
def map_of_one_crossing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "find", lambda text: Answer(sure=LAKE) if "Lake" in text else Answer())
    monkeypatch.setattr(finding, "inside", lambda _lat, _lon: True)
    monkeypatch.setattr(texts, "_OF_A_NUMBER", Throttle(burst=6, per_minute=2))


def text(words: str, *, sid: str = "", token: str = TOKEN, number: str = NUMBER) -> tuple[int, str]:
    fields = {"MessageSid": sid or f"SM{next(_COUNT)}", "From": number, "To": "+16125550100", "Body": words}
    signature = signature_of("http://localhost:8000/texts/", fields, token)
    reply = Client().post("/texts/", fields, headers={"X-Twilio-Signature": signature})
    return reply.status_code, reply.content.decode()


def bring(told: str, bearer: str) -> Any:
    """A text as our own gateway brings it."""
    door = {"Authorization": bearer}
    return Client().post("/texts/", told, content_type="application/json", headers=door)


def press(key: str, *, call: str = "") -> str:
    fields = {"CallSid": call or f"CA{next(_COUNT)}", "To": NUMBER, "From": "+16125550100", "Digits": key}
    signature = signature_of("http://localhost:8000/texts/pressed/", fields, TOKEN)
    return Client().post("/texts/pressed/", fields, headers={"X-Twilio-Signature": signature}).content.decode()


def sign_up(kind: str = "sms", **changed: object) -> Subscription:
    done = subscriptions.sign_up(kind=kind, given={"phone": NUMBER}, choices=choices(**changed))
    drain(ALERTS)
    return done.subscription


@pytest.mark.both
def test_start_says_yes_to_what_was_asked_and_stop_ends_and_deletes_it(cast: Cast, sms: ProviderPeer) -> None:
    sign_up()
    assert "/alerts/confirm/" in sms.went[NUMBER][0]
    assert "Your notices are on" in text("START")[1]
    assert Subscription.objects.get().confirmed_at is not None
    assert "Stopped" in text("Stop.")[1]
    assert not Subscription.objects.exists() and not Address.objects.filter(kind="sms").exists()


@pytest.mark.parametrize("word", ["ALTO", "jooji", "nres", "قف"])
def test_stop_is_understood_in_every_language_and_answered_in_it(cast: Cast, sms: ProviderPeer, word: str) -> None:
    sign_up()
    status, reply = text(word)
    assert status == 200 and "<Message>" in reply and "Stopped" not in reply
    assert not Subscription.objects.exists()


def test_a_report_by_text_becomes_an_unverified_sighting_and_no_number_is_kept(cast: Cast, sms: ProviderPeer) -> None:
    assert "Someone will look" in text(SEEN)[1]
    one = Sighting.objects.get()
    assert (one.source, one.people_low, one.activity, one.zone) == ("text", 4, "staging", "north")
    held = f"{list(Sighting.objects.values())} {list(Incoming.objects.values())} {list(Address.objects.values())}"
    assert "5550177" not in held and "SM" not in str(list(Incoming.objects.values("mark")))


def test_a_report_without_a_sure_place_is_asked_for_again_and_not_guessed(cast: Cast, sms: ProviderPeer) -> None:
    assert "could not find the place" in text("4 agents staging, vests say police, at the corner of Nowhere & 99th")[1]
    assert not Sighting.objects.exists()


@pytest.mark.both
def test_anything_else_is_answered_with_how_it_works(cast: Cast, sms: ProviderPeer) -> None:
    assert "Text what you see" in text("hello?")[1] and "Text what you see" in text("help")[1]
    assert not Sighting.objects.exists()


def test_the_same_request_brought_again_does_nothing(cast: Cast, sms: ProviderPeer) -> None:
    text(SEEN, sid="SMonce")
    assert text(SEEN, sid="SMonce") == (200, '<?xml version="1.0" encoding="UTF-8"?><Response></Response>')
    assert Sighting.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "AAAA"}])
def test_what_our_provider_did_not_sign_finds_no_door(cast: Cast, sms: ProviderPeer, headers: dict[str, str]) -> None:
    sign_up()
    fields = {"MessageSid": "SMx", "From": NUMBER, "Body": "STOP"}
    assert Client().post("/texts/", fields, headers=headers).status_code == 404
    assert text("STOP", token="another token")[0] == 404
    assert Subscription.objects.exists()


def test_without_a_provider_no_signature_opens_the_door(settings: Settings, db: None) -> None:
    settings.SMS_TOKEN = ""
    assert text("STOP", token="")[0] == 404


def test_a_number_that_texts_without_end_is_braked_but_can_always_stop(cast: Cast, sms: ProviderPeer) -> None:
    sign_up()
    number = "+16125550199"
    answered = [text(f"{SEEN} {n}", number=number)[1] for n in range(10)]
    assert sum("Someone will look" in one for one in answered) == 6
    assert "Stopped" in text("STOP", number=number)[1]


def test_a_gateway_of_our_own_brings_texts_with_its_token(
    cast: Cast, sms_gateway: ProviderPeer, settings: Settings
) -> None:
    told = json.dumps({"id": "one", "from": NUMBER, "text": SEEN})
    assert bring(told, "Bearer ").status_code == 404
    settings.SMS_INCOMING_TOKEN = "a token for coming in"
    door = "Bearer a token for coming in"
    assert "Someone will look" in bring(told, door).json()["reply"]
    assert bring(told, door).json()["reply"] == ""
    assert Sighting.objects.count() == 1


@pytest.mark.both
def test_a_call_asks_and_a_pressed_key_answers(cast: Cast, voice: ProviderPeer) -> None:
    sign_up("voice", language="es")
    [asked] = voice.went[NUMBER]
    assert 'language="es-MX"' in asked and "/texts/pressed/" in asked and " 1: " in asked
    assert press("5") == '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
    assert "<Say>" in press("1")
    assert Subscription.objects.get().confirmed_at is not None
    press("9")
    assert not Subscription.objects.exists()
