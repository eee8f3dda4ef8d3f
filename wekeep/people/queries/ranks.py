"""Ranks of members, computed."""

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.people.models import Grant, Member
from wekeep.people.rules.rank import Rank, may_open_sealed, rank


def rank_of(code: str) -> Rank:
    """The rank of a member now; L0 for everybody else."""
    member = Member.objects.filter(code=code, is_active=True).first()
    return rank(_roles(member), member.admitted_at, member.tasks_done, clock.now()) if member else Rank.L0


def may_open(code: str) -> bool:
    """Whether a member may open anything sealed at all now: not before 72 hours of L1."""
    member = Member.objects.filter(code=code, is_active=True).first()
    return member is not None and may_open_sealed(rank_of(code), member.admitted_at, clock.now())


def _roles(member: Member) -> frozenset[Role]:
    now = clock.now()
    rows = Grant.objects.filter(member=member, since__lte=now, until__gt=now)
    return frozenset(Role(role) for role in rows.values_list("role", flat=True))
