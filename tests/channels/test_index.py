"""Who is told and on which sheet they stand is found as a dictionary would find it, in a tenth of its memory."""

import tracemalloc
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wekeep.channels.rules.index import Index, Told
from wekeep.channels.rules.roll import CODE, codes_in, pack_codes

CODES = st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=1, max_size=CODE)


@given(st.lists(CODES, unique=True, max_size=60), st.integers(1, 9), st.lists(CODES, max_size=20), st.randoms())
def test_each_code_is_found_on_its_sheet_and_no_other_is(
    codes: list[str], size: int, strangers: list[str], chance: object
) -> None:
    parts = [codes[start : start + size] for start in range(0, len(codes), size)]
    sheets = [(900 - 7 * number, pack_codes(part)) for number, part in enumerate(parts)]
    on = {code: sheet for (sheet, _packed), part in zip(sheets, parts, strict=True) for code in part}
    asked = [*codes[::2], *strangers]
    assert Counter(dict(Index(sheets).count(asked))) == Counter(on[code] for code in asked if code in on)


@given(st.lists(CODES, unique=True, max_size=40), st.lists(CODES, unique=True, max_size=40))
def test_the_share_of_a_sheet_that_is_told_is_counted(told: list[str], sheet: list[str]) -> None:
    found = Told([pack_codes(told[:7]), pack_codes(told[7:])])
    there = sum(code in set(told) for code in sheet) / max(1, len(sheet))
    assert len(found) == len(told)
    assert abs(found.share_of(pack_codes(sheet), 1_000) - there) < 1e-9


@given(st.lists(CODES, unique=True, max_size=40), st.integers(1, 50))
def test_of_few_everyone_is_asked_about(told: list[str], each: int) -> None:
    assert sorted(Told([pack_codes(told)]).some(each)) == sorted(codes_in(pack_codes(told)))


def test_of_many_one_in_so_many_is_asked_about_and_never_fewer_than_a_thousand() -> None:
    rolls = {many: Told([pack_codes(f"{number:0{CODE}}" for number in range(many))]) for many in (3_000, 50_000)}
    assert {many: len(told.some(25)) for many, told in rolls.items()} == {3_000: 1_000, 50_000: 2_000}


def test_an_alert_to_a_million_costs_a_sender_a_few_bytes_for_each() -> None:
    many = 200_000
    packed = "".join([f"{number:0{CODE}}" for number in range(many)]).encode()
    rolls = [packed[start : start + 1_000 * CODE] for start in range(0, len(packed), 1_000 * CODE)]
    tracemalloc.start()
    told = Told(rolls)
    index = Index(list(enumerate(rolls)))
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(told) == many and index.count(codes_in(rolls[7])) == [(7, 1_000)]
    # sixteen in each for the code; a dictionary of strings holds two hundred
    assert held < 40 * many and most < 100 * many
