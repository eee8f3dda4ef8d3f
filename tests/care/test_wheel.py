"""Times of a day keep their numbers, so that a run that was told stays the same run."""

from wekeep.care.rules.planning.problem import Window
from wekeep.care.rules.wheel import member_at, number_at, numbered, wheel_of

MORNING, NOON, LATER = Window(100, 200), Window(300, 400), Window(500, 600)


def test_times_are_numbered_in_their_order_and_the_first_needs_no_number() -> None:
    assert numbered([MORNING, LATER], []) == [1, 2]
    assert [wheel_of("ana", n) for n in (1, 2)] == ["ana", "ana.2"]
    assert [(member_at(one), number_at(one)) for one in ("ana", "ana.2")] == [("ana", 1), ("ana", 2)]


def test_a_time_at_which_a_run_was_told_keeps_the_number_of_that_run() -> None:
    assert numbered([LATER], [(1, MORNING), (2, LATER)]) == [2]
    assert numbered([MORNING, NOON, LATER], [(1, NOON), (2, LATER)]) == [3, 1, 2]
    assert numbered([Window(120, 210), LATER], [(2, Window(130, 190))]) == [2, 1]
    assert numbered([MORNING, LATER], [(1, LATER)]) == [2, 1]


def test_a_run_over_two_times_has_the_number_of_the_one_it_shares_most_with() -> None:
    assert numbered([MORNING, NOON], [(4, Window(190, 400))]) == [1, 4]
    assert numbered([MORNING, NOON], [(4, Window(110, 340))]) == [4, 1]


def test_what_is_no_number_is_the_first_time() -> None:
    assert [number_at(one) for one in ("ana.", "ana.x", "ana.٣", "ana.99999")] == [1, 1, 1, 1]
