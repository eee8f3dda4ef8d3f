"""Which places of a neighbourhood are sealed together anew, and which packs stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from wekeep.alerts.rules.roll import Column
from wekeep.kit.service_seal import MOST_IN_PACK

# A pack's key is destroyed so long after it was made, wherever a copy of it lies; it is made anew some days before.
KEPT_FOR: Final = timedelta(days=7)
RENEWED_BEFORE: Final = timedelta(days=2)
# Fewer places that lie in no pack are opened one by one in no time.
LEFT_OVER: Final = 8


@dataclass(frozen=True, slots=True)
class Held:
    """A pack that there is: its row, the numbers of its first and last place, how many it holds, whether it ends soon."""

    row: int
    first: int
    last: int
    count: int
    ends: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Places to seal together, each a pack, and the rows of the packs that end with that."""

    groups: tuple[Column, ...]
    replaced: tuple[int, ...]

    def __len__(self) -> int:
        return sum(len(group) for group in self.groups)


def plan(places: Column, packs: Sequence[Held]) -> Plan:
    """What to do in one coarse cell, whose living places have these numbers (ascending). Afterwards no pack holds more than
    is there, and no two reach over the same numbers. A place between that its pack lacks (it did not open, or was sealed
    late) waits until the pack is renewed."""
    whole = [one for one in packs if _between(places, one) >= one.count and not one.ends]
    damaged = len(whole) < len(packs)
    alone = _outside(places, whole)
    if not damaged and len(alone) < LEFT_OVER:
        return Plan((), ())
    kept = [one for one in whole if one.count > MOST_IN_PACK // 2]
    gone = {one.row for one in packs} - {one.row for one in kept}
    return Plan(tuple(_groups(_outside(places, kept), kept)), tuple(sorted(gone)))


def _between(places: Column, one: Held) -> int:
    return int(np.searchsorted(places, one.last, "right") - np.searchsorted(places, one.first, "left"))


def _outside(places: Column, packs: Sequence[Held]) -> Column:
    outside = np.ones(len(places), dtype=np.bool_)
    for one in packs:
        outside[np.searchsorted(places, one.first, "left") : np.searchsorted(places, one.last, "right")] = False
    return places[outside]


def _groups(places: Column, kept: Sequence[Held]) -> list[Column]:
    """The places cut where a pack that is kept lies between, and into packs of equal size where they are too many."""
    borders = np.searchsorted(places, sorted(one.first for one in kept))
    runs = [run for run in np.split(places, borders) if len(run)]
    return [part for run in runs for part in np.array_split(run, -(-len(run) // MOST_IN_PACK))]
