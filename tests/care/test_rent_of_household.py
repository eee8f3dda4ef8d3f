"""Rent asked for among other things: one household, one page, one pair of words, and nobody sealed twice for nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.care.asking import RECEIPT, asked, form, navigator, step
from tests.care.money import close_locks, open_locks
from tests.cast import Person, admit
from tests.migrating import as_of
from wekeep.care.actions import rent_checking
from wekeep.care.actions.lifetime import forget_over
from wekeep.care.actions.rent import holder_of
from wekeep.care.actions.rent_moving import move
from wekeep.care.forms.rent import month_choices
from wekeep.care.models import Household, RentCase, Request
from wekeep.care.queries.book import missing_locks
from wekeep.care.queries.rent import alike
from wekeep.care.queries.rent_reading import read_part
from wekeep.care.rules.rent import By, Move, State
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.vault.models import Seal

MONTH = month_choices()[6][0]
RENT: dict[str, Any] = {"needs": ["rent"], "rent-months": [MONTH], "rent-dollars": "1200", "groceries-people": ""}
PAID: dict[str, Any] = {"rent-payee": "Birch Homes", "rent-pay_to": "account 77"}
MORE = {"months": [MONTH], "asked": "1250", "payee": "Elm Flats", "pay_to": "account 99"}


@pytest.fixture
def kay(cora: Person) -> Person:
    """A fund keeper beside the coordinator, and somebody who pays, both of every zone and with keys."""
    found = [admit(name, role, zone="*") for name, role in (("kay", Role.FUND_KEEPER), ("pat", Role.PAYER))]
    for one in found:
        one.unlocked()
    return found[0]


def page(answer: Any) -> str:
    return str(answer.content.decode())


def opened(kay: Person, case: RentCase, part: str) -> dict[str, str]:
    """What a fund keeper reads of the case, without the mark of the look in its spaces."""
    return {name: " ".join(text.split()) for name, text in (read_part(kay.unlocked(), case, part) or {}).items()}


def sealed_kinds() -> set[tuple[str, str]]:
    return set(Seal.objects.values_list("kind", "group"))


def test_a_family_that_ticks_rent_has_a_case_with_the_fund_and_one_page_shows_both(kay: Person) -> None:
    one, words = asked(**RENT | PAID | {"needs": ["rent", "groceries"]})
    case = RentCase.objects.get()
    assert (case.household, case.state, case.months, case.asked) == (one, State.SUBMITTED, [MONTH], 120_000)
    assert list(Request.objects.values_list("need", flat=True)) == ["groceries"]
    for door in (RECEIPT, "/help/rent/receipt/"):
        shown = page(Client().post(door, {"words": words}))
        assert "Groceries" in shown and "Rent" in shown
        assert "Somebody reads it by then" in shown


def test_what_the_family_did_not_tell_stands_on_its_page_with_a_day_and_nothing_is_put_down_before(kay: Person) -> None:
    _one, words = asked(needs=["rent"])
    case = RentCase.objects.get()
    assert (case.state, case.missing) == (State.DOCS_NEEDED, ["months", "amount", "payee"])
    shown = page(step(words))
    assert "We need to know more" in shown and "Papers are missing" not in shown
    assert "Which months it is for" in shown and "Who is paid, and how" in shown and "What is missing" in shown
    assert step(words, "rent_bring", code=case.code).status_code == 409
    said: dict[str, Any] = {"unlocked": kay.unlocked(), "code": case.code, "version": case.version, "fund": "none"}
    with pytest.raises(Refused, match="has not told all of it"):
        rent_checking.verify(**said, cents=1)
    assert "Elm" not in page(step(words, "rent_edit", code=case.code))
    step(words, "rent_tell", code=case.code, **MORE)
    case.refresh_from_db()
    assert (case.state, case.missing, case.asked) == (State.SUBMITTED, [], 125_000)
    assert opened(kay, case, "place") == {
        "address": "4021 Lanternwood Avenue",
        "payee": "Elm Flats",
        "pay_to": "account 99",
    }


def test_who_told_it_once_tells_only_what_has_changed(kay: Person) -> None:
    _one, words = asked(needs=["rent"])
    case = RentCase.objects.get()
    first = page(step(words, "rent_edit", code=case.code))
    assert "Please fill in the rest" in first and 'value="1250.00"' not in first
    assert step(words, "rent_tell", code=case.code, **MORE | {"payee": "", "pay_to": ""}).status_code == 422
    step(words, "rent_tell", code=case.code, **MORE)
    mark = RentCase.objects.get().payee_mark
    again = page(step(words, "rent_edit", code=case.code))
    assert 'value="1250.00"' in again and "only if it has changed" in again and "Elm" not in again
    less = MORE | {"asked": "1,100", "payee": "", "pay_to": ""}
    assert step(words, "rent_tell", code=case.code, **less).status_code == 200
    case.refresh_from_db()
    assert (case.asked, case.payee_mark) == (110_000, mark) and opened(kay, case, "place")["payee"] == "Elm Flats"
    half = step(words, "rent_tell", code=case.code, **less | {"payee": "Oak Homes"})
    assert half.status_code == 422 and opened(kay, case, "place")["pay_to"] == "account 99"


def test_half_an_answer_is_sent_back_with_what_was_typed(kay: Person) -> None:
    _one, words = asked(needs=["rent"])
    case = RentCase.objects.get()
    answer = step(words, "rent_tell", code=case.code, **MORE | {"asked": ""})
    assert answer.status_code == 422 and "Elm Flats" in page(answer)
    assert step(words, "rent_tell", code="another0another0", **MORE).status_code == 404


def test_who_asks_for_money_alone_is_sealed_for_the_fund_alone(kay: Person) -> None:
    one, _words = asked(**RENT | PAID)
    assert {kind for kind, _group in sealed_kinds()} == {"rent", "rent_payee"} and not one.is_sealed
    asked(**RENT | PAID | {"needs": ["rent", "groceries"]})
    assert ("household", "contact") in sealed_kinds()


def test_another_number_and_another_address_reach_the_fund_too(kay: Person) -> None:
    _one, words = asked(**RENT | PAID)
    case, before = RentCase.objects.get(), RentCase.objects.get().address_mark
    step(words, "correct", contact="612 555 0177", contact_kind="phone", name="Hodan")
    assert opened(kay, case, "contact")["phone"] == "612 555 0177"
    case.refresh_from_db()
    assert (case.version, case.address_mark) == (1, before)
    step(words, "correct", address="12 Elm Street")
    case.refresh_from_db()
    assert (case.version, case.state) == (2, State.SUBMITTED) and case.address_mark != before
    assert opened(kay, case, "place")["address"] == "12 Elm Street"
    assert opened(kay, case, "place")["payee"] == "Birch Homes"


def test_taking_everything_back_takes_the_rent_back_too(kay: Person) -> None:
    _one, words = asked(**RENT | PAID | {"needs": ["rent", "groceries"]})
    step(words, "withdraw")
    assert RentCase.objects.get().state == State.WITHDRAWN and not Seal.objects.exists()


def test_one_of_two_is_taken_back_and_the_other_goes_on(kay: Person) -> None:
    _one, words = asked(**RENT | PAID | {"needs": ["rent", "utilities"]})
    rent, utilities = RentCase.objects.order_by("id")
    assert (rent.kind, utilities.kind, utilities.state) == ("rent", "utilities", State.DOCS_NEEDED)
    step(words, "rent_withdraw", code=utilities.code)
    assert set(RentCase.objects.values_list("state", flat=True)) == {"submitted", "withdrawn"}
    stranger = asked(needs=["groceries"], contact="612 555 0111")[1]
    assert step(stranger, "rent_withdraw", code=rent.code).status_code == 404


@pytest.mark.both
def test_forms_of_both_doors_find_each_other_by_how_the_family_is_reached(kay: Person) -> None:
    asked(**RENT | PAID | {"address": "1 Elm Street"})
    asked(**RENT | PAID | {"address": "99 Oak Street", "contact": "(612) 555-0142", "name": "someone else"})
    first, second = RentCase.objects.order_by("id")
    assert first.likeness == second.likeness == Household.objects.order_by("id")[0].likeness
    assert [one.code for one in alike(second)] == [first.code]


def test_where_there_is_no_fund_a_coordinator_has_it_as_before(cora: Person) -> None:
    asked(**RENT | PAID)
    assert Request.objects.get().need == "rent" and not RentCase.objects.exists()


def test_a_navigator_who_wrote_it_down_has_filed_it_and_the_same_form_twice_is_one_case(kay: Person) -> None:
    nadia, key = navigator(), new_code()
    nadia.unlocked()
    for _time in range(2):
        nadia.client().post("/requests/phone/", form(**RENT | PAID | {"key": key}))
    assert RentCase.objects.get().filed_by == nadia.code


@pytest.mark.both
def test_the_words_open_the_page_for_as_long_as_a_fund_has_something_to_do(kay: Person) -> None:
    _one, words = asked(**RENT | PAID)
    with time_machine.travel(clock.now() + timedelta(days=130), tick=False):
        assert forget_over() == 0
        case = RentCase.objects.get()
        move(one=case, what=Move.WITHDRAW, by=By.FAMILY, actor=holder_of(case))
        assert forget_over() == 1
    assert RentCase.objects.get().household is None and step(words).status_code == 404


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_cases_of_an_older_release_stay_as_they_were_and_the_locks_hold() -> None:
    now = clock.now()
    # going back copies a table on SQLite, which its locks do not bear; going forward, as people do, is asked with all of them
    open_locks()
    with as_of(("care", "0008_driving")) as old:
        close_locks()
        old.get_model("care", "RentCase").objects.create(
            code="oldcase0oldcase0",
            receipt_mark="m",
            key_mark="k",
            state="submitted",
            state_since=now,
            due_at=now,
            zone="north",
            desk="north",
            language="so",
            kind="rent",
            payee_kind="landlord",
            months=["2026-11"],
            monthly=120_000,
            asked=120_000,
            household_mark="abcd",
            address_mark="ef01",
            payee_mark="p",
            filed_at=now,
        )
    one = RentCase.objects.get(code="oldcase0oldcase0")
    assert (one.household, one.likeness, one.asked, one.household_mark) == (None, None, 120_000, "abcd")
    assert missing_locks() == [] and alike(one) == []
    one.delete()
