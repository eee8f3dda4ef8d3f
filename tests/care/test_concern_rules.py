"""Whom a concern may reach, under whatever a network looks like."""

from hypothesis import given
from hypothesis import strategies as st

from wekeep.care.rules.concern import (
    LISTEN,
    LISTENERS,
    MOST_LINES,
    About,
    Close,
    Kind,
    Line,
    State,
    check_close,
    chosen,
    holds_back,
    lines_for,
    state_of,
)
from wekeep.kit.errors import Refused

PEOPLE = st.sampled_from([f"m{n}" for n in range(8)])
SOME = st.frozensets(PEOPLE, max_size=5)
LINES = st.lists(st.tuples(st.sampled_from(["north", "*", "south"]), st.sampled_from(LISTEN), SOME), max_size=9)


def ladder(rows: list[tuple[str, object, frozenset[str]]]) -> list[Line]:
    return [Line(zone, role, readers) for (zone, role), readers in {(z, r): m for z, r, m in rows}.items()]  # type: ignore[arg-type]


@given(LINES, SOME, SOME)
def test_it_never_reaches_one_who_is_barred_nor_anyone_twice(
    rows: list[tuple[str, object, frozenset[str]]], barred: frozenset[str], before: frozenset[str]
) -> None:
    steps = ladder(rows)
    lines = lines_for(steps, barred)
    ears = chosen(lines, barred, before, {}, LISTENERS)
    told = [ear.member for ear in ears]
    assert not set(told) & (barred | before) and len(set(told)) == len(told) <= LISTENERS
    # and each of them can open it by the line they are told by
    assert all(
        ear.member in line.readers for ear in ears for line in steps if (line.zone, line.role) == (ear.zone, ear.role)
    )


@given(LINES, SOME)
def test_two_are_told_wherever_two_are_left_and_by_lines_the_barred_have_no_key_to_where_that_is_enough(
    rows: list[tuple[str, object, frozenset[str]]], barred: frozenset[str]
) -> None:
    steps = ladder(rows)
    left = frozenset().union(*(line.readers for line in steps[:MOST_LINES])) - barred
    clean = frozenset().union(*(line.readers for line in steps if not line.readers & barred))
    lines = lines_for(steps, barred)
    assert len(lines) <= MOST_LINES
    ears = chosen(lines, barred, (), {}, LISTENERS)
    assert len(ears) >= min(len(left), LISTENERS)
    if len(clean) >= LISTENERS and len(steps) <= MOST_LINES:
        assert not any(line.readers & barred for line in lines)


def test_whoever_hears_least_now_is_told_first_and_the_nearest_line_before_others() -> None:
    near = Line("north", LISTEN[0], frozenset({"a", "b", "c"}))
    far = Line("south", LISTEN[0], frozenset({"d"}))
    assert [ear.member for ear in chosen([near, far], (), (), {"a": 2, "b": 1}, 2)] == ["c", "b"]


def test_nobody_closes_what_only_one_has_read_and_nobody_says_that_time_did() -> None:
    assert [state_of(reads) for reads in range(4)] == [
        State.TOLD,
        State.READ_BY_ONE,
        State.READ_BY_TWO,
        State.READ_BY_TWO,
    ]
    for state in State:
        for close in Close:
            try:
                check_close(state, close)
            except Refused:
                assert state is not State.READ_BY_TWO or close is Close.UNHEARD
            else:
                assert state is State.READ_BY_TWO and close is not Close.UNHEARD


def test_only_an_open_word_that_a_helper_is_not_safe_holds_them_back() -> None:
    held = {
        (kind, about, state) for kind in Kind for about in About for state in State if holds_back(kind, about, state)
    }
    assert held == {(Kind.UNSAFE, About.HELPER, state) for state in State if state is not State.CLOSED}
