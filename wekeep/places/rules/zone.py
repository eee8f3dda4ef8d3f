"""Zones: the parts of a city in which roles are held and alerts are sent, each a code, a name and an area."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from wekeep.places.rules.cell import cell_of, degrees_around, is_inside_any, is_on_earth

Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: `rings` of (lat, lon) corners (a ring inside another is a hole), or `cells`, or both."""

    code: str
    name: str
    rings: Rings = ()
    cells: frozenset[str] = frozenset()

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point in degrees lies in the zone."""
        if not is_on_earth(lat, lon):
            return False
        return is_inside_any(lat, lon, self.rings) or (bool(self.cells) and cell_of(lat, lon) in self.cells)


def zone_holding(lat: float, lon: float, zones: Iterable[Zone]) -> Zone | None:
    """Return the first zone that holds the point, by code, so that overlapping zones always answer the same."""
    return next((zone for zone in sorted(zones, key=lambda zone: zone.code) if zone.holds(lat, lon)), None)


def code_for(name: str, taken: Iterable[str] = ()) -> str:
    """Return a short code of a-z, 0-9 and hyphens for a name in any script, different from those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36] or "zone"
    used = set(taken)
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(used) + 3))) if code not in used)


def rings_of(outline: Mapping[str, Any] | None) -> Rings:
    """Return the rings of a GeoJSON Polygon or MultiPolygon as (lat, lon) corners; none for anything else."""
    kind, corners = (outline or {}).get("type"), (outline or {}).get("coordinates", ())
    polygons = corners if kind == "MultiPolygon" else [corners] if kind == "Polygon" else []
    return tuple(
        tuple((float(point[1]), float(point[0])) for point in ring) for polygon in polygons for ring in polygon
    )


CORNERS = 24


def round_outline(lat: float, lon: float, radius: float) -> dict[str, Any]:
    """Return a GeoJSON Polygon of 24 corners, `radius` metres around a point; its area is 1.1 % short of the circle's."""
    high, wide = degrees_around(lat, radius)
    turns = [2 * pi * n / CORNERS for n in range(CORNERS)]
    ring = [[round(lon + wide * cos(turn), 6), round(lat + high * sin(turn), 6)] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def touches(one: Rings, other: Rings) -> bool:
    """Say whether two areas have ground in common: a corner of one lies in the other, or two of their sides cross."""
    corners = ((a, b) for a, b in ((one, other), (other, one)))
    if any(is_inside_any(lat, lon, area) for area, rings in corners for ring in rings for lat, lon in ring):
        return True
    return any(_cross(*side, *across) for side in _sides(one) for across in _sides(other))


Point = tuple[float, float]


def _sides(rings: Rings) -> list[tuple[Point, Point]]:
    return [(ring[n - 1], ring[n]) for ring in rings for n in range(len(ring))]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _left(a, b, c) * _left(a, b, d) < 0 and _left(c, d, a) * _left(c, d, b) < 0


def _left(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
