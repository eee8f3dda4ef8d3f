"""By when help is wanted, and at which times of the day."""

from datetime import datetime, timedelta
from enum import StrEnum


class Urgency(StrEnum):
    """How soon, as the household chose."""

    TODAY = "today"
    DAYS_2 = "days_2"
    DAYS_5 = "days_5"
    WEEK = "week"
    ANY = "any"


class Part(StrEnum):
    """A part of the day; none chosen means any."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
SPANS = {
    Urgency.TODAY: 12 * _HOUR,
    Urgency.DAYS_2: 2 * _DAY,
    Urgency.DAYS_5: 5 * _DAY,
    Urgency.WEEK: 7 * _DAY,
    Urgency.ANY: 14 * _DAY,
}
# How long a step of ours may take before it is called late, for something wanted so soon.
PACE = {
    Urgency.TODAY: _HOUR,
    Urgency.DAYS_2: 6 * _HOUR,
    Urgency.DAYS_5: 12 * _HOUR,
    Urgency.WEEK: _DAY,
    Urgency.ANY: 2 * _DAY,
}


def wanted_by(urgency: Urgency, asked_at: datetime) -> datetime:
    """By when help should have come."""
    return asked_at + SPANS[urgency]
