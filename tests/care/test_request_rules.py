"""The way of a request as a table: every state has an owner and a clock, and every move is one that somebody may make."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from wekeep.care import notices
from wekeep.care.rules.need import BadNeeds, needs, read_needs, tags_of
from wekeep.care.rules.receipt import likeness
from wekeep.care.rules.request import (
    CLOSES,
    HELD,
    MOVES,
    OPEN,
    TURNS,
    By,
    Close,
    Move,
    Owner,
    State,
    due_at,
    may,
    step,
)
from wekeep.care.rules.window import Urgency, wanted_by
from wekeep.kit.errors import Refused

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_every_state_has_an_owner_and_a_clock() -> None:
    assert set(TURNS) == set(State)
    for state, turn in TURNS.items():
        assert turn.owner in Owner
        for urgency in Urgency:
            assert due_at(state, NOW, urgency) > NOW, state


def test_what_the_clock_does_is_a_move_of_the_table() -> None:
    for state, turn in TURNS.items():
        if turn.then is not None:
            assert may(state, turn.then, By.CLOCK), state


def test_nothing_waits_for_a_household_or_for_nobody_without_an_end() -> None:
    for state, turn in TURNS.items():
        if turn.owner in (Owner.HOUSEHOLD, Owner.CLOCK) and state is not State.CLOSED:
            assert turn.then is not None, state


def test_whoever_has_something_in_hand_owns_its_turn() -> None:
    assert {state for state, turn in TURNS.items() if turn.owner is Owner.HOLDER} == HELD


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    reached, wave = {State.RECEIVED}, {State.RECEIVED}
    while wave:
        wave = {row.to for row in MOVES.values() if row.come_from & wave} - reached
        reached |= wave
    assert reached == set(State)
    for state in OPEN:
        assert any(state in row.come_from for what, row in MOVES.items() if what is not Move.CLOSE), state


def test_no_move_that_the_table_lacks_is_made() -> None:
    for state in State:
        for what in Move:
            for by in By:
                close = next(iter(CLOSES.get(by, ())), None) if what is Move.CLOSE else None
                if may(state, what, by) and (what is not Move.CLOSE or close):
                    assert step(state, what, by, close) is MOVES[what].to
                else:
                    with pytest.raises(Refused):
                        step(state, what, by, close)


def test_a_request_ends_with_words_that_are_the_enders_own() -> None:
    for close in (None, Close.WITHDRAWN):
        with pytest.raises(Refused):
            step(State.TRIAGE, Move.CLOSE, By.DESK, close)
    assert step(State.TRIAGE, Move.CLOSE, By.DESK, Close.UNSAFE) is State.CLOSED
    with pytest.raises(Refused):
        step(State.READY, Move.CLOSE, By.HOUSEHOLD, Close.UNSAFE)
    with pytest.raises(Refused):
        step(State.TRIAGE, Move.READY, By.DESK, Close.COMPLETED)


def test_the_more_urgent_the_sooner_it_is_late() -> None:
    order = list(Urgency)
    for one, other in pairwise(order):
        assert due_at(State.RECEIVED, NOW, one) < due_at(State.RECEIVED, NOW, other)
        assert wanted_by(one, NOW) < wanted_by(other, NOW)


def test_a_call_that_nobody_took_is_tried_less_and_less_often() -> None:
    spans = [due_at(State.NO_ANSWER, NOW, Urgency.TODAY, tries) - NOW for tries in (1, 2, 3, 4, 9)]
    assert spans == sorted(spans) and spans[0] == timedelta(hours=4) and spans[-1] == spans[-2]


def test_everything_a_page_can_say_has_words() -> None:
    assert set(notices.NEED_WORDS) == set(needs())
    asked = {field.name: field for need in needs().values() for field in need.fields}
    assert set(notices.ANSWER_WORDS) == set(asked)
    assert set(notices.CHOICE_WORDS) == {code for field in asked.values() for code in field.of}
    assert set(notices.STATE_WORDS) == set(notices.STATUS_WORDS) == set(notices.NEXT_WORDS) == set(State)
    assert set(notices.MOVE_WORDS) == set(Move) and set(notices.CLOSE_WORDS) == set(Close)


def test_the_list_of_needs_holds_what_neighbours_ask_each_other_for() -> None:
    wanted = (
        "groceries hot_meal diapers pharmacy ride_medical ride_school company child_minding rent utilities legal "
        "interpreter dog_walking vet laundry snow moving"
    )
    assert set(wanted.split()) <= set(needs())


def test_only_what_matching_needs_stands_in_clear() -> None:
    ride = needs()["ride_medical"]
    answers = {"seats": "booster rear_facing nonsense", "riders": "2", "back": "yes", "where": "Dr. Ahmed", "hour": "9"}
    assert sorted(tags_of(ride, answers)) == ["back", "booster", "rear_facing", "riders:2"]
    assert not any(field.tag for need in needs().values() for field in need.fields if field.kind == "line")


@pytest.mark.parametrize(
    "text",
    [
        "needs",
        "groups=['g']\n[fields]\n[needs]\na = {group='g', role='carer', fields=['b'], soon='week', keep_days=3}",
        "groups=['g']\n[fields]\n[needs]\na = {group='g', role='king', fields=[], soon='week', keep_days=3}",
        "groups=['g']\n[fields]\n[needs]\na = {group='g', role='carer', fields=[], soon='never', keep_days=3}",
        "groups=['g']\n[fields]\n[needs]\na = {group='g', role='carer', fields=[], soon='week', keep_days=400}",
        "groups=['g']\n[fields]\n[needs]\na = {group='h', role='carer', fields=[], soon='week', keep_days=4}",
        "groups=['g', 'h']\n[fields]\n[needs]\na = {group='g', role='carer', fields=[], soon='week', keep_days=4}",
    ],
)
def test_a_list_of_needs_that_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(BadNeeds):
        read_needs(text)


def test_one_number_however_it_is_typed_is_alike_and_the_mark_is_too_short_to_find_it() -> None:
    typed = ["612 555 0142", "(612) 555-0142", "+1 612.555.0142"]
    assert len({likeness("secret", one) for one in typed}) == 1
    assert likeness("secret", "@Hodan.77 ") == likeness("secret", "@hodan.77") != likeness("secret", typed[0])
    assert len(likeness("secret", typed[0])) == 4
