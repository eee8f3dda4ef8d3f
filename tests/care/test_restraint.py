"""Child seats: the state's rules as data, asked and shown, and never a seat less safe than rules or guardian say."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.restraint import (
    SAFEST_FIRST,
    BadRestraintRules,
    Child,
    Question,
    Restraint,
    every_version,
    in_line,
    in_the_back,
    least_safe_allowed,
    questions,
    read_rules,
    restraint_for,
    room_for,
    rules_on,
)
from wekeep.kit.errors import Refused

MINNESOTA = every_version()[0]
REAR, HARNESS, BOOSTER, BELT = SAFEST_FIRST
OUTGREW = [frozenset(SAFEST_FIRST[:count]) for count in range(4)]


@pytest.mark.parametrize(
    ("child", "rides_in"),
    [
        (Child(0), REAR),
        (Child(1, OUTGREW[1]), REAR),  # under two in any case
        (Child(2), REAR),  # not outgrown: stays
        (Child(2, OUTGREW[1]), HARNESS),
        (Child(3, OUTGREW[3], belt_fits=True), HARNESS),  # under four in any case
        (Child(4, OUTGREW[1]), HARNESS),
        (Child(4, OUTGREW[2]), BOOSTER),
        (Child(8, OUTGREW[3]), BOOSTER),  # outgrown, but the belt was not seen to fit
        (Child(8, OUTGREW[2], belt_fits=True), BOOSTER),  # fits, but is not outgrown
        (Child(8, OUTGREW[3], belt_fits=True), BELT),
        (Child(9), BELT),
        (Child(15), BELT),
    ],
)
def test_minnesota_since_august_2024(child: Child, rides_in: Restraint) -> None:
    assert restraint_for(MINNESOTA, child) is rides_in


def test_the_rules_hold_from_their_day_and_in_their_state() -> None:
    assert rules_on("US-MN", date(2024, 8, 1)) is MINNESOTA
    assert rules_on("US-MN", date(2024, 7, 31)) is None
    assert rules_on("US-WI", date(2026, 1, 1)) is None
    assert "dps.mn.gov" in MINNESOTA.source


CHILDREN = st.builds(
    Child,
    years=st.integers(0, 17),
    outgrown=st.frozensets(st.sampled_from(SAFEST_FIRST)),
    belt_fits=st.booleans(),
    rides_in=st.none() | st.sampled_from(SAFEST_FIRST),
)


@given(CHILDREN)
def test_nobody_is_ever_put_in_a_seat_less_safe_than_either_says(child: Child) -> None:
    chosen = SAFEST_FIRST.index(restraint_for(MINNESOTA, child))
    assert chosen <= SAFEST_FIRST.index(least_safe_allowed(MINNESOTA, child))
    assert child.rides_in is None or chosen <= SAFEST_FIRST.index(child.rides_in)


@given(CHILDREN)
def test_what_was_not_said_counts_as_the_safer_answer(child: Child) -> None:
    silent = Child(child.years)
    assert SAFEST_FIRST.index(least_safe_allowed(MINNESOTA, silent)) <= SAFEST_FIRST.index(
        least_safe_allowed(MINNESOTA, child)
    )


def test_guardians_are_asked_what_could_change_the_seat_and_nothing_else() -> None:
    assert questions(MINNESOTA, Child(1)) == ()
    assert questions(MINNESOTA, Child(3)) == (Question.OUTGROWN_REAR_FACING,)
    assert questions(MINNESOTA, Child(5, OUTGREW[1])) == (Question.OUTGROWN_HARNESS,)
    assert questions(MINNESOTA, Child(5, OUTGREW[2])) == (Question.OUTGROWN_BOOSTER, Question.BELT_FITS)
    assert questions(MINNESOTA, Child(5, OUTGREW[3])) == (Question.BELT_FITS,)
    assert questions(MINNESOTA, Child(9)) == ()


def test_under_thirteen_in_the_back_and_no_age_that_is_none() -> None:
    assert in_the_back(MINNESOTA, Child(12)) and not in_the_back(MINNESOTA, Child(13))
    with pytest.raises(Refused, match="whole years"):
        restraint_for(MINNESOTA, Child(-1))


def test_a_child_takes_a_seat_and_what_stands_on_it() -> None:
    assert [room_for(one) for one in SAFEST_FIRST] == [
        Load(seats=1, rear_facing=1),
        Load(seats=1, harness=1),
        Load(seats=1, booster=1),
        Load(seats=1),
    ]


TEXT = (files("wekeep.care.rules") / "restraint_rules" / "us-mn-1.toml").read_text()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("belt_from = 9", "belt_from = 3"),
        ('"harness"', '"belt"'),
        ("version = 1", 'version = "1"'),
        ("since = 2024-08-01", "since = 2024"),
        ("source =", "sauce ="),
        ("outgrown_from = 2", "outgrown_from = 0"),
        ("[[stages]]", "[[stages"),
    ],
)
def test_rules_that_cannot_be_followed_are_not_read(was: str, becomes: str) -> None:
    with pytest.raises(BadRestraintRules):
        read_rules(TEXT.replace(was, becomes))


def test_versions_of_a_state_follow_each_other() -> None:
    later = read_rules(TEXT.replace("version = 1", "version = 2").replace("2024-08-01", "2027-01-01"))
    assert in_line([later, MINNESOTA]) == (MINNESOTA, later)
    with pytest.raises(BadRestraintRules):
        in_line([later])
