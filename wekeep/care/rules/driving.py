"""Driving a run: what a driver can do with it, what can become of each stop, and which stops are one halt of the car."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Failure
from wekeep.kit.errors import Refused


class RunMove(StrEnum):
    """What a driver does with a run that they were told."""

    ACCEPT = "accept"
    SET_OUT = "set_out"
    FINISH = "finish"
    # it had ended because everything left was called off, and somebody is in the car
    GO_ON = "go_on"
    DROP_OUT = "drop_out"


class CallState(StrEnum):
    """Where a call stands that a driver asked the desk for: what the desk said in the end, as codes that translate themselves."""

    ASKED = "asked"
    COMING = "coming"
    LEAVE_IT = "leave_it"
    WAIT = "wait"
    GO_ON = "go_on"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class _Row:
    come_from: frozenset[RunState]
    to: RunState


_BEFORE = frozenset({RunState.TOLD, RunState.ACCEPTED})
MOVES: dict[RunMove, _Row] = {
    RunMove.ACCEPT: _Row(_BEFORE, RunState.ACCEPTED),
    # whoever forgot to say yes and drives has said it
    RunMove.SET_OUT: _Row(_BEFORE | {RunState.OUT}, RunState.OUT),
    RunMove.FINISH: _Row(frozenset({RunState.OUT}), RunState.DONE),
    RunMove.GO_ON: _Row(frozenset({RunState.DONE}), RunState.OUT),
    RunMove.DROP_OUT: _Row(_BEFORE | {RunState.OUT}, RunState.DROPPED_OUT),
}


def moved_run(state: RunState, move: RunMove) -> RunState:
    """The state after `move`, or Refused where the table has no such move from here."""
    row = MOVES[move]
    if state not in row.come_from:
        raise Refused("This run has changed hands or is over.")
    return row.to


_AT_HUB = frozenset({Failure.NOT_READY, Failure.OTHER})
_AT_DOOR = frozenset({Failure.NOT_HOME, Failure.BAD_ADDRESS, Failure.NOT_WANTED, Failure.TOO_FAR, Failure.OTHER})
_IN = frozenset(
    {Failure.NO_SHOW, Failure.LATE_CANCEL, Failure.TURNED_DOWN, Failure.MISSED, Failure.BAD_ADDRESS, Failure.OTHER}
)
_OUT = frozenset({Failure.NOT_HOME, Failure.OTHER})
_GOOD: dict[tuple[bool, Side], tuple[Outcome, ...]] = {
    (True, Side.PICKUP): (Outcome.LOADED,),
    (True, Side.DROP): (Outcome.HANDED, Outcome.LEFT),
    (False, Side.PICKUP): (Outcome.BOARDED,),
    (False, Side.DROP): (Outcome.DROPPED,),
}
_BAD: dict[tuple[bool, Side], frozenset[Failure]] = {
    (True, Side.PICKUP): _AT_HUB,
    (True, Side.DROP): _AT_DOOR,
    (False, Side.PICKUP): _IN,
    (False, Side.DROP): _OUT,
}


def outcomes_of(*, delivers: bool, side: Side) -> tuple[Outcome, ...]:
    """What may have gone well at such a stop, the usual one first."""
    return _GOOD[delivers, side]


def failures_of(*, delivers: bool, side: Side) -> tuple[Failure, ...]:
    """Why such a stop may have come to nothing, in the order of the enum."""
    return tuple(one for one in Failure if one in _BAD[delivers, side])


def check_told(outcome: Outcome, failure: Failure | None, *, delivers: bool, side: Side) -> None:
    """Refused where this cannot become of such a stop."""
    fits = failure in _BAD[delivers, side] if outcome is Outcome.FAILED else failure is None
    if not fits or (outcome is not Outcome.FAILED and outcome not in _GOOD[delivers, side]):
        raise Refused("Choose one of the answers that are offered.")


# How far the clock of a phone may go before that of the server, and how late what it kept may come.
_AHEAD, _LATEST = timedelta(minutes=5), timedelta(hours=24)
# A driver sets out and tells what became of stops from so long before their run begins.
TELLS_BEFORE = timedelta(hours=2)


def tells_from(begins: datetime) -> datetime:
    """From when a driver tells what became of the stops of a run that begins then."""
    return begins - TELLS_BEFORE


def check_time(*, begins: datetime, made: datetime, said: str, now: datetime) -> None:
    """Refused where it is too early for what becomes of a run that begins at `begins`: now, or when its driver pressed by the phone (`said`,
    as `told_at` takes it). A time before `made`, when there was no such run yet, cannot be, and counts for nothing."""
    if min(now, _pressed(said, made, now)) < tells_from(begins):
        raise Refused(
            "This run begins later. From two hours before, you can set out and tell what became of its stops."
        )


def _pressed(said: str, made: datetime, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return now
    return at if at.tzinfo is not None and at >= made else now


def told_at(said: str, now: datetime) -> datetime:
    """When it happened by the phone (ISO 8601 with its zone); by the server where the phone says nothing, or what cannot be."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return now
    if at.tzinfo is None or not now - _LATEST <= at <= now + _AHEAD:
        return now
    return min(at, now)


