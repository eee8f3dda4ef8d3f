"""Which keys roles have, and who holds them."""

from collections.abc import Iterable

from django.db.models import Max

from wekeep.kit.abilities import Role
from wekeep.vault.models import RoleEpoch, RoleWrap

FEWEST_HOLDERS = 3


def newest_epoch(zone: str, role: Role) -> RoleEpoch | None:
    """The epoch that new records are sealed to, None before the first."""
    return RoleEpoch.objects.filter(zone=zone, role=role.value).order_by("-number").first()


def newest_numbers() -> dict[tuple[str, str], int]:
    """The newest epoch's number of every line (zone, role)."""
    rows = RoleEpoch.objects.order_by().values_list("zone", "role").annotate(newest=Max("number"))
    return {(zone, role): newest for zone, role, newest in rows}


def holders_of(zone: str, role: Role) -> frozenset[str]:
    """The codes of those who can open what is sealed to the role now."""
    epoch = newest_epoch(zone, role)
    return frozenset(epoch.wraps.values_list("member", flat=True)) if epoch else frozenset()


def thin_lines(lines: Iterable[tuple[str, Role]]) -> list[tuple[str, Role, int]]:
    """The roles in zones that fewer than three people could open: zone, role, how many."""
    counted = [(zone, role, len(holders_of(zone, role))) for zone, role in lines]
    return [one for one in counted if one[2] < FEWEST_HOLDERS]


def all_thin_lines() -> list[tuple[str, Role, int]]:
    """The same of every role in every zone that ever had a key."""
    return thin_lines(sorted((zone, Role(role)) for zone, role in newest_numbers()))


def wraps_of(member: str, epochs: Iterable[int]) -> list[RoleWrap]:
    """The member's wraps of these epochs (by id)."""
    return list(RoleWrap.objects.filter(member=member, epoch_id__in=set(epochs)).select_related("epoch"))
