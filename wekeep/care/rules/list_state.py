"""A list that somebody brings in: its states, who moves it, and by when."""

from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused


class State(StrEnum):
    """Where a list stands."""

    SHOWN = "shown"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"
    UNDOING = "undoing"
    UNDONE = "undone"


class Move(StrEnum):
    """What can happen to it."""

    START = "start"
    FINISH = "finish"
    STOP = "stop"
    DROP = "drop"
    UNDO = "undo"
    FINISH_UNDO = "finish_undo"
    GIVE_UP_UNDO = "give_up_undo"


_MOVES: dict[Move, tuple[frozenset[State], State]] = {
    Move.START: (frozenset({State.SHOWN}), State.RUNNING),
    Move.FINISH: (frozenset({State.RUNNING}), State.DONE),
    Move.STOP: (frozenset({State.RUNNING}), State.STOPPED),
    Move.DROP: (frozenset({State.SHOWN}), State.DROPPED),
    Move.UNDO: (frozenset({State.DONE, State.STOPPED}), State.UNDOING),
    Move.FINISH_UNDO: (frozenset({State.UNDOING}), State.UNDONE),
    Move.GIVE_UP_UNDO: (frozenset({State.UNDOING}), State.STOPPED),
}
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# What was read in and not begun is dropped; what should go on by itself and does not is begun again; how long it can be undone, and how
# long it is remembered that it was.
SPANS: dict[State, timedelta] = {
    State.SHOWN: 2 * _HOUR,
    State.RUNNING: timedelta(minutes=10),
    State.UNDOING: timedelta(minutes=10),
    State.DONE: 14 * _DAY,
    State.STOPPED: 14 * _DAY,
    State.DROPPED: _DAY,
    State.UNDONE: 14 * _DAY,
}
# While its rows lie sealed for the program alone.
HELD = frozenset({State.SHOWN, State.RUNNING})
MOVING = frozenset({State.RUNNING, State.UNDOING})
# What stood still so often without a part that went on is begun again no more: two hours, in which a keeper that was away is back.
MOST_TRIES = 12


def step(state: State, move: Move) -> State:
    """The state after `move`, or Refused."""
    come_from, to = _MOVES[move]
    if state not in come_from:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    return to


def may(state: State, move: Move) -> bool:
    """Whether the table has this move."""
    return state in _MOVES[move][0]


def due_at(state: State, since: datetime) -> datetime:
    """When it should have moved on."""
    return since + SPANS[state]
