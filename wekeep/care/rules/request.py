"""The way of a request: its states, whose turn it is and by when, what the clock does, and every move there is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.care.rules.window import PACE, Urgency
from wekeep.kit.errors import Refused


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    TRIAGE = "triage"
    NEEDS_INFO = "needs_info"
    READY = "ready"
    OFFERED = "offered"
    CLAIMED = "claimed"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    DONE_REPORTED = "done_reported"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    # beside the way
    NO_ANSWER = "no_answer"
    WAITING_STOCK = "waiting_stock"
    WAITING_FUNDS = "waiting_funds"
    PAUSED = "paused_by_household"
    REFERRED_OUT = "referred_out"
    PARTLY_DONE = "partly_done"


class Owner(StrEnum):
    """Whose turn it is. HOLDER: the one member who has it."""

    DESK = "desk"
    HOLDER = "holder"
    HOUSEHOLD = "household"
    CLOCK = "clock"


class By(StrEnum):
    """Who moves it: whoever has the six words, a coordinator or navigator of the zone, the member who has it, or time."""

    HOUSEHOLD = "household"
    DESK = "desk"
    HOLDER = "holder"
    CLOCK = "clock"


class Close(StrEnum):
    """Why a request ended."""

    COMPLETED = "completed"
    PARTLY = "partly"
    DONE_BY_OTHERS = "done_by_others"
    NOT_WANTED = "not_wanted"
    UNREACHABLE = "unreachable"
    OUT_OF_AREA = "out_of_area"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate_of"
    UNSAFE = "unsafe"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can happen to a request."""

    LOOK = "look"
    PUT_BACK = "put_back"
    ASK_MORE = "ask_more"
    TELL = "tell"
    READY = "ready"
    OFFER = "offer"
    DECLINE = "decline"
    CLAIM = "claim"
    RELEASE = "release"
    SCHEDULE = "schedule"
    START = "start"
    REPORT = "report"
    REPORT_PART = "report_part"
    DISPUTE = "dispute"
    CONFIRM = "confirm"
    WAIT_STOCK = "wait_stock"
    WAIT_FUNDS = "wait_funds"
    REFER = "refer"
    NOT_REACHED = "not_reached"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# What is sealed of a household opens to nobody after so long, so a request that is open still ends some days before.
