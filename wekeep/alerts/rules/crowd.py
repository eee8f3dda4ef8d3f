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
# so many are told strictly by how near they are, and so many neighbours after them together
ONE_BY_ONE, STREET = 4_000, 500


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


def may_hear(one: Block, asked: Asked, positions: Column) -> Flags:
    """Which of these people of a block may be told at all, wherever they live."""
    people = one.people
    answer: Flags = one.alive[positions] & (people["expires"][positions] > asked.now)
    if asked.level is not Level.ACTIVE:
        answer &= ~people["only_active"][positions]
    if asked.only is not None:
        answer &= np.isin(people["number"][positions], asked.only)
    if len(asked.besides):
        answer &= ~np.isin(people["number"][positions], asked.besides)
    return answer


def places_near(one: Block, near: Sequence[int], asked: Asked) -> Column:
    """The positions, among the places of a block, of those in the cells `near` that decide for someone who may hear."""
    at = spans(one, near)
    return at[may_hear(one, asked, one.owner[at]) & (one.place_expires[at] > asked.now)]


def followers(one: Block, zones: Sequence[int], asked: Asked) -> Column:
    """The positions of those people of a block who follow one of these zones and may hear; some of them more than once."""
    found = [one.followers[zone] for zone in zones if zone in one.followers]
    positions = np.concatenate(found) if found else np.empty(0, dtype=np.int32)
    return positions[may_hear(one, asked, positions)]


def with_more(one: Block, asked: Asked, homes: Homes, numbers: Column, away: Floats) -> Homes:
    """The same with the touched places of these people (by number) who may hear and stand in this block."""
    found = one.positions(numbers)
    there = np.flatnonzero(found >= 0)
    there = there[may_hear(one, asked, found[there])]
    return Homes(np.concatenate((homes.owner, found[there])), np.concatenate((homes.away, away[there])))


def gathered(one: Block, homes: Homes, following: Column) -> Touched:
    """Everyone touched, once: who owns one of these places, and who follows a zone without owning one."""
    order = np.argsort(homes.owner, kind="stable")
    owner = homes.owner[order]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    owners = owner[first]
    nearest = np.minimum.reduceat(homes.away[order], first) if len(first) else np.empty(0)
    others = np.zeros(len(one.people), dtype=np.bool_)
    others[following] = True
    others[owners] = False
    rest = np.flatnonzero(others)
    own = np.arange(len(owners) + len(rest)) < len(owners)
    return Touched(np.concatenate((owners, rest)), own, np.concatenate((nearest, np.full(len(rest), FAR))))


def in_order(away: Floats) -> Column:
    """In which order people are told of whom `away` says how far they are (FAR for those who only follow a zone), neighbours
    side by side: the nearest first, one by one; after some thousands street by street, the nearest street first; then the rest as they stand.

    What messages are made ready with lies together for neighbours, and several senders take some thousands each.
    """
    order = np.argsort(away, kind="stable")
    near = int(np.count_nonzero(np.isfinite(away)))
    later = order[ONE_BY_ONE:near]
    street = later // STREET
    nearest = np.full(len(away) // STREET + 1, FAR)
    np.minimum.at(nearest, street, away[later])
    by_street = later[np.lexsort((later, street, nearest[street]))]
    return np.concatenate((order[:ONE_BY_ONE], by_street, order[max(near, ONE_BY_ONE) :]))


def in_summary_alone(summed: Column, level: Level) -> Flags:
    """Who of those that chose a summary instead (`summed`) reads of this level in it alone."""
    return summed & (level is not Level.ACTIVE)


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
