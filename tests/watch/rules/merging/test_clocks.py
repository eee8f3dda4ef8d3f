"""Clock times in words: which moments they may mean where nobody says the zone."""

from datetime import UTC, datetime

import pytest

from wekeep.watch.rules.merging.clocks import clock_moments

HERE, MADRID, SYDNEY = -93.26, -3.7, 151.2


def minutes(moment: str) -> float:
    """A moment in UTC as minutes of the epoch."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() / 60


@pytest.mark.parametrize(
    ("text", "received", "lon", "meant"),
    [
        ("at 7:40 am", "2026-01-14T14:00", HERE, "2026-01-14T13:40"),
        ("a las 14:05 hrs", "2026-01-14T21:00", HERE, "2026-01-14T20:05"),
        ("~7:40", "2026-01-14T14:00", HERE, "2026-01-14T13:40"),
        ("around 9pm", "2026-01-15T05:00", HERE, "2026-01-15T03:00"),
        ("summer, 7:40 am", "2026-07-14T14:00", HERE, "2026-07-14T12:40"),
        ("11:20", "2026-01-14T11:00", MADRID, "2026-01-14T10:20"),
        ("8:15 am", "2026-01-14T23:00", SYDNEY, "2026-01-14T21:15"),
        ("8:10, by a clock that is fast", "2026-01-14T14:00", HERE, "2026-01-14T14:10"),
        ("23:50", "2026-01-15T07:00", HERE, "2026-01-15T05:50"),
    ],
)
def test_a_clock_time_means_the_moment_before_it_was_received(text: str, received: str, lon: float, meant: str) -> None:
    assert minutes(meant) in clock_moments(text, minutes(received), lon)


@pytest.mark.parametrize("text", ["", "17th and 42nd", "room 12", "ratio 4:5", "2026-01-14", "10.5.2026"])
def test_what_is_no_time_means_no_moment(text: str) -> None:
    assert clock_moments(text, minutes("2026-01-14T14:00"), HERE) == ()


def test_every_moment_lies_within_the_day_before() -> None:
    received = minutes("2026-01-14T14:00")
    for moment in clock_moments("6:10, 11:59 pm, 13:01", received, HERE):
        assert received - 1440 <= moment <= received + 13
