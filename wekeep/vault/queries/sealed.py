"""Which records have something sealed, without opening it."""

from collections.abc import Collection

from wekeep.kit.envelope import Group
from wekeep.vault.models import Assignment, RoleWrap, Seal


def sealed_among(kind: str, records: Collection[str], group: Group) -> frozenset[str]:
    """Those of the records that have this group sealed now. One query."""
    rows = Seal.objects.filter(kind=kind, record__in=records, group=group.value)
    return frozenset(rows.values_list("record", flat=True))


def openers_of(kind: str, records: Collection[str], group: Group) -> dict[str, frozenset[str]]:
    """For each record, whoever has the key that its group is sealed to now; somebody who came to the role since is not among them
    until it was sealed anew. Records that are not sealed are not there."""
    epochs = dict(
        Seal.objects.filter(kind=kind, record__in=records, group=group.value).values_list("record", "epoch_id")
    )
    holders: dict[int, set[str]] = {}
    for epoch, member in RoleWrap.objects.filter(epoch__in=set(epochs.values())).values_list("epoch_id", "member"):
        holders.setdefault(epoch, set()).add(member)
    return {record: frozenset(holders.get(epoch, ())) for record, epoch in epochs.items()}


def granted_among(codes: Collection[str]) -> frozenset[str]:
    """Those of the assignments that are still there: what one opened may have been sealed anew since, which ends it. One query."""
    return frozenset(Assignment.objects.filter(code__in=codes).values_list("code", flat=True))
