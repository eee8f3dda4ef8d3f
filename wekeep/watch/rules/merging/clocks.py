"""Clock times in a text, as the moments they may mean: without a zone, read by the sun where the sighting was."""

import re
from collections.abc import Iterator

_CLOCK = re.compile(
    r"(?<![\d:./-])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:/])\s*(?P<half>[ap]\.?\s?m\b|hrs?\b|h\b)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?<![\d:./-])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m)\b", re.IGNORECASE)
_MOST = 3
DAY = 1440.0
FAST = 13.0  # minutes that a clock may be fast, or a time rounded up


def clock_moments(text: str, received: float, lon: float) -> tuple[float, ...]:
    """The moments (minutes of the epoch) of the last day that the clock times in `text` may mean, before it was received
    or, as clocks are fast and times are rounded, some minutes after.

    `lon` in degrees gives the zone: clocks keep to the sun's hour or, in summer and in the west of wide zones, are one ahead.
    """
    ahead = round(lon / 15) * 60.0
    found = {
        _last_before(minute, received, ahead + summer) for minute in _minutes_of_day(text) for summer in (0.0, 60.0)
    }
    return tuple(sorted(found))


def _last_before(minute: float, received: float, ahead: float) -> float:
    local = received + ahead + FAST
    since = (local - minute) % DAY
    return local - since - ahead


def _minutes_of_day(text: str) -> set[float]:
    return {minute for found in list(_times(text))[:_MOST] for minute in found}


def _times(text: str) -> Iterator[tuple[float, ...]]:
    for match in _CLOCK.finditer(text):
        yield _readings(int(match["hour"]), int(match["minute"]), match["half"] or "")
    for match in _HALF.finditer(text):
        yield _readings(int(match["hour"]), 0, match["half"])


def _readings(hour: int, minute: int, half: str) -> tuple[float, ...]:
    """Minutes of the day: one where the half of the day is clear, else both."""
    mark = half[:1].lower()
    if mark == "p" and hour < 12:
        hour += 12
    if mark == "a" and hour == 12:
        hour = 0
    clear = mark in ("a", "p", "h") or hour > 12 or hour == 0
    return (hour * 60.0 + minute,) if clear else (hour % 12 * 60.0 + minute, (hour % 12 + 12) * 60.0 + minute)