SEALED_FOR, LONGEST_OPEN = 120 * _DAY, 110 * _DAY
# Whoever takes a request and is not heard of for so long has given it back.
CLAIM_FOR = 36 * _HOUR
# After so long without a step a claim is listed, so that somebody asks after it before it goes back by itself.
SITS_AFTER = 12 * _HOUR
# A call that nobody took is tried again after these spans, by how often it was tried.
TRIES_AFTER = (4 * _HOUR, _DAY, 2 * _DAY, 4 * _DAY)


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the clock: whose turn it is, for how long (None: as the request's urgency says), and the move that time makes
    where nobody did anything; None lets it stand and lists it as late."""

    owner: Owner
    span: timedelta | None
    then: Move | None = None


TURNS: dict[State, Turn] = {
    State.RECEIVED: Turn(Owner.DESK, None),
    State.TRIAGE: Turn(Owner.HOLDER, _HOUR, Move.PUT_BACK),
    State.NEEDS_INFO: Turn(Owner.HOUSEHOLD, 2 * _DAY, Move.RESUME),
    State.READY: Turn(Owner.DESK, None),
    State.OFFERED: Turn(Owner.HOLDER, None, Move.DECLINE),
    State.CLAIMED: Turn(Owner.HOLDER, CLAIM_FOR, Move.RELEASE),
    State.SCHEDULED: Turn(Owner.HOLDER, _DAY, Move.RELEASE),
    State.IN_PROGRESS: Turn(Owner.HOLDER, 12 * _HOUR),
    State.DONE_REPORTED: Turn(Owner.HOUSEHOLD, 3 * _DAY, Move.CONFIRM),
    State.CONFIRMED: Turn(Owner.CLOCK, _HOUR, Move.CLOSE),
    # its clock is when what is left of it is deleted
    State.CLOSED: Turn(Owner.CLOCK, 30 * _DAY),
    State.NO_ANSWER: Turn(Owner.DESK, TRIES_AFTER[0], Move.RESUME),
    State.WAITING_STOCK: Turn(Owner.DESK, 2 * _DAY, Move.RESUME),
    State.WAITING_FUNDS: Turn(Owner.DESK, 3 * _DAY, Move.RESUME),
    State.PAUSED: Turn(Owner.HOUSEHOLD, 14 * _DAY, Move.RESUME),
    State.REFERRED_OUT: Turn(Owner.DESK, 7 * _DAY, Move.RESUME),
    State.PARTLY_DONE: Turn(Owner.DESK, _DAY, Move.RESUME),
}

HELD = frozenset({State.TRIAGE, State.OFFERED, State.CLAIMED, State.SCHEDULED, State.IN_PROGRESS})
# Somebody is on their way to help.
UNDER_WAY = frozenset({State.CLAIMED, State.SCHEDULED, State.IN_PROGRESS})
OPEN = frozenset(State) - {State.CLOSED}
# Somebody does the errand, was asked to, or says that it is done: whoever takes the same one may be the second.
BEING_DONE = UNDER_WAY | {State.OFFERED, State.DONE_REPORTED}
_BEFORE_HELP = OPEN - UNDER_WAY - {State.DONE_REPORTED, State.CONFIRMED}
_ASIDE = frozenset(
    {State.NO_ANSWER, State.WAITING_STOCK, State.WAITING_FUNDS, State.PAUSED, State.REFERRED_OUT, State.PARTLY_DONE}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from where, to where, who may, and with which words a request may end so."""

    come_from: frozenset[State]
    to: State
    by: frozenset[By]


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


def _who(*by: By) -> frozenset[By]:
    return frozenset(by)


_DESK = _who(By.DESK)
_HELPER = _who(By.HOLDER, By.DESK)
MOVES: dict[Move, Step] = {
    Move.LOOK: Step(_at(State.RECEIVED) | _ASIDE | {State.NEEDS_INFO}, State.TRIAGE, _DESK),
    Move.PUT_BACK: Step(_at(State.TRIAGE), State.RECEIVED, _who(By.DESK, By.CLOCK)),
    Move.ASK_MORE: Step(_at(State.TRIAGE), State.NEEDS_INFO, _DESK),
    Move.TELL: Step(_BEFORE_HELP, State.RECEIVED, _who(By.HOUSEHOLD)),
    Move.READY: Step(_at(State.TRIAGE), State.READY, _DESK),
    Move.OFFER: Step(_at(State.READY), State.OFFERED, _who(By.DESK, By.CLOCK)),
    Move.DECLINE: Step(_at(State.OFFERED), State.READY, _who(By.HOLDER, By.DESK, By.CLOCK)),
    Move.CLAIM: Step(_at(State.READY, State.OFFERED), State.CLAIMED, _who(By.HOLDER, By.DESK)),
    Move.RELEASE: Step(UNDER_WAY, State.READY, _who(By.HOLDER, By.DESK, By.CLOCK)),
    Move.SCHEDULE: Step(_at(State.CLAIMED, State.SCHEDULED), State.SCHEDULED, _HELPER),
    Move.START: Step(_at(State.CLAIMED, State.SCHEDULED), State.IN_PROGRESS, _HELPER),
    Move.REPORT: Step(UNDER_WAY, State.DONE_REPORTED, _HELPER),
    Move.REPORT_PART: Step(UNDER_WAY, State.PARTLY_DONE, _HELPER),
    Move.DISPUTE: Step(_at(State.DONE_REPORTED, State.CONFIRMED), State.RECEIVED, _who(By.HOUSEHOLD)),
    Move.CONFIRM: Step(_at(State.DONE_REPORTED), State.CONFIRMED, _who(By.HOUSEHOLD, By.DESK, By.CLOCK)),
    Move.WAIT_STOCK: Step(_at(State.TRIAGE, State.READY), State.WAITING_STOCK, _DESK),
    Move.WAIT_FUNDS: Step(_at(State.TRIAGE, State.READY), State.WAITING_FUNDS, _DESK),
    Move.REFER: Step(_at(State.TRIAGE, State.READY), State.REFERRED_OUT, _DESK),
    Move.NOT_REACHED: Step(_at(State.TRIAGE) | UNDER_WAY, State.NO_ANSWER, _HELPER),
    Move.PAUSE: Step(_BEFORE_HELP - {State.PAUSED}, State.PAUSED, _who(By.HOUSEHOLD, By.DESK)),
    Move.RESUME: Step(_ASIDE | {State.NEEDS_INFO}, State.RECEIVED, _who(By.DESK, By.CLOCK, By.HOUSEHOLD)),
    Move.CLOSE: Step(OPEN, State.CLOSED, _who(By.DESK, By.HOUSEHOLD, By.CLOCK)),
}

# With which words each may end a request. A household needs to give no other reason than that it is over.
CLOSES: dict[By, frozenset[Close]] = {
    By.DESK: frozenset(Close) - {Close.WITHDRAWN},
    By.HOUSEHOLD: frozenset({Close.WITHDRAWN, Close.DONE_BY_OTHERS, Close.NOT_WANTED}),
    By.CLOCK: frozenset({Close.COMPLETED, Close.UNREACHABLE}),
}


def step(state: State, move: Move, by: By, close: Close | None = None) -> State:
    """The state after `move`, or Refused where the table has no such move from here, for this mover, with these words."""
    row = MOVES[move]
    if state not in row.come_from:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    if by not in row.by:
        raise Refused("This step is not yours to take.")
    if (move is Move.CLOSE) != (close is not None) or (close is not None and close not in CLOSES[by]):
        raise Refused("Choose one of the reasons that are offered.")
    return row.to


def due_at(state: State, since: datetime, urgency: Urgency, tries: int = 0) -> datetime:
    """When the next step should have happened in a state that began at `since`."""
    if state is State.NO_ANSWER:
        return since + TRIES_AFTER[min(max(tries, 1), len(TRIES_AFTER)) - 1]
    return since + (TURNS[state].span or PACE[urgency])


def may(state: State, move: Move, by: By) -> bool:
    """Whether the table has this move."""
    return state in MOVES[move].come_from and by in MOVES[move].by
