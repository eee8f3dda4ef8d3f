"""A typed place is read as a crossing, an address, a position or a name."""

import pytest

from wekeep.places.rules.gazetteer import (
    AddressQuery,
    CrossingQuery,
    NameQuery,
    PointQuery,
    house_number,
    names_in_full,
    readings_of,
)
from wekeep.places.rules.street_index import StreetIndex


@pytest.mark.parametrize(
    ("typed", "one", "other"),
    [
        ("Mill & 17th", "mill", "17th"),
        ("mill and 17th ave", "mill", "17th ave"),
        ("Mill y la 17", "mill", "la 17"),
        ("corner of Mill St and 17th", "mill st", "17th"),
        ("en la esquina de Mill con 17", "mill", "17"),
        ("Mill/17th", "mill", "17th"),
        ("Mill St, 17th Ave", "mill st", "17th ave"),
        ("Mannerheimintie ja Kaivokatu", "mannerheimintie", "kaivokatu"),
        ("Mill\u200b &\u202e 17th", "mill", "17th"),
    ],
)
def test_a_crossing_is_read_in_many_spellings(typed: str, one: str, other: str) -> None:
    assert readings_of(typed)[0] == CrossingQuery(one, other)


@pytest.mark.parametrize(
    ("typed", "number", "street"),
    [
        ("1423 E Mill St", "1423", "e mill st"),
        ("1423 E Mill St, Apt 2", "1423", "e mill st"),
        ("1423 e mill st #4", "1423", "e mill st"),
        ("Kaivokatu 1", "1", "kaivokatu"),
        ("Mannerheimintie 22-24", "22-24", "mannerheimintie"),
        ("Calle Mayor 12 b", "12b", "calle mayor"),
        ("205 3rd Ave", "205", "3rd ave"),
    ],
)
def test_an_address_is_read_with_the_number_before_or_after(typed: str, number: str, street: str) -> None:
    assert AddressQuery(number, street) in readings_of(typed)


def test_a_numbered_street_is_no_address() -> None:
    assert not [reading for reading in readings_of("17th Avenue") if isinstance(reading, AddressQuery)]


def test_two_numbers_with_decimals_are_a_position_and_nothing_else() -> None:
    assert readings_of("47.7501, -87.5012") == (PointQuery(47.7501, -87.5012),)
    assert not isinstance(readings_of("147.7501, -87.5012")[0], PointQuery)


def test_a_name_with_and_is_tried_as_a_name_too() -> None:
    assert NameQuery("bread and roses bakery") in readings_of("Bread and Roses Bakery")


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u202e", "!?&", "🚓🚓", "\x00"])
def test_a_text_without_letters_or_digits_means_no_place(typed: str) -> None:
    assert readings_of(typed) == ()


def test_a_house_number_is_its_leading_digits() -> None:
    assert (house_number("12b"), house_number("22-24"), house_number("b")) == (12, 22, None)


STREETS = StreetIndex(
    ["East Mill Street", "West Mill Street", "17th Avenue South", "17th Street", "Bloomfield Avenue", "Mannerheimintie"]
)


def test_a_misspelt_street_is_found_below_full_score() -> None:
    assert [(match.name, match.score < 0.97) for match in STREETS.matches("Blomfeild av")] == [
        ("Bloomfield Avenue", True)
    ]
    assert STREETS.matches("manerheimintie")[0].name == "Mannerheimintie"


def test_a_direction_that_was_typed_decides() -> None:
    best, second = STREETS.matches("w mill")
    assert best.name == "West Mill Street" and best.score > second.score + 0.2


def test_a_street_word_that_was_typed_decides() -> None:
    assert STREETS.matches("17th ave")[0].name == "17th Avenue South"
    assert STREETS.matches("17 st")[0].name == "17th Street"


def test_a_street_word_with_a_letter_wrong_is_still_that_street_word() -> None:
    assert STREETS.matches("17th avenu")[0].name == "17th Avenue South"
    assert STREETS.matches("w mil stret")[0].name == "West Mill Street"
    assert STREETS.matches("18th avenu") == []


def test_a_number_is_never_matched_by_likeness() -> None:
    assert STREETS.matches("18th ave") == []


def test_what_is_unlike_every_street_matches_none() -> None:
    assert STREETS.matches("zzyzx") == []


@pytest.mark.parametrize(
    ("typed", "label", "in_full"),
    [
        ("Lake & Bloomington", "East Lake Street & Bloomington Avenue South", True),
        ("bloomington ave / LAKE st", "East Lake Street & Bloomington Avenue South", True),
        ("1420 e lake st, apt 2", "1420 East Lake Street", True),
        ("15th and Juniper", "15th Avenue & Juniper Street", True),
        ("15th and Junipr", "15th Avenue & Juniper Street", False),
        ("fery rd and mill st", "Ferry Road & Mill Street", False),
        ("Bloom", "Bloomington Avenue", False),
    ],
)
def test_a_place_found_by_likeness_is_known_from_one_that_was_named(typed: str, label: str, in_full: bool) -> None:
    assert names_in_full(typed, label) is in_full
