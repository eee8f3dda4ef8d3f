"""A hub's stock: events that are only ever added, and what they add up to."""

from dataclasses import dataclass
from enum import StrEnum

from wekeep.kit.errors import Refused


class StockReason(StrEnum):
    """Why a hub's stock moved. Reserved and freed move what is promised; the others what is there."""

    CAME_IN = "came_in"
    COUNTED = "counted"
    RESERVED = "reserved"
    FREED = "freed"
    LOADED = "loaded"
    BROUGHT_BACK = "brought_back"
    PICKED_UP = "picked_up"
    SPOILED = "spoiled"
    SENT_ON = "sent_on"


class PickUpState(StrEnum):
    """A household fetches its own."""

    WAITING = "waiting"
    FETCHED = "fetched"
    NOT_FETCHED = "not_fetched"
    CANCELLED = "cancelled"


# What a person writes down; the others follow from runs and pick-ups.
BY_HAND = (StockReason.CAME_IN, StockReason.COUNTED, StockReason.SPOILED, StockReason.SENT_ON)
MOST_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a hub has of one item: `there` on its shelves, `promised` of it to runs and pick-ups."""

    item: str
    there: int
    promised: int

    @property
    def free(self) -> int:
        """What nobody was promised; below nothing where more was promised than is there."""
        return self.there - self.promised


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan takes of one item from one hub (its name), in boxes, and how many it may have; fewer than none where others were
    promised more than is there."""

    hub: str
    item: str
    boxes: int
    free: int

    @property
    def missing(self) -> int:
        """How many more it takes than it may have."""
        return max(0, self.boxes - max(0, self.free))


def by_hand(reason: StockReason, number: int, there: int) -> int:
    """By how much what is there changes when somebody writes down `number`; Refused for what cannot be."""
    if reason not in BY_HAND or not 0 <= number <= MOST_AT_ONCE:
        raise Refused("Write down a number of boxes.")
    if reason is StockReason.COUNTED:
        return number - there
    if reason is StockReason.CAME_IN:
        return number
    if number > there:
        raise Refused("There are not so many in the book. Count what is there first.")
    return -number
