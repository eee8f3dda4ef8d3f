"""Reading a list's text: any way it is written, nothing a spreadsheet would compute, and never a crash."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.care.rules.cells import tells_house
from wekeep.care.rules.household import Contact
from wekeep.care.rules.list_state import HELD, MOVING, SPANS, Move, State, may, step
from wekeep.care.rules.listed import Column, Fault, Row, Vocabulary, Wishes, guessed, read_row, read_table, same_contact
from wekeep.care.rules.window import Urgency
from wekeep.kit.errors import Refused

WORDS = Vocabulary(
    {
        "groceries": "groceries",
        "rent": "rent",
        "وجبة ساخنة": "hot_meal",
        "help with electricity water or heating": "utilities",
    },
    {"today": "today"},
    {"signal": "signal", "whatsapp": "whatsapp"},
    {"so": "so", "somali": "so"},
)
SUNDAY = date(2026, 11, 22)
WISHES = Wishes("", Urgency.WEEK, "en", SUNDAY)
COLUMNS = {column: n for n, column in enumerate(Column)}


def row(**said: str) -> Row | Fault:
    cells = {"contact": "612 555 0142", "area": "Longfellow", "needs": "groceries"} | said
    return read_row([cells.get(column.value, "") for column in Column], COLUMNS, WORDS, WISHES)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Phone Number", Column.CONTACT),
        ("Lambarka taleefanka", Column.CONTACT),
        ("رقم الهاتف", Column.CONTACT),
        ("Dirección", Column.ADDRESS),
        ("Xaafadda", Column.AREA),
        ("What do you need? (tick all)", Column.NEEDS),
        ("Preferred Language:", Column.LANGUAGE),
        ("xov tooj", Column.CONTACT),
    ],
)
def test_columns_are_known_by_their_names_in_the_networks_languages(header: str, column: Column) -> None:
    assert guessed(["id", header]) == {column: 1}


def test_a_whole_name_goes_before_a_part_of_one_and_no_column_is_two_things() -> None:
    found = guessed(["Phone of neighbour", "Phone", "Address", "Notes"])
    assert found[Column.CONTACT] == 1 and len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", " =cmd|' /C calc'!A0", "@SUM(A1)", "+A1+cmd|x", "-cmd(1)", "'=1+1", "-2+3+cmd|' /C calc'!A0", "＝1+1"],
)
def test_what_a_spreadsheet_would_compute_is_left_out(cell: str) -> None:
    assert row(about=cell) is Fault.FORMULA


@pytest.mark.parametrize(
    "cell",
    [
        "+1 612 555 0142",
        "'+1 612 555 0142",
        "-",
        "- milk and bread",
        "a = b",
        "@hodan",
        "- milk (2), eggs/rice",
        "+ thanks!",
    ],
)
def test_numbers_lists_and_handles_are_no_formulas(cell: str) -> None:
    assert isinstance(row(about=cell), Row)


def test_how_somebody_is_reached_follows_from_what_stands_there() -> None:
    assert isinstance(one := row(contact="a@b.org"), Row) and one.kind is Contact.EMAIL
    assert isinstance(one := row(contact="@hodan.77", contact_kind="Signal"), Row) and one.kind is Contact.SIGNAL
    assert isinstance(one := row(contact_kind="WhatsApp"), Row) and one.kind is Contact.WHATSAPP
    assert row(contact="hodan") is Fault.BAD_CONTACT and row(contact="") is Fault.NO_CONTACT


def test_several_needs_stand_in_one_cell_and_one_unknown_leaves_the_row_out() -> None:
    assert isinstance(one := row(needs="Rent / groceries; rent"), Row) and one.needs == ("rent", "groceries")
    assert row(needs="rent, unicorn") is Fault.UNKNOWN_NEED and row(needs="") is Fault.NO_NEED
    assert row(area="") is Fault.NO_PLACE and row(name="x" * 200) is Fault.TOO_LONG


def test_what_a_cell_names_is_read_as_people_and_their_programs_write_it() -> None:
    for cell, needs in (
        ("Groceries & rent", ("groceries", "rent")),
        ("rent iyo groceries", ("rent", "groceries")),
        ("وجبة ساخنة، rent", ("hot_meal", "rent")),
        ("rent وgroceries", ("rent", "groceries")),
        ("Help with electricity, water or heating", ("utilities",)),
        ("Rent, Help with electricity, water or heating, Groceries", ("rent", "utilities", "groceries")),
    ):
        assert isinstance(one := row(needs=cell), Row) and one.needs == needs, cell


def test_whoever_speaks_a_language_we_have_not_is_not_taken_to_speak_ours() -> None:
    for cell, language in (
        ("Oromo", "other"),
        ("", "en"),
        ("N/A", "en"),
        ("Somali, some Oromo", "so"),
        ("Oromo/so", "so"),
    ):
        assert isinstance(one := row(language=cell), Row) and one.language == language, cell


@pytest.mark.parametrize(
    ("cell", "soon"),
    [
        ("2026-11-22", "today"),
        ("11/23/2026", "days_2"),
        ("25.11.2026", "days_5"),
        ("28/11/2026 00:00:00", "week"),
        ("46350", "days_2"),  # 24 November as a spreadsheet counts
        ("2027-03-01", "any"),
        ("2026-11-01", "week"),  # over: nothing follows from it
        ("13/13/2026", "week"),
        ("99999", "week"),
    ],
)
def test_a_day_in_a_cell_says_how_soon_it_is(cell: str, soon: str) -> None:
    assert isinstance(one := row(urgency=cell), Row) and one.urgency == soon


def test_a_number_that_a_spreadsheet_rounded_is_nobodys_number() -> None:
    assert row(contact="6.12555E+09") is Fault.BAD_CONTACT and row(contact="6,1E+9") is Fault.BAD_CONTACT
    assert isinstance(one := row(contact="6125550142.0"), Row) and one.contact == "6125550142"
    assert same_contact("٦١٢ ٥٥٥ ٠١٤٢") == same_contact("+1 (612) 555-0142") == "6125550142"


@pytest.mark.parametrize(
    "text",
    [
        '"Name, full";"Phone, mobile";Need\nHodan;612 555 0142;groceries\n',
        '"Name\nas we, call, you";Phone;Need\nHodan;612 555 0142;groceries\n',
        "sep=;\r\nName;Phone;Need\r\nHodan;612 555 0142;groceries\r\n",
        '\ufeff"sep=|"\nName|Phone|Need\nHodan|612 555 0142|groceries\n',
    ],
)
def test_what_stands_between_cells_is_found_whatever_stands_in_quotes(text: str) -> None:
    assert read_table(text.encode()).rows == (("Hodan", "612 555 0142", "groceries"),)


def test_what_arabic_windows_wrote_is_read_in_arabic_and_what_that_of_europe_wrote_as_there() -> None:
    arabic = read_table("الاسم;رقم الهاتف;الحي\nهدى;612 555 0142;Longfellow\n".encode("cp1256"))
    assert arabic.header == ("الاسم", "رقم الهاتف", "الحي") and arabic.rows[0][0] == "هدى"
    spanish = read_table("Teléfono;Dirección;¿Qué necesita?\n612 555 0142;Peñón 4;pañales\n".encode("cp1252"))
    assert spanish.header[0] == "Teléfono" and spanish.rows[0][1:] == ("Peñón 4", "pañales")


def test_a_name_of_a_column_or_a_cell_without_an_end_is_cut_and_the_cell_is_still_too_long() -> None:
    """Sixty names of a megabyte each would stand in eleven menus of one page."""
    found = read_table(f"phone,{'x' * 500_000}\n612 555 0100,{'y' * 500_000}\n".encode())
    assert found.header[0] == "phone" and len(found.header[1]) == 160
    assert len(found.rows[0][1]) == 1501
    read = read_row(found.rows[0], {Column.CONTACT: 0, Column.ABOUT: 1}, WORDS, WISHES)
    assert read is Fault.TOO_LONG


def test_an_address_that_stands_for_a_part_of_town_is_known_as_one() -> None:
    assert all(map(tells_house, ["2412 Bloomington Ave", "12 Elm", "Elm St 2412", "apt 3b, 400 Oak"]))
    assert not any(map(tells_house, ["Longfellow", "Ward 3", "55407", "Cedar-Riverside", "North 5", ""]))


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_a_table_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refused):
        table = read_table(raw)
        assert table.rows and all(len(one) == len(table.header) for one in table.rows)
        for one in table.rows:
            read_row(one, guessed(table.header), WORDS, WISHES)


def test_every_state_of_a_list_has_a_clock_and_none_is_stuck() -> None:
    assert set(SPANS) == set(State)
    for state in HELD | MOVING:
        assert any(may(state, move) for move in Move)
    for state in State:
        for move in Move:
            if may(state, move):
                assert step(state, move) is not state
            else:
                with pytest.raises(Refused):
                    step(state, move)
