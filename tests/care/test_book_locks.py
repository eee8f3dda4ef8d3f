"""What the database itself refuses, on both engines, whatever program writes to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.money import (
    TERMS,
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
from wekeep.care.actions import book, paying
from wekeep.care.models import BookEntry, BookLeg, Fund, RentApproval, RentCase, RentPayment
from wekeep.care.models.book import LOCKS
from wekeep.care.queries.book import missing_locks, verify_book
from wekeep.care.rules.book import START, Account, What
from wekeep.care.rules.fund import Band
from wekeep.care.rules.rent import Kind, Payee
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.kit.codes import new_code

__all__ = ["sealed", "staff"]
pytestmark = pytest.mark.django_db


def refused(why: str, write: Callable[[], Any]) -> None:
    """The database refuses to write it, at once or when the transaction ends, in these words."""
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        write()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            else:
                connection.check_constraints()


def raw(what: What, *legs: tuple[Account, Fund, int], number: int = 0, **more: Any) -> None:
    """An entry as a program would write it that knows none of the rules."""
    last = BookEntry.objects.order_by("-number").first()
    number = number or (last.number if last else 0) + 1
    BookLeg.objects.bulk_create(
        BookLeg(
            entry_id=number, place=place, account=account, fund=fund, currency=more.get("currency", "USD"), cents=cents
        )
        for place, (account, fund, cents) in enumerate(legs)
    )
    said = {
        "about": more.get("about", new_code()),
        "before": more.get("before", last.link if last else START),
        "reverses_id": more.get("reverses"),
    }
    BookEntry.objects.create(
        number=number,
        what=what,
        at=clock.now(),
        by=more.get("by", "someone"),
        leaf="0" * 64,
        link=new_code() * 4,
        **said,
    )


def test_every_lock_is_there() -> None:
    assert missing_locks() == [] and len(LOCKS) == 17


def test_nothing_in_the_book_changes_or_goes(staff: Staff) -> None:
    fund = a_fund(500_000)
    payment = paid(staff, ready_to_pay(staff, fund))
    for model in (BookEntry, BookLeg, RentPayment, RentApproval):
        one = model.objects.order_by("pk").last()
        refused("only ever added to", partial(_change, one))
    for model in (RentPayment, BookLeg, BookEntry):
        refused("only ever added to", partial(_delete_all, model))
    refused("stays where money", lambda: _delete_all(RentApproval))
    assert payment.cents == 120_000


def _change(one: Any) -> None:
    type(one).objects.filter(pk=one.pk).update(**({"by": "another"} if hasattr(one, "by") else {"cents": 5}))


def _delete_all(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_nobody_empties_the_book_at_once() -> None:
    give(a_fund(), 5)

    def empty() -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # what is deferred is asked before anything is emptied
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            whole = "TRUNCATE care_bookleg CASCADE" if connection.vendor == "postgresql" else "DELETE FROM care_bookleg"
            cursor.execute(whole)

    refused("only ever added to", empty)


def test_an_entry_that_does_not_balance_is_refused() -> None:
    fund, other = a_fund(1000), a_fund(1000)
    unbalanced = "sum to zero"
    refused(unbalanced, lambda: raw(What.GIFT, (Account.BANK, fund, 5), (Account.GIFTS, fund, -4)))
    refused(unbalanced, lambda: raw(What.GIFT, (Account.BANK, fund, 5), (Account.GIFTS, other, -5)))
    refused(unbalanced, lambda: raw(What.GIFT, (Account.BANK, fund, 5)))
    refused(unbalanced, lambda: raw(What.GIFT))
    refused("care_a_leg_moves_money", lambda: raw(What.GIFT, (Account.BANK, fund, 0), (Account.GIFTS, fund, 0)))
    refused(
        "currency of its fund",
        lambda: raw(What.GIFT, (Account.BANK, fund, 5), (Account.GIFTS, fund, -5), currency="EUR"),
    )


def test_legs_without_their_entry_and_legs_behind_it_are_refused() -> None:
    fund = a_fund(1000)
    alone = BookLeg(entry_id=9, place=0, account=Account.BANK, fund=fund, currency="USD", cents=5)
    refused("(?i)foreign key|invalid", alone.save)
    late = BookLeg(entry_id=1, place=7, account=Account.BANK, fund=fund, currency="USD", cents=5)
    refused("takes no more legs", late.save)


def test_an_entry_out_of_its_place_in_the_chain_is_refused() -> None:
    fund = a_fund(1000)
    legs = (Account.BANK, fund, 5), (Account.GIFTS, fund, -5)
    refused("follows the one before", lambda: raw(What.GIFT, *legs, number=3))
    refused("follows the one before", lambda: raw(What.GIFT, *legs, before=START))


def test_only_the_mirror_of_an_entry_undoes_it_and_only_once() -> None:
    fund = a_fund(1000)
    about = BookEntry.objects.get().about
    mirror = (Account.BANK, fund, -1000), (Account.GIFTS, fund, 1000)
    refused(
        "mirror",
        lambda: raw(What.REVERSAL, (Account.BANK, fund, -5), (Account.GIFTS, fund, 5), reverses=1, about=about),
    )
    refused("mirror", lambda: raw(What.REVERSAL, *mirror, about=about))
    refused("mirror", lambda: raw(What.REVERSAL, *mirror, reverses=1))
    refused("mirror", lambda: raw(What.GIFT, *mirror, reverses=1, about=about))
    with transaction.atomic():
        book.reverse(actor=SYSTEM, row=BookEntry.objects.get())
    refused("(?i)unique|duplicate", lambda: raw(What.REVERSAL, *mirror, reverses=1, about=about))


def test_money_leaves_the_bank_by_no_entry_but_a_payment() -> None:
    fund = a_fund(1000)
    out = (Account.BANK, fund, -5), (Account.RENT, fund, 5)
    refused("by a payment or a reversal", lambda: raw(What.GIFT, *out))
    refused("by a payment or a reversal", lambda: raw(What.SETTLEMENT, *out))
    refused("as large as the payment", lambda: raw(What.PAYMENT, *out))


def approval(case: RentCase, by: str, **changed: Any) -> RentApproval:
    now = clock.now()
    said = {"version": case.version, "cents": case.amount, "lapses_at": now + timedelta(days=7)} | changed
    return RentApproval(case=case, by=by, digest="0" * 64, at=now, **said)


def test_nobody_approves_their_own_or_twice_or_something_else(staff: Staff) -> None:
    case = verified(staff, asked().case, a_fund(500_000))
    RentCase.objects.filter(pk=case.pk).update(version=case.version + 1, filed_by="fay")
    case.refresh_from_db()
    kay = staff.person("kay").code
    refused("filed or checked", approval(case, kay).save)
    refused("filed or checked", approval(case, "fay").save)
    refused("as it stands", approval(case, "ann", cents=119_999).save)
    refused("as it stands", approval(case, "ann", version=case.version - 1).save)
    approval(case, "ann").save()
    refused("(?i)unique|duplicate", approval(case, "ann").save)
    refused("care_somebody_approves", approval(case, "").save)


def test_no_approval_of_what_nobody_checked(staff: Staff) -> None:
    refused("as it stands", approval(asked().case, "ann").save)


def payment(case: RentCase, by: str, *, number: int = 0, **changed: Any) -> Callable[[], None]:
    """A payment with its entry, as a program would write it that knows none of the rules."""
    said = {"version": case.version, "cents": case.amount, "at": clock.now()} | changed

    def write() -> None:
        fresh = number or BookEntry.objects.count() + 1
        RentPayment.objects.create(case=case, by=by, method="cheque", reference="1", entry_id=fresh, **said)
        if not number:
            cents = changed.get("leaves", said["cents"])
            assert case.fund
            raw(What.PAYMENT, (Account.RENT, case.fund, cents), (Account.BANK, case.fund, -cents), about=case.code)

    return write


def test_nobody_pays_what_they_filed_checked_or_approved(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    for name in ("kay", "ann", "bob"):
        refused("nobody pays", payment(case, staff.person(name).code))
    payment(case, "pat")()
    assert verify_book().faults, "what was written past the rules is no link of the chain"


def test_no_other_sum_or_version_is_paid(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    refused("as it was approved", payment(case, "pat", cents=120_001))
    refused("as it was approved", payment(case, "pat", version=case.version + 1))
    refused("an entry of its own", payment(case, "pat", number=1))
    before = approved(staff, verified(staff, asked(private=_another()).case, a_fund(500_000)))
    refused("as it was approved", payment(before, "pat"))


def _another() -> Any:
    from wekeep.care.actions.rent import Private

    return Private("Somebody Else", "612 555 0199", "77 Oak Street", "Oak Homes", "Account 5")


def test_nothing_is_paid_on_one_approval_or_on_a_lapsed_one(staff: Staff) -> None:
    case = verified(staff, asked().case, a_fund(500_000))
    case = approved(staff, case, by=("ann",))
    RentCase.objects.filter(pk=case.pk).update(state="scheduled")
    refused("missing or have lapsed", payment(case, "pat"))
    RentCase.objects.filter(pk=case.pk).update(state="approved_1")
    case.refresh_from_db()
    case = scheduled(staff, approved(staff, case, by=("bob",)))
    refused("missing or have lapsed", payment(case, "pat", at=clock.now() + timedelta(days=7, seconds=1)))


def test_no_fund_pays_more_than_it_holds(staff: Staff) -> None:
    fund = a_fund(120_000)
    case = ready_to_pay(staff, fund)
    other = approved(staff, verified(staff, asked(private=_another()).case, fund))
    RentCase.objects.filter(pk=other.pk).update(state="scheduled")
    other.refresh_from_db()
    paid(staff, case)
    refused("more is paid than the fund holds", payment(other, "pat"))


def test_a_case_that_was_checked_changes_only_as_another_version(staff: Staff) -> None:
    case = ready_to_pay(staff, a_fund(500_000))
    changes: list[dict[str, Any]] = [
        {"amount": 1},
        {"fund": a_fund()},
        {"payee_mark": "other"},
        {"payee_kind": "household"},
        {"months": ["2026-12"]},
        {"kind": "arrears"},
        {"verified_by": "pat"},
        {"filed_by": "pat"},
        {"approvals_needed": 3},
        {"version": 1},
    ]
    for change in changes:
        refused("another version", partial(RentCase.objects.filter(pk=case.pk).update, **change))


def test_an_advance_is_settled_for_no_more_than_it_was(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund, kind=Kind.ADVANCE, months=(), monthly=0, asked=120_000, actor=staff.cleo.actor)
    paid(staff, case)
    paying.settle(unlocked=staff.ann, code=case.code, spent=100_000, handed_back=0)
    more = (Account.CARE, fund, 20_001), (Account.ADVANCES, fund, -20_001)
    refused("no more than it was", lambda: raw(What.SETTLEMENT, *more, about=case.code))
    rest = (Account.CARE, fund, 20_000), (Account.ADVANCES, fund, -20_000)
    raw(What.SETTLEMENT, *rest, about=case.code)


TIGHTER: dict[str, dict[str, Any]] = {
    "more approvals": {"bands": (Band(9_000_00, 3),)},
    "less money": {"bands": (Band(1_000_00, 2),)},
    "other homes": {"zones": frozenset({"south"})},
    "another purpose": {"kinds": frozenset({Kind.UTILITIES})},
    "another payee": {"payees": frozenset({Payee.UTILITY})},
}


@pytest.mark.parametrize("what", TIGHTER)
def test_the_rules_of_today_are_asked_of_each_approval_and_payment(staff: Staff, what: str) -> None:
    fund, other = a_fund(500_000), a_fund(500_000)
    checked, ready = verified(staff, asked().case, fund), ready_to_pay(staff, other, private=_another())
    for one in (fund, other):
        Fund.objects.filter(pk=one.pk).update(terms=replace(TERMS, **TIGHTER[what]).as_json())
    refused("as they are now", approval(checked, "ann").save)
    refused("as they are now", payment(ready, "pat"))
    for one in (fund, other):
        Fund.objects.filter(pk=one.pk).update(terms=TERMS.as_json())
    approval(checked, "ann").save()
    payment(ready, "pat")()


def test_a_fund_for_everywhere_pays_everywhere_and_for_no_more_months_than_it_says(staff: Staff) -> None:
    fund = a_fund(500_000, terms=replace(TERMS, zones=frozenset({"*"})))
    case = verified(staff, asked(months=("2026-10", "2026-11")).case, fund)
    approval(case, "ann").save()
    Fund.objects.filter(pk=fund.pk).update(terms=replace(TERMS, most_months=1).as_json())
    refused("as they are now", approval(case, "bob").save)


def test_a_closed_fund_pays_nothing_and_older_approvals_count_no_more(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    Fund.objects.filter(pk=fund.pk).update(is_open=False)
    refused("the fund is closed", payment(case, "pat"))
    Fund.objects.filter(pk=fund.pk).update(is_open=True, set_at=clock.now())
    refused("under older rules", payment(case, "pat"))


def test_whoever_paid_undoes_it_not_even_in_the_database(staff: Staff) -> None:
    fund = a_fund(500_000)
    done = paid(staff, ready_to_pay(staff, fund))
    undone: dict[str, Any] = {"reverses": done.entry_id, "about": done.entry.about}
    mirror = (Account.RENT, fund, -done.cents), (Account.BANK, fund, done.cents)
    refused("whoever paid", lambda: raw(What.REVERSAL, *mirror, by=staff.person("pat").code, **undone))
    raw(What.REVERSAL, *mirror, by=staff.person("pam").code, **undone)


def test_what_was_paid_stays_paid_until_the_book_has_undone_it(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = paid(staff, ready_to_pay(staff, fund)).case
    for state in ("submitted", "scheduled", "returned_by_bank", "voided", "declined"):
        change = {"state": state, "version": case.version + 1}
        refused("stays paid", partial(RentCase.objects.filter(pk=case.pk).update, **change))
    paying.take_back(unlocked=staff.pam, code=case.code, void=False)
    case.refresh_from_db()
    assert case.state == "returned_by_bank"


def test_a_claim_that_is_like_another_takes_two_whatever_stands_in_it(staff: Staff) -> None:
    fund = a_fund(500_000)
    claim: dict[str, Any] = {"kind": Kind.SPENT, "months": (), "monthly": 0, "asked": 23_40, "actor": staff.cleo.actor}
    first, case = asked(**claim).case, verified(staff, asked(**claim).case, fund, cents=23_40)
    assert (case.same_as, case.approvals_needed) == (first.code, 2)
    refused("stands with its version", partial(RentCase.objects.filter(pk=case.pk).update, same_as=""))
    RentCase.objects.filter(pk=case.pk).update(version=case.version + 1, approvals_needed=1)
    case.refresh_from_db()
    approval(case, "ann").save()
    RentCase.objects.filter(pk=case.pk).update(state="scheduled")
    refused("takes two", payment(case, "pat"))
    RentCase.objects.filter(pk=case.pk).update(state="approved_1")
    approval(case, "bob").save()
    RentCase.objects.filter(pk=case.pk).update(state="scheduled")
    payment(case, "pat")()


def test_the_check_says_which_lock_is_gone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER care_bookleg_no_change" + (" ON care_bookleg" if connection.vendor == "postgresql" else "")
        )
    assert verify_book().missing == ["care_bookleg_no_change"]
