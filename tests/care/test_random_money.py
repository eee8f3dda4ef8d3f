"""Whatever order people do things in, the book balances, nothing is paid on fewer eyes than the rules say, and no fund pays
what it does not hold: random histories through the real actions, on both engines."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.care.money import Staff, a_fund, asked, give, sealed, staff
from wekeep.care.actions import book, paying, rent, rent_checking
from wekeep.care.models import BookEntry, Fund, RentApproval, RentCase, RentPayment
from wekeep.care.queries.book import held_by, verify_book
from wekeep.care.rules.book import Account, What
from wekeep.care.rules.rent import NEEDS, Kind, Method, Paper, Reason
from wekeep.kit import clock
from wekeep.kit.errors import NotFound, Refused

__all__ = ["sealed", "staff"]
pytestmark = [pytest.mark.django_db, pytest.mark.long]
EVERYONE = ("kay", "ann", "bob", "cat", "pat", "pam", "flo", "cleo")
OF_CARERS = (Kind.SPENT, Kind.ADVANCE)
OF_HOUSEHOLDS = st.sampled_from([kind for kind in Kind if kind not in OF_CARERS])
WHO, SUM, WHICH = st.sampled_from(EVERYONE), st.sampled_from([60_00, 1_200_00, 4_000_00]), st.integers(0, 5)


class Money(RuleBasedStateMachine):
    """Everyone tries everything, whether they may or not."""

    staff: Staff
    most_paid = 0
    entered: set[str] = set()
    begun: list[transaction.Atomic] = []

    def __init__(self) -> None:
        super().__init__()
        while self.begun:
            self._undo()
        self.begun.append(transaction.atomic())
        self.begun[-1].__enter__()
        self.fund = a_fund(5_000_00)
        self.count = 0

    def teardown(self) -> None:
        self._undo()

    def _undo(self) -> None:
        transaction.set_rollback(True)
        self.begun.pop().__exit__(None, None, None)

    def _try(self, act: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                act()
        except (Refused, NotFound):
            pass

    def _case(self, which: int) -> RentCase | None:
        rows = list(RentCase.objects.order_by("-id")[:6])
        return rows[which % len(rows)] if rows else None

    @rule(kind=st.sampled_from(Kind), cents=SUM, who=st.sampled_from(["", "cat", "cleo"]))
    def ask(self, kind: Kind, cents: int, who: str) -> None:
        self.count += 1
        private = rent.Private(f"N{self.count}", f"61255500{self.count:02}", f"{self.count} Elm St", "Homes", "1")
        actor = {"actor": getattr(self.staff, who).actor} if who else {}
        months = () if kind in OF_CARERS else ("2026-11",)
        self._try(lambda: asked(kind, months=months, monthly=cents, asked=cents, private=private, **actor))

    @initialize(kinds=st.lists(OF_HOUSEHOLDS, min_size=2, max_size=2), names=st.permutations(EVERYONE))
    def begin_with_some_who_were_paid(self, kinds: list[Kind], names: list[str]) -> None:
        """Whatever comes after, there is money to go astray: of two that were paid one was undone, and of an advance part was
        settled."""
        for kind in kinds:
            self.ask(kind, 60_00, "")
            self.bring_it_far(names, 0)
        for name in names:
            self.go_on(name, 0, "void" if kinds[0] is kinds[1] else "back")
        self.ask(Kind.ADVANCE, 60_00, "cleo")
        self.bring_it_far(names, 0)
        for name in names:
            self.settle(name, 0, 20_00, 0)

    @rule(cents=SUM)
    def gift(self, cents: int) -> None:
        give(self.fund, cents)

    @rule(who=WHO, which=WHICH, cents=SUM)
    def check(self, who: str, which: int, cents: int) -> None:
        if case := self._case(which):
            for paper in sorted(NEEDS[Kind(case.kind)] & set(Paper)):
                self._try(
                    lambda paper=paper: rent_checking.note_paper(  # type: ignore[misc]
                        unlocked=getattr(self.staff, who), code=case.code, paper=paper
                    )
                )
            said: dict[str, Any] = {"code": case.code, "version": case.version, "fund": self.fund.code, "cents": cents}
            self._try(lambda: rent_checking.verify(unlocked=getattr(self.staff, who), **said, is_sure=True))

    @rule(who=WHO, which=WHICH, cents=st.none() | SUM)
    def approve(self, who: str, which: int, cents: int | None) -> None:
        if case := self._case(which):
            typed = case.amount if cents is None else cents
            said: dict[str, Any] = {"code": case.code, "version": case.version, "cents": typed}
            self._try(lambda: rent_checking.approve(unlocked=getattr(self.staff, who), **said))

    @rule(names=st.permutations(EVERYONE), which=WHICH)
    def bring_it_far(self, names: list[str], which: int) -> None:
        """Everyone in some order does what they can for one case."""
        if case := self._case(which):
            for name in names:
                self.check(name, which, case.asked)
            for name in names:
                self.approve(name, which, None)
            for name in names:
                self.pay(name, which)

    @rule(who=WHO, which=WHICH)
    def pay(self, who: str, which: int) -> None:
        if case := self._case(which):
            me = getattr(self.staff, who)
            said: dict[str, Any] = {"code": case.code, "version": case.version}
            self._try(lambda: paying.schedule(unlocked=me, **said, day=clock.now().date()))
            self._try(lambda: paying.pay(unlocked=me, **said, method=Method.TRANSFER, reference=f"T{self.count}"))

    @rule(
        who=WHO, which=WHICH, step=st.sampled_from(["confirm", "reconcile", "close", "back", "void", "try", "decline"])
    )
    def go_on(self, who: str, which: int, step: str) -> None:
        if case := self._case(which):
            me, code = getattr(self.staff, who), case.code
            steps: dict[str, Callable[[], Any]] = {
                "confirm": lambda: paying.confirm(unlocked=me, code=code),
                "reconcile": lambda: paying.reconcile(unlocked=me, code=code),
                "close": lambda: rent_checking.close(unlocked=me, code=code),
                "back": lambda: paying.take_back(unlocked=me, code=code, void=False),
                "void": lambda: paying.take_back(unlocked=me, code=code, void=True),
                "try": lambda: rent_checking.try_again(unlocked=me, code=code),
                "decline": lambda: rent_checking.decline(
                    unlocked=me, code=code, version=case.version, reason=Reason.FUND_IS_EMPTY
                ),
            }
            self._try(steps[step])

    @rule(who=WHO, which=WHICH, spent=st.sampled_from([0, 20_00, 60_00]), back=st.sampled_from([0, 40_00]))
    def settle(self, who: str, which: int, spent: int, back: int) -> None:
        if case := self._case(which):
            me = getattr(self.staff, who)
            self._try(lambda: paying.settle(unlocked=me, code=case.code, spent=spent, handed_back=back))

    @rule(who=WHO, number=st.integers(1, 30))
    def undo(self, who: str, number: int) -> None:
        self._try(lambda: book.undo_entry(unlocked=getattr(self.staff, who), number=number))

    @rule()
    def change_the_rules(self) -> None:
        Fund.objects.filter(pk=self.fund.pk).update(version=self.fund.version + 1)
        self.fund.refresh_from_db()

    @invariant()
    def the_book_is_whole_and_nobody_went_past_the_rules(self) -> None:
        found = verify_book()
        assert found.faults == [] and found.missing == []
        assert sum(found.sums.values()) == 0
        assert found.sums.get((self.fund.code, Account.BANK, "USD"), 0) == held_by(self.fund)
        Money.entered |= set(BookEntry.objects.values_list("what", flat=True))
        Money.most_paid = max(Money.most_paid, RentPayment.objects.count())
        undone = set(BookEntry.objects.exclude(reverses=None).values_list("reverses", flat=True))
        for payment in RentPayment.objects.select_related("case"):
            _was_right(payment)
        standing = [one for one in RentPayment.objects.select_related("case") if one.entry_id not in undone]
        assert max(Counter(one.case_id for one in standing).values(), default=0) <= 1


def _was_right(payment: RentPayment) -> None:
    """Enough others said yes to this version and sum, and the payer had no other part in it."""
    case = payment.case
    yes = RentApproval.objects.filter(case=case, version=payment.version, cents=payment.cents)
    people = set(yes.values_list("by", flat=True))
    small = case.kind in OF_CARERS and payment.cents <= 50_00
    assert len(people) >= (1 if small else 3 if payment.cents > 3_000_00 else 2)
    assert payment.by not in people | {case.filed_by, case.verified_by}
    assert case.filed_by not in people
    if case.version == payment.version:
        assert case.verified_by not in people


def test_the_book_balances_whatever_people_do(staff: Staff) -> None:
    Money.staff = staff
    for name in EVERYONE:
        getattr(staff, name)
    run_state_machine_as_test(
        Money, settings=hypothesis.settings(max_examples=12, stateful_step_count=25, deadline=None)
    )
    assert Money.most_paid > 1 and Money.entered == set(What)
