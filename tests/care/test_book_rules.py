"""The book's arithmetic and its chain, and that an auditor's own program reads it the same."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from beancount import loader
from beancount.core.realization import compute_balance, get, realize
from hypothesis import given
from hypothesis import strategies as st

from wekeep.care.rules import book, export
from wekeep.care.rules.book import START, Account, Entry, Leg, What
from wekeep.care.rules.rent import Kind
from wekeep.kit.errors import Refused
from wekeep.kit.money import MOST, amount, cents_of, decimal

FUND, OTHER = "0fund00000000000", "1fund00000000000"


def written(*each: tuple[What, Sequence[Leg], int]) -> list[Entry]:
    """A book of these entries, an hour apart."""
    found: list[Entry] = []
    for number, (what, legs, undone) in enumerate(each, start=1):
        one = Entry(number, what, 1_763_800_000 + 3600 * number, f"about{number:011}", "member", undone, tuple(legs))
        found.append(one.chained(found[-1].link if found else START))
    return found


def usual() -> list[Entry]:
    """A gift, a rent, and the rent again undone."""
    rent = book.payment(Kind.RENT, FUND, "USD", 120_000)
    return written(
        (What.GIFT, book.gift(FUND, "USD", 500_000), 0),
        (What.PAYMENT, rent, 0),
        (What.REVERSAL, book.mirror(rent), 2),
    )


def said(entries: Sequence[Entry]) -> set[str]:
    return {one.words for one in book.faults(entries)}


def test_a_book_that_was_only_added_to_is_whole() -> None:
    entries = usual()
    assert book.faults(entries) == []
    assert book.balances(entries)[FUND, Account.BANK, "USD"] == 500_000
    assert book.balances(entries)[FUND, Account.RENT, "USD"] == 0


def test_whoever_changes_a_cent_a_date_or_a_code_is_found() -> None:
    for change in ({"at": 1}, {"about": "another000000000"}, {"by": "someone"}, {"what": What.GIFT}, {"reverses": 1}):
        entries = usual()
        entries[1] = replace(entries[1], **change)
        assert "the entry was changed" in said(entries) or "the chain is broken" in said(entries)
    entries = usual()
    entries[1] = replace(entries[1], legs=book.payment(Kind.RENT, FUND, "USD", 120_001))
    assert "the entry was changed" in said(entries)


def test_whoever_takes_an_entry_out_or_writes_one_anew_is_found() -> None:
    first, second, third = usual()
    assert said([first, third]) >= {"the numbers have a gap"}
    forged = replace(second, legs=book.payment(Kind.RENT, FUND, "USD", 1)).chained(first.link)
    assert "the chain is broken" in said([first, forged, third])


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        (
            written((What.GIFT, [Leg(Account.BANK, FUND, "USD", 5), Leg(Account.GIFTS, FUND, "USD", -4)], 0)),
            "its legs do not sum to zero",
        ),
        (
            # zero over all, and one fund's money in another's
            written((What.GIFT, [Leg(Account.BANK, FUND, "USD", 5), Leg(Account.GIFTS, OTHER, "USD", -5)], 0)),
            "its legs do not sum to zero",
        ),
        (written((What.GIFT, [], 0)), "its legs do not sum to zero"),
        (
            written((What.PAYMENT, book.payment(Kind.RENT, FUND, "USD", 5), 0)),
            "it paid more than the fund held",
        ),
        (
            written(
                (What.GIFT, book.gift(FUND, "USD", 5), 0),
                (What.REVERSAL, book.mirror(book.gift(FUND, "USD", 4)), 1),
            ),
            "it is not the mirror of what it undoes",
        ),
        (
            written(
                (What.GIFT, book.gift(FUND, "USD", 5), 0),
                (What.REVERSAL, book.mirror(book.gift(FUND, "USD", 5)), 1),
                (What.REVERSAL, book.mirror(book.gift(FUND, "USD", 5)), 1),
            ),
            "what it undoes was undone before",
        ),
    ],
)
def test_a_book_that_was_chained_with_care_and_adds_up_wrong_is_found(entries: list[Entry], fault: str) -> None:
    assert fault in said(entries)


LEGS = st.one_of(
    st.builds(book.gift, st.sampled_from([FUND, OTHER]), st.just("USD"), st.integers(1, 10**9)),
    st.builds(
        book.payment, st.sampled_from(Kind), st.sampled_from([FUND, OTHER]), st.just("USD"), st.integers(1, 10**7)
    ),
    st.builds(
        lambda fund, spent, back: book.settlement(fund, "USD", spent=spent, handed_back=back),
        st.sampled_from([FUND, OTHER]),
        st.integers(0, 10**6),
        st.integers(1, 10**6),
    ),
)


@given(st.lists(LEGS, max_size=30))
def test_beancount_accepts_every_book_and_reckons_the_same(all_legs: list[tuple[Leg, ...]]) -> None:
    kinds = {Account.GIFTS: What.GIFT, Account.ADVANCES: What.SETTLEMENT}
    entries = written(*((kinds.get(legs[-1].account, What.PAYMENT), legs, 0) for legs in all_legs))
    parsed, errors, _options = loader.load_string(export.beancount(entries, UTC))
    assert errors == []
    real = realize(parsed)  # type: ignore[no-untyped-call]
    for (fund, account, currency), cents in book.balances(entries).items():
        assert _held(real, export.account_name(account, fund), currency) == decimal(cents)


def _held(real: Any, name: str, currency: str) -> str:
    account = get(real, name)  # type: ignore[no-untyped-call]
    held = compute_balance(account).get_currency_units(currency).number  # type: ignore[no-untyped-call]
    return f"{held:.2f}"


def test_beancount_says_so_where_a_figure_of_the_export_was_changed() -> None:
    text = export.beancount(usual(), UTC).replace("1200.00 USD", "1200.01 USD", 1)
    assert loader.load_string(text)[1]


def test_what_was_booked_in_the_evening_stands_on_that_day_of_the_city() -> None:
    at = int(datetime(2026, 11, 23, 1, tzinfo=UTC).timestamp())
    entry, chicago = replace(usual()[0], at=at), ZoneInfo("America/Chicago")
    assert {row[1] for row in export.rows([entry], chicago)} == {"2026-11-22"}
    text = export.beancount([entry], chicago)
    assert "2026-11-22 open" in text and "2026-11-22 *" in text and "2026-11-23 balance" in text


def test_the_csv_has_a_row_a_leg_that_adds_up_to_nothing() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([export.COLUMNS, *export.rows(usual(), UTC)])
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == 6 and sum(round(float(row["amount"]) * 100) for row in rows) == 0
    assert [row["reverses"] for row in rows] == ["", "", "", "", "2", "2"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125000),
        ("$1,250.50", 125050),
        ("1.250,50", 125050),
        ("1,250", 125000),
        ("1250,5", 125050),
        ("١٢٥٠", 125000),
        (" 1 250.00 USD", 125000),
        ("0.07", 7),
        ("1,234,567.89", 123456789),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert cents_of(typed) == cents


@pytest.mark.parametrize("typed", ["", "-5", "12,34,56", "1e9", "12.345.6", "abc", "1..2", "9" * 12, "1,250.505"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        cents_of(typed)


@given(st.integers(0, MOST))
def test_an_amount_comes_back_from_how_it_is_written(cents: int) -> None:
    assert cents_of(amount(cents, "USD")) == cents == cents_of(decimal(cents))
