"""Work in the background rests the longer the more people wait for an answer, and never for long."""

import pytest

from wekeep.kit.way import EVEN, LONGEST_REST, Way


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_nothing_rests_while_nobody_sends() -> None:
    assert Way().rest(5.0) == 0.0


def test_it_rests_the_longer_the_more_are_answered_and_a_second_at_most() -> None:
    clock = Clock()
    way = Way(clock)
    for _second in range(10):
        way.note(int(EVEN))
        clock.now += 1
    some = way.rest(0.1)
    way.note(int(4 * EVEN))
    assert 0.0 < some < way.rest(0.1) < LONGEST_REST == way.rest(60.0)


def test_what_was_long_ago_holds_nothing_up() -> None:
    clock = Clock()
    way = Way(clock)
    way.note(100_000)
    clock.now += 60
    assert way.rest(1.0) == pytest.approx(0.0, abs=1e-6)
