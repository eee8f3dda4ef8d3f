"""A flood of forms at the fund's own door: the same sum as where help is asked for, and what brings none stands behind all others."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.money import Sealed, Staff, sealed, staff
from tests.care.money import asked as money_asked
from tests.care.test_flood_of_forms import bits_for, cheap, storm
from tests.care.test_money_pages import ASK, RECEIPT, ask, form, unlocked
from tests.care.test_put_away import press, shown_on
from wekeep.care.actions.rent_clocks import look_at_clocks, remind_late
from wekeep.care.models import PutAway, RentCase
from wekeep.care.queries import rent as queries
from wekeep.care.queries.flood import flood_of_cases
from wekeep.care.rules.flood import AWAY_FOR
from wekeep.care.rules.rent import State
from wekeep.kit import clock, proof
from wekeep.kit.codes import new_code

MONEY = "/money/flood/"
__all__ = ["cheap", "sealed", "staff", "unlocked"]
pytestmark = pytest.mark.django_db


def in_queue(staff: Staff) -> list[str]:
    return [row.case.code for row in queries.queue_visible_to(staff.kay.actor)]


def page_for_others(staff: Staff) -> str:
    return staff.person("kay").client().get(ASK).content.decode()


def step(words: str, do: str, **more: Any) -> str:
    return Client().post(RECEIPT, {"words": words, "do": do, **more}).content.decode()


def test_in_calm_the_funds_form_asks_for_nothing(staff: Staff) -> None:
    case, _words = ask()
    assert case.unproved_at is None and in_queue(staff) == [case.code]


def test_the_pages_of_the_fund_have_phones_do_the_sum(staff: Staff) -> None:
    page = Client().get(ASK).content.decode()
    assert 'data-proof="/ask/challenge/"' in page and 'name="proof"' in page and "look/proof" in page
    assert 'data-proof="/ask/challenge/?for=words"' in Client().get(RECEIPT).content.decode()
    assert "data-proof=" not in page_for_others(staff), "who files for others is asked for none"


@pytest.mark.both
def test_in_a_flood_a_case_without_the_sum_is_kept_and_stands_behind_all_others(staff: Staff, sealed: Sealed) -> None:
    before, _words = ask()
    storm()
    answer = Client().post(ASK, form(phone="612 555 0777"))
    assert answer.status_code == 201 and "Very many forms are coming in now" in answer.content.decode()
    late = RentCase.objects.latest("id")
    assert in_queue(staff) == [before.code]
    assert any(
        record == late.code and "612 555 0777" in said.values() for (_kind, record, _g), said in sealed.kept.items()
    )
    kay = staff.person("kay").client()
    assert "Came in a flood" in kay.get("/money/").content.decode()
    assert "This came in a flood" in kay.get(f"/money/cases/{late.code}/").content.decode()
    assert kay.post(f"/money/cases/{late.code}/step/", {"do": "let_in", "version": "1"}).status_code == 302
    assert set(in_queue(staff)) == {before.code, late.code}
    assert "This came in a flood" not in kay.get(f"/money/cases/{late.code}/").content.decode()


def test_with_the_sum_done_for_this_very_form_it_stands_among_the_others(staff: Staff, cheap: None) -> None:
    storm()
    sent = form()
    client = Client(REMOTE_ADDR="203.0.113.5")
    assert bits_for(client, "203.0.113.5") > 0
    challenge = client.get("/ask/challenge/").json()["challenge"]
    assert client.post(ASK, sent | {"proof": proof.solve(challenge, new_code())}).status_code == 201
    assert in_queue(staff) == [], "a sum for another form is worth nothing"
    challenge = client.get("/ask/challenge/").json()["challenge"]
    assert client.post(ASK, sent | {"proof": proof.solve(challenge, sent["key"])}).status_code == 200
    assert len(in_queue(staff)) == RentCase.objects.count() == 1


def test_without_a_script_a_family_waits_twenty_seconds_and_presses(staff: Staff) -> None:
    storm()
    case, words = ask()
    assert "Not yet" in step(words, "send_on") and in_queue(staff) == []
    with clock.simulated(clock.now() + timedelta(seconds=21)):
        page = step(words, "send_on")
    assert "Thank you for waiting" in page and "Very many forms" not in page
    assert in_queue(staff) == [case.code]


def test_what_a_bot_does_later_with_its_words_brings_its_case_no_further(staff: Staff) -> None:
    storm()
    _case, words = ask()
    assert "Corrected" in step(words, "correct", **{k: v for k, v in form(monthly="900").items() if k != "do"})
    drawn, its_words = ask(do="keep")
    assert "Sent" in step(its_words, "send") and RentCase.objects.get(pk=drawn.pk).state == State.SUBMITTED
    assert in_queue(staff) == []


def test_a_fund_keeper_and_a_navigator_file_for_others_without_any_sum(staff: Staff) -> None:
    storm()
    case, _words = ask(staff.person("kay").client())
    assert case.unproved_at is None


def test_whoever_writes_down_a_paper_has_looked(staff: Staff) -> None:
    storm()
    case, _words = ask()
    said = {"do": "paper", "paper": "lease", "version": "1"}
    assert staff.person("kay").client().post(f"/money/cases/{case.code}/step/", said).status_code == 302
    assert in_queue(staff) == [case.code]


@pytest.mark.both
def test_a_flood_fills_no_queue_and_wakes_nobody(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_WAITING", 2)
    for _n in range(3):
        money_asked(is_proved=False)
    case, _words = ask()
    assert in_queue(staff) == [case.code], "true ones are taken"
    RentCase.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    with clock.simulated(clock.now() + timedelta(days=9)):
        assert queries.late_for() == frozenset() and remind_late() == 0


def test_a_family_that_asked_before_is_picked_out_first(staff: Staff) -> None:
    ask(phone="612 555 0111", name="Hodan")
    storm()
    for number in range(3):
        ask(phone=f"612 555 99{number:02}", name=f"bot {number}")
    again, _words = ask(phone="612 555 0111", name="Hodan")
    rows = flood_of_cases(staff.kay.actor).rows
    assert (rows[0].code, rows[0].is_known, [row.is_known for row in rows[1:]]) == (again.code, True, [False] * 3)


def rents(many: int) -> list[RentCase]:
    """Rent cases that came in a flood."""
    return [money_asked(is_proved=False).case for _n in range(many)]


@pytest.mark.both
def test_rent_cases_of_a_flood_are_put_away_and_brought_back_too(staff: Staff, sealed: Sealed) -> None:
    rents(4)
    other = money_asked(is_proved=False, asked=77_700).case
    kay = staff.person("kay").client()
    codes = shown_on(kay.get(MONEY).content.decode())
    assert len(codes) == 5 and codes[0] == other.code
    assert "Put away: 4. Put among the others: 1." in press(kay, MONEY, [other.code]).content.decode()
    assert in_queue(staff) == [other.code]
    assert len({record for _kind, record, _group in sealed.kept}) == 5, "all of it is still sealed"
    assert kay.post(MONEY, {"do": "bring_back", "press": PutAway.objects.get().code}).status_code == 302
    assert len(shown_on(kay.get(MONEY).content.decode())) == 4
    assert staff.person("pat").client().get(MONEY).status_code == 403


@pytest.mark.both
def test_a_rent_case_that_was_put_away_ends_after_two_weeks_and_no_other_does(staff: Staff, sealed: Sealed) -> None:
    junk, left = rents(2)
    press(staff.person("kay").client(), MONEY, [], shown=[junk.code])
    with clock.simulated(clock.now() + AWAY_FOR + timedelta(days=1)):
        look_at_clocks()
    states = dict(RentCase.objects.values_list("code", "state"))
    assert states == {junk.code: State.WITHDRAWN, left.code: State.SUBMITTED}
    assert {record for _kind, record, _group in sealed.kept} == {left.code}
