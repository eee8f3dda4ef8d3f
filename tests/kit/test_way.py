"""Work in the background rests the longer the more people wait for an answer, and never for long."""

import pytest

from wekeep.kit.way import EVEN, FRESH_SECONDS, LONGEST_FRESH_REST, LONGEST_REST, Way


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_nothing_rests_while_nobody_sends() -> None:
    assert Way().rest(5.0) == 0.0


def _crowd(way: Way, clock: Clock, seconds: int, a_second: int) -> None:
    for _tenth in range(10 * seconds):
        way.note(a_second // 10)
        clock.now += 0.1


def test_it_rests_the_longer_the_more_are_answered_and_a_second_at_most() -> None:
    clock = Clock()
    way = Way(clock)
    _crowd(way, clock, int(FRESH_SECONDS) + 10, int(2 * EVEN))
    some = way.rest(0.1)
    way.note(int(3 * EVEN))
    assert 0.0 < some < way.rest(0.1) < LONGEST_REST == way.rest(60.0)


def test_a_crowd_that_has_just_come_is_answered_before_all_else_and_one_that_stays_is_not() -> None:
    clock = Clock()
    way = Way(clock)
    _crowd(way, clock, 2, int(3 * EVEN))
    fresh = way.rest(0.01)
    assert way.rest(60.0) == LONGEST_FRESH_REST
    _crowd(way, clock, int(FRESH_SECONDS), int(3 * EVEN))
    assert way.rest(0.01) < fresh / 4 and way.rest(60.0) == LONGEST_REST
    # a breath between is not enough: whoever sends in bursts would have all else wait for ever
    clock.now += 3
    _crowd(way, clock, 2, int(3 * EVEN))
    assert way.rest(60.0) == LONGEST_REST
    clock.now += 60
    _crowd(way, clock, 2, int(3 * EVEN))
    assert way.rest(60.0) == LONGEST_FRESH_REST


def test_what_was_long_ago_holds_nothing_up() -> None:
    clock = Clock()
    way = Way(clock)
    way.note(100_000)
    clock.now += 60
    assert way.rest(1.0) == pytest.approx(0.0, abs=1e-6)
