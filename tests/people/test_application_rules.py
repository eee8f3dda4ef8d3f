"""The table of moves: every state has an owner and a clock, what ended stays ended, and nobody takes another's step."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.people.rules.application import (
    ENDED,
    IN_VETTING,
    INSIDE,
    LAPSES,
    MOVES,
    TURNS,
    By,
    Move,
    Owner,
    Reason,
    State,
    due_at,
    lapses_at,
    owner_of,
    step,
)
from wekeep.people.rules.screening import KEYS, MEANS, Choice, is_free, may_undo

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_state_has_an_owner_and_a_next_action_clock() -> None:
    now = clock.now()
    assert set(TURNS) == set(State)
    assert all(due_at(state, now) > now for state in State)
    assert {state for state in State if owner_of(state, "email") is Owner.NOBODY} == ENDED | {State.APPROVED}


def test_nobody_waits_for_ever_on_the_way_in() -> None:
    assert set(LAPSES) == IN_VETTING | {State.PAUSED}
    now = clock.now()
    assert lapses_at(State.APPLIED, now) == now + timedelta(days=14) and lapses_at(State.APPROVED, now) is None


def test_what_ended_has_no_way_out_and_every_other_state_has_one() -> None:
    leads_on = {state for row in MOVES.values() for state in row.come_from}
    assert leads_on == set(State) - ENDED


def test_every_state_can_be_reached() -> None:
    reached, todo = {State.APPLIED}, [State.APPLIED]
    while todo:
        here = todo.pop()
        for row in MOVES.values():
            if here in row.come_from and row.to and row.to not in reached:
                reached.add(row.to)
                todo.append(row.to)
    assert reached == set(State)


def test_approved_is_never_anybodys_to_say() -> None:
    assert MOVES[Move.APPROVE].by == {By.EVIDENCE} and MOVES[Move.TRUST].by == {By.EVIDENCE}
    for who in (By.APPLICANT, By.VETTER, By.STEWARD):
        with pytest.raises(Refused, match="not yours"):
            step(State.PROVISIONAL, Move.APPROVE, who)


def test_only_a_steward_suspends_lets_in_again_or_removes() -> None:
    assert all(MOVES[move].by == {By.STEWARD} for move in (Move.SUSPEND, Move.REINSTATE, Move.REMOVE))


@unhurried
@given(st.lists(st.tuples(st.sampled_from(Move), st.sampled_from(By), st.sampled_from(Reason)), max_size=40))
def test_whatever_is_tried_in_whatever_order_no_way_in_leaves_out_contact_screening_trust_or_orientation(
    tries: list[tuple[Move, By, Reason]],
) -> None:
    state, paused_from, went = State.APPLIED, None, [State.APPLIED]
    for move, by, reason in tries:
        try:
            after = step(state, move, by, reason, paused_from)
        except Refused:
            continue
        paused_from = state if move is Move.PAUSE else None
        state = after
        went.append(state)
    if state in INSIDE - {State.APPROVED, State.EXPIRING, State.EXPIRED}:
        assert {State.CONTACT_CONFIRMED, State.SCREENED, State.ORIENTATION} <= set(went)
    if any(one in ENDED for one in went[:-1]):
        raise AssertionError("it went on after its end")


@unhurried
@given(st.sampled_from(sorted(IN_VETTING)))
def test_a_pause_leads_back_to_where_it_began_and_nowhere_else(state: State) -> None:
    paused = step(state, Move.PAUSE, By.VETTER, Reason.MORE_IS_NEEDED)
    assert step(paused, Move.RESUME, By.APPLICANT, before_pause=state) is state
    with pytest.raises(Refused):
        step(paused, Move.RESUME, By.APPLICANT, before_pause=State.APPROVED)


@pytest.mark.parametrize("reason", [Reason.NONE, Reason.VOUCHES_GONE])
def test_a_no_has_one_of_the_reasons_that_an_applicant_can_be_told(reason: Reason) -> None:
    with pytest.raises(Refused, match="reasons"):
        step(State.SCREENED, Move.DECLINE, By.VETTER, reason)


def test_every_decision_has_a_key_of_its_own_and_means_a_move_from_the_queue() -> None:
    assert set(KEYS) == set(Choice) and len(set(KEYS.values())) == len(Choice)
    assert not {"j", "k", "u"} & set(KEYS.values())
    for choice in set(Choice) - {Choice.LATER}:
        move, reason = MEANS[choice]
        assert step(State.CONTACT_CONFIRMED, move, By.VETTER, reason)


def test_a_claim_holds_until_its_lease_is_over_and_a_decision_can_be_taken_back_for_ten_minutes() -> None:
    now = clock.now()
    later = now + timedelta(minutes=1)
    assert is_free("", None, "ana", now) and is_free("ana", later, "ana", now) and is_free("bo", now, "ana", now)
    assert not is_free("bo", later, "ana", now)
    assert may_undo(now - timedelta(minutes=10), now) and not may_undo(now - timedelta(minutes=11), now)
