"""Where the demo's people and scenes lie in whatever city is there."""

from dataclasses import dataclass

from wekeep.kit.errors import NotFound
from wekeep.places.queries.city import City, current_city
from wekeep.places.queries.gazetteer import nearest_address, nearest_crossing


@dataclass(frozen=True, slots=True)
class Corner:
    """A crossing or an address: its name and its place in degrees."""

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


# Some points lie in the river, so it looks further each time.
_LOOKS_M = (200.0, 500.0, 1500.0)


def address_at(east: float, north: float) -> Corner:
    """An address near `point_at`; the point itself, without a name, where none is near."""
    lat, lon = point_at(east, north)
    for within in _LOOKS_M:
        if found := nearest_address(lat, lon, within):
            return Corner(found.label, found.lat, found.lon)
    return Corner("", lat, lon)


def _city() -> City:
    city = current_city()
    if city is None:
        raise NotFound
    return city
