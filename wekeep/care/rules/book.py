"""The book of the funds: double entry in whole cents, each entry of two legs or more that sum to zero, chained by hashes.

It is only ever added to. A mistake is mended by an entry that is its mirror. The chain is that of the other logs of the
house (`kit.log_chain`), with nothing in it that is ever erased: an entry names accounts, funds, codes and cents, and no person
whom the money helped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from wekeep.care.rules.rent import Kind
from wekeep.kit import log_chain
from wekeep.kit.envelope import canonical
from wekeep.kit.errors import Refused


class Account(StrEnum):
    """The accounts that every fund has."""

    BANK = "bank"
    GIFTS = "gifts"
    RENT = "rent"
    UTILITIES = "utilities"
    CARE = "care"
    ADVANCES = "advances"


class What(StrEnum):
    """The kinds of entries."""

    GIFT = "gift"
    PAYMENT = "payment"
    SETTLEMENT = "settlement"
    REVERSAL = "reversal"


SPENT_ON: Final[dict[Kind, Account]] = {
    Kind.RENT: Account.RENT,
    Kind.ARREARS: Account.RENT,
    Kind.DEPOSIT: Account.RENT,
    Kind.UTILITIES: Account.UTILITIES,
    Kind.SPENT: Account.CARE,
    # handed out beforehand and not yet spent: the carer owes receipts for it
    Kind.ADVANCE: Account.ADVANCES,
}
START: Final = log_chain.START.hex()


@dataclass(frozen=True, slots=True)
class Leg:
    """So many cents into an account of a fund; out of it where negative."""

    account: Account
    fund: str
    currency: str
    cents: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `about` is the code of the case or gift, `by` of the member who entered it; `at` is in whole seconds since
    1970; `reverses` is the number of the entry that this one undoes, 0 for none. Links are in hex."""

    number: int
    what: What
    at: int
    about: str
    by: str
    reverses: int
    legs: tuple[Leg, ...]
    leaf: str = ""
    link: str = ""

    def words(self) -> bytes:
        """What is chained: all of it."""
        legs = [part for leg in self.legs for part in (leg.account.value, leg.fund, leg.currency, str(leg.cents))]
        return canonical(
            "book entry",
            str(self.number),
            self.what.value,
            str(self.at),
            self.about,
            self.by,
            str(self.reverses),
            *legs,
        )

    def chained(self, before: str) -> "Entry":
        """The same, with its leaf and its link after `before`."""
        leaf = log_chain.leaf_of(b"", self.words(), self.at)
        link = log_chain.link_of(bytes.fromhex(before), leaf, self.at)
        return Entry(
            self.number, self.what, self.at, self.about, self.by, self.reverses, self.legs, leaf.hex(), link.hex()
        )


def gift(fund: str, currency: str, cents: int) -> tuple[Leg, ...]:
    """Money came in."""
    _check_positive(cents)
    return Leg(Account.BANK, fund, currency, cents), Leg(Account.GIFTS, fund, currency, -cents)


def payment(kind: Kind, fund: str, currency: str, cents: int) -> tuple[Leg, ...]:
    """Money went out."""
    _check_positive(cents)
    return Leg(SPENT_ON[kind], fund, currency, cents), Leg(Account.BANK, fund, currency, -cents)


def settlement(fund: str, currency: str, *, spent: int, handed_back: int) -> tuple[Leg, ...]:
    """What became of an advance: part of it was spent, the rest came back. Both in cents, not both nothing."""
    _check_positive(spent + handed_back)
    if spent < 0 or handed_back < 0:
        raise Refused("Put down an amount.")
    legs = (Leg(Account.CARE, fund, currency, spent), Leg(Account.BANK, fund, currency, handed_back))
    return *(leg for leg in legs if leg.cents), Leg(Account.ADVANCES, fund, currency, -(spent + handed_back))


def mirror(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """The legs that undo these."""
    return tuple(Leg(leg.account, leg.fund, leg.currency, -leg.cents) for leg in legs)


def _check_positive(cents: int) -> None:
    if cents <= 0:
        raise Refused("Put down an amount.")


def is_balanced(legs: Sequence[Leg]) -> bool:
    """Two legs or more, none of nothing, zero in each currency of each fund: no fund's money ends in another's."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for leg in legs:
        sums[leg.fund, leg.currency] += leg.cents
    return len(legs) >= 2 and all(leg.cents for leg in legs) and not any(sums.values())


Balances = dict[tuple[str, Account, str], int]


def balances(entries: Iterable[Entry]) -> Balances:
    """The cents in each (fund, account, currency), added up anew from the first entry on."""
    sums: Balances = defaultdict(int)
    for one in entries:
        for leg in one.legs:
            sums[leg.fund, leg.account, leg.currency] += leg.cents
    return dict(sums)


def faults(entries: Sequence[Entry]) -> list[log_chain.Fault]:
    """Everything wrong with a book, oldest first: gaps, changed or unbalanced entries, a reversal that is not the mirror of
    its entry or its second, a bank account below zero after money went out. Empty means that it is whole."""
    chain = [
        log_chain.Entry(one.number, _bytes(one.leaf), _bytes(one.link), b"", one.words(), one.at) for one in entries
    ]
    return sorted(
        [*log_chain.check(chain, (), b"", erased_before=0), *_sums(entries), *_reversals(entries)],
        key=lambda fault: fault.number,
    )


def _bytes(written: str) -> bytes:
    """What stands in hex; nothing, and so another link than any, where somebody wrote what is none."""
    try:
        return bytes.fromhex(written)
    except ValueError:
        return b""


def _sums(entries: Sequence[Entry]) -> Iterator[log_chain.Fault]:
    banks: dict[tuple[str, str], int] = defaultdict(int)
    for one in entries:
        if not is_balanced(one.legs):
            yield log_chain.Fault(one.number, "its legs do not sum to zero")
        for leg in one.legs:
            if leg.account is Account.BANK:
                banks[leg.fund, leg.currency] += leg.cents
                if one.what is What.PAYMENT and banks[leg.fund, leg.currency] < 0:
                    yield log_chain.Fault(one.number, "it paid more than the fund held")


def _reversals(entries: Sequence[Entry]) -> Iterator[log_chain.Fault]:
    by_number = {one.number: one for one in entries}
    done: set[int] = set()
    for one in entries:
        if (one.what is What.REVERSAL) is not bool(one.reverses):
            yield log_chain.Fault(one.number, "a reversal names what it undoes, and nothing else does")
        if not one.reverses:
            continue
        undone = by_number.get(one.reverses)
        if undone is None or undone.number >= one.number or _sorted(mirror(undone.legs)) != _sorted(one.legs):
            yield log_chain.Fault(one.number, "it is not the mirror of what it undoes")
        if one.reverses in done:
            yield log_chain.Fault(one.number, "what it undoes was undone before")
        done.add(one.reverses)


def _sorted(legs: Iterable[Leg]) -> list[tuple[str, str, str, int]]:
    return sorted((leg.account.value, leg.fund, leg.currency, leg.cents) for leg in legs)


def check_reversible(one: Entry, undone: bool) -> None:
    """Refuse to undo an entry twice, or to undo an undoing: what was right after all is entered anew."""
    if undone or one.what is What.REVERSAL:
        raise Refused("This entry was undone already. Enter anew what is right.")


def seconds(at: datetime) -> int:
    """Whole seconds since 1970."""
    return int(at.timestamp())
