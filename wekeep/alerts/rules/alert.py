"""What an alert may become: its levels, its types, how long it lives, and who may send it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused


class Level(StrEnum):
    """How grave it is. Only what someone confirmed has a level; a watch is a notice to members, never an alert."""

    CONFIRMED = "confirmed"
    ACTIVE = "active"


class Type(StrEnum):
    """What a message of an alert says. Cancel: it was sent in error. All clear: it is over."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"
    ALL_CLEAR = "all_clear"


class State(StrEnum):
    """Where an alert stands."""

    LIVE = "live"
    CANCELLED = "cancelled"
    ALL_CLEAR = "all_clear"
    EXPIRED = "expired"


class Status(StrEnum):
    """`exercise` goes to members only and is never public."""

    ACTUAL = "actual"
    EXERCISE = "exercise"


ENDS: dict[Type, State] = {Type.CANCEL: State.CANCELLED, Type.ALL_CLEAR: State.ALL_CLEAR}
LIVES: dict[Level, timedelta] = {Level.CONFIRMED: timedelta(hours=4), Level.ACTIVE: timedelta(hours=2)}
LONGEST = timedelta(hours=12)
# How long the answer "it is over" or "it was an error" stays readable at least, and how long anything is kept at all.
ENDING_SHOWN = timedelta(hours=2)
KEPT_AFTER = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert as the rules see it."""

    state: State
    expires_at: datetime


class AlreadyOut(Refused):
    """A live alert about this is out: whoever has something to add says it as an update of that one."""


def check_none_is_out(live: bool) -> None:
    """Refuse a second alert about one thing: its readers would take it for another."""
    if live:
        raise AlreadyOut("An alert about this is out already. Update it, or widen its area.")


def check_sender(sender: str, outcome_given_by: str) -> None:
    """Refuse where one person alone would both find it true and send it to everyone."""
    if sender and sender == outcome_given_by:
        raise Refused("You gave the outcome, so someone else sends the alert.")


def expiry(level: Level, now: datetime, wanted: datetime | None) -> datetime:
    """When the alert ends by itself: as wanted, or after the usual time of its level; Refused beyond twelve hours."""
    until = wanted or now + LIVES[level]
    if until <= now:
        raise Refused("The alert would already be over. Choose a later time.")
    if until > now + LONGEST:
        raise Refused("An alert lasts twelve hours at most. Choose an earlier time.")
    return until


def check_widening(covered: Collection[str], wanted: Collection[str], level: Level, graver: Level) -> None:
    """Refuse to send an alert further where nobody could be newly touched: no cell is new, and the level is no graver."""
    if set(wanted) <= set(covered) and not (graver is Level.ACTIVE and level is Level.CONFIRMED):
        raise Refused("Nothing would change: the alert covers this area already. Choose a wider one.")


def state_after(standing: Standing, said: Type, now: datetime) -> State:
    """The state once a message of type `said` has gone out.

    An alert that ran out by itself may still be cancelled or cleared, because those who were told should hear it; what
    was cancelled or cleared is closed for good.
    """
    if standing.state in (State.CANCELLED, State.ALL_CLEAR):
        raise Refused("This alert is closed. If something new happens, send a new one.")
    if said in ENDS:
        return ENDS[said]
    if not is_live(standing, now):
        raise Refused("This alert has run out. If it is still going on, send a new one.")
    return State.LIVE


def is_live(standing: Standing, now: datetime) -> bool:
    """Whether the alert still warns of something."""
    return standing.state is State.LIVE and standing.expires_at > now


def shown_until(state: State, ended_at: datetime | None, expiries: Iterable[datetime]) -> datetime:
    """When an alert leaves everything public; `expiries` are those of all its messages, the last one's at the end.

    A reader may keep and show any message until the end that stands in it. So what was cancelled or cleared stays until
    the latest of them (CAP 1.2, 3.2.1: a Cancel is for a message that has not expired yet), and two hours at least.
    """
    ends = tuple(expiries)
    if ended_at is None or state not in ENDS.values():
        return ends[-1]
    return max(ended_at + ENDING_SHOWN, *ends)
