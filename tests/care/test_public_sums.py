"""What anyone may know of what a fund spent, whatever was paid and came back, at whichever moment they look."""

from hypothesis import given
from hypothesis import strategies as st

from wekeep.care.rules.public_sums import FEWEST, Told, told_of

MOVES = st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.integers(-3, 9).filter(bool)), max_size=60)


def test_nothing_is_told_of_fewer_than_five_cases() -> None:
    four = [(case, 120_000) for case in "abcd"]
    assert told_of(four) is None
    assert told_of([*four, ("a", 5), ("d", 7)]) is None
    assert told_of([*four, ("e", 90_000)]) == Told(570_000, 5)


def test_what_was_paid_and_came_back_hides_nobody_behind_it() -> None:
    """Four that came to nothing and one that stays are one family's rent, not five."""
    undone = [(case, cents) for case in "abcd" for cents in (100, -100)]
    assert told_of([*undone, ("e", 777)]) is None


@given(MOVES)
def test_any_two_looks_differ_by_nothing_or_by_what_became_of_five_cases_at_least(moves: list[tuple[str, int]]) -> None:
    last, since = None, 0
    for end in range(len(moves) + 1):
        told = told_of(moves[:end])
        if told == last:
            continue
        between: dict[str, int] = {}
        for case, cents in moves[since:end]:
            between[case] = between.get(case, 0) + cents
        assert sum(map(bool, between.values())) >= FEWEST
        assert told is not None and told.cents - (last.cents if last else 0) == sum(between.values())
        last, since = told, end
