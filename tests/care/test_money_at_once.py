"""Two at the same moment, and killed in the middle: on both engines nothing is paid twice, and nothing half."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.care.at_once import PATIENCE_SECONDS, together
from tests.care.money import (
    Staff,
    a_fund,
    approved,
    asked,
    committed,
    give,
    paid,
    ready_to_pay,
    sealed,
    staff,
    verified,
)
from tests.running import environment
from wekeep.care.actions import book, rent
from wekeep.care.models import BookEntry, BookLeg, RentApproval, RentCase, RentPayment
from wekeep.care.queries.book import held_by, verify_book
from wekeep.care.rules.rent import State

__all__ = ["committed", "sealed", "staff"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def somebody(number: int) -> rent.Private:
    return rent.Private(
        f"Name {number}", f"612 555 03{number:02}", f"{number} Elm Street", "Homes", f"Account {number}"
    )


def test_two_approvers_at_once_are_two_approvals_and_one_of_them_twice_is_one(staff: Staff) -> None:
    case = verified(staff, asked().case, a_fund(500_000))
    ann, bob = staff.ann, staff.bob
    said = together(*(lambda who=who: approved_by(who, case) for who in (ann, ann, bob, bob)))
    case.refresh_from_db()
    assert sorted(bool(words) for words in said) == [False, False, True, True]
    assert (case.state, RentApproval.objects.count()) == (State.APPROVED_2, 2)


def approved_by(who: Any, case: RentCase) -> None:
    from wekeep.care.actions.rent_checking import approve

    approve(unlocked=who, code=case.code, version=case.version, cents=120_000)


def test_two_payers_at_once_pay_once(staff: Staff) -> None:
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    for name in ("pat", "pam"):
        staff.person(name)
    said = together(*(lambda name=name: paid(staff, case, by=name) for name in ("pat", "pam", "pat", "pam")))
    assert sorted(map(bool, said)) == [False, True, True, True]
    assert (RentPayment.objects.count(), held_by(fund), verify_book().faults) == (1, 380_000, [])


def test_two_payers_press_at_one_moment_in_their_browsers_and_it_is_paid_once(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.middleware.check_unlocked", lambda _unlocked: None)
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    sent = {"do": "pay", "version": case.version, "method": "cheque", "reference": "CHK-1001"}
    clients = [staff.person(name).client() for name in ("pat", "pam", "pat", "pam")]
    answers: list[int] = []

    def press(client: Client) -> None:
        answers.append(client.post(f"/money/cases/{case.code}/step/", sent).status_code)

    assert together(*(lambda client=client: press(client) for client in clients)) == [""] * 4
    assert sorted(answers) == [302, 409, 409, 409]
    assert (RentPayment.objects.count(), held_by(fund), verify_book().faults) == (1, 380_000, [])


def test_a_gift_and_a_payment_of_one_fund_at_once_do_not_wait_in_a_circle(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who pays holds the fund and then the book; who gives holds the book, and names the fund in it."""
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    staff.person("pat")
    fund_held, head_held, mine = threading.Event(), threading.Event(), threading.local()
    next_number = book.next_number

    def in_turn() -> int:
        if hasattr(mine, "pays"):
            fund_held.set()
            head_held.wait(PATIENCE_SECONDS)  # who gives cannot be there where one writes after the other
        number = next_number()
        head_held.set()
        return number

    def pays() -> None:
        mine.pays = True
        paid(staff, case)

    def gives() -> None:
        fund_held.wait(60)
        give(fund, 7_00)

    monkeypatch.setattr(book, "next_number", in_turn)
    assert together(pays, gives) == ["", ""]
    assert (held_by(fund), verify_book().faults) == (380_700, [])


def test_the_last_money_of_a_fund_is_paid_once_and_gifts_come_in_meanwhile(staff: Staff) -> None:
    fund, other = a_fund(480_000), a_fund(0)
    cases = [ready_to_pay(staff, fund, private=somebody(number)) for number in range(4)]
    staff.person("pat")
    said = together(
        *(lambda case=case: paid(staff, case) for case in cases),
        *(lambda: give(other, 7_00) for _n in range(4)),
    )
    assert said == [""] * 8
    assert (held_by(fund), held_by(other)) == (0, 28_00)
    found = verify_book()
    assert (found.entries, found.faults, found.missing) == (9, [], [])


def test_a_correction_and_a_payment_at_once_never_pay_what_was_corrected(staff: Staff) -> None:
    fund, filed = a_fund(500_000), asked()
    from tests.care.money import PRIVATE, scheduled

    case = scheduled(staff, approved(staff, verified(staff, filed.case, fund)))
    wish = rent.Wish(case.kind, case.zone, ("2026-11",), 90_000, 90_000)  # type: ignore[arg-type]
    staff.person("pat")
    said = together(lambda: paid(staff, case), lambda: rent.correct(words=filed.words, wish=wish, private=PRIVATE))
    case.refresh_from_db()
    assert sorted(map(bool, said)) == [False, True]
    assert (case.state == State.PAID) is (held_by(fund) == 380_000)
    assert case.state in (State.PAID, State.SUBMITTED)


STEPS = (
    'INSERT INTO "care_rentpayment"',
    'INSERT INTO "care_bookleg"',
    'INSERT INTO "care_bookentry"',
    'UPDATE "care_rentcase"',
)
"""What paying writes, in this order; behind the last comes the entry of the journal, and the commit."""


def test_a_payer_who_is_killed_anywhere_has_paid_all_or_nothing(staff: Staff) -> None:
    """Killed after each of its writes in turn: every time nothing of it is there, and it can be paid afterwards, once."""
    fund = a_fund(500_000)
    case = ready_to_pay(staff, fund)
    for step in STEPS:
        done = _pay(case, staff.person("pat").code, step)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert (RentPayment.objects.count(), BookEntry.objects.count(), BookLeg.objects.count()) == (0, 1, 2)
        assert RentCase.objects.get(code=case.code).state == State.SCHEDULED
    done = _pay(case, staff.person("pat").code, "never")
    assert done.returncode == 0, done.stderr
    assert (RentPayment.objects.count(), held_by(fund), verify_book().faults) == (1, 380_000, [])


def _pay(case: RentCase, member: str, step: str) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", "tests.care.killed_payer", case.code, member, step]
    return subprocess.run(words, env=environment(Path(settings.DATA_DIR)), check=False, capture_output=True)