# An address is open from this long before the run begins until this long after its stop should have been.
OPENS_BEFORE, CLOSES_AFTER = timedelta(minutes=30), timedelta(hours=2)


def open_span(*, begins: datetime, at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """From when until when the address of a stop opens to its driver; where the run is late, two hours from now."""
    return max(begins - OPENS_BEFORE, now), max(at, now) + CLOSES_AFTER


@dataclass(frozen=True, slots=True)
class End:
    """One stop as halts need it. `place` is any mark of where it is, the same for the same door; `waits`: nothing became of it yet."""

    code: str
    place: str
    at_home: bool
    waits: bool


Halt = tuple[End, ...]


def halts_of(ends: Sequence[End]) -> list[Halt]:
    """The stops in their turn, those that follow each other at one door together."""
    return [tuple(group) for _place, group in groupby(ends, key=lambda one: one.place)]


def waits(halt: Halt) -> bool:
    """Whether something is still to be done there."""
    return any(one.waits for one in halt)


def in_view(halts: Sequence[Halt]) -> list[Halt]:
    """The present halt and the next one."""
    return [one for one in halts if waits(one)][:2]


LATE_AFTER = timedelta(minutes=15)
# Of whom nothing was heard for so long after their run should have been over, somebody asks.
SILENT_AFTER = timedelta(minutes=30)
# What stands in place of a phone's mark where the desk wrote down what a driver said.
BY_DESK: Final = "by the desk"


# Whoever was in a car a day ago is in it no more; that nobody said so is for the desk to ask after.
ABOARD_AT_MOST = timedelta(hours=24)
# A driver comes so early at most; what a phone kept without signal is waited for until so long after the stop.
EARLY_AT_MOST, HEARD_AFTER = timedelta(hours=1), timedelta(hours=2)


def is_late(*, at: datetime, now: datetime) -> bool:
    """Whether a stop that should have been at `at` and is not done counts as late."""
    return now > at + LATE_AFTER


def is_silent(*, ends: datetime, heard: datetime | None, now: datetime) -> bool:
    """Whether somebody has to ask after a run that should have been over at `ends` and is not: its driver was heard of last at `heard` (None:
    never), and not since."""
    return now >= max(ends, heard or ends) + SILENT_AFTER


def check_said_for(*, state: RunState, ends: datetime, is_own: bool, now: datetime) -> None:
    """Refused where the desk does not say how a run ended in place of its driver: before it should be over, once it is, and of one's own."""
    if state not in STILL_DRIVEN:
        raise Refused("This run has changed hands or is over.")
    if is_own:
        raise Refused("You drive this run yourself. Say on its sheet what became of it.")
    if now < ends:
        raise Refused("This run is not over yet. Until then its driver says what becomes of it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What can have become of a trip, and at which end of it."""

    side: Side
    outcome: Outcome
    failure: Failure | None = None

    @property
    def value(self) -> str:
        """As a form spells it."""
        return "-".join(one for one in (self.side, self.outcome, self.failure or "") if one)


def answers_of(*, delivers: bool, sides: Collection[Side]) -> tuple[Answer, ...]:
    """What can have become of a trip of which nothing is told at these ends: what went well first, then why it came to nothing. Who got in may
    be in the car still, where nobody has said that they got in; boxes come to a door or go back."""
    well = [Answer(Side.DROP, one) for one in _GOOD[delivers, Side.DROP]] if Side.DROP in sides else []
    if Side.PICKUP in sides and not delivers:
        well += [Answer(Side.PICKUP, one) for one in _GOOD[delivers, Side.PICKUP]]
    badly = [
        Answer(side, Outcome.FAILED, one)
        for side in (Side.PICKUP, Side.DROP)
        if side in sides
        for one in failures_of(delivers=delivers, side=side)
    ]
    return (*well, *badly)
