"""Whom an alert reaches and when: places, levels and quiet hours, decided for one subscription at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import Area
from wekeep.alerts.rules.summary import Summary


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a subscriber: degrees (WGS 84) and a radius in metres."""

    lat: float
    lon: float
    radius: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the clock in which only `active_breaks` may ring: from `start` until `end`, over midnight where that is
    the earlier of the two. Equal hours mean none."""

    start: time
    end: time
    zone: str
    active_breaks: bool = True


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One subscription as the rules see it."""

    code: str
    level: Level
    spots: tuple[Spot, ...]
    zones: frozenset[str]
    quiet: Quiet | None = None
    summary: Summary = Summary.NONE


class When(StrEnum):
    """What to do for one subscriber."""

    NOW = "now"
    SILENT = "silent"
    HOLD = "hold"
    SUMMED = "summed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Decision:
    """`until` says when held news is looked at again."""

    when: When
    until: datetime | None = None


NEVER, NOW, SILENT = Decision(When.NEVER), Decision(When.NOW), Decision(When.SILENT)
SUMMED = Decision(When.SUMMED)


def wants(level: Level, chosen: Level) -> bool:
    """Whether someone who chose `chosen` is told of `level`: active reaches everyone, confirmed those who asked for it."""
    return level is Level.ACTIVE or chosen is Level.CONFIRMED


def touches_own(area: Area, spots: Iterable[Spot]) -> bool:
    """Whether the area touches one of someone's own places."""
    return any(area.within(spot.lat, spot.lon, spot.radius) for spot in spots)


def for_new_alert(one: Subscriber, area: Area, zones: frozenset[str], level: Level, now: datetime) -> Decision:
    """Whether a new alert goes to `one` now, at the end of their quiet hours, into their summary alone, or never.

    `zones` are the zones the area touches. Only an active detention that touches a place of their own, not merely a
    zone they follow, may break quiet hours.
    """
    if not wants(level, one.level):
        return NEVER
    own = touches_own(area, one.spots)
    if not own and one.zones.isdisjoint(zones):
        return NEVER
    if level is not Level.ACTIVE and one.summary is Summary.INSTEAD:
        return SUMMED
    until = quiet_until(one.quiet, now)
    if until is None or (own and level is Level.ACTIVE and one.quiet is not None and one.quiet.active_breaks):
        return NOW
    return Decision(When.HOLD, until)


def for_correction(quiet: Quiet | None, now: datetime) -> Decision:
    """An update, a cancel or an all clear goes at once to all who were told, without a sound in quiet hours."""
    return SILENT if quiet_until(quiet, now) else NOW


def after_hold(*, live: bool, quiet: Quiet | None, now: datetime) -> Decision:
    """What becomes of held news: sent if the alert still warns and the hours are over, else held on, else never."""
    if not live:
        return NEVER
    until = quiet_until(quiet, now)
    return Decision(When.HOLD, until) if until else NOW


def quiet_until(quiet: Quiet | None, now: datetime) -> datetime | None:
    """The end of the quiet hours that `now` (aware) lies in, or None outside them.

    Hours are what the clock on the wall says. An end that daylight saving skips (02:30 on the night clocks go forward)
    comes as much later as the clocks went forward; in an hour that comes twice, each coming has its own end.
    """
    if quiet is None or quiet.start == quiet.end:
        return None
    wall = now.astimezone(ZoneInfo(quiet.zone))
    if not _quiet_at(quiet, wall.time()):
        return None
    day = wall.date() + timedelta(days=1 if wall.time() >= quiet.end else 0)
    end = datetime.combine(day, quiet.end, ZoneInfo(quiet.zone)).astimezone(now.tzinfo)
    if end > now:
        return end
    return datetime.combine(day, quiet.end, ZoneInfo(quiet.zone)).replace(fold=1).astimezone(now.tzinfo)


def _quiet_at(quiet: Quiet, wall: time) -> bool:
    if quiet.start < quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end
