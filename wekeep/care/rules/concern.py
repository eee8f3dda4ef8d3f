"""A concern: something is wrong, told in confidence to two people who have no part in it; whom it may reach, and its clocks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused


class Kind(StrEnum):
    """What is wrong. UNSAFE: somebody is afraid, was threatened, touched or hurt."""

    UNSAFE = "unsafe"
    MONEY = "money"
    TOLD_OTHERS = "told_others"
    RUDE = "rude"
    OTHER = "other"


class About(StrEnum):
    """Whom it is about. DESK: whoever read the request or telephoned; HOUSEHOLD: what a helper met there."""

    HELPER = "helper"
    DESK = "desk"
    SOMEBODY = "somebody"
    HOUSEHOLD = "household"


class State(StrEnum):
    """Where a concern stands."""

    TOLD = "told"
    READ_BY_ONE = "read_by_one"
    READ_BY_TWO = "read_by_two"
    CLOSED = "closed"


class Close(StrEnum):
    """Why a concern ended. UNHEARD is time's alone: what was sealed opens to nobody any more."""

    SETTLED = "settled"
    APART = "apart"
    STANDING = "standing"
    OUTSIDE = "outside"
    NOTHING = "nothing"
    UNHEARD = "unheard"


LISTENERS = 2
# In this order somebody is looked for: who leads helpers, who answers for them, who hears families on the telephone.
LISTEN: tuple[Role, ...] = (Role.COORDINATOR, Role.VETTER, Role.NAVIGATOR)
# The words are sealed once for each, so that whoever is asked later can open them too.
MOST_LINES = 6
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# What was said opens to nobody after so long; what is still open ends some days before.
SEALED_FOR, LONGEST_OPEN = 120 * _DAY, 110 * _DAY
# After the end: the words for a while, in case it comes again; then that it was at all.
WORDS_KEPT, ROW_KEPT = 30 * _DAY, 180 * _DAY
_UNREAD = {True: 2 * _HOUR, False: _DAY}
_UNCLOSED = {True: 2 * _DAY, False: 7 * _DAY}


@dataclass(frozen=True, slots=True)
class Line:
    """A role in a zone, and for whom of it what is sealed opens now."""

    zone: str
    role: Role
    readers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ear:
    """One who is told, by the line in which they can open it."""

    member: str
    zone: str
    role: Role


def lines_for(ladder: Sequence[Line], barred: Collection[str]) -> tuple[Line, ...]:
    """The lines a concern is sealed for: the nearest in which none of `barred` has a key, so that not even the database opens it
    to them. Only where fewer than two others are left there, those too in which one of them has a key and the program alone keeps
    them out."""
    apart = frozenset(barred)
    some = [line for line in ladder if line.readers - apart]
    clean = [line for line in some if not line.readers & apart][:MOST_LINES]
    if len(_readers(clean, apart)) >= LISTENERS:
        return tuple(clean)
    return tuple([*clean, *(line for line in some if line not in clean)][:MOST_LINES])


def chosen(
    lines: Sequence[Line], barred: Collection[str], before: Collection[str], busy: Mapping[str, int], wanted: int
) -> tuple[Ear, ...]:
    """Who is told next, at most `wanted`: the nearest line first, in it whoever has fewest concerns now. Never one of `barred`, and
    nobody a second time."""
    found: dict[str, Ear] = {}
    for line in lines:
        free = line.readers - frozenset(barred) - frozenset(before) - found.keys()
        for member in sorted(free, key=lambda code: (busy.get(code, 0), code)):
            found[member] = Ear(member, line.zone, line.role)
    return tuple(found.values())[:wanted]


def _readers(lines: Sequence[Line], barred: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(line.readers for line in lines)) - barred


def state_of(reads: int) -> State:
    """The state of what so many of those who are told have read, and nobody closed."""
    return (State.TOLD, State.READ_BY_ONE, State.READ_BY_TWO)[min(reads, LISTENERS)]


def may_close(state: State) -> bool:
    """Whether one of the two may close it: both have read it first."""
    return state is State.READ_BY_TWO


def check_close(state: State, close: Close) -> None:
    """Refused where it may not end so now."""
    if not may_close(state):
        raise Refused("Both of you read it first. Then one of you closes it.")
    if close is Close.UNHEARD:
        raise Refused("Choose one of the reasons that are offered.")


def read_by(since: datetime, kind: Kind) -> datetime:
    """By when whoever was told should have read it; after that the next is told in their place."""
    return since + _UNREAD[kind is Kind.UNSAFE]


def closed_by(since: datetime, kind: Kind) -> datetime:
    """By when it should be closed after both have read it; after that stewards hear that one is late."""
    return since + _UNCLOSED[kind is Kind.UNSAFE]


def holds_back(kind: Kind, about: About, state: State) -> bool:
    """Whether the helpers it is about are offered to nobody meanwhile."""
    return kind is Kind.UNSAFE and about is About.HELPER and state is not State.CLOSED
