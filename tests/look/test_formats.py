"""Dates, counts and lists in languages that Django does not know, or that count otherwise than English."""

from datetime import datetime, timedelta

import pytest
from django.utils import formats, timezone, translation

from wekeep.look.templatetags.look import clock, isolated
from wekeep.watch.notices import minutes_words, reason_words
from wekeep.watch.rules.merging import ReasonCode

EVENING = datetime(2026, 11, 21, 19, 40)


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("en", "Nov. 21, 2026", "7:40 p.m."),
        ("es", "21 de noviembre de 2026", "19:40"),
        ("so", "21 Nofembar 2026", "7:40 GD"),
        ("hmn", "Lub Kaum Ib Hlis hnub tim 21, 2026", "7:40 PM"),
        ("ar", "21 نوفمبر، 2026", "7:40 م"),
    ],
)
def test_a_date_reads_as_its_reader_writes_it(language: str, day: str, time: str) -> None:
    with translation.override(language):
        assert formats.date_format(EVENING, "DATE_FORMAT") == day
        assert formats.time_format(EVENING.time(), "TIME_FORMAT") == time


def test_no_english_month_is_left_in_any_language() -> None:
    english = {datetime(2026, month, 1).strftime("%B") for month in range(1, 13)}
    for language in ("es", "so", "hmn", "ar"):
        with translation.override(language):
            said = {formats.date_format(datetime(2026, month, 1), "F") for month in range(1, 13)}
        assert len(said) == 12
        assert not said & english


def test_arabic_counts_minutes_in_its_own_numbers() -> None:
    with translation.override("ar"):
        assert [minutes_words(n) for n in (1, 2, 5, 15)] == ["دقيقة واحدة", "دقيقتان", "5 دقائق", "15 دقيقة"]
        assert "5 دقائق" in reason_words(ReasonCode.NEAR, [120, 5])
    with translation.override("en"):
        assert reason_words(ReasonCode.NEAR, [1, 4]) == "1 metre and 4 minutes apart"


def test_a_part_of_an_option_cannot_turn_its_neighbours_round() -> None:
    assert isolated("Lake & 17th") == "\u2068Lake & 17th\u2069"


def test_a_clock_of_another_day_names_the_day_in_words() -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    with translation.override("ar"):
        shown = clock(tomorrow)
        assert formats.date_format(tomorrow, "F") in shown
        assert "/" not in shown.split("clock-time")[1].split("</bdi>")[0]
