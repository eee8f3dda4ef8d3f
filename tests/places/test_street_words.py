"""Street names typed in many ways come to one spelling."""

import pytest

from wekeep.places.rules.street_words import LONGEST_TYPED, name_key, plain, stem_key


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("E. Mill St", "East Mill Street"),
        ("17th ave s", "17th Avenue South"),
        ("17 Avenida Sur", "17th Avenue South"),
        ("Seventeenth Ave. So.", "17th Avenue South"),
        ("twenty-second street", "22nd Street"),
        ("la 3ra calle", "3ra Street"),
        ("Pōtae’s Lane", "potaes ln"),
        ("MANNERHEIMINTIE", "Mannerheimintie"),
        ("Pohjoisesplanadi", "pohjoisesplanadi"),
    ],
)
def test_two_spellings_of_one_street_agree(typed: str, official: str) -> None:
    assert name_key(typed) == name_key(official)


def test_streets_that_differ_stay_different() -> None:
    keys = {
        name_key(name) for name in ("3rd Street", "3rd Avenue", "13th Street", "North 3rd Street", "Third Street South")
    }
    assert len(keys) == 5


def test_the_stem_leaves_out_street_words_but_never_everything() -> None:
    assert stem_key("East Mill Street") == "mill"
    assert stem_key("North Avenue") == "north"
    assert stem_key("Avenue") == "avenue"
    assert stem_key("...") == ""


def test_invisible_and_direction_characters_do_not_change_a_name() -> None:
    assert name_key("Mi\u200bll\u202e St\u2066") == "mill street"
    assert plain("a\x00b\tc\u2028d") == "a b c d"


def test_arabic_and_somali_names_keep_their_letters() -> None:
    assert name_key("شارع النهر") == "شارع النهر"
    assert name_key("Waddada Maxamuud") == "waddada maxamuud"


def test_ten_megabytes_of_text_are_cut_before_they_are_read() -> None:
    assert len(plain("x" * 10_000_000)) == LONGEST_TYPED
