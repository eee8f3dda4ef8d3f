"""Which keys roles have, and who holds them."""

from collections.abc import Iterable

from django.db.models import Max

from wekeep.kit.abilities import Role
from wekeep.vault.models import RoleEpoch, RoleWrap, Seal

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


def keys_by_line() -> dict[tuple[str, Role], frozenset[str]]:
    """Who can open what is sealed to each role in each zone now."""
    newest = newest_numbers()
    rows = RoleWrap.objects.values_list("epoch__zone", "epoch__role", "epoch__number", "member")
    found: dict[tuple[str, Role], set[str]] = {(zone, Role(role)): set() for zone, role in newest}
    for zone, role, number, member in rows:
        if newest[zone, role] == number:
            found[zone, Role(role)].add(member)
    return {line: frozenset(codes) for line, codes in found.items()}


def lines_sealed_to() -> list[tuple[str, str]]:
    """The roles in zones (zone, role) to which anything is sealed now."""
    return list(Seal.objects.order_by().values_list("epoch__zone", "epoch__role").distinct())


def wraps_of(member: str, epochs: Iterable[int]) -> list[RoleWrap]:
    """The member's wraps of these epochs (by id)."""
    return list(RoleWrap.objects.filter(member=member, epoch_id__in=set(epochs)).select_related("epoch"))
