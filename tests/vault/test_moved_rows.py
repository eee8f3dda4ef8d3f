"""Whoever can write to the database swaps what is in its rows, and opens nothing with it."""

from itertools import permutations
from typing import Any

from tests.cast import NORTH, SOUTH, Cast, admit
from tests.keeping import Keeping
from tests.vault.test_sealing import ROSA, in_days, opened
from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group
from wekeep.vault.actions.sealing import seal
from wekeep.vault.models import Seal

WHERE = (("r1", NORTH, 3), ("r2", NORTH, 3), ("r3", NORTH, 4), ("r4", SOUTH, 3))
SWAPPED = (
    ("wrap",),
    ("body",),
    ("wrap", "body"),
    ("wrap", "body", "epoch_id"),
    ("wrap", "body", "epoch_id", "bucket"),
    ("bucket",),
    ("epoch_id",),
)


def row(record: str) -> dict[str, Any]:
    return dict(Seal.objects.filter(record=record).values().get())


def test_no_row_opens_with_what_was_taken_from_another(keeping: Keeping, cast: Cast) -> None:
    """Bo holds the role everywhere, so that only the seal itself is in the way."""
    bo = admit("bob", Role.DISPATCHER, zone="*").unlocked()
    for record, zone, days in WHERE:
        at: dict[str, Any] = {"kind": "request", "record": record, "group": Group.TRIAGE, "zone": zone}
        seal(**at, role=Role.DISPATCHER, fields=ROSA, expires=in_days(days))
    assert all(opened(bo, record) == ROSA for record, _zone, _days in WHERE)
    for fields in SWAPPED:
        for here, other in permutations([record for record, _zone, _days in WHERE], 2):
            whole, taken = row(here), row(other)
            changed = {name: taken[name] for name in fields if taken[name] != whole[name]}
            if not changed:
                continue
            Seal.objects.filter(record=here).update(**changed)
            assert opened(bo, here) is None, (fields, here, other)
            Seal.objects.filter(record=here).update(**{name: whole[name] for name in fields})
            assert opened(bo, here) == ROSA


def test_a_group_renamed_or_given_to_another_record_opens_no_more(keeping: Keeping, cast: Cast) -> None:
    dana = cast.dana.unlocked()
    at: dict[str, Any] = {"kind": "request", "record": "r1", "group": Group.TRIAGE, "zone": NORTH}
    seal(**at, role=Role.DISPATCHER, fields=ROSA, expires=in_days(3))
    for change, asked in (
        ({"group": "place"}, ("r1", Group.PLACE)),
        ({"record": "r9"}, ("r9", Group.TRIAGE)),
        ({"held": "held-x"}, ("r1", Group.TRIAGE)),
    ):
        whole = row(Seal.objects.get().record)
        Seal.objects.update(**change)
        assert opened(dana, *asked) is None, change
        Seal.objects.update(**{name: whole[name] for name in change})
    assert opened(dana, "r1") == ROSA
