"""Finding the few incidents a sighting could belong to, without looking at all of them."""

from collections.abc import Collection
from functools import lru_cache

import h3

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.reading import Reading


class Blocks:
    """Incidents by h3 cell and time slot of their sightings."""

    def __init__(self) -> None:
        self.here: dict[str, dict[int, dict[int, int]]] = {}

    def change(self, incident: int, reading: Reading, by: int) -> None:
        """Count one sighting in (+1) or out (-1) of its block."""
        slots = self.here.setdefault(reading.cell, {})
        slot = int(reading.at // c.SLOT)
        incidents = slots.setdefault(slot, {})
        left = incidents.get(incident, 0) + by
        if left:
            incidents[incident] = left
            return
        del incidents[incident]
        if not incidents:
            del slots[slot]
        if not slots:
            del self.here[reading.cell]

    def near(self, reading: Reading) -> set[int]:
        """Incidents seen around this place, in this time slot or those that could still be of one scene with it."""
        reach = c.SCENE_LONGEST_GAP + reading.blur
        slots = range(int((reading.at - reach) // c.SLOT), int((reading.at + reach) // c.SLOT) + 1)
        return self._found(_around(reading.cell, c.CELL_RINGS), slots)

    def told_here(self, reading: Reading) -> set[int]:
        """Incidents seen around this place in the hours that talk of it may last."""
        last = int(reading.received // c.SLOT)
        return self._found(_around(reading.cell, 1), range(last - c.TALK_SLOTS, last + 1))

    def at_clock(self, reading: Reading) -> set[int]:
        """Incidents seen within some kilometres at the clock times a text speaks of."""
        slots = {
            int((clock + slack) // c.SLOT) for clock in reading.clocks for slack in (-c.CLOCK_SLACK, c.CLOCK_SLACK)
        }
        return self._found(_around(reading.cell, c.TOLD_RINGS), slots) if slots else set()

    def _found(self, cells: frozenset[str], slots: Collection[int]) -> set[int]:
        found: set[int] = set()
        for cell in self.here.keys() & cells:
            here = self.here[cell]
            for slot in slots:
                if slot in here:
                    found.update(here[slot])
        return found


@lru_cache(maxsize=8192)
def _around(cell: str, rings: int) -> frozenset[str]:
    return frozenset(h3.grid_disk(cell, rings))
