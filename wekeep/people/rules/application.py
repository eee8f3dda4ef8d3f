"""The way of an application: its states, who must do what next and by when, and every move from one state to another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused


class State(StrEnum):
    """Where a person stands on the way in."""

    APPLIED = "applied"
    CONTACT_CONFIRMED = "contact_confirmed"
    SCREENED = "screened"
    ORIENTATION = "orientation"
    PROVISIONAL = "provisional"
    APPROVED = "approved"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Owner(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    VETTER = "vetter"
    STEWARD = "steward"
    NOBODY = "nobody"


class By(StrEnum):
    """Who may make a move: whoever holds the receipt, a vetter or a steward of the zone, or evidence by itself."""

    APPLICANT = "applicant"
    VETTER = "vetter"
    STEWARD = "steward"
    EVIDENCE = "evidence"
    CLOCK = "clock"


class Move(StrEnum):
    """What can happen to an application."""

    CONFIRM = "confirm"
    SCREEN = "screen"
    TRUST = "trust"
    WELCOME = "welcome"
    APPROVE = "approve"
    WARN = "warn"
    EXPIRE = "expire"
    FALL_BACK = "fall_back"
    PAUSE = "pause"
    RESUME = "resume"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REMOVE = "remove"


class Reason(StrEnum):
    """Why a vetter or a steward said no or not now; chosen, never typed, so that it can be told to the applicant."""

    NONE = ""
    NOT_THE_WORK = "not_the_work"
    OUTSIDE_THE_AREA = "outside_the_area"
    NO_ANSWER = "no_answer"
    REFERENCES_DID_NOT_HOLD = "references_did_not_hold"
    MORE_IS_NEEDED = "more_is_needed"
    SENT_TWICE = "sent_twice"
    CONDUCT = "conduct"
    VOUCHES_GONE = "vouches_gone"
    ASKED_FOR_A_BREAK = "asked_for_a_break"


# How applicants are reached who confirm that themselves, by the link in a letter.
BY_THEMSELVES = "email"
_DAY = timedelta(days=1)
IN_VETTING = frozenset({State.APPLIED, State.CONTACT_CONFIRMED, State.SCREENED, State.ORIENTATION})
# a vetter has said yes to what was wished for, and nobody is asked again
LOOKED_AT = frozenset({State.SCREENED, State.ORIENTATION})
INSIDE = frozenset({State.PROVISIONAL, State.APPROVED, State.EXPIRING, State.EXPIRED})
ENDED = frozenset({State.DECLINED, State.WITHDRAWN, State.REMOVED})

# Whose turn it is in each state, and how long they have until the clock is shown as overdue (or acts, see LAPSES).
TURNS: dict[State, tuple[Owner, timedelta]] = {
    State.APPLIED: (Owner.APPLICANT, 2 * _DAY),
    State.CONTACT_CONFIRMED: (Owner.VETTER, 3 * _DAY),
    State.SCREENED: (Owner.VETTER, 7 * _DAY),
    State.ORIENTATION: (Owner.APPLICANT, 14 * _DAY),
    State.PROVISIONAL: (Owner.VETTER, 30 * _DAY),
    State.APPROVED: (Owner.NOBODY, 366 * _DAY),
    State.EXPIRING: (Owner.APPLICANT, 30 * _DAY),
    State.EXPIRED: (Owner.APPLICANT, 60 * _DAY),
    State.PAUSED: (Owner.APPLICANT, 30 * _DAY),
    State.SUSPENDED: (Owner.STEWARD, 7 * _DAY),
    State.DECLINED: (Owner.NOBODY, 30 * _DAY),
    State.WITHDRAWN: (Owner.NOBODY, 7 * _DAY),
    State.REMOVED: (Owner.NOBODY, 30 * _DAY),
}
# Nobody is kept waiting for ever: after this time in a state of the way in, an application ends by itself.
LAPSES: dict[State, timedelta] = {
    State.APPLIED: 14 * _DAY,
    State.CONTACT_CONFIRMED: 60 * _DAY,
    State.SCREENED: 60 * _DAY,
    State.ORIENTATION: 60 * _DAY,
    State.PAUSED: 90 * _DAY,
}
# What vetters read is sealed until this long after the application; nothing of it outlives the way in.
SEALED_FOR = 90 * _DAY


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from where, to where, who may, and for which reasons."""

    come_from: frozenset[State]
    to: State | None
    by: frozenset[By]
    reasons: frozenset[Reason] = frozenset({Reason.NONE})


def _states(*states: State) -> frozenset[State]:
    return frozenset(states)


