"""Numbers, lengths, words and signatures, each against what its own authority says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.channels.rules.telephone import Word, is_signed, read_number, segments, signature_of, word_of
from wekeep.kit.errors import Refused


@pytest.mark.parametrize(
    "typed", ["(612) 555-0100", "612.555.0100", "+1 612 555 0100", "1-612-555-0100", "0016125550100"]
)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert read_number(typed, ("1",)) == "+16125550100"


@pytest.mark.parametrize(
    "typed", ["", "911", "+44 20 7946 0958", "+1 900 555 0100", "555-0100", "+1612555010a", "+1" * 20, "612 555 01000"]
)
def test_what_costs_money_elsewhere_or_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_number(typed, ("1",))


LENGTHS = {
    "a" * 160: 1,
    "a" * 161: 2,
    "a" * 306: 2,
    "a" * 307: 3,
    "€" * 80: 1,
    "€" * 81: 2,
    "ق" * 70: 1,
    "ق" * 71: 2,
    "ق" * 134: 2,
    "ق" * 135: 3,
    "🙂" * 35: 1,
    "🙂" * 36: 2,
    "ñ" * 160: 1,
}
WORDS = {
    Word.STOP: ("STOP", " Stop! ", "Opt out", "ALTO", "jooji", "Nres", "إيقاف", "توقف"),
    Word.START: ("start", "Iniciar", "bilow", "pib", "ابدأ"),
    Word.HELP: ("Help?", "información", "caawi", "pab", "مساعدة"),
}


@pytest.mark.parametrize(("text", "count"), LENGTHS.items())
def test_a_text_is_paid_as_many_as_the_standard_says(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(("text", "word"), [(text, word) for word, texts in WORDS.items() for text in texts])
def test_the_words_are_known_in_every_language(text: str, word: Word) -> None:
    assert (word_of(text) or ("",))[0] == word


@pytest.mark.parametrize("text", ["", "traffic stop at Lake & 17th", "they cannot stop it", "2", "stop them now"])
def test_a_report_with_such_a_word_in_it_is_none(text: str) -> None:
    assert word_of(text) is None


def test_the_signature_is_the_one_of_the_providers_own_example() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature_of(url, fields, "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert is_signed("RSOYDt4T1cUTdK1PDd93/VVr8B8=", url, fields, "12345")
    assert not is_signed("RSOYDt4T1cUTdK1PDd93/VVr8B8=", url, {**fields, "Digits": "1235"}, "12345")
    assert not is_signed(signature_of(url, fields, ""), url, fields, "")


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert segments(text) >= 1
    word_of(text)
