"""Sealing the places of a neighbourhood together, and dropping what holds a place that is gone."""

from collections.abc import Iterable, Sequence

import numpy as np
from django.db import transaction
from django.db.models import Q

from wekeep.alerts.models import Pack, Spot
from wekeep.alerts.queries import packs as queries
from wekeep.alerts.queries import rolls, spots
from wekeep.alerts.rules.packing import KEPT_FOR, RENEWED_BEFORE, Held, Plan, plan
from wekeep.alerts.rules.points import Packed, as_fields
from wekeep.alerts.rules.roll import Column
from wekeep.kit import clock
from wekeep.kit.codes import new_code
from wekeep.kit.keeper_messages import Use
from wekeep.kit.service_seal import PACK, pack_record
from wekeep.vault.actions import serving
from wekeep.vault.keeper import KeeperAway, KeeperSays

# So many places are sealed together at once, or so large a share of all: what the keeper opens for that in an hour.
AT_ONCE, SHARE = 160, 600


def make(*, most: int | None = None) -> int:
    """Seal together what lies in no pack, or in one that ends soon, for `most` places at least; returns how many. While the
    keeper is away, sealed or has opened its share for this hour, none."""
    done, places = 0, _places_by_cell()
    total = sum(len(numbers) for numbers in places.values())
    wanted = most or max(AT_ONCE, total // SHARE)
    plans = ((cell, plan(numbers, held)) for cell, numbers, held in _cells(places))
    for cell, planned in plans:
        if done >= wanted:
            break
        try:
            done += _carry_out(cell, planned)
        except (KeeperAway, KeeperSays):
            return done
    return done


def drop(places: Iterable[tuple[str, int]]) -> None:
    """Delete every pack that one of these deleted places is in; each is its coarse cell and its primary key."""
    held = Q()
    for cell, number in places:
        held |= Q(cell=cell, first__lte=number, last__gte=number)
    if held:
        Pack.objects.filter(held).delete()


def forget_ended() -> int:
    """Delete the packs whose day is over, which nobody can open any more; returns how many."""
    return Pack.objects.filter(bucket__lt=clock.now().date().isoformat()).delete()[0]


def _places_by_cell() -> dict[int, Column]:
    """The numbers of the places of everyone on the roll, in ascending order, by coarse cell."""
    found: dict[int, list[Column]] = {}
    for one in rolls.current().blocks:
        for at, cell in enumerate(one.cells.tolist()):
            span = slice(one.starts[at], one.starts[at + 1])
            found.setdefault(cell, []).append(one.place[span][one.alive[one.owner[span]]])
    return {cell: np.sort(np.concatenate(parts)) for cell, parts in found.items()}


def _cells(places: dict[int, Column]) -> Iterable[tuple[str, Column, list[Held]]]:
    """Each cell that has places or packs, with both."""
    soon = (clock.now() + RENEWED_BEFORE).date().isoformat()
    held: dict[int, list[Held]] = {}
    for row, cell, first, last, count, bucket in Pack.objects.values_list(
        "pk", "cell", "first", "last", "count", "bucket"
    ):
        held.setdefault(int(cell, 16), []).append(Held(row, first, last, count, ends=bucket <= soon))
    nothing = np.empty(0, dtype=np.int64)
    return [(f"{cell:x}", places.get(cell, nothing), held.get(cell, [])) for cell in sorted({*places, *held})]


def _carry_out(cell: str, planned: Plan) -> int:
    """Open the places outside any transaction, which the keeper may make us wait for, and seal them in one."""
    replaced = list(Pack.objects.filter(pk__in=planned.replaced))
    known = queries.opened(replaced, Use.PACKING)
    points = [spots.packed(group, known) for group in planned.groups]
    return _write(cell, points, planned.replaced) if points or replaced else 0


@transaction.atomic
def _write(cell: str, groups: Sequence[Packed], replaced: Sequence[int]) -> int:
    """Whoever deletes a place waits until this has ended, or is before it; then that place is in no pack."""
    Pack.objects.filter(pk__in=replaced).delete()
    numbers = [int(number) for group in groups for number in group["number"]]
    rows = Spot.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=numbers)
    living = np.array(sorted(rows.values_list("pk", flat=True)), dtype=np.int64)
    kept = [group[np.isin(group["number"], living)] for group in groups]
    made = [pack for group in kept if len(group) and (pack := _sealed(cell, group))]
    Pack.objects.bulk_create(made)
    return sum(pack.count for pack in made)


def _sealed(cell: str, places: Packed) -> Pack | None:
    code, count = new_code(), len(places)
    sealed = serving.seal_for_sending(
        kind=PACK, record=pack_record(code, count), fields=as_fields(places), until=(clock.now() + KEPT_FOR).date()
    )
    if sealed is None:
        return None
    first, last = int(places["number"].min()), int(places["number"].max())
    return Pack(code=code, cell=cell, first=first, last=last, count=count, bucket=sealed.bucket, sealed=sealed.sealed)
