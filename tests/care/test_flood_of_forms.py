"""A flood of forms for help: none of the true is lost or waits behind it, in calm nobody is asked for anything, and who has no script waits."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.brakes import stopped
from tests.care.asking import ASK, DESK, PHONE, RECEIPT, asked, form, moved, step, the_request, words_on
from tests.cast import Person
from wekeep.care.forms import source
from wekeep.care.models import Household, Request
from wekeep.care.queries.queue import Show, Wish, queue
from wekeep.kit import clock, proof
from wekeep.kit.codes import new_code
from wekeep.kit.proof import Proof
from wekeep.kit.toll import REST_BITS, Booth, Limits

HARD = REST_BITS + 3


def bits_for(client: Client, address: str, of: str = "") -> int:
    answer = client.get(f"/ask/challenge/?for={of}", REMOTE_ADDR=address).json()
    return proof.bits_of(answer["challenge"])


def sent(address: str, **changed: Any) -> Any:
    return Client().post(ASK, form(**changed), REMOTE_ADDR=address)


def storm(forms: int = 130) -> None:
    """As many forms as make a flood came in from everywhere in this minute."""
    for number in range(forms):
        source._TOLLS[source.FORM].take(f"bot {number}", None, new_code())


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums that this machine does at once, in place of a phone's second."""
    monkeypatch.setattr("wekeep.kit.toll.REST_BITS", 3)


def test_two_thousand_true_forms_among_a_bot_at_full_speed_all_pass_and_the_bots_do_not() -> None:
    """An hour of 2,000 families, each from its own telephone and with the sum done, beside a bot that sends a hundred a second from
    forty networks and does no sum."""
    now = [0.0]
    booth = Booth(Limits(calm=60, at_ease=20, most=600, an_hour=600), lambda: now[0])
    passed = {"true": 0, "bot": 0}
    for number in range(2000):
        now[0] += 1.8
        for n in range(180):
            passed["bot"] += booth.take(f"bot {n % 40}", None, f"bot {number} {n}")
        asked_of = booth.ask(f"family {number}")
        done = Proof(f"number {number}", asked_of, 5) if asked_of else None
        assert asked_of <= HARD, "never more than a phone does in ten seconds"
        passed["true"] += booth.take(f"family {number}", done, f"family {number}")
    assert passed["true"] == 2000
    assert passed["bot"] < 0.01 * 2000 * 180


def test_in_calm_nobody_is_asked_for_anything(cora: Person) -> None:
    assert bits_for(Client(), "203.0.113.5") == 0
    one, _words = asked()
    assert not the_request(one).is_unproved


def test_in_a_flood_a_form_without_the_sum_is_kept_and_stands_behind_all_others(cora: Person) -> None:
    before, _words = asked()
    storm()
    answer = sent("203.0.113.5", contact="612 555 0777")
    assert answer.status_code == 201 and "Very many forms are coming in now" in answer.content.decode()
    late = Household.objects.latest("id")
    shown = queue(cora.actor, Wish())
    assert [row.household_id for row in shown.rows] == [before.pk]
    assert shown.counts[Show.UNPROVED] == 1 and shown.counts[Show.ALL] == 2
    page = cora.client().get(f"{DESK}?show=unproved").content.decode()
    assert "Came in a flood" in page and the_request(late).code in page
    assert moved(cora.client(), the_request(late), "look") == 302
    assert not the_request(late).is_unproved, "whoever looks at it takes it out of there"


def test_with_the_sum_done_for_this_very_form_it_stands_among_the_others(cora: Person, cheap: None) -> None:
    storm()
    key, client = new_code(), Client()
    challenge = client.get("/ask/challenge/", REMOTE_ADDR="203.0.113.5").json()["challenge"]
    assert proof.bits_of(challenge) > 0
    assert sent("203.0.113.5", key=key, proof=proof.solve(challenge, new_code())).status_code == 201
    assert Request.objects.get().is_unproved, "a sum for another form is worth nothing"
    again = sent("203.0.113.5", key=key, proof=proof.solve(challenge, key))
    assert again.status_code == 409 or not Request.objects.get().is_unproved


def test_without_a_script_one_waits_twenty_seconds_and_presses(cora: Person) -> None:
    storm()
    words = words_on(sent("203.0.113.5").content.decode())
    assert "Not yet" in step(words, "send_on").content.decode() and Request.objects.get().is_unproved
    with clock.simulated(clock.now() + timedelta(seconds=21)):
        assert "Thank you for waiting" in step(words, "send_on").content.decode()
    assert not Request.objects.get().is_unproved


def test_what_a_bot_writes_later_brings_its_form_no_further(cora: Person) -> None:
    storm()
    words = words_on(sent("203.0.113.5").content.decode())
    assert step(words, "tell", text="Urgent!").status_code == 200
    assert Request.objects.get().is_unproved


def test_whoever_takes_a_call_is_asked_for_no_sum(cora: Person) -> None:
    storm()
    one, _words = asked(cora.client(), door="/requests/phone/")
    assert not the_request(one).is_unproved


def test_many_families_behind_one_address_look_with_their_words_and_guessing_stays_slow(
    cora: Person, cheap: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_WORDS", stopped(20, 10))
    _one, words = asked()

    def look(**more: str) -> int:
        return int(Client().post(RECEIPT, {"words": words, **more}).status_code)

    assert [look() for _n in range(20)] == [200] * 20
    assert look() == 429, "without a script one waits some seconds"
    client = Client()
    page = client.get(RECEIPT).content.decode()
    key = re.findall(r'name="proof_key" value="([a-z0-9]+)"', page)[0]
    challenge = client.get("/ask/challenge/?for=words").json()["challenge"]
    answer = proof.solve(challenge, key)
    assert look(proof_key=key, proof=answer) == 200
    assert look(proof_key=new_code(), proof=answer) == 429, "a sum is good for one look"
    assert look(proof_key=key, proof=answer[:-1] + "g") == 429
    assert PHONE not in page
