"""A second, slow way to measure how far a point is from an area, written apart from the rules it checks."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

import h3

STEPS = 40


def metres_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance by the haversine formula."""
    a, b = radians(lat1), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008.8 * asin(sqrt(half))


def metres_to_cells(lat: float, lon: float, cells: Iterable[str]) -> float:
    """0 inside any cell, else the distance to the nearest of many points along the cells' borders."""
    chosen = frozenset(cells)
    if h3.latlng_to_cell(lat, lon, 8) in chosen:
        return 0.0
    return min(metres_between(lat, lon, *point) for cell in chosen for point in _border(cell))


def _border(cell: str) -> Iterable[tuple[float, float]]:
    corners = h3.cell_to_boundary(cell)
    for (lat1, lon1), (lat2, lon2) in zip(corners, corners[1:] + corners[:1], strict=True):
        for step in range(STEPS):
            part = step / STEPS
            yield lat1 + (lat2 - lat1) * part, lon1 + (lon2 - lon1) * part
