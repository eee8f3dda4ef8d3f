"""Trips: one rider party or one delivery on one day, between a home and a destination; what they are for, and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from wekeep.kit.errors import Refused


class Purpose(StrEnum):
    """What is planned together: one plan of a day has one purpose."""

    SCHOOL = "school"
    DELIVERY = "delivery"
    MEDICAL = "medical"
    RIDE = "ride"


class Way(StrEnum):
    """Which end is the home. A delivery goes to it."""

    FROM_HOME = "from_home"
    TO_HOME = "to_home"


class TripState(StrEnum):
    """Where a trip stands. Planned: it is in a published version; left out: that version serves it not."""

    WANTED = "wanted"
    PLANNED = "planned"
    LEFT_OUT = "left_out"
    ABOARD = "aboard"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TripMove(StrEnum):
    """What can happen to a trip."""

    PLAN = "plan"
    LEAVE_OUT = "leave_out"
    TAKE_BACK = "take_back"
    LOAD = "load"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"
    # it was called off, and its driver says that somebody is in the car
    FIND_ABOARD = "find_aboard"


class Failure(StrEnum):
    """Why a stop came to nothing: the first six as drivers of deliveries say it, the others of riders."""

    NOT_HOME = "not_home"
    BAD_ADDRESS = "bad_address"
    NOT_WANTED = "not_wanted"
    NOT_READY = "not_ready"
    TOO_FAR = "too_far"
    OTHER = "other"
    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"
    MISSED = "missed"
    TURNED_DOWN = "turned_down"


class BondKind(StrEnum):
    """What binds two households, or a household and a driver, in every plan."""

    SITS_WITH = "sits_with"
    NOT_WITH = "not_with"
    NO_GO = "no_go"


OPEN_TRIPS = frozenset({TripState.WANTED, TripState.PLANNED, TripState.LEFT_OUT, TripState.ABOARD})
TO_PLAN = frozenset({TripState.WANTED, TripState.PLANNED, TripState.LEFT_OUT})


@dataclass(frozen=True, slots=True)
class _Row:
    come_from: frozenset[TripState]
    to: TripState


MOVES: dict[TripMove, _Row] = {
    TripMove.PLAN: _Row(TO_PLAN, TripState.PLANNED),
    TripMove.LEAVE_OUT: _Row(TO_PLAN, TripState.LEFT_OUT),
    TripMove.TAKE_BACK: _Row(TO_PLAN, TripState.WANTED),
    TripMove.LOAD: _Row(frozenset({TripState.PLANNED}), TripState.ABOARD),
    TripMove.FINISH: _Row(frozenset({TripState.PLANNED, TripState.ABOARD}), TripState.DONE),
    TripMove.FAIL: _Row(frozenset({TripState.PLANNED, TripState.ABOARD}), TripState.FAILED),
    TripMove.CANCEL: _Row(TO_PLAN, TripState.CANCELLED),
    TripMove.FIND_ABOARD: _Row(frozenset({TripState.CANCELLED}), TripState.ABOARD),
}


def moved(state: TripState, move: TripMove) -> TripState:
    """The state after `move`, or Refused where the table has no such move from here."""
    row = MOVES[move]
    if state not in row.come_from:
        raise Refused("This trip has moved on, so this cannot be done with it any more.")
    return row.to
