"""The book in forms that an auditor's own programs read: Beancount's text (beancount.github.io, version 3) and CSV rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from wekeep.care.rules.book import Account, Entry, Leg, balances
from wekeep.kit.money import decimal

# Beancount's five roots
_ROOTS: Final[dict[Account, str]] = {
    Account.BANK: "Assets:Bank",
    Account.ADVANCES: "Assets:Advances",
    Account.GIFTS: "Income:Gifts",
    Account.RENT: "Expenses:Rent",
    Account.UTILITIES: "Expenses:Utilities",
    Account.CARE: "Expenses:Care",
}
COLUMNS: Final = ("entry", "date", "what", "about", "reverses", "fund", "account", "currency", "amount", "link")


def account_name(account: Account, fund: str) -> str:
    """As Beancount writes it: a part begins with a capital or a digit, so a fund's code gets an F before it."""
    return f"{_ROOTS[account]}:F{fund.upper()}"


def beancount(entries: Sequence[Entry], zone: tzinfo) -> str:
    """The whole book as a Beancount file, which its own checker accepts and in which the balances of every account stand
    as assertions for the day after the last entry. Its days are those of `zone`."""
    currencies = sorted({leg.currency for one in entries for leg in one.legs})
    lines = ['option "title" "Funds"', *(f'option "operating_currency" "{one}"' for one in currencies), ""]
    lines += list(_opened(entries, zone))
    for one in entries:
        lines += ["", *_transaction(one, zone)]
    return "\n".join([*lines, "", *_asserted(entries, zone)]) + "\n"


def _opened(entries: Iterable[Entry], zone: tzinfo) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for one in sorted(entries, key=lambda entry: entry.at):
        for leg in one.legs:
            name = account_name(leg.account, leg.fund)
            if (name, leg.currency) not in seen:
                seen.add((name, leg.currency))
                yield f"{_day(one.at, zone)} open {name} {leg.currency}"


def _transaction(one: Entry, zone: tzinfo) -> Iterator[str]:
    yield f'{_day(one.at, zone)} * "{one.what.value}" "{one.number}"'
    yield f'  about: "{one.about}"'
    if one.reverses:
        yield f'  reverses: "{one.reverses}"'
    yield f'  link: "{one.link}"'
    for leg in one.legs:
        yield f"  {account_name(leg.account, leg.fund)}  {decimal(leg.cents)} {leg.currency}"


def _asserted(entries: Sequence[Entry], zone: tzinfo) -> Iterator[str]:
    if not entries:
        return
    after = _day(max(one.at for one in entries), zone) + timedelta(days=1)
    for (fund, account, currency), cents in sorted(balances(entries).items()):
        yield f"{after} balance {account_name(account, fund)} {decimal(cents)} {currency}"


def rows(entries: Iterable[Entry], zone: tzinfo) -> Iterator[tuple[str, ...]]:
    """One row a leg, under `COLUMNS`; its days are those of `zone`."""
    for one in entries:
        for leg in one.legs:
            yield _row(one, leg, zone)


def _row(one: Entry, leg: Leg, zone: tzinfo) -> tuple[str, ...]:
    return (
        str(one.number),
        _day(one.at, zone).isoformat(),
        one.what.value,
        one.about,
        str(one.reverses or ""),
        leg.fund,
        leg.account.value,
        leg.currency,
        decimal(leg.cents),
        one.link,
    )


def moment_of(at: int) -> datetime:
    """Whole seconds since 1970 as a moment."""
    return datetime.fromtimestamp(at, UTC)


def _day(at: int, zone: tzinfo) -> date:
    return moment_of(at).astimezone(zone).date()
