"""The morning summary: what it is beside, when it comes, and what of the night belongs into it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from wekeep.kit.errors import Refused

# the clock's hours of which one may be chosen
HOURS: Final = tuple(range(4, 13))
USUAL_HOUR: Final = 7
# A server that was away for longer sends none that day; the next morning's tells of both.
LATEST: Final = timedelta(hours=6)
# who reads it later finds the page, and what is sent later than that is no morning's
READABLE: Final = timedelta(hours=12)
KEPT_FOR: Final = timedelta(days=2)
# what was said so lately may still be on its way into the tables, and belongs into the next one
SETTLED: Final = timedelta(minutes=2)


class Summary(StrEnum):
    """Whether someone gets a summary: none; one beside what they are told at once; or one instead of all that is not an
    active detention."""

    NONE = "none"
    BESIDE = "beside"
    INSTEAD = "instead"


def check(kind: str, chosen: Summary, hour: int) -> None:
    """Refuse an hour that is no morning's, and a call: a telephone that rings for it says nothing that a page would."""
    if chosen is Summary.NONE:
        return
    if kind == "voice":
        raise Refused("A summary is nothing to be called for. Choose another way to reach you, or no summary.")
    if hour not in HOURS:
        raise Refused("Choose one of the hours that are offered.")


def next_morning(hour: int, zone: str, after: datetime, last_on: date | None) -> datetime:
    """The first moment (UTC) later than `after` at which clocks in `zone` say `hour`, on a later day there than `last_on`.

    Where clocks skip the hour it comes as much later as they went forward; where it comes twice, the first counts.
    """
    there = ZoneInfo(zone)
    day = after.astimezone(there).date() - timedelta(days=1)
    if last_on is not None:
        day = max(day, last_on + timedelta(days=1))
    while True:
        at = datetime.combine(day, time(hour), there).astimezone(UTC)
        if at > after and (last_on is None or at.astimezone(there).date() > last_on):
            return at
        day += timedelta(days=1)


def belongs(said_at: Sequence[datetime], *, since: datetime, until: datetime, told: bool, in_error: bool) -> bool:
    """Whether an alert, of which something was said at these times, belongs into the summary of what came after `since` up
    to `until`. One that was sent in error belongs there for whoever heard of it before, and for nobody else."""
    if not any(since < at <= until for at in said_at):
        return False
    return told or not in_error or min(said_at) <= since
