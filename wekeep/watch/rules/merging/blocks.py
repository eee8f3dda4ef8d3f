"""Finding the few incidents a sighting could belong to, without looking at all of them."""

from functools import lru_cache

import h3

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.reading import Reading

Block = tuple[str, int]


class Blocks:
    """Incidents by h3 cell and time slot of their sightings."""

    def __init__(self) -> None:
        self.here: dict[Block, dict[int, int]] = {}

    def change(self, incident: int, reading: Reading, by: int) -> None:
        """Count one sighting in (+1) or out (-1) of its block."""
        block = (reading.cell, int(reading.at // c.SLOT))
        incidents = self.here.setdefault(block, {})
        left = incidents.get(incident, 0) + by
        if left:
            incidents[incident] = left
        else:
            del incidents[incident]
            if not incidents:
                del self.here[block]

    def near(self, reading: Reading) -> set[int]:
        """Incidents seen around this place, in this time slot or those that could still be of one scene with it."""
        reach = c.SCENE_LONGEST_GAP + reading.blur
        slots = range(int((reading.at - reach) // c.SLOT), int((reading.at + reach) // c.SLOT) + 1)
        found: set[int] = set()
        for cell in _around(reading.cell):
            for slot in slots:
                found.update(self.here.get((cell, slot), ()))
        return found

    def told_here(self, reading: Reading) -> set[int]:
        """Incidents seen around this place in the hours that talk of it may last."""
        last = int(reading.received // c.SLOT)
        found: set[int] = set()
        for cell in h3.grid_disk(reading.cell, 1):
            for slot in range(last - c.TALK_SLOTS, last + 1):
                found.update(self.here.get((cell, slot), ()))
        return found

    def at_clock(self, reading: Reading) -> set[int]:
        """Incidents seen within some kilometres at the clock times a text speaks of."""
        slots = {
            int((clock + slack) // c.SLOT) for clock in reading.clocks for slack in (-c.CLOCK_SLACK, c.CLOCK_SLACK)
        }
        found: set[int] = set()
        for cell in _widely_around(reading.cell) if slots else ():
            for slot in slots:
                found.update(self.here.get((cell, slot), ()))
        return found


@lru_cache(maxsize=2048)
def _widely_around(cell: str) -> tuple[str, ...]:
    return tuple(h3.grid_disk(cell, c.TOLD_RINGS))


@lru_cache(maxsize=8192)
def _around(cell: str) -> tuple[str, ...]:
    return tuple(h3.grid_disk(cell, c.CELL_RINGS))
