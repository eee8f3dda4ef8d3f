"""Whom an alert reaches and when, for everyone on the roll at once: the answers of `rules.audience`, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules import audience
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.roll import Block, Column, Words, spans
from wekeep.alerts.rules.touching import Flags, Floats

NOT_HELD: Final = -1
FAR: Final = np.inf


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked of every block: who may hear of `level` at `now` (whole seconds since 1970). `only` (where it is not
    None) are the numbers of those it may be at all, `besides` of those it may not be."""

    level: Level
    now: int
    only: Column | None
    besides: Column


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Touched places of people of a block: who owns each, by position, and how many metres it is from the area's middle."""

    owner: Column
    away: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Touched:
    """Some people of a block, by position: whether a place of their own is touched, and how many metres the nearest such
    place is from the middle of the area (FAR for those who only follow a zone)."""

    positions: Column
    own: Flags
    away: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Timed:
    """For each of some people which of `untils` they wait for, NOT_HELD for those who hear now."""

    held: NDArray[np.int32]
    untils: tuple[datetime, ...]


def may_hear(one: Block, asked: Asked) -> Flags:
    """Who of a block may be told at all, wherever they live."""
    people = one.people
    answer: Flags = one.alive & (people["expires"] > asked.now)
    if asked.level is not Level.ACTIVE:
        answer &= ~people["only_active"]
    if asked.only is not None:
        answer &= _marked(one, asked.only)
    if len(asked.besides):
        answer &= ~_marked(one, asked.besides)
    return answer


def places_near(one: Block, near: Sequence[int], asked: Asked, hears: Flags) -> Column:
    """The positions, among the places of a block, of those in the cells `near` that decide for someone who may hear."""
    at = spans(one, near)
    return at[hears[one.owner[at]] & (one.place_expires[at] > asked.now)]


def with_more(one: Block, hears: Flags, homes: Homes, numbers: Column, away: Floats) -> Homes:
    """The same with the touched places of these people (by number) who may hear and stand in this block."""
    mine = one.positions(numbers)
    there = (mine >= 0) & hears[mine] if len(hears) else mine >= 0
    return Homes(np.concatenate((homes.owner, mine[there])), np.concatenate((homes.away, away[there])))


def gathered(one: Block, hears: Flags, homes: Homes, zones: Sequence[int]) -> Touched:
    """Everyone touched: who owns one of these places, and who may hear and follows one of these zones."""
    nearest = np.full(len(one.people), FAR)
    np.minimum.at(nearest, homes.owner, homes.away)
    every = np.zeros(len(one.people), dtype=np.bool_)
    every[homes.owner] = True
    for zone in zones:
        followers = one.followers.get(zone, np.empty(0, dtype=np.int32))
        every[followers[hears[followers]]] = True
    positions = np.flatnonzero(every)
    return Touched(positions, nearest[positions] < FAR, nearest[positions])


def timed(quiet: Column, own: Flags, level: Level, words: Words, now: datetime) -> Timed:
    """When each hears, from their quiet hours (`quiet`, numbers of `words.hours`) and whether a place of their own is
    touched. Each kind of quiet hours is looked at once."""
    untils: list[datetime] = []
    held = np.full(len(quiet), NOT_HELD, dtype=np.int32)
    for number in np.unique(quiet):
        hours = words.quiet(int(number))
        until = audience.quiet_until(hours, now)
        if hours is None or until is None:
            continue
        mine = quiet == number
        if level is Level.ACTIVE and hours.active_breaks:
            mine &= ~own
        held[mine] = len(untils)
        untils.append(until)
    return Timed(held, tuple(untils))


def silent(quiet: Column, words: Words, now: datetime) -> Flags:
    """Who gets a correction without a sound."""
    numbers = [n for n in np.unique(quiet) if audience.quiet_until(words.quiet(int(n)), now) is not None]
    return np.isin(quiet, numbers)


def _marked(one: Block, numbers: Column) -> Flags:
    marks = np.zeros(len(one.people), dtype=np.bool_)
    positions = one.positions(numbers)
    marks[positions[positions >= 0]] = True
    return marks
