"""A hub's stock: events that are only ever added, and what they add up to."""

from enum import StrEnum


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
