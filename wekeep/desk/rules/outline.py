"""The outline of a coarse area: h3 cells as polygons whose every corner is a corner of a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import h3

# A hundred-thousandth of a degree is a metre: it says no more than the cell itself.
DECIMALS = 5

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Polygon:
    """A part of an area in (lat, lon) degrees: its closed outer ring, anticlockwise, and the closed rings of its holes."""

    outer: Ring
    holes: tuple[Ring, ...] = ()


def outline(cells: Iterable[str]) -> tuple[Polygon, ...]:
    """The polygons that `cells` make together, neighbours joined."""
    shape = h3.cells_to_h3shape(sorted(set(cells)), tight=False)
    return tuple(Polygon(_closed(part.outer), tuple(_closed(hole) for hole in part.holes)) for part in shape)


def without_holes(cells: Iterable[str]) -> tuple[Ring, ...]:
    """The area as rings alone, for formats that know no holes: where there is one, each cell stands for itself."""
    chosen = sorted(set(cells))
    polygons = outline(chosen)
    if any(polygon.holes for polygon in polygons):
        return tuple(_closed(h3.cell_to_boundary(cell)) for cell in chosen)
    return tuple(polygon.outer for polygon in polygons)


def as_geometry(cells: Iterable[str]) -> dict[str, Any]:
    """A GeoJSON geometry (RFC 7946): longitude first, outer rings anticlockwise, a Polygon or a MultiPolygon."""
    parts = [
        [[[lon, lat] for lat, lon in ring] for ring in (polygon.outer, *polygon.holes)] for polygon in outline(cells)
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def box(cells: Iterable[str]) -> tuple[Point, Point]:
    """The south-west and north-east corners around an area."""
    points = [point for polygon in outline(cells) for point in polygon.outer]
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    return (min(lats), min(lons)), (max(lats), max(lons))


def middle(cells: Iterable[str]) -> Point:
    """The middle of the box around an area, to turn a map towards it."""
    (south, west), (north, east) = box(cells)
    return round((south + north) / 2, 3), round((west + east) / 2, 3)


def _closed(ring: Iterable[Point]) -> Ring:
    rounded = [(round(lat, DECIMALS), round(lon, DECIMALS)) for lat, lon in ring]
    return (*rounded, rounded[0])
