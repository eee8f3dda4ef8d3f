"""What a car can hold and what a rider or a delivery takes of it, kind by kind."""

from typing import NamedTuple, Self


class Load(NamedTuple):
    """So much of each kind of room: in a car what there is, for a rider what they take. No kind stands in for another.

    A child in a booster takes one seat and one booster; a wheelchair that is ridden in takes one wheelchair place and no seat.
    """

    seats: int = 0
    rear_facing: int = 0
    harness: int = 0
    booster: int = 0
    wheelchair: int = 0
    boxes: int = 0

    def plus(self, other: Self) -> "Load":
        """Both together."""
        return Load(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: Self) -> "Load":
        """This without the other; may fall below nothing."""
        return Load(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))

    def fits(self, room: Self) -> bool:
        """Whether there is room for it in every kind."""
        return all(mine <= theirs for mine, theirs in zip(self, room, strict=True))


NOTHING = Load()
