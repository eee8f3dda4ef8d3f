"""When it was seen, from what the form says of it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.status import Source


def when_seen(given: dict[str, Any]) -> datetime:
    """The time of a sighting: chosen as so many minutes before the report was written, or typed. Refused where it cannot be."""
    now = clock.now()
    if given.get("when") == "other":
        return rules.check_observed_at(_typed_time(given.get("observed_at", "")), now, Source.WEB)
    written, ago = _written_at(given.get("written_at", ""), now), timedelta(minutes=int(given.get("when") or 0))
    # checked first, because a time at the edge of the calendar cannot be counted back from
    rules.check_observed_at(written, now, Source.WEB)
    return rules.check_observed_at(written - ago, now, Source.WEB)


def _written_at(value: str, now: datetime) -> datetime:
    """When the report was written, by the phone's clock: a report that waited for signal is as old as it is. A clock
    that is ahead, or a value that is no time, counts as now."""
    try:
        written = datetime.fromisoformat(value)
    except ValueError:
        return now
    return min(written, now) if written.tzinfo is not None else now


def _typed_time(value: str) -> datetime:
    try:
        typed = datetime.fromisoformat(value.strip())
        return typed if typed.tzinfo is not None else timezone.make_aware(typed)
    except (ValueError, OverflowError):
        raise Refused("Give the day and the time when you saw it.") from None
