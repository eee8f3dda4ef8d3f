"""The area of an alert: a set of h3 cells of resolution 8, so that no exact point is ever part of an alert."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, hypot, radians
from typing import Any

import h3

from wekeep.kit.errors import Refused

RESOLUTION = 8
LARGEST_CELLS = 600
LARGEST_RADIUS = 11_500
METRES_A_DEGREE = 111_195.0  # of a great circle, with the mean Earth radius of 6,371,008.8 m (IUGG)

Flat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon with its corners in metres east and north of the area's middle."""

    middle: Flat
    reach: float
    corners: tuple[Flat, ...]

    def distance(self, point: Flat) -> float:
        """Metres from `point` to the nearest part of the hexagon; 0 inside."""
        if inside(point, self.corners):
            return 0.0
        edges = zip(self.corners, self.corners[1:] + self.corners[:1], strict=True)
        return min(_to_segment(point, start, end) for start, end in edges)


@dataclass(frozen=True)
class Area:
    """A set of cells, ready to be asked how far a point is from it. Build it with `of_cells` or `around`."""

    cells: frozenset[str]
    lat: float
    lon: float
    reach: float = field(repr=False)
    shapes: tuple[Cell, ...] = field(repr=False, compare=False)

    def within(self, lat: float, lon: float, radius: float) -> bool:
        """Whether the circle of `radius` metres around the point (degrees, WGS 84) touches any cell."""
        point = flat(self.lat, self.lon, lat, lon)
        if hypot(*point) > self.reach + radius:
            return False
        return any(
            hypot(point[0] - cell.middle[0], point[1] - cell.middle[1]) <= cell.reach + radius
            and cell.distance(point) <= radius
            for cell in self.shapes
        )

    def metres_to(self, lat: float, lon: float) -> float:
        """From the area's middle to a point (degrees, WGS 84)."""
        return hypot(*flat(self.lat, self.lon, lat, lon))


def of_cells(cells: Iterable[str]) -> Area:
    """The area made of `cells`; Refused where there are none, too many, or one that is not an h3 cell of resolution 8."""
    chosen = frozenset(cells)
    if not 0 < len(chosen) <= LARGEST_CELLS:
        raise Refused("An alert covers between one cell and %(most)s cells. Choose a smaller area.", most=LARGEST_CELLS)
    if any(not h3.is_valid_cell(cell) or h3.get_resolution(cell) != RESOLUTION for cell in chosen):
        raise Refused("The area is not made of cells of this map.")
    return _build(chosen)


@lru_cache(maxsize=256)
def _build(chosen: frozenset[str]) -> Area:
    """Kept for the most recent areas, because an alert asks about one area many times."""
    middles = [h3.cell_to_latlng(cell) for cell in chosen]
    lat, lon = sum(m[0] for m in middles) / len(middles), _middle_of([m[1] for m in middles])
    shapes = tuple(_shape(cell, lat, lon) for cell in sorted(chosen))
    return Area(chosen, lat, lon, max(hypot(*s.middle) + s.reach for s in shapes), shapes)


def _middle_of(longitudes: list[float]) -> float:
    """Of places that lie close to each other, though it be on both sides of the date line, where 180 is -180."""
    first = longitudes[0]
    beside = sum((lon - first + 180.0) % 360.0 - 180.0 for lon in longitudes) / len(longitudes)
    return (first + beside + 180.0) % 360.0 - 180.0


def around(lat: float, lon: float, radius: float) -> Area:
    """The cells that a circle of `radius` metres around a point touches; Refused beyond the size of a city."""
    if not 0 <= radius <= LARGEST_RADIUS:
        raise Refused("An alert covers between one cell and %(most)s cells. Choose a smaller area.", most=LARGEST_CELLS)
    steps = int(radius / h3.average_hexagon_edge_length(RESOLUTION, unit="m") / 1.5) + 2
    near = h3.grid_disk(h3.latlng_to_cell(lat, lon, RESOLUTION), steps)
    shapes = {cell: _shape(cell, lat, lon) for cell in near}
    return of_cells(cell for cell, shape in shapes.items() if shape.distance((0.0, 0.0)) <= radius)


@lru_cache(maxsize=512)
def _cells_of_outline(outline: str) -> frozenset[str]:
    shape = h3.geo_to_h3shape(json.loads(outline))
    return frozenset(h3.h3shape_to_cells_experimental(shape, RESOLUTION, contain="overlap"))


def touches_outline(area: Area, outline: dict[str, Any]) -> bool:
    """Whether the area touches a GeoJSON Polygon or MultiPolygon."""
    return not area.cells.isdisjoint(_cells_of_outline(json.dumps(outline, sort_keys=True)))


def flat(lat0: float, lon0: float, lat: float, lon: float) -> Flat:
    """Metres east and north of (lat0, lon0): an equirectangular map, true to a few in a thousand across a city."""
    east = (lon - lon0 + 180.0) % 360.0 - 180.0
    return east * METRES_A_DEGREE * cos(radians(lat0)), (lat - lat0) * METRES_A_DEGREE


def inside(point: Flat, corners: tuple[Flat, ...]) -> bool:
    """Whether `point` lies in the polygon: an even-odd count of the edges a ray to the east crosses."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def _shape(cell: str, lat: float, lon: float) -> Cell:
    middle = flat(lat, lon, *h3.cell_to_latlng(cell))
    corners = tuple(flat(lat, lon, *corner) for corner in h3.cell_to_boundary(cell))
    return Cell(middle, max(hypot(x - middle[0], y - middle[1]) for x, y in corners), corners)


def _to_segment(point: Flat, start: Flat, end: Flat) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    along = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / ((dx * dx + dy * dy) or 1.0)))
    return hypot(x - x1 - along * dx, y - y1 - along * dy)
