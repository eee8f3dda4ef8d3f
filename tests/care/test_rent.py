"""A rent case from asked to closed, through the actions: what is refused to whom, what clears an approval, what time does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.care.money import (
    PRIVATE,
    TERMS,
    Sealed,
    Staff,
    a_fund,
    approved,
    asked,
    give,
    paid,
    ready_to_pay,
    scheduled,
    sealed,
    staff,
    verified,
)
from tests.cast import NORTH
from wekeep.care.actions import book, paying, rent, rent_checking
from wekeep.care.actions.rent_clocks import look_at_clocks, remind_late
from wekeep.care.models import BookEntry, Fund, RentApproval, RentCase, RentRecount
from wekeep.care.queries import rent as queries
from wekeep.care.queries.book import held_by, public_totals, verify_book
from wekeep.care.queries.rent_steps import steps_of
from wekeep.care.rules.fund import Band
from wekeep.care.rules.plausible import Doubt
from wekeep.care.rules.rent import Kind, Method, Owner, Paper, Reason, State
from wekeep.channels.models import Letter
from wekeep.journal.models import Entry
from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people.models import Member

__all__ = ["sealed", "staff"]
pytestmark = pytest.mark.django_db


def later(**span: float) -> Any:
    return time_machine.travel(clock.now() + timedelta(**span), tick=False)


def test_a_rent_is_paid_by_five_pairs_of_eyes_and_the_book_adds_up(staff: Staff, sealed: Sealed) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    payment = paid(staff, case)
    assert held_by(fund) == 380_000 and payment.entry.about == case.code
    paying.confirm(unlocked=staff.kay, code=case.code)
    paying.reconcile(unlocked=staff.flo, code=case.code)
    done = rent_checking.close(unlocked=staff.kay, code=case.code)
    assert done.state == State.CLOSED and sealed.kept == {}
    verdict = verify_book()
    assert (verdict.entries, verdict.faults, verdict.missing) == (2, [], [])


def test_the_same_form_sent_twice_is_one_case_with_the_same_words(staff: Staff) -> None:
    first = asked(key="0key000000000000")
    again = asked(key="0key000000000000")
    assert (first.case, first.words) == (again.case, again.words) and not again.is_new
    with pytest.raises(Refused):
        asked(key="0key000000000000", body="another form")


def test_nothing_sealed_stands_in_the_clear(staff: Staff, sealed: Sealed) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    paid(staff, case)
    told = " ".join(
        str(row) for model in (RentCase, RentApproval, BookEntry, Entry, Fund) for row in model.objects.values()
    )
    told += "".join(str(row) for row in case.payments.values())
    for words in (PRIVATE.name, PRIVATE.phone, PRIVATE.address, PRIVATE.payee, PRIVATE.pay_to):
        assert words not in told
        assert any(words in fields.values() for fields in sealed.kept.values())


def test_payers_read_who_is_paid_and_not_who_asked(staff: Staff, sealed: Sealed) -> None:
    case = asked().case
    for_payers = {
        name for (kind, record, _group), fields in sealed.kept.items() for name in fields if kind == "rent_payee"
    }
    assert for_payers == {"payee", "pay_to", "address"} and case.code in {key[1] for key in sealed.kept}


def test_a_draft_is_its_senders_alone_until_they_send_it(staff: Staff) -> None:
    filed = asked(is_draft=True)
    assert list(queries.cases_visible_to(staff.kay.actor)) == []
    with pytest.raises(NotFound):
        queries.get_case(staff.kay.actor, filed.case.code)
    assert rent.send_draft(words=filed.words).state == State.SUBMITTED
    assert [row.case.code for row in queries.queue_visible_to(staff.kay.actor)] == [filed.case.code]


def test_missing_papers_are_told_and_asked_for_before_any_amount(staff: Staff) -> None:
    filed, fund = asked(kind=Kind.ARREARS), a_fund(500_000)
    code, version = filed.case.code, filed.case.version
    with pytest.raises(Refused, match="Papers are missing"):
        rent_checking.verify(unlocked=staff.kay, code=code, version=version, fund=fund.code, cents=120_000)
    one = rent_checking.ask_papers(unlocked=staff.kay, code=code, papers=[Paper.RENT_STATEMENT, Paper.LEASE])
    assert (one.state, one.missing) == (State.DOCS_NEEDED, ["lease", "rent_statement"])
    assert rent.bring_papers(words=filed.words).state == State.SUBMITTED
    assert verified(staff, filed.case, fund).state == State.VERIFIED


def test_what_looks_like_a_slip_is_asked_about_and_not_forbidden(staff: Staff) -> None:
    case, fund = asked().case, a_fund(500_000)
    for paper in (Paper.LEASE, Paper.PAYEE_CONFIRMED):
        rent_checking.note_paper(unlocked=staff.kay, code=case.code, paper=paper)
    said: dict[str, Any] = {"unlocked": staff.kay, "code": case.code, "version": 1, "fund": fund.code}
    with pytest.raises(rent_checking.Doubtful) as doubtful:
        rent_checking.verify(**said, cents=12_000)
    assert doubtful.value.doubts == [Doubt.A_TENTH]
    assert rent_checking.verify(**said, cents=12_000, is_sure=True).amount == 12_000


def test_one_who_filed_or_checked_approves_nothing(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = verified(staff, asked(actor=staff.cat.actor).case, fund)
    for name in ("kay", "cat"):
        with pytest.raises(Refused, match="yourself"):
            approved(staff, case, by=(name,))
    case = approved(staff, case, by=("ann",))
    with pytest.raises(Refused, match="already"):
        approved(staff, case, by=("ann",))
    assert approved(staff, case, by=("bob",)).state == State.APPROVED_2


def test_another_amount_reckoned_by_the_second_person_sends_it_back(staff: Staff) -> None:
    case = approved(staff, verified(staff, asked().case, a_fund(500_000)), by=("ann",))
    back = rent_checking.approve(unlocked=staff.bob, code=case.code, version=case.version, cents=110_000)
    assert (back.state, back.reason, back.amount) == (State.SUBMITTED, Reason.OTHER_AMOUNT, 0)
    row = RentRecount.objects.get()
    assert (row.stood, row.reckoned) == (120_000, 110_000)
    assert queries.approvals_of(back) == []


CHANGES: dict[str, Callable[[rent.Filed], RentCase]] = {
    "the amount asked": lambda one: _corrected(one, asked=90_000),
    "the month": lambda one: _corrected(one, months=("2026-12",)),
    "the payee": lambda one: _corrected(one, payee="Oak Homes"),
    "how the payee is paid": lambda one: _corrected(one, pay_to="Account 78"),
}


def _corrected(one: rent.Filed, **changed: Any) -> RentCase:
    wish = {"kind": Kind.RENT, "zone": NORTH, "months": ("2026-11",), "monthly": 120_000, "asked": 120_000}
    private = {name: getattr(PRIVATE, name) for name in ("name", "phone", "address", "payee", "pay_to")}
    for name, value in changed.items():
        (wish if name in wish else private)[name] = value
    return rent.correct(words=one.words, wish=rent.Wish(**wish), private=rent.Private(**private))  # type: ignore[arg-type]


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_clears_the_approvals(staff: Staff, what: str) -> None:
    filed = asked()
    case = scheduled(staff, approved(staff, verified(staff, filed.case, a_fund(500_000))))
    changed = CHANGES[what](filed)
    assert changed.state == State.SUBMITTED and queries.approvals_of(changed) == []
    with pytest.raises(Refused):
        paid(staff, case)
    with pytest.raises(Refused):
        paid(staff, changed)


def test_other_rules_of_the_fund_clear_them_too(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = approved(staff, verified(staff, asked().case, fund))
    Fund.objects.filter(pk=fund.pk).update(version=2)
    with pytest.raises(Refused, match="missing or have lapsed"):
        scheduled(staff, case)
    assert look_at_clocks() == 1
    case.refresh_from_db()
    assert case.state == State.VERIFIED
    assert approved(staff, case).state == State.APPROVED_2


@pytest.mark.parametrize("terms", ["more approvals", "less money", "other homes"])
def test_rules_that_were_tightened_meanwhile_hold_for_what_was_put_down_before(staff: Staff, terms: str) -> None:
    fund = a_fund(500_000)
    case = approved(staff, verified(staff, asked().case, fund))
    tighter = {
        "more approvals": replace(TERMS, bands=(Band(9_000_00, 3),)),
        "less money": replace(TERMS, bands=(Band(1_000_00, 2),)),
        "other homes": replace(TERMS, zones=frozenset({"south"})),
    }[terms]
    Fund.objects.filter(pk=fund.pk).update(version=2, terms=tighter.as_json())
    assert look_at_clocks() == 1
    case.refresh_from_db()
    with pytest.raises(Refused):
        approved(staff, case)
    back = rent_checking.send_back(unlocked=staff.kay, code=case.code, version=case.version)
    if terms == "more approvals":
        again = approved(staff, verified(staff, back, fund), by=("ann", "bob"))
        with pytest.raises(Refused, match="missing"):
            scheduled(staff, again)
        assert scheduled(staff, approved(staff, again, by=("cat",))).state == State.SCHEDULED


def test_whoever_paid_does_not_say_that_the_bank_sent_it_back(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    paid(staff, case)
    with pytest.raises(Refused, match="You paid this yourself"):
        paying.take_back(unlocked=staff.pat, code=case.code, void=False)
    assert held_by(fund) == 380_000
    case.refresh_from_db()
    assert "returned" not in steps_of(staff.pat.actor, case, [])
    assert "returned" in steps_of(staff.pam.actor, case, []) and "returned" in steps_of(staff.flo.actor, case, [])


def test_a_gift_with_a_zero_too_many_is_asked_about_and_not_forbidden(staff: Staff) -> None:
    fund = a_fund()
    for cents in (500_00, 2_000_00, 900_00):
        book.write_gift(unlocked=staff.flo, fund=fund.code, cents=cents)
    with pytest.raises(rent_checking.Doubtful) as doubtful:
        book.write_gift(unlocked=staff.flo, fund=fund.code, cents=20_000_00)
    assert doubtful.value.doubts == [Doubt.MORE_THAN_EVER] and held_by(fund) == 3_400_00
    book.write_gift(unlocked=staff.flo, fund=fund.code, cents=20_000_00, is_sure=True)
    book.write_gift(unlocked=staff.flo, fund=fund.code, cents=150_000_00)
    assert held_by(fund) == 173_400_00


def test_an_approver_whose_yes_no_longer_holds_is_told_so_and_may_say_it_anew(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = verified(staff, asked().case, fund)

    def says_yes() -> None:
        case.refresh_from_db()
        rent_checking.approve(unlocked=staff.ann, code=case.code, version=case.version, cents=case.amount)

    says_yes()
    Fund.objects.filter(pk=fund.pk).update(version=2)
    with pytest.raises(Refused, match="no longer holds"):
        says_yes()
    assert look_at_clocks() == 1
    says_yes()
    case.refresh_from_db()
    assert case.state == State.APPROVED_1


def _nine_in_the_morning_after(at: datetime) -> datetime:
    local = timezone.localtime(at)
    return (local + timedelta(days=1)).replace(hour=9, minute=5)


def _reminded(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Whom a reminder goes to, each time."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr("wekeep.care.actions.rent_clocks.tell_these", lambda **said: found.append(said))
    return found


def test_who_lets_a_promised_day_pass_is_reminded_once_a_morning_and_others_are_not(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = {Role.FUND_KEEPER: ("kay", "ann", "bob"), Role.PAYER: ("pat",), Role.FUND_STEWARD: ("flo",)}
    codes = {role: frozenset(staff.person(name).code for name in names) for role, names in holders.items()}
    monkeypatch.setattr(queries, "holders_of", lambda _zone, role: codes[role])
    told, case = _reminded(monkeypatch), verified(staff, asked().case, a_fund(500_000))
    morning = _nine_in_the_morning_after(case.due_at)
    with time_machine.travel(case.due_at - timedelta(minutes=1), tick=False):
        assert remind_late() == 0
    with time_machine.travel(morning.replace(hour=8), tick=False):
        assert remind_late() == 0 and told == [], "nobody is woken for it"
    for hour in (9, 13):
        with time_machine.travel(morning.replace(hour=hour), tick=False):
            assert remind_late() == 2
    assert {one["code"] for one in told} == {f"money-late-{morning:%Y%m%d}"}, "which is one letter, to each once"
    assert told[0]["members"] == {staff.person("ann").code, staff.person("bob").code}, "kay put the amount down herself"
    with time_machine.travel(morning + timedelta(days=1), tick=False):
        remind_late()
    assert told[-1]["code"] != told[0]["code"]


def test_where_nobody_can_take_the_next_step_the_stewards_are_reminded_and_of_the_familys_turn_nobody(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    kay, flo = staff.person("kay").code, staff.person("flo").code
    codes = {Role.FUND_KEEPER: frozenset({kay}), Role.FUND_STEWARD: frozenset({flo}), Role.PAYER: frozenset({"x"})}
    monkeypatch.setattr(queries, "holders_of", lambda _zone, role: codes[role])
    told = _reminded(monkeypatch)
    papers = asked(private=replace(PRIVATE, phone="612 555 0100", address="9 Other Street")).case
    rent_checking.ask_papers(unlocked=staff.kay, code=papers.code, papers=[Paper.LEASE])
    with time_machine.travel(_nine_in_the_morning_after(clock.now() + timedelta(days=20)), tick=False):
        assert remind_late() == 0 and told == []
    case = verified(staff, asked().case, a_fund(500_000))
    with time_machine.travel(_nine_in_the_morning_after(case.due_at), tick=False):
        remind_late()
    assert told[0]["members"] == {flo}


def test_a_reminder_names_nobody_and_no_matter(staff: Staff) -> None:
    case = asked().case
    Member.objects.filter(code=staff.person("kay").code).update(reach="kay@example.org")
    codes = frozenset({staff.person("kay").code})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "holders_of", lambda _zone, _role: codes)
        with time_machine.travel(_nine_in_the_morning_after(case.due_at), tick=False):
            assert (remind_late(), remind_late()) == (1, 1)
    letter = Letter.objects.get()
    said = str(letter.__dict__)
    assert "/money/" in said and case.code not in said


def test_approvals_lapse_after_a_week_and_may_be_given_again(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    with later(days=6, hours=23):
        assert look_at_clocks() == 0
    with later(days=7):
        with pytest.raises(Refused, match="lapsed"):
            paid(staff, case)
        assert look_at_clocks() == 1
        case.refresh_from_db()
        assert (case.state, case.amount) == (State.VERIFIED, 120_000)
        assert paid(staff, scheduled(staff, approved(staff, case))).cents == 120_000


def test_whoever_approved_does_not_pay_and_who_paid_does_not_confirm(staff: Staff) -> None:
    fund = a_fund(500_000)
    from wekeep.kit.abilities import Role
    from wekeep.kit.actor import SYSTEM
    from wekeep.people.actions.roles import grant_role

    for name in ("ann", "pat"):
        for role in (Role.PAYER, Role.FUND_KEEPER, Role.FUND_STEWARD):
            until = clock.now() + timedelta(days=9)
            grant_role(actor=SYSTEM, code=staff.person(name).code, role=role, zone=NORTH, until=until)
    case = ready_to_pay(staff, fund)
    with pytest.raises(Refused, match="someone else pays"):
        paid(staff, case, by="ann")
    paid(staff, case)
    for step in (paying.confirm, lambda **said: paying.take_back(**said, void=True)):
        with pytest.raises(Refused, match="paid this yourself"):
            step(unlocked=staff.pat, code=case.code)
    paying.confirm(unlocked=staff.ann, code=case.code)
    with pytest.raises(Refused, match="paid this yourself"):
        paying.reconcile(unlocked=staff.pat, code=case.code)


def test_a_larger_sum_takes_three(staff: Staff) -> None:
    fund = a_fund(900_000)
    case = verified(staff, asked(monthly=400_000, asked=400_000).case, fund, cents=400_000)
    case = approved(staff, case, cents=400_000)
    assert queries.owner_now(case, queries.approvals_of(case)) is Owner.APPROVER
    with pytest.raises(Refused, match="missing"):
        scheduled(staff, case)
    assert scheduled(staff, approved(staff, case, cents=400_000, by=("cat",))).state == State.SCHEDULED


def test_no_month_of_a_household_is_paid_twice_by_a_fund(staff: Staff) -> None:
    fund, other = a_fund(900_000), a_fund(900_000)
    first = verified(staff, asked().case, fund)
    again = asked(
        months=("2026-10", "2026-11"), private=rent.Private("A. Warsame", "+1 612-555-0147", "2415 ELM ST #3", "X", "Y")
    )
    assert again.case.same_as == first.code
    with pytest.raises(Refused, match="paid from this fund already"):
        verified(staff, again.case, fund, cents=240_000)
    again.case.refresh_from_db()
    assert verified(staff, again.case, other, cents=240_000).state == State.VERIFIED
    assert [one.code for one in queries.alike(again.case)] == [first.code]


def test_a_declined_case_gives_its_month_free_and_forgets_who_it_was(staff: Staff, sealed: Sealed) -> None:
    fund, case = a_fund(900_000), asked().case
    case = verified(staff, case, fund)
    rent_checking.decline(unlocked=staff.kay, code=case.code, version=case.version, reason=Reason.SENT_TWICE)
    assert case.code not in {record for _kind, record, _group in sealed.kept}
    assert verified(staff, asked().case, fund).state == State.VERIFIED


def test_a_fund_promises_no_more_than_it_holds(staff: Staff) -> None:
    fund = a_fund(200_000)
    ready_to_pay(staff, fund)
    other = rent.Private("Somebody Else", "612 555 0199", "77 Oak Street", "Oak Homes", "Account 5")
    second = approved(staff, verified(staff, asked(private=other).case, fund))
    with pytest.raises(Refused, match="promised to others"):
        scheduled(staff, second)
    give(fund, 40_000)
    assert scheduled(staff, second).state == State.SCHEDULED


def test_a_payment_the_bank_returned_is_undone_in_the_book_and_can_be_tried_again(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    paid(staff, case)
    assert paying.take_back(unlocked=staff.pam, code=case.code, void=False).state == State.RETURNED_BY_BANK
    assert held_by(fund) == 500_000
    case = rent_checking.try_again(unlocked=staff.kay, code=case.code)
    again = scheduled(staff, approved(staff, verified(staff, case, fund)))
    assert paid(staff, again, reference="CHK-1002").entry_id == 4
    assert held_by(fund) == 380_000 and verify_book().faults == []


def test_a_payment_in_error_is_voided_by_a_fund_steward(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    paid(staff, case)
    with pytest.raises(Refused, match="page of its case"):
        book.undo_entry(unlocked=staff.flo, number=2)
    assert paying.take_back(unlocked=staff.flo, code=case.code, void=True).state == State.VOIDED
    assert [one.reverses for one in _book()] == [0, 0, 2]
    with pytest.raises(Refused, match="undone already"):
        book.reverse(actor=staff.flo.actor, row=BookEntry.objects.get(number=2))


def _book() -> list[Any]:
    return [row.written for row in BookEntry.objects.order_by("number")]


def test_what_a_carer_spent_is_paid_back_after_one_look_where_it_is_little(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = asked(kind=Kind.SPENT, months=(), monthly=0, asked=23_40, actor=staff.cleo.actor).case
    case = approved(staff, verified(staff, case, fund, cents=23_40), cents=23_40, by=("ann",))
    paid(staff, scheduled(staff, case))
    assert verify_book().sums[fund.code, "care", "USD"] == 23_40  # type: ignore[index]


def _claim(staff: Staff, cents: int, **more: Any) -> RentCase:
    said: dict[str, Any] = {"kind": Kind.SPENT, "months": (), "monthly": 0, "actor": staff.cleo.actor} | more
    return asked(asked=cents, **said).case


def test_the_same_sum_of_the_same_carer_is_asked_about_twice_and_takes_two(staff: Staff, sealed: Sealed) -> None:
    """Of the carer when they ask, and of whoever puts it down; it may be another receipt."""
    fund, first = a_fund(500_000), _claim(staff, 23_40)
    before = dict(sealed.kept)
    for kind in (Kind.SPENT, Kind.ADVANCE):
        with pytest.raises(rent_checking.Doubtful):
            _claim(staff, 23_40, kind=kind, is_sure=False)
    assert RentCase.objects.count() == 1
    sealed.kept = before
    again, other = _claim(staff, 23_40), _claim(staff, 23_41, is_sure=False)
    assert (again.same_as, other.same_as) == (first.code, "")
    rent_checking.note_paper(unlocked=staff.kay, code=again.code, paper=Paper.SHOP_RECEIPT)
    said: dict[str, Any] = {"unlocked": staff.kay, "code": again.code, "version": 1, "fund": fund.code, "cents": 23_40}
    with pytest.raises(rent_checking.Doubtful) as doubtful:
        rent_checking.verify(**said)
    assert doubtful.value.doubts == [Doubt.SAME_AGAIN]
    case = approved(staff, rent_checking.verify(**said, is_sure=True), cents=23_40, by=("ann",))
    with pytest.raises(Refused, match="missing"):
        scheduled(staff, case)
    assert paid(staff, scheduled(staff, approved(staff, case, cents=23_40, by=("bob",)))).cents == 23_40


def test_a_claim_that_was_declined_or_is_long_ago_is_no_likeness(staff: Staff) -> None:
    first = _claim(staff, 23_40)
    rent_checking.decline(unlocked=staff.kay, code=first.code, version=1, reason=Reason.SENT_TWICE)
    second = _claim(staff, 23_40, is_sure=False)
    with later(days=15):
        third = _claim(staff, 23_40, is_sure=False)
    assert (second.same_as, third.same_as) == ("", "")


def test_small_sums_that_add_up_to_more_than_one_may_say_yes_to_take_two(staff: Staff) -> None:
    fund = a_fund(500_000)
    needed = []
    for cents in (20_00, 29_00, 1_50):
        needed.append(verified(staff, _claim(staff, cents), fund, cents=cents).approvals_needed)
    assert needed == [1, 1, 2], "fifty is what one may say yes to"


def test_an_advance_is_owed_until_its_receipts_are_there(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = asked(kind=Kind.ADVANCE, months=(), monthly=0, asked=100_00, actor=staff.cleo.actor).case
    paid(staff, scheduled(staff, approved(staff, verified(staff, case, fund, cents=100_00), cents=100_00)))
    paying.confirm(unlocked=staff.kay, code=case.code)
    paying.reconcile(unlocked=staff.flo, code=case.code)
    with pytest.raises(Refused, match="Receipts"):
        rent_checking.close(unlocked=staff.kay, code=case.code)
    with pytest.raises(Refused, match="more than is left"):
        paying.settle(unlocked=staff.kay, code=case.code, spent=100_01, handed_back=0)
    paying.settle(unlocked=staff.kay, code=case.code, spent=81_25, handed_back=18_75)
    with pytest.raises(Refused, match="settled"):
        paying.take_back(unlocked=staff.flo, code=case.code, void=True)
    assert rent_checking.close(unlocked=staff.kay, code=case.code).state == State.CLOSED
    assert held_by(fund) == 500_000 - 81_25


def test_nobody_checks_what_they_asked_for_themselves(staff: Staff) -> None:
    from wekeep.kit.abilities import Role
    from wekeep.kit.actor import SYSTEM
    from wekeep.people.actions.roles import grant_role

    until = clock.now() + timedelta(days=9)
    grant_role(actor=SYSTEM, code=staff.person("cleo").code, role=Role.FUND_KEEPER, zone=NORTH, until=until)
    case = asked(kind=Kind.SPENT, months=(), monthly=0, asked=23_40, actor=staff.cleo.actor).case
    with pytest.raises(Refused, match="someone else checks"):
        verified(staff, case, a_fund(100_000), cents=23_40, by="cleo")


def test_those_without_the_role_do_nothing(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    with pytest.raises(NotFound):
        queries.get_case(staff.tom.actor, case.code)
    with pytest.raises(NotAllowed):
        paid(staff, case, by="cat")
    with pytest.raises(NotAllowed):
        rent_checking.approve(unlocked=staff.pam, code=case.code, version=case.version, cents=1)
    with pytest.raises(NotFound):
        book.write_gift(unlocked=staff.cleo, fund=case.fund.code if case.fund else "", cents=5)


def test_a_draft_or_a_case_without_papers_ends_by_itself_and_is_forgotten(staff: Staff, sealed: Sealed) -> None:
    asked(is_draft=True)
    with later(days=14):
        assert look_at_clocks() == 1
    assert RentCase.objects.get().state == State.WITHDRAWN and sealed.kept == {}
    with later(days=75):
        assert look_at_clocks() == 1
    assert not RentCase.objects.exists()


def test_a_case_that_was_paid_stays_with_the_book(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    paid(staff, case)
    paying.take_back(unlocked=staff.flo, code=case.code, void=True)
    with later(days=900):
        look_at_clocks()
    assert RentApproval.objects.filter(case=case).count() == 2


def test_a_queue_shows_what_waits_whose_turn_it_is_and_nothing_of_whom(staff: Staff) -> None:
    case = verified(staff, asked().case, a_fund(500_000))
    rows = {name: queries.queue_visible_to(getattr(staff, name).actor) for name in ("kay", "ann", "pat", "tom")}
    assert [row.mine for row in rows["kay"]] == [False], "who put the amount down approves nothing"
    assert [row.mine for row in rows["ann"]] == [True]
    assert [(row.owner, row.mine) for row in rows["pat"]] == [(Owner.APPROVER, False)]
    assert rows["tom"] == [] and case.code


def _somebody(number: int) -> rent.Private:
    return rent.Private(f"Name {number}", f"612 555 02{number:02}", f"{number} Elm Street", "Homes", "Account")


def test_no_two_looks_at_the_public_sums_differ_by_fewer_than_five_cases(staff: Staff) -> None:
    fund, looks = a_fund(2_000_000), []
    for number in range(11):
        paid(staff, ready_to_pay(staff, fund, private=_somebody(number)), reference=f"CHK-{number}")
        looks.append(public_totals().funds[0])
    assert [one.payments for one in looks] == [-1] * 4 + [5] * 5 + [10] * 2
    assert [one.for_homes for one in looks] == [-1] * 4 + [600_000] * 5 + [1_200_000] * 2
    assert [one.held for one in looks] == [-1] * 4 + [1_400_000] * 5 + [800_000] * 2
    assert {one.given for one in looks} == {2_000_000}
    assert public_totals().head == verify_book().head


def test_a_rent_among_what_carers_spent_is_no_sum_of_its_own(staff: Staff) -> None:
    fund = a_fund(2_000_000)
    paid(staff, ready_to_pay(staff, fund))
    for number in range(5):
        case = verified(staff, _claim(staff, 60_00 + number), fund, cents=60_00 + number)
        paid(staff, scheduled(staff, approved(staff, case, cents=60_00 + number)), reference=f"T-{number}")
    told = public_totals().funds[0]
    assert (told.for_homes, told.for_care, told.payments) == (-1, 300_10, 5)
    assert told.held == 2_000_000 - 300_10, "as if the rent were still there"


def test_a_payment_that_the_bank_sent_back_is_told_as_little_as_one_that_is_paid(staff: Staff) -> None:
    fund = a_fund(2_000_000)
    cases = [ready_to_pay(staff, fund, private=_somebody(number)) for number in range(6)]
    for number, case in enumerate(cases[:5]):
        paid(staff, case, reference=f"CHK-{number}")
    before = public_totals().funds[0]
    paying.take_back(unlocked=staff.pam, code=cases[0].code, void=False)
    assert public_totals().funds[0] == before
    paid(staff, cases[5], reference="CHK-6")
    assert public_totals().funds[0] == before


def test_a_link_somebody_noted_proves_that_nothing_was_rewritten(staff: Staff) -> None:
    a_fund(500_000)
    noted = (1, verify_book().head)
    a_fund(100_000)
    assert verify_book([noted]).faults == []
    assert verify_book([(1, "0" * 64)]).faults


def test_references_hold_no_name(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    for reference in ("", "Ayaan Warsame", "WARSAME", "x" * 33):
        with pytest.raises(Refused, match="no name"):
            paying.pay(
                unlocked=staff.pat, code=case.code, version=case.version, method=Method.CASH, reference=reference
            )
