"""Of which ways back somebody has to ask, and by when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wekeep.care.rules.trip import Purpose, TripState, Way
from wekeep.care.rules.way_back import Half, known_by, left_open

THERE = Half(1, 7, 3, Way.FROM_HOME, Purpose.SCHOOL, TripState.FAILED, None)
BACK = Half(2, 7, 3, Way.TO_HOME, Purpose.SCHOOL, TripState.PLANNED, None)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def asks(there: Half, *others: Half) -> list[int]:
    return [one.key for one in left_open(there, others)]


def test_the_way_back_of_the_same_request_from_the_same_place_is_asked_of() -> None:
    assert asks(THERE, BACK) == [2]
    for state in (TripState.WANTED, TripState.LEFT_OUT):
        assert asks(THERE, replace(BACK, state=state)) == [2]
    assert asks(THERE, replace(BACK, about=8, back_of=1)) == [2], "what is bound to it is its way back"


@pytest.mark.parametrize(
    "other",
    [
        replace(BACK, about=8),
        replace(BACK, place=4),
        replace(BACK, way=Way.FROM_HOME),
        replace(BACK, back_of=9),
        replace(BACK, is_new=False),
        *(
            replace(BACK, state=one)
            for one in (TripState.ABOARD, TripState.DONE, TripState.FAILED, TripState.CANCELLED)
        ),
    ],
)
def test_nothing_else_is(other: Half) -> None:
    assert asks(THERE, other) == []


def test_only_a_way_there_with_people_that_failed_asks() -> None:
    assert asks(replace(THERE, state=TripState.CANCELLED), BACK) == []
    assert asks(replace(THERE, purpose=Purpose.DELIVERY), BACK) == []
    assert asks(replace(THERE, way=Way.TO_HOME), BACK) == []


def test_a_way_there_of_which_nobody_says_anything_asks_too() -> None:
    assert asks(replace(THERE, state=TripState.PLANNED), BACK) == [], "it may be on its way"
    assert asks(replace(THERE, state=TripState.PLANNED, is_unheard=True), BACK) == [2]
    for state in (TripState.ABOARD, TripState.DONE, TripState.CANCELLED):
        assert asks(replace(THERE, state=state, is_unheard=True), BACK) == [], "something is known of it"


def test_it_is_known_two_hours_before_or_after_half_of_what_is_left_or_at_once() -> None:
    hour = timedelta(hours=1)
    assert known_by(NOON, NOON - 6 * hour) == NOON - 2 * hour
    assert known_by(NOON, NOON - 3 * hour) == NOON - 1.5 * hour
    assert known_by(NOON, NOON - hour) == NOON - hour / 2
    assert known_by(NOON, NOON + hour) == NOON + hour
