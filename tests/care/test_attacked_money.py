"""Those who work with money as attackers of it: whatever a browser can send, on both engines, and what the book says afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.care.money import TERMS, Sealed, Staff, a_fund, approved, asked, paid, ready_to_pay, sealed, staff, verified
from tests.care.test_money_pages import ASK, RECEIPT, ask, form, page, take, unlocked
from tests.cast import NORTH, SOUTH, Person, admit
from tests.keeping import Keeping
from wekeep.care.actions.rent_clocks import look_at_clocks
from wekeep.care.models import BookEntry, Fund, RentApproval, RentCase, RentPayment
from wekeep.care.queries.book import held_by, verify_book
from wekeep.care.queries.rent import owed, queue_visible_to
from wekeep.care.rules.fund import Band
from wekeep.care.rules.rent import Kind, State
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import SYSTEM
from wekeep.kit.codes import new_code
from wekeep.people.actions.members import end_member
from wekeep.people.models import Grant
from wekeep.vault.models import Proposal

__all__ = ["sealed", "staff", "unlocked"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
GIFT = "/money/book/gift/"


@pytest.fixture(autouse=True)
def _the_book_adds_up() -> Iterator[None]:
    yield
    assert verify_book().faults == []


def stands(case: RentCase) -> tuple[str, int, int]:
    """Its state, its version and the amount that was put down."""
    case.refresh_from_db()
    return case.state, case.version, case.amount


def test_a_gift_whose_form_is_sent_again_came_in_once(staff: Staff) -> None:
    fund, flo = a_fund(), staff.person("flo").client()
    shown = flo.get("/money/book/").content.decode()
    key = shown.split('name="key" value="')[1][:16]
    sent = {"key": key, "fund": fund.code, "cents": "250.50"}
    assert [flo.post(GIFT, sent).status_code for _time in range(3)] == [302] * 3
    assert held_by(fund) == 250_50
    assert flo.post(GIFT, sent | {"key": new_code()}).status_code == 302
    assert held_by(fund) == 501_00, "the same sum on another page is another gift"
    assert flo.post(GIFT, sent | {"key": "../x"}).status_code == 409


def test_receipts_for_an_advance_that_are_sent_again_settle_it_once(staff: Staff) -> None:
    fund = a_fund(500_000)
    claim = asked(Kind.ADVANCE, months=(), monthly=0, asked=80_00, actor=staff.cleo.actor).case
    case = paid(staff, ready(staff, claim, fund, 80_00)).case
    assert f'name="owed" value="{80_00}"' in page(staff, "kay", f"/money/cases/{case.code}/")
    said = {"spent": "30.00", "handed_back": "", "owed": "8000"}
    assert take(staff, "kay", case, "settle", **said).status_code == 302
    assert [take(staff, "kay", case, "settle", **said).status_code for _time in range(2)] == [409, 409]
    assert owed(case) == 50_00
    assert take(staff, "cleo", case, "settle", **said | {"owed": "5000"}).status_code == 403
    assert take(staff, "kay", case, "settle", **said | {"owed": "5000", "spent": "60"}).status_code == 409
    assert owed(case) == 50_00


def ready(staff: Staff, case: RentCase, fund: Fund, cents: int) -> RentCase:
    """Everything but the payment."""
    case = approved(staff, verified(staff, case, fund, cents), cents)
    day = (clock.now() + timedelta(days=2)).date().isoformat()
    assert take(staff, "pat", case, "schedule", day=day).status_code == 302
    case.refresh_from_db()
    return case


def test_no_page_of_an_earlier_version_undoes_a_later_payment(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = paid(staff, ready_to_pay(staff, fund)).case
    old = {"do": "returned", "version": case.version}
    flo = staff.person("flo").client()
    assert flo.post(f"/money/cases/{case.code}/step/", old).status_code == 302
    assert take(staff, "kay", case, "try_again").status_code == 302
    case.refresh_from_db()
    case = paid(staff, ready(staff, case, fund, 120_000), reference="CHK-2").case
    assert held_by(fund) == 380_000
    for do in ("returned", "void"):
        assert flo.post(f"/money/cases/{case.code}/step/", old | {"do": do}).status_code == 409
    assert (held_by(fund), stands(case)[0]) == (380_000, State.PAID)


def test_what_was_changed_after_it_was_approved_is_not_paid_by_the_page_that_was_open(staff: Staff) -> None:
    fund, (case, words) = a_fund(500_000), ask()
    case = ready(staff, case, fund, 120_000)
    old = {"do": "pay", "version": case.version, "method": "cash", "reference": "1"}
    changed = form(payee="Oak Homes") | {"words": words, "do": "correct"}
    assert Client().post(RECEIPT, changed).status_code == 200
    pat = staff.person("pat").client()
    version = stands(case)[1]
    for sent in (old, old | {"version": version}, old | {"do": "schedule", "version": version, "day": "2030-01-01"}):
        assert pat.post(f"/money/cases/{case.code}/step/", sent).status_code == 409
    assert (RentPayment.objects.count(), held_by(fund)) == (0, 500_000)


def test_an_amount_that_is_put_down_anew_takes_no_yes_from_a_page_that_was_open(staff: Staff) -> None:
    fund, (case, _words) = a_fund(500_000), ask()
    case = verified(staff, case, fund)
    old = {"do": "approve", "version": case.version, "cents": "1200"}
    assert take(staff, "cat", case, "send_back").status_code == 302
    assert take(staff, "kay", case, "verify", fund=fund.code, cents="1300", sure="on").status_code == 302
    ann = staff.person("ann").client()
    assert ann.post(f"/money/cases/{case.code}/step/", old).status_code == 409
    for version in ("", "0", "-1", str(10**30), "1 OR 1=1"):
        assert ann.post(f"/money/cases/{case.code}/step/", old | {"version": version}).status_code == 409
    assert (RentApproval.objects.count(), stands(case)[2]) == (0, 130_000)


RESTRICTIONS = {
    "for another kind": replace(TERMS, kinds=frozenset({Kind.DEPOSIT})),
    "for another part of town": replace(TERMS, zones=frozenset({SOUTH})),
    "of smaller sums": replace(TERMS, bands=(Band(50_00, 1), Band(1_000_00, 2))),
}


@pytest.mark.parametrize("terms", RESTRICTIONS.values(), ids=list(RESTRICTIONS))
def test_a_fund_pays_nothing_that_it_is_not_for_whatever_is_sent(staff: Staff, terms: Any) -> None:
    fund, other = a_fund(500_000, terms=terms), a_fund(500_000, zone=SOUTH)
    case, _words = ask()
    for paper in ("lease", "payee_confirmed"):
        assert take(staff, "kay", case, "paper", paper=paper).status_code == 302
    for code in (fund.code, other.code, "", "no0such0fund0000"):
        assert take(staff, "kay", case, "verify", fund=code, cents="1200", sure="on").status_code in (404, 409, 422), (
            code
        )
    assert stands(case) == (State.SUBMITTED, 1, 0)


def test_a_fund_that_was_tightened_after_everybody_said_yes_pays_nothing(staff: Staff) -> None:
    fund, (case, _words) = a_fund(500_000), ask()
    case = ready(staff, case, fund, 120_000)
    tight = replace(TERMS, bands=(Band(50_00, 1), Band(1_000_00, 2)))
    Fund.objects.filter(pk=fund.pk).update(terms=tight.as_json(), version=2, set_at=clock.now())
    assert take(staff, "pat", case, "pay", method="cash", reference="1").status_code == 409
    assert (RentPayment.objects.count(), held_by(fund)) == (0, 500_000)


def test_a_carer_asks_for_nobody_else_and_checks_nothing_of_their_own(staff: Staff, sealed: Sealed) -> None:
    cleo = admit("cleo2", Role.CARER, Role.FUND_KEEPER, Role.PAYER)
    client, fund = cleo.client(), a_fund(500_000)
    sent = {"key": new_code(), "kind": "spent", "zone": NORTH, "asked": "40", "pay_to": "Cash", "note": "Milk"}
    for kind in ("rent", "deposit", "gift", ""):
        assert client.post("/money/spent/", sent | {"kind": kind}).status_code == 422
    assert client.post(ASK, form(kind="spent")).status_code == 422 and not RentCase.objects.exists()
    others = {"payee": "Somebody Else", "name": "Somebody Else", "filed_by": staff.person("kay").code}
    answer = client.post("/money/spent/", sent | others)
    assert answer.status_code == 201
    case = RentCase.objects.get()
    assert case.filed_by == cleo.code and "Somebody Else" not in str(sealed.kept)
    door = f"/money/cases/{case.code}/step/"
    assert client.post(door, {"do": "paper", "paper": "shop_receipt", "version": 1}).status_code in (302, 409)
    put = {"do": "verify", "version": 1, "fund": fund.code, "cents": "40", "sure": "on"}
    assert client.post(door, put).status_code == 409
    case = verified(staff, case, fund, 40_00)
    for do in ("approve", "schedule", "pay"):
        more = {"cents": "40", "day": clock.now().date().isoformat(), "method": "cash", "reference": "1"}
        assert client.post(door, {"do": do, "version": case.version} | more).status_code == 409
    assert RentApproval.objects.count() == 0 and held_by(fund) == 500_000


def test_a_claim_is_changed_by_no_words_once_it_is_filed(staff: Staff) -> None:
    sent = {"key": new_code(), "kind": "spent", "zone": NORTH, "asked": "40", "pay_to": "Cash", "note": "Milk"}
    answer = staff.person("cleo").client().post("/money/spent/", sent).content.decode()
    words = answer.split('<bdi dir="ltr">')[1].split("<")[0]
    changed = form(asked="400", monthly="400") | {"words": words, "do": "correct"}
    assert Client().post(RECEIPT, changed).status_code == 409
    assert RentCase.objects.get().asked == 40_00


@pytest.fixture
def flo(zones: object, signer: Keeping, unlocked: None) -> Person:
    """A fund steward beside a keeper, which counts who agreed."""
    return admit("flo", Role.FUND_STEWARD)


def test_one_person_changes_no_rules_and_a_second_agrees_once(flo: Person) -> None:
    kay, fund = admit("kay", Role.FUND_KEEPER), a_fund()
    client = flo.client()
    rules = {
        "name": "Mine",
        "currency": "USD",
        "kinds": ["rent"],
        "payees": ["landlord"],
        "zones": [NORTH],
        "alone": "",
        "two": "9000",
        "three": "",
        "most_months": "3",
        "is_open": "on",
    }
    assert client.post(f"/money/funds/{fund.code}/", rules).status_code == 302
    asked_for = Proposal.objects.get()
    door = f"/two-persons/{asked_for.code}/"
    for _time in range(2):
        assert client.post(door, {"do": "agree"}).status_code in (403, 404, 409)
    fund.refresh_from_db()
    assert (fund.version, fund.name) != (2, "Mine") and fund.version == 1
    assert kay.client().post(door, {"do": "agree"}).status_code == 302
    assert kay.client().post(door, {"do": "agree"}).status_code == 404
    fund.refresh_from_db()
    assert (fund.version, fund.name, fund.agreed_by) == (2, "Mine", kay.code)
    assert BookEntry.objects.count() == 0


def test_no_yes_of_one_who_had_to_leave_since_takes_money_out(staff: Staff) -> None:
    """Whoever turns out to be no friend is sent away at once, and what they had said yes to is approved by somebody else."""
    case = ready_to_pay(staff, a_fund(500_000))
    case.refresh_from_db()
    end_member(actor=SYSTEM, code=staff.person("bob").code)
    refused = take(staff, "pat", case, "pay", method="transfer", reference="T-1")
    assert refused.status_code == 409 and not RentPayment.objects.exists()
    look_at_clocks()
    assert stands(case)[0] == State.VERIFIED
    for name in ("ann", "cat"):
        assert take(staff, name, case, "approve", cents="1200").status_code == 302
    day = clock.now().date().isoformat()
    assert take(staff, "pat", case, "schedule", day=day).status_code == 302
    assert take(staff, "pat", case, "pay", method="transfer", reference="T-1").status_code == 302


def test_a_case_whose_approver_lost_the_role_waits_for_another_one_in_every_list(staff: Staff) -> None:
    case = approved(staff, verified(staff, asked().case, a_fund(500_000)))
    waits = [(row.case.pk, row.mine) for row in queue_visible_to(staff.person("cat").actor)]
    assert waits == [(case.pk, False)]
    Grant.objects.filter(member=staff.person("bob").member).update(until=clock.now())
    assert [(row.case.pk, row.mine) for row in queue_visible_to(staff.person("cat").actor)] == [(case.pk, True)]
    day = clock.now().date().isoformat()
    assert take(staff, "pat", case, "schedule", day=day).status_code == 409
