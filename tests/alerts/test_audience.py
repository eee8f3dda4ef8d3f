"""Whom an alert touches and when it may ring: rules alone."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.alerts.oracle import metres_to_cells
from tests.conftest import square
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.area import around, of_cells, touches_outline
from wekeep.alerts.rules.audience import (
    Quiet,
    Spot,
    Subscriber,
    When,
    after_hold,
    for_correction,
    for_new_alert,
    quiet_until,
)
from wekeep.kit.errors import Refused

CHICAGO = "America/Chicago"
NOON = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
HERE = around(45.0, -93.0, 300)


def at(text: str, zone: str = CHICAGO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def quiet(start: str, end: str, **more: bool) -> Quiet:
    return Quiet(time.fromisoformat(start), time.fromisoformat(end), CHICAGO, **more)


def someone(**changed: object) -> Subscriber:
    usual: dict[str, object] = {
        "code": "a",
        "level": Level.CONFIRMED,
        "spots": (Spot(45.0, -93.0, 500),),
        "zones": frozenset[str](),
    }
    return Subscriber(**{**usual, **changed})  # type: ignore[arg-type]


def decide(one: Subscriber, level: Level = Level.CONFIRMED, now: datetime = NOON) -> When:
    return for_new_alert(one, HERE, frozenset({"north"}), level, now).when


@given(st.floats(44.9, 45.1), st.floats(-93.15, -92.85), st.sampled_from([500, 1000, 2000, 5000]), st.floats(100, 2000))
def test_a_place_is_touched_exactly_when_its_circle_meets_a_cell(
    lat: float, lon: float, radius: int, size: float
) -> None:
    area = around(45.0, -93.0, size)
    metres = metres_to_cells(lat, lon, area.cells)
    assume(abs(metres - radius) > 25)
    assert area.within(lat, lon, radius) == (metres < radius)


@given(st.floats(-70, 70), st.floats(-179.9, 179.9), st.floats(50, 3000))
def test_the_area_around_a_point_holds_the_point_anywhere_on_earth(lat: float, lon: float, radius: float) -> None:
    assert around(lat, lon, radius).within(lat, lon, 1)


@pytest.mark.parametrize("lon", [180.0, -180.0, 179.999, -179.998])
def test_an_area_on_the_date_line_is_as_small_as_any_other(lon: float) -> None:
    """Taveuni in Fiji lies on it; the mean of 179.9 and -179.9 is on the other side of the Earth."""
    area = around(-16.8, lon, 1500)
    for beside in (-0.01, 0.0, 0.01):
        assert area.within(-16.8, lon + beside, 1) and area.metres_to(-16.8, lon + beside) < 3000
    assert not any(area.within(-16.8, far, 3000) for far in (179.8, -179.8, 0.0))
    assert area.reach < 4000


def test_a_wider_circle_never_covers_less() -> None:
    areas = [around(45.0, -93.0, metres).cells for metres in (10, 300, 800, 2000, 5000)]
    assert all(small <= large for small, large in pairwise(areas))
    assert len(areas[0]) < len(areas[-1])


@pytest.mark.parametrize("cells", [[], ["nonsense"], ["8a2a1072b59ffff"], ["882a1072b5fffff"] * 0])
def test_an_area_is_made_of_cells_of_resolution_8(cells: list[str]) -> None:
    with pytest.raises(Refused):
        of_cells(cells)


def test_an_area_larger_than_a_city_is_refused() -> None:
    with pytest.raises(Refused):
        around(45.0, -93.0, 50_000)


def test_an_area_touches_the_zone_it_lies_in_and_its_neighbour_at_the_border() -> None:
    north, south = square(45.0, -93.0), square(44.96, -93.0)
    assert touches_outline(HERE, north)
    assert not touches_outline(HERE, south)
    assert touches_outline(around(44.98, -93.0, 300), south)


def test_someone_far_away_who_follows_no_zone_is_never_told() -> None:
    assert decide(someone(spots=(Spot(45.2, -93.0, 500),))) is When.NEVER


def test_someone_who_follows_the_zone_is_told_wherever_they_live() -> None:
    assert decide(someone(spots=(), zones=frozenset({"north"}))) is When.NOW


def test_any_of_several_places_is_enough() -> None:
    assert decide(someone(spots=(Spot(45.2, -93.0, 500), Spot(45.0, -93.0, 500)))) is When.NOW


def test_who_wants_only_detentions_is_told_only_of_those() -> None:
    picky = someone(level=Level.ACTIVE)
    assert decide(picky) is When.NEVER
    assert decide(picky, Level.ACTIVE) is When.NOW


def test_a_confirmed_alert_waits_for_the_end_of_quiet_hours() -> None:
    asleep = someone(quiet=quiet("22:00", "07:00"))
    decision = for_new_alert(asleep, HERE, frozenset(), Level.CONFIRMED, at("2026-03-03T23:30"))
    assert (decision.when, decision.until) == (When.HOLD, at("2026-03-04T07:00"))


def test_only_a_detention_at_ones_own_place_breaks_quiet_hours() -> None:
    night = at("2026-03-03T23:30")
    hours = quiet("22:00", "07:00")
    assert decide(someone(quiet=hours), Level.ACTIVE, night) is When.NOW
    assert decide(someone(quiet=hours), Level.CONFIRMED, night) is When.HOLD
    assert decide(someone(quiet=hours, spots=(), zones=frozenset({"north"})), Level.ACTIVE, night) is When.HOLD
    unbroken = quiet("22:00", "07:00", active_breaks=False)
    assert decide(someone(quiet=unbroken), Level.ACTIVE, night) is When.HOLD


def test_corrections_come_at_once_and_without_a_sound_in_quiet_hours() -> None:
    hours = quiet("22:00", "07:00")
    assert for_correction(hours, at("2026-03-03T23:30")).when is When.SILENT
    assert for_correction(hours, at("2026-03-03T12:00")).when is When.NOW
    assert for_correction(None, at("2026-03-03T23:30")).when is When.NOW


def test_held_news_is_sent_at_the_end_if_it_still_warns_else_never() -> None:
    hours, morning = quiet("22:00", "07:00"), at("2026-03-04T07:00")
    assert after_hold(live=True, quiet=hours, now=morning).when is When.NOW
    assert after_hold(live=False, quiet=hours, now=morning).when is When.NEVER
    assert after_hold(live=True, quiet=hours, now=at("2026-03-04T06:59")).when is When.HOLD


@pytest.mark.parametrize(
    ("start", "end", "now", "until"),
    [
        ("22:00", "07:00", "2026-03-03T21:59", None),
        ("22:00", "07:00", "2026-03-03T22:00", "2026-03-04T07:00"),
        ("22:00", "07:00", "2026-03-04T06:59", "2026-03-04T07:00"),
        ("22:00", "07:00", "2026-03-04T07:00", None),
        ("13:00", "15:00", "2026-03-03T14:00", "2026-03-03T15:00"),
        ("13:00", "15:00", "2026-03-03T15:00", None),
        ("00:00", "00:00", "2026-03-03T12:00", None),
        # clocks go forward on 8 March 2026 at 02:00 and back on 1 November at 02:00
        ("22:00", "07:00", "2026-03-07T23:00", "2026-03-08T07:00"),
        ("22:00", "07:00", "2026-10-31T23:00", "2026-11-01T07:00"),
    ],
)
def test_quiet_hours_follow_the_clock_on_the_wall(start: str, end: str, now: str, until: str | None) -> None:
    assert quiet_until(quiet(start, end), at(now)) == (at(until) if until else None)


def test_a_night_is_an_hour_shorter_or_longer_when_the_clocks_change() -> None:
    spring, autumn = at("2026-03-07T23:00"), at("2026-10-31T23:00")
    hours = quiet("22:00", "07:00")
    assert quiet_until(hours, spring) == spring + timedelta(hours=7)
    assert quiet_until(hours, autumn) == autumn + timedelta(hours=9)


def test_an_end_that_the_clocks_skip_still_comes() -> None:
    before = at("2026-03-08T01:30")
    until = quiet_until(quiet("22:00", "02:30"), before)
    assert until == at("2026-03-08T03:30")
    assert quiet_until(quiet("22:00", "02:30"), until) is None


def test_an_hour_that_comes_twice_is_quiet_twice() -> None:
    first = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)  # 01:15, daylight saving
    second = first + timedelta(hours=1)  # 01:15 again
    hours = quiet("22:00", "01:30")
    assert quiet_until(hours, first) == first + timedelta(minutes=15)
    assert quiet_until(hours, second) == second + timedelta(minutes=15)


@given(
    st.times(),
    st.times(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from([CHICAGO, "Europe/Helsinki", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_quiet_hours_always_end_within_a_day_or_so_and_never_in_the_past(
    start: time, end: time, now: datetime, zone: str
) -> None:
    moment = now.replace(tzinfo=UTC)
    until = quiet_until(Quiet(start, end, zone), moment)
    if until is not None:
        assert moment < until <= moment + timedelta(hours=25)
