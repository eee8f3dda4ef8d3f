"""Recorded lines are read leniently, and what cannot be read is named by line and field."""

import json
from datetime import UTC, datetime

import pytest

from wekeep.watch.rules.recorded import Unreadable, in_order_of_arrival, read_recorded
from wekeep.watch.rules.salute import Activity, Count

LINE: dict[str, object] = {
    "id": "a1", "observed_at": "2026-01-14T07:40:00-06:00", "received_at": "2026-01-14T13:42:00Z", "lat": 44.948, "lon": -93.262,
    "people": [4, 5], "vehicles": 2, "activity": "staging", "uniform": "vests", "equipment": "2 black SUVs", "text": "hay",
    "language": "ES",
}  # fmt: skip


def line(**changes: object) -> str:
    """One recorded line with some fields changed."""
    return json.dumps(LINE | changes)


def test_every_field_is_read() -> None:
    (found,) = read_recorded([line()])
    assert found.observed_at == datetime(2026, 1, 14, 13, 40, tzinfo=UTC)
    assert (found.id, found.lat, found.lon) == ("a1", 44.948, -93.262)
    assert (found.people, found.vehicles, found.activity) == (Count(4, 5), 2, Activity.STAGING)
    assert (found.uniform, found.equipment, found.text, found.language) == ("vests", "2 black SUVs", "hay", "es")


def test_people_who_are_all_over_are_read_as_such() -> None:
    (found,) = read_recorded([line(activity="everywhere")])
    assert found.activity is Activity.EVERYWHERE


def test_what_was_not_said_may_be_null_or_missing() -> None:
    bare = {key: LINE[key] for key in ("id", "observed_at", "lat", "lon")}
    nulls = line(
        id="a2", people=None, vehicles=None, activity=None, uniform=None, equipment=None, text=None, language=None
    )
    for found in read_recorded([json.dumps(bare), "", nulls]):
        assert (found.people, found.vehicles, found.activity, found.text, found.language) == (
            None,
            None,
            None,
            "",
            "en",
        )
    assert next(read_recorded([json.dumps(bare)])).received_at == datetime(2026, 1, 14, 13, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("people", "count"),
    [
        (5, Count(5, 5)),
        ([5, None], Count(5, None)),
        ([None, 5], Count(0, 5)),
        ([None, None], None),
        (0, Count(0, 0)),
        (3.0, Count(3, 3)),
    ],
)
def test_people_may_be_a_number_or_a_range(people: object, count: Count | None) -> None:
    (found,) = read_recorded([line(people=people)])
    assert found.people == count


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None), ("id", ""), ("id", True), ("observed_at", "yesterday"), ("observed_at", 7), ("received_at", "2026-01-14T07:40:00"),
        ("lat", None), ("lat", 91), ("lat", "north"), ("lat", float("nan")), ("lon", -180.5), ("people", [5, 4]), ("people", [1, 2, 3]),
        ("people", -1), ("people", "many"), ("people", {}), ("vehicles", 1.5), ("vehicles", True), ("vehicles", float("inf")),
        ("activity", "dancing"), ("text", 5), ("text", "x" * 20_001), ("uniform", []), ("language", 3),
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_named_by_line_and_field(field: str, value: object) -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_recorded(["", line(id="first"), line(**{field: value})]))
    assert (caught.value.line, caught.value.field) == (3, field)
    assert f"line 3, field {field!r}: " in str(caught.value)


@pytest.mark.parametrize("text", ["{", "[]", "7", '"a"', "null", "[" * 100_000])
def test_a_line_that_is_no_object_is_named(text: str) -> None:
    with pytest.raises(Unreadable, match=r"^line 1: "):
        list(read_recorded([text]))


def test_an_id_used_twice_is_named_with_both_lines() -> None:
    with pytest.raises(Unreadable, match="line 2, field 'id': 'a1' was used on line 1"):
        list(read_recorded([line(), line()]))


def test_sightings_are_put_in_order_of_arrival() -> None:
    late, early = line(id="late"), line(id="early", received_at="2026-01-14T13:41:00Z")
    assert [found.id for found in in_order_of_arrival(read_recorded([late, early]))] == ["early", "late"]
