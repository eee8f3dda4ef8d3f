"""Coarse positions: the h3 cells that the public may see instead of a point, and plain geometry on the globe."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

import h3

PUBLIC_RESOLUTION = 8
"""About 0.7 square kilometres a cell: fine enough to say which part of town, too coarse to say which house."""

EARTH_RADIUS_M = 6_371_008.8
METRES_PER_DEGREE = 111_195.0


def cell_of(lat: float, lon: float) -> str:
    """Return the h3 cell (resolution 8) that holds a point in degrees, WGS 84; ValueError when the point is not on Earth."""
    if not is_on_earth(lat, lon):
        raise ValueError(f"not a position on Earth: {lat!r}, {lon!r}")
    return str(h3.latlng_to_cell(lat, lon, PUBLIC_RESOLUTION))


def is_on_earth(lat: float, lon: float) -> bool:
    """Say whether latitude and longitude are in range; nan and infinity are not."""
    return -90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0


def is_cell(text: str) -> bool:
    """Say whether a text is a cell of the public resolution."""
    return bool(h3.is_valid_cell(text) and h3.get_resolution(text) == PUBLIC_RESOLUTION)


def centre_of(cell: str) -> tuple[float, float]:
    """Return the (lat, lon) of a cell's centre, the only position of a sighting that a public page may show."""
    lat, lon = h3.cell_to_latlng(cell)
    return float(lat), float(lon)


def boundary_of(cell: str) -> list[tuple[float, float]]:
    """Return a cell's corners as (lat, lon), counter-clockwise, the first not repeated."""
    return [(float(lat), float(lon)) for lat, lon in h3.cell_to_boundary(cell)]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance in metres between two (lat, lon) (haversine, mean Earth radius of IUGG)."""
    lat1, lon1, lat2, lon2 = (radians(x) for x in (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def degrees_around(lat: float, metres: float) -> tuple[float, float]:
    """Return the half height and half width, in degrees, of a box that holds a circle of that radius."""
    return metres / METRES_PER_DEGREE, metres / (METRES_PER_DEGREE * max(0.01, cos(radians(lat))))


def is_inside(lat: float, lon: float, ring: Sequence[Sequence[float]]) -> bool:
    """Say whether a point lies in a ring of (lat, lon) corners (even-odd rule; the ring may repeat its first corner or not)."""
    inside = False
    last_lat, last_lon = ring[-1]
    for next_lat, next_lon in ring:
        if (next_lat > lat) != (last_lat > lat):
            edge_lon = (last_lon - next_lon) * (lat - next_lat) / (last_lat - next_lat) + next_lon
            inside ^= lon < edge_lon
        last_lat, last_lon = next_lat, next_lon
    return inside


def is_inside_any(lat: float, lon: float, rings: Sequence[Sequence[Sequence[float]]]) -> bool:
    """Say whether a point lies in an area of several rings, where a ring inside another is a hole."""
    return sum(is_inside(lat, lon, ring) for ring in rings if len(ring) >= 3) % 2 == 1
