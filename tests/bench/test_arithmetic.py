"""The page of arithmetic says what follows from the rates, and not what followed once."""

import pytest

from bench import arithmetic
from bench.arithmetic import PAGE, RATES, Rate, hosts_for, short_bytes, span, with_tables


def test_the_tables_of_the_page_are_those_that_follow_from_the_rates() -> None:
    assert with_tables(PAGE.read_text()) == PAGE.read_text(), "run: python -m bench.arithmetic"


def test_another_rate_makes_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "pushes", Rate(64_000, "web pushes a second", "alert100k"))
    page = with_tables(PAGE.read_text())
    assert page != PAGE.read_text()
    assert "| 1 | 1.6 s | 16 s | 47 s | 6.4 |" in page


def test_so_many_hosts_reach_so_many_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RATES, "pushes", Rate(1_000, "", ""))
    assert [hosts_for(told, 10) for told in (1, 10_000, 10_001, 100_000)] == [1, 1, 2, 10]


def test_a_page_without_a_table_is_not_taken_for_one_that_is_right() -> None:
    with pytest.raises(ValueError, match="rates"):
        with_tables(PAGE.read_text().replace("<!-- end rates -->", ""))


def test_numbers_are_said_as_people_say_them() -> None:
    assert [short_bytes(n) for n in (86e6, 54.57e9)] == ["86 MB", "54.6 GB"]
    assert [span(n) for n in (0.52, 15.6, 156, 10_000)] == ["0.5 s", "16 s", "2.6 min", "2.8 h"]
    assert arithmetic.rate("roll_bytes") == RATES["roll_bytes"].value
