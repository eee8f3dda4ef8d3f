"""Which moment a clock time stands for, seen from when the message was sent."""

import re
from datetime import date, datetime, timedelta

from wekeep.watch.rules.paste.time_words import AHEAD, PART


def if_recent(moment: datetime, sent_at: datetime) -> datetime | None:
    """The moment, or None when it is more than two days back or ahead of the phone's clock."""
    return moment if sent_at - timedelta(days=2) <= moment <= sent_at + AHEAD else None


def latest(sent_at: datetime, hour: int, minute: int, part: tuple[int, int] | None, on: date | None) -> datetime | None:
    """The latest such clock time up to `sent_at`; without am or pm either half of the day will do."""
    if minute > 59 or hour > 24 or (part and hour > 23):
        return None
    hours = [hour % 24]
    if part and hour <= 12:
        hours = [hour % 12 + part[0]]
    elif not part and 1 <= hour <= 12:
        hours = [hour % 12, hour % 12 + 12]
    days = [on] if on else [sent_at.date() - timedelta(days=back) for back in (-1, 0, 1)]
    moments = [
        sent_at.replace(year=d.year, month=d.month, day=d.day, hour=h, minute=minute, second=0, microsecond=0)
        for d in days
        for h in hours
    ]
    past = [moment for moment in moments if moment <= sent_at + AHEAD]
    return max(past, default=None)


def day_of(match: re.Match[str], sent_at: datetime, on: date | None) -> date | None:
    """The day that stands beside the clock time, or else `on`."""
    groups = match.groupdict()
    named = groups.get("day") or groups.get("day2")
    if named:
        return sent_at.date() - timedelta(days=1)
    return on


def part_of(match: re.Match[str]) -> tuple[int, int] | None:
    """The hours of the part of the day that is named: from the first up to the second."""
    said = match.groupdict().get("part")
    night = (match.groupdict().get("day") or match.groupdict().get("day2")) in {"last night", "last nite", "anoche"}
    return PART.get(said or "") or ((12, 24) if night else None)


def past_minutes(said: str | None) -> int:
    """The minutes past the hour in " y media" or " menos cuarto", negative before the hour."""
    words = (said or "").split()
    if not words:
        return 0
    return {"media": 30, "cuarto": -15 if words[0] == "menos" else 15}.get(words[-1]) or int(words[-1])


def amount_of(said: str) -> float:
    """The number that an amount of time says: "half an" is 0.5."""
    if said[0].isdecimal():
        return float(said.replace(" ", ""))
    return 0.25 if said == "un cuarto de" else 0.5 if said.startswith(("half", "media", "una media")) else 1.0
