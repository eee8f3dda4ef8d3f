"""Where the demo's people and scenes lie in whatever city is there."""

from dataclasses import dataclass

from wekeep.kit.errors import NotFound
from wekeep.places.queries.city import City, current_city
from wekeep.places.queries.gazetteer import nearest_crossing


@dataclass(frozen=True, slots=True)
class Corner:
    """A crossing: its name and its place in degrees."""

    name: str
    lat: float
    lon: float


def point_at(east: float, north: float) -> tuple[float, float]:
    """The point (lat, lon) that lies those shares of the way from the city's middle to its edges; NotFound without a city."""
    city = _city()
    west, south, east_edge, north_edge = city.box
    lat, lon = city.middle
    return lat + north * (north_edge - south) / 2, lon + east * (east_edge - west) / 2


def corner_at(east: float, north: float) -> Corner:
    """The crossing nearest to `point_at`, or the point itself where none is near."""
    lat, lon = point_at(east, north)
    crossing = nearest_crossing(lat, lon)
    return Corner(crossing.label, crossing.lat, crossing.lon) if crossing else Corner("", lat, lon)


def _city() -> City:
    city = current_city()
    if city is None:
        raise NotFound
    return city
