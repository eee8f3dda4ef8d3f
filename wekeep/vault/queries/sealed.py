"""Which records have something sealed, without opening it."""

from collections.abc import Collection

from wekeep.kit.envelope import Group
from wekeep.vault.models import Seal


def sealed_among(kind: str, records: Collection[str], group: Group) -> frozenset[str]:
    """Those of the records that have this group sealed now. One query."""
    rows = Seal.objects.filter(kind=kind, record__in=records, group=group.value)
    return frozenset(rows.values_list("record", flat=True))
