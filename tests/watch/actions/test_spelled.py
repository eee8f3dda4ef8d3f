"""Reports as they lie in the spool: what is read is what was written, by this version and by the one before."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.kit.actor import VISITOR
from wekeep.watch.actions.spelled import read, spelled
from wekeep.watch.actions.storing import Filing
from wekeep.watch.rules.receipt import Marks
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sighting import PlaceKind, Report, Spot
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.standing import HeldFor, Ruling, Standing
from wekeep.watch.rules.status import Source

MARKS = Marks("a" * 64, "b" * 64, "c" * 64)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=zones)
# as a form leaves them: whole characters, none of them half of a pair
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
reports = st.builds(
    Report,
    observed_at=moments,
    spot=st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180), st.booleans()),
    place_text=words,
    place_kind=st.none() | st.sampled_from(PlaceKind),
    people=st.none() | st.builds(Count, st.integers(0, 500), st.none() | st.integers(0, 500)),
    vehicles=st.none() | st.integers(0, 200),
    activity=st.none() | st.sampled_from(Activity),
    uniform=words,
    equipment=words,
    text=words,
    signs=st.frozensets(st.sampled_from(Sign)),
    first_hand=st.none() | st.booleans(),
    still_there=st.none() | st.booleans(),
    language=st.sampled_from(["en", "so", "zh-Hant"]),
)
rulings = st.builds(Ruling, st.sampled_from(Standing), st.none() | st.sampled_from(HeldFor), words)


@given(reports, st.sampled_from(Source), rulings, moments)
def test_what_is_read_is_what_was_written(report: Report, source: Source, ruling: Ruling, at: datetime) -> None:
    filing = Filing(VISITOR, report, source, MARKS, ruling=ruling, at=at)
    assert read(spelled(filing)) == filing


def test_what_an_earlier_version_left_is_read() -> None:
    said = {
        "v": 1,
        "code": "0123456789abcdef",
        "at": "2026-01-14T13:40:00.000123+00:00",
        "actor": ["visitor", ""],
        "source": "web",
        "marks": ["a" * 64, "b" * 64, "c" * 64],
        "ruling": [1, None, ""],
        "report": {"observed_at": "2026-01-14T07:39:00-06:00", "spot": [45.0, -93.0, False], "activity": "staging"},
    }
    filing = read(json.dumps(said).encode())
    assert filing.at == datetime(2026, 1, 14, 13, 40, 0, 123, tzinfo=UTC)
    assert filing.report.observed_at == datetime(2026, 1, 14, 13, 39, tzinfo=UTC)
    assert (filing.code, filing.report.activity, filing.marks) == ("0123456789abcdef", Activity.STAGING, MARKS)


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"v": 99}'])
def test_what_is_no_report_is_said_to_be_none(payload: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read(payload)