_VETTER, _STEWARD = frozenset({By.VETTER}), frozenset({By.STEWARD})
_NO = frozenset(
    {
        Reason.NOT_THE_WORK,
        Reason.OUTSIDE_THE_AREA,
        Reason.NO_ANSWER,
        Reason.REFERENCES_DID_NOT_HOLD,
        Reason.SENT_TWICE,
        Reason.CONDUCT,
    }
)
# Every move there is. `to` is None where the move leads back to where a pause began.
MOVES: dict[Move, Step] = {
    Move.CONFIRM: Step(_states(State.APPLIED), State.CONTACT_CONFIRMED, frozenset({By.APPLICANT, By.VETTER})),
    Move.SCREEN: Step(_states(State.CONTACT_CONFIRMED), State.SCREENED, _VETTER),
    Move.TRUST: Step(_states(State.SCREENED), State.ORIENTATION, frozenset({By.EVIDENCE})),
    Move.WELCOME: Step(_states(State.ORIENTATION), State.PROVISIONAL, _VETTER),
    Move.APPROVE: Step(
        # from CONTACT_CONFIRMED for those who only want to pack and hand out flyers: that lane is open on the first day
        _states(State.CONTACT_CONFIRMED, State.PROVISIONAL, State.EXPIRING, State.EXPIRED),
        State.APPROVED,
        frozenset({By.EVIDENCE}),
    ),
    Move.WARN: Step(_states(State.APPROVED), State.EXPIRING, frozenset({By.EVIDENCE})),
    Move.EXPIRE: Step(_states(State.APPROVED, State.EXPIRING), State.EXPIRED, frozenset({By.EVIDENCE})),
    Move.FALL_BACK: Step(_states(State.ORIENTATION), State.SCREENED, frozenset({By.EVIDENCE})),
    Move.PAUSE: Step(
        IN_VETTING,
        State.PAUSED,
        frozenset({By.VETTER, By.APPLICANT}),
        frozenset({Reason.MORE_IS_NEEDED, Reason.NO_ANSWER, Reason.ASKED_FOR_A_BREAK}),
    ),
    Move.RESUME: Step(_states(State.PAUSED), None, frozenset({By.VETTER, By.APPLICANT})),
    Move.DECLINE: Step(IN_VETTING | {State.PAUSED}, State.DECLINED, _VETTER, _NO),
    Move.WITHDRAW: Step(IN_VETTING | {State.PAUSED}, State.WITHDRAWN, frozenset({By.APPLICANT})),
    Move.LAPSE: Step(
        IN_VETTING | {State.PAUSED}, State.WITHDRAWN, frozenset({By.CLOCK}), frozenset({Reason.NO_ANSWER})
    ),
    Move.SUSPEND: Step(
        INSIDE, State.SUSPENDED, _STEWARD, frozenset({Reason.CONDUCT, Reason.VOUCHES_GONE, Reason.MORE_IS_NEEDED})
    ),
    Move.REINSTATE: Step(_states(State.SUSPENDED), State.PROVISIONAL, _STEWARD),
    Move.REMOVE: Step(
        INSIDE | {State.SUSPENDED}, State.REMOVED, _STEWARD, frozenset({Reason.CONDUCT, Reason.ASKED_FOR_A_BREAK})
    ),
}


def step(state: State, move: Move, by: By, reason: Reason = Reason.NONE, before_pause: State | None = None) -> State:
    """The state after `move`, or Refused where the table has no such move from here, for this mover, for this reason."""
    row = MOVES[move]
    if state not in row.come_from:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    if by not in row.by:
        raise Refused("This step is not yours to take.")
    if reason not in row.reasons:
        raise Refused("Choose one of the reasons that are offered.")
    return row.to or _resumed(before_pause)


def _resumed(before: State | None) -> State:
    """Where a pause ends: where it began."""
    if before not in IN_VETTING:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    return before


def owner_of(state: State, contact_kind: str) -> Owner:
    """Whose turn it is. A number or a Signal name is confirmed by a vetter, who calls or writes."""
    if state is State.APPLIED and contact_kind != BY_THEMSELVES:
        return Owner.VETTER
    return TURNS[state][0]


def waits_for_applicant(state: State, contact_kind: str) -> bool:
    """Whether there is nothing to do, and so nothing to read, before the applicant comes back: they confirm by e-mail
    themselves, or asked for a break."""
    return state is State.PAUSED or (state is State.APPLIED and contact_kind == BY_THEMSELVES)


def due_at(state: State, since: datetime) -> datetime:
    """When the next step should have happened, for a state that began at `since`."""
    return since + TURNS[state][1]


def lapses_at(state: State, since: datetime) -> datetime | None:
    """When an application ends by itself in a state that began at `since`; None where it does not."""
    return since + LAPSES[state] if state in LAPSES else None
