"""Text from strangers: what is hidden goes, what is spelling stays, and cleaning twice is cleaning once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit.text import clean, clean_line

ANY_TEXT = st.text(st.characters(), max_size=120) | st.text(
    st.sampled_from("a\u0301\u200d\u200b\u202e\ue000 \n\r\u2028👩💻ب\u200cى\u0335"), max_size=60
)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("two\u200b va\u00adns\ufeff", "two vans"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066hidden\u2069", "hidden"),
        ("a\x00b\x1bc", "abc"),
        ("\U000e0041tagged", "tagged"),
        ("\u3164\uffa0\u2800", ""),
        ("broken \ud800 pair", "broken  pair"),
        ("\ue000private", "private"),
        ("  ends  ", "ends"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_nobody_can_see_is_taken_out(sent: str, kept: str) -> None:
    assert clean(sent, 100) == kept


@pytest.mark.parametrize(
    "spelling", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻 👨\u200d👩\u200d👧", "Hmoob Soomaali ñ", "❤\ufe0f"]
)
def test_joiners_that_are_spelling_or_one_emoji_stay(spelling: str) -> None:
    assert clean(spelling, 100) == spelling


def test_a_joiner_between_plain_letters_goes() -> None:
    assert clean("va\u200dn\u200c", 100) == "van"


def test_towers_of_marks_are_cut_to_what_a_language_may_need() -> None:
    assert len(clean("a" + "\u0335" * 50, 100)) == 3
    assert len(clean("a" + "\u20d2\u1ab0" * 40, 100)) == 3


@given(ANY_TEXT, st.integers(1, 60))
def test_cleaning_twice_is_cleaning_once(sent: str, limit: int) -> None:
    once = clean(sent, limit)
    assert len(once) <= limit
    assert clean(once, limit) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(ANY_TEXT)
def test_a_line_is_one_line(sent: str) -> None:
    assert "\n" not in clean_line(sent, 80)


def test_ten_megabytes_cost_no_more_than_what_is_kept() -> None:
    assert clean("\u200b" * 10_000_000 + "late", 100) == ""
    assert clean("x" * 10_000_000, 100) == "x" * 100


def test_a_cut_behind_a_joiner_leaves_no_joiner() -> None:
    assert clean("0\U0001f000\u200d\U0001f000", 3) == "0\U0001f000"
