"""The made-up fund, what is given to it, and the cases that it pays: papers, two approvals, a payer, the bank."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from wekeep.care.actions import book, funds, paying, rent, rent_checking
from wekeep.care.models import BookEntry, Fund, RentCase
from wekeep.care.queries.rent import by_key
from wekeep.care.rules.book import What
from wekeep.care.rules.rent import FOR_CARERS, NEEDS, Method, Reason
from wekeep.desk.actions.cast import unlocked_of_cast
from wekeep.desk.queries.ground import address_at
from wekeep.desk.rules.demo import FUND_KEEPERS, FUND_STEWARD, PAYER
from wekeep.desk.rules.made_up.money import FILED, FUND, HOURS, TERMS, Deed
from wekeep.desk.rules.made_up.week import Rent, Subject, gift, moment
from wekeep.desk.rules.made_up.week import rent as drawn
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, VISITOR
from wekeep.people.access import actor_for
from wekeep.people.models import Member
from wekeep.people.queries.members import who_may
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices, zone_of
from wekeep.vault.rules.unlocked import Unlocked


def open_fund(_seed: int, _size: str, about: Subject, until: datetime) -> bool:
    """Two persons open the fund; False where they did before."""
    if Fund.objects.filter(name=FUND).exists():
        return False
    asks, agrees = unlocked_of_cast(FUND_STEWARD), unlocked_of_cast(FUND_KEEPERS[0])
    with clock.simulated(moment(until, about.ago)):
        asked = funds.propose_fund(unlocked=asks, zone=EVERY_ZONE, name=FUND, terms=TERMS)
        funds.agree_to_fund(unlocked=agrees, code=asked.code)
    return True


def give(seed: int, size: str, about: Subject, until: datetime) -> bool:
    """Somebody gave; False where as many gave before."""
    fund = Fund.objects.get(name=FUND)
    if BookEntry.objects.filter(what=What.GIFT, legs__fund=fund).distinct().count() > about.number:
        return False
    selma = unlocked_of_cast(FUND_STEWARD)
    with clock.simulated(moment(until, about.ago)):
        book.write_gift(unlocked=selma, fund=fund.code, cents=gift(seed, size, about.number))
    return True


@dataclass(frozen=True, slots=True)
class Case:
    """One case on its way: what was drawn of it, its six words, and who does what for it. One of three fund keepers checks, the
    other two approve; each time it is another."""

    one: Rent
    words: str
    code: str
    keepers: tuple[Unlocked, ...]
    payer: Unlocked
    steward: Unlocked

    @property
    def now(self) -> RentCase:
        """As it stands."""
        return RentCase.objects.get(code=self.code)


def file_and_be_paid(seed: int, _size: str, about: Subject, until: datetime) -> bool:
    """One case goes its way, each step at its time; False where it was filed before, or no carer was there to ask."""
    if by_key(about.key) is not None:
        return False
    # outside of the simulated time: who is unlocked says the keeper, by its own clock
    keepers = [unlocked_of_cast(handle) for handle in FUND_KEEPERS]
    payer, steward = unlocked_of_cast(PAYER), unlocked_of_cast(FUND_STEWARD)
    one, first = drawn(seed, about.number), about.number % len(keepers)
    with clock.simulated(moment(until, one.paid_ago - FILED)):
        filed = _file(one, about)
    if filed is None:
        return False
    case = Case(one, filed.words, filed.case.code, (*keepers[first:], *keepers[:first]), payer, steward)
    for deed in one.life.deeds:
        with clock.simulated(moment(until, one.paid_ago - HOURS[deed])):
            _DEEDS[deed](case)
    return True


def _file(one: Rent, about: Subject) -> rent.Filed | None:
    home = address_at(*one.where)
    zone = zone_of(home.lat, home.lon) or zone_choices()[0][0]
    actor, private = VISITOR, rent.Private(one.name, one.phone, f"{home.name}, Apt {one.flat}", one.payee, one.account)
    if one.life.kind in FOR_CARERS:
        carers = sorted(who_may(Ability.ASK_MONEY_BACK, zone))
        if not carers:
            return None
        member = Member.objects.get(code=carers[about.number % len(carers)])
        actor, private = actor_for(member), rent.Private(member.handle, "", "", member.handle, one.account)
    return rent.file_case(
        actor=actor,
        wish=rent.Wish(one.life.kind, zone, _months(one.months), one.monthly, one.asked),
        private=private,
        language=one.language,
        key=about.key,
        body=about.key,
        is_draft=one.life.is_draft,
        is_sure=True,
    )


def _months(count: int) -> tuple[str, ...]:
    """This month and those before it."""
    now = today()
    last = now.year * 12 + now.month - 1
    return tuple(f"{n // 12}-{n % 12 + 1:02}" for n in range(last - count + 1, last + 1))


def _papers(case: Case) -> None:
    for paper in sorted(NEEDS[case.one.life.kind]):
        rent_checking.note_paper(unlocked=case.keepers[0], code=case.code, paper=paper)


def _ask_papers(case: Case) -> None:
    rent_checking.ask_papers(unlocked=case.keepers[0], code=case.code, papers=NEEDS[case.one.life.kind])


def _verify(case: Case) -> None:
    rent_checking.verify(
        unlocked=case.keepers[0],
        code=case.code,
        version=case.now.version,
        fund=Fund.objects.get(name=FUND).code,
        cents=case.one.asked,
        is_sure=True,
    )


def _other_amount(case: Case) -> None:
    """One slip of a digit, which the second person finds because they reckon anew."""
    _verify(case)
    cents = case.one.asked + 100_00
    rent_checking.approve(unlocked=case.keepers[1], code=case.code, version=case.now.version, cents=cents)


def _approve(case: Case, place: int) -> None:
    rent_checking.approve(unlocked=case.keepers[place], code=case.code, version=case.now.version, cents=case.one.asked)


def _schedule(case: Case) -> None:
    day = timezone.localdate(clock.now() + timedelta(hours=HOURS[Deed.PAY] - HOURS[Deed.SCHEDULE]))
    paying.schedule(unlocked=case.payer, code=case.code, version=case.now.version, day=day)


def _pay(case: Case) -> None:
    paying.pay(
        unlocked=case.payer,
        code=case.code,
        version=case.now.version,
        method=Method.TRANSFER,
        reference=f"TR-{case.one.account[-4:]}",
    )


def _settle(case: Case) -> None:
    """Most of an advance was spent, the rest came back."""
    back = case.one.asked // 10
    paying.settle(unlocked=case.keepers[1], code=case.code, spent=case.one.asked - back, handed_back=back)


def _decline(case: Case) -> None:
    rent_checking.decline(
        unlocked=case.keepers[0], code=case.code, version=case.now.version, reason=Reason.PAID_BY_OTHERS
    )


_DEEDS: Final[dict[Deed, Callable[[Case], object]]] = {
    Deed.PAPERS: _papers,
    Deed.ASK_PAPERS: _ask_papers,
    Deed.BRING: lambda case: rent.bring_papers(words=case.words),
    Deed.VERIFY: _verify,
    Deed.OTHER_AMOUNT: _other_amount,
    Deed.APPROVE: lambda case: _approve(case, 1),
    Deed.APPROVE_AGAIN: lambda case: _approve(case, 2),
    Deed.SCHEDULE: _schedule,
    Deed.PAY: _pay,
    Deed.SETTLE: _settle,
    Deed.RETURNED: lambda case: paying.take_back(unlocked=case.steward, code=case.code, void=False),
    Deed.TRY_AGAIN: lambda case: rent_checking.try_again(unlocked=case.keepers[0], code=case.code),
    Deed.VOID: lambda case: paying.take_back(unlocked=case.steward, code=case.code, void=True),
    Deed.CONFIRM: lambda case: paying.confirm(unlocked=case.keepers[0], code=case.code),
    Deed.RECONCILE: lambda case: paying.reconcile(unlocked=case.steward, code=case.code),
    Deed.CLOSE: lambda case: rent_checking.close(unlocked=case.keepers[0], code=case.code),
    Deed.DECLINE: _decline,
    Deed.WITHDRAW: lambda case: rent.withdraw(words=case.words),
}
