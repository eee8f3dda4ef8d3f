"""Ranks L0 to L4, computed from what someone did and holds; nobody sets one."""

from datetime import datetime, timedelta
from enum import IntEnum

from wekeep.kit.abilities import Role

SETTLED_AFTER = timedelta(days=30)
SETTLED_TASKS = 5
# Whoever was approved opens nothing sealed for three days: time for second thoughts, theirs and ours.
FIRST_SEALED_AFTER = timedelta(hours=72)


class Rank(IntEnum):
    """L0 applicant; L1 approved for a role; L2 thirty days and five tasks; L3 dispatcher; L4 steward."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3
    L4 = 4


def rank(roles: frozenset[Role], admitted_at: datetime, tasks: int, now: datetime) -> Rank:
    """The rank of a member who holds `roles` now. Helpers pack; that alone is no trust."""
    if Role.STEWARD in roles:
        return Rank.L4
    if Role.DISPATCHER in roles:
        return Rank.L3
    if not roles - {Role.HELPER}:
        return Rank.L0
    return Rank.L2 if now - admitted_at >= SETTLED_AFTER and tasks >= SETTLED_TASKS else Rank.L1


def may_open_sealed(held: Rank, admitted_at: datetime, now: datetime) -> bool:
    """Whether sealed fields may be opened at all: not as an applicant, and not in the first 72 hours of L1."""
    return held >= Rank.L2 or (held is Rank.L1 and now - admitted_at >= FIRST_SEALED_AFTER)


def is_held_up(held: Rank, admitted_at: datetime, first_admitted_at: datetime, now: datetime) -> bool:
    """Whether a holder of a role must wait until what is sealed to it opens for them.

    Those who were admitted less than 72 hours after the first of its holders in the zone are its founders and do not
    wait: while none of them had been there for 72 hours, nobody at all could have read what people write to them. An
    applicant always waits.
    """
    if may_open_sealed(held, admitted_at, now):
        return False
    return held is Rank.L0 or admitted_at - first_admitted_at >= FIRST_SEALED_AFTER
