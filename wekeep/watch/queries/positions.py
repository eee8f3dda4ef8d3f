"""Where a point lies, coarsely: the watch's one call site of places."""

from dataclasses import dataclass

from wekeep.places.queries.city import coarse
from wekeep.places.queries.gazetteer import nearest_crossing
from wekeep.places.queries.zones import zone_of


@dataclass(frozen=True, slots=True)
class Position:
    """The h3 cell (resolution 8), the zone's code and the neighbourhood's name; the last two are empty where unknown."""

    cell: str
    zone: str
    neighbourhood: str


def position_of(lat: float, lon: float) -> Position:
    """The coarse position of a point in degrees."""
    place = coarse(lat, lon)
    return Position(place.cell, zone_of(lat, lon), place.name)


def crossing_near(lat: float, lon: float) -> str:
    """The name of the nearest crossing, for an answer that it was not enforcement; empty where none is known."""
    crossing = nearest_crossing(lat, lon)
    return crossing.label if crossing else ""
