"""Ranks of members, computed, and whom what is sealed opens for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.people.models import Grant, Member
from wekeep.people.rules.rank import Rank, is_held_up, rank

Line = tuple[str, Role]


def rank_of(code: str) -> Rank:
    """The rank of a member now; L0 for everybody else."""
    return _ranks([code]).get(code, (Rank.L0, clock.now()))[0]


def may_open(actor: Actor) -> bool:
    """Whether anything that is sealed opens for a member now, by one of the roles they hold.

    Not in the first 72 hours of L1, except for the founders of a role in a zone (`rules.rank.is_held_up`).
    """
    lines: set[Line] = {(held.zone, Role(held.role)) for held in actor.holdings}
    return any(actor.code in codes for codes in readers_of(holders_of(lines)).values())


def holders_of(lines: Iterable[Line]) -> dict[Line, frozenset[str]]:
    """Who holds each role in each zone now: by a grant there, or in every zone."""
    now = clock.now()
    rows = Grant.objects.filter(since__lte=now, until__gt=now, member__is_active=True)
    held = set(rows.values_list("zone", "role", "member__code"))
    return {
        (zone, role): frozenset(code for at, name, code in held if name == role.value and at in (zone, EVERY_ZONE))
        for zone, role in lines
    }


def readers_of(holders: Mapping[Line, Collection[str]]) -> dict[Line, frozenset[str]]:
    """Of the holders of each line, those for whom what is sealed to it opens now."""
    known = _ranks({code for codes in holders.values() for code in codes})
    return {line: _readers({code: known[code] for code in codes if code in known}) for line, codes in holders.items()}


def _readers(holders: dict[str, tuple[Rank, datetime]]) -> frozenset[str]:
    now, first = clock.now(), min((admitted for _held, admitted in holders.values()), default=clock.now())
    return frozenset(code for code, (held, admitted) in holders.items() if not is_held_up(held, admitted, first, now))


def _ranks(codes: Collection[str]) -> dict[str, tuple[Rank, datetime]]:
    """The rank of each member and when they were admitted; two questions however many there are."""
    now = clock.now()
    roles: dict[str, set[Role]] = {code: set() for code in codes}
    grants = Grant.objects.filter(member__code__in=codes, since__lte=now, until__gt=now)
    for code, role in grants.values_list("member__code", "role"):
        roles[code].add(Role(role))
    rows = Member.objects.filter(code__in=codes, is_active=True).values_list("code", "admitted_at", "tasks_done")
    return {code: (rank(frozenset(roles[code]), at, tasks, now), at) for code, at, tasks in rows}
