"""Money that a household asks for among other things: one story with the rest of it, opened by the same six words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from wekeep.care.actions.rent import Private, Wish, holder_of, keep_case, mine_by_words, seal_groups, write_payee
from wekeep.care.actions.rent_moving import locked, move, open_anew
from wekeep.care.models import Household, RentCase
from wekeep.care.rules.claim import address_mark
from wekeep.care.rules.receipt import key_mark, mark_of
from wekeep.care.rules.rent import (
    BEFORE_MONEY,
    NEEDS_MONEY,
    By,
    Detail,
    Kind,
    Move,
    Reason,
    State,
    check_months,
    details_in,
    lacking,
)
from wekeep.care.rules.rent_sealed import CONTACT, PLACE, PLACE_FOR_PAYERS
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused
from wekeep.kit.text import whole_number

_BEFORE_MONEY = [state.value for state in BEFORE_MONEY]


@dataclass(frozen=True, slots=True)
class Told:
    """What only the family can tell about the money: the months ("2026-11"), the cents, who is paid and how. Empty where they
    have not."""

    months: tuple[str, ...] = ()
    asked: int = 0
    payee: str = ""
    pay_to: str = ""

    @property
    def lacks(self) -> list[str]:
        """What is not told yet."""
        found = lacking(months=self.months, asked=self.asked, payee=self.payee, pay_to=self.pay_to)
        return [detail.value for detail in found]

    @property
    def monthly(self) -> int:
        """The cents of one month."""
        return self.asked // max(len(self.months), 1)


def told_in(answers: Mapping[str, str]) -> Told:
    """The same from the answers of a form of help, where amounts are in whole dollars."""
    return Told(
        tuple(answers.get("months", "").split()),
        100 * (whole_number(answers.get("dollars", "")) or 0),
        answers.get("payee", ""),
        answers.get("pay_to", ""),
    )


def open_case(
    *,
    actor: Actor,
    household: Household,
    need: str,
    answers: Mapping[str, str],
    contact: Mapping[str, str],
    place: Mapping[str, str],
    zone: str,
) -> RentCase:
    """The case of a household that ticked `need` on the form of help, in the caller's transaction. What it has not told yet it
    reads on its page, with the day by which it should, and nothing is paid before.

    Its own mark of a receipt is of words that nobody has: the household's open it."""
    kind, told = NEEDS_MONEY[need], told_in(answers)
    months = _months(told, kind)
    note = " · ".join(text for name, text in answers.items() if name in ("what", "day"))
    private = Private(
        contact.get("name", ""), contact["contact"], place.get("address", ""), told.payee, told.pay_to, note
    )
    lacks, secret = told.lacks, settings.SECRET_KEY
    return keep_case(
        actor=actor,
        wish=Wish(kind, zone, months, told.monthly, told.asked),
        private=private,
        language=household.language,
        state=State.DOCS_NEEDED if lacks else State.SUBMITTED,
        receipt_mark=mark_of(secret, new_code()),
        key_mark=key_mark(secret, f"{household.code} {need}"),
        household=household,
        missing=lacks,
    )


def _months(told: Told, kind: Kind) -> tuple[str, ...]:
    if told.months:
        check_months(list(told.months), kind)
    return told.months


def has_payee(one: RentCase) -> bool:
    """Whether the household told before who is paid and how; it is sealed, and can be left as it is."""
    return Detail.PAYEE.value not in one.missing


@transaction.atomic
def tell(*, words: str, code: str, told: Told) -> RentCase:
    """The household tells what was missing, or tells it otherwise. Who they are and where they live stays as they told it, and so does who
    is paid where they told that before and leave it empty now. Approvals that were given are about it no more."""
    one = mine_by_words(words, code)
    if one.household_id is None:
        raise Refused("This can no longer be changed here. Take it back and ask anew.")
    check_months(list(told.months), Kind(one.kind))
    stays = not (told.payee or told.pay_to) and has_payee(one)
    if set(told.lacks) - ({Detail.PAYEE.value} if stays else set()):
        raise Refused("Please fill in all of it.")
    open_anew(one)
    one.months, one.asked, one.monthly = sorted(told.months), told.asked, told.monthly
    one.missing = [paper for paper in one.missing if paper not in details_in(one.missing)]
    if not stays:
        write_payee(one, told.payee, told.pay_to)
    return move(one=one, what=Move.CORRECT, by=By.FAMILY, actor=holder_of(one), reason=Reason.SOMETHING_CHANGED)


def correct_home(household: Household, *, contact: Mapping[str, str] | None, place: Mapping[str, str] | None) -> int:
    """The household is reached otherwise or lives elsewhere, in the caller's transaction: so in each of its cases too. Another
    address is another home, and is looked at anew. Returns how many cases there are that it changed."""
    codes = household.rents.filter(state__in=_BEFORE_MONEY).order_by("pk").values_list("code", flat=True)
    for code in list(codes):
        one = locked(code)
        if contact is not None:
            seal_groups(one, {CONTACT: {"name": contact.get("name", ""), "phone": contact["contact"]}})
        if place is not None:
            _move_home(one, place)
    return len(codes)


def _move_home(one: RentCase, place: Mapping[str, str]) -> None:
    address = place.get("address", "")
    seal_groups(one, {PLACE: {"address": address}, PLACE_FOR_PAYERS: {"address": address}})
    open_anew(one)
    one.address_mark = address_mark(settings.SECRET_KEY, address)
    if details_in(one.missing):
        one.save()
        return
    move(one=one, what=Move.CORRECT, by=By.FAMILY, actor=holder_of(one), reason=Reason.SOMETHING_CHANGED)


def withdraw_all(household: Household) -> int:
    """The household needs nothing any more, in the caller's transaction: what is sealed of its open cases is gone. Returns how
    many there were."""
    codes = list(household.rents.filter(state__in=_BEFORE_MONEY).order_by("pk").values_list("code", flat=True))
    for code in codes:
        one = locked(code)
        move(one=one, what=Move.WITHDRAW, by=By.FAMILY, actor=holder_of(one))
    return len(codes)
