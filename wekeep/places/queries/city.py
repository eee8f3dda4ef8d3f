"""The city this network lives in: its limits, its parts, and where a point lies in it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from wekeep.places import models
from wekeep.places.rules.cell import cell_of, centre_of, degrees_around, is_inside_any, is_on_earth, metres_between
from wekeep.places.rules.zone import Rings, rings_of

MARGIN_M = 1500.0
"""How far beyond the mapped streets a point still counts as inside: people report from the edge of town too."""
NEAR_M = 1500.0
"""How far the middle of a part of town may lie where the extract tells no outline."""


@dataclass(frozen=True, slots=True)
class City:
    """The current city: `box` is west, south, east, north in degrees."""

    key: int
    code: str
    name: str
    credit: str
    box: tuple[float, float, float, float]

    def holds(self, lat: float, lon: float) -> bool:
        """Say whether a point lies in the city or within 1.5 km of its streets' box."""
        west, south, east, north = self.box
        high, wide = degrees_around(lat, MARGIN_M)
        return is_on_earth(lat, lon) and south - high <= lat <= north + high and west - wide <= lon <= east + wide

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box (lat, lon)."""
        west, south, east, north = self.box
        return (south + north) / 2, (west + east) / 2

    @property
    def tiles(self) -> Path:
        """Where the map tiles lie."""
        return Path(settings.DATA_DIR) / "city" / self.code / "map.pmtiles"

    @property
    def graph(self) -> Path:
        """The folder of streets.npz and nodes.npz."""
        return self.tiles.parent


@dataclass(frozen=True, slots=True)
class Part:
    """A part of town with its name, middle and, where known, outline."""

    name: str
    lat: float
    lon: float
    rings: Rings


@dataclass(frozen=True, slots=True)
class CoarsePlace:
    """What the public may know of a point: its cell, the cell's middle, and the name of the part of town around that middle."""

    cell: str
    name: str
    lat: float
    lon: float


_CURRENT = f"SELECT id, code, name, credit, box FROM {models.City._meta.db_table} WHERE is_current"


def current_city() -> City | None:
    """Return the current city, or None before the first import. One query, and one without the ORM's cost: every report
    asks it several times."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT)
        row = cursor.fetchone()
    return _city(*row) if row else None


@lru_cache(maxsize=2)
def _city(key: int, code: str, name: str, credit: str, box: str) -> City:
    west, south, east, north = json.loads(box)
    return City(key, code, name, credit, (west, south, east, north))


@lru_cache(maxsize=2)
def parts_of(code: str, key: int) -> tuple[Part, ...]:
    """Return the parts of the city with that code and key, read once an import."""
    rows = models.Neighbourhood.objects.filter(city=key).order_by("name")
    return tuple(Part(row.name, row.lat, row.lon, rings_of(row.outline)) for row in rows)


def part_holding(lat: float, lon: float, city: City) -> Part | None:
    """Return the part of town that holds a point: by outline (the smallest first), else the nearest within 1.5 km."""
    parts = parts_of(city.code, city.key)
    holding = [part for part in parts if is_inside_any(lat, lon, part.rings)]
    if holding:
        return min(holding, key=_extent)
    named = [part for part in parts if not part.rings] or []
    best = min(named, key=lambda part: metres_between((lat, lon), (part.lat, part.lon)), default=None)
    return best if best and metres_between((lat, lon), (best.lat, best.lon)) <= NEAR_M else None


def _extent(part: Part) -> float:
    lats = [lat for ring in part.rings for lat, _ in ring]
    lons = [lon for ring in part.rings for _, lon in ring]
    return (max(lats) - min(lats)) * (max(lons) - min(lons))


def neighbourhood_of(lat: float, lon: float) -> str:
    """Return the name of the part of town at a point; empty where none is known or no city was imported."""
    city = current_city()
    part = part_holding(lat, lon, city) if city else None
    return part.name if part else ""


def neighbourhoods() -> list[Part]:
    """Return every part of town with a name, by name; none before a city was imported."""
    city = current_city()
    return list(parts_of(city.code, city.key)) if city else []


def inside_city(lat: float, lon: float) -> bool:
    """Say whether a point lies in the city; true for every point on Earth before a city was imported."""
    city = current_city()
    return city.holds(lat, lon) if city else is_on_earth(lat, lon)


def limits() -> Callable[[float, float], bool]:
    """What `inside_city` says of any point for as long as no other city is imported. One query."""
    city = current_city()
    return city.holds if city else is_on_earth


def coarse(lat: float, lon: float) -> CoarsePlace:
    """Return the coarse place of a point; its name is that of the cell's middle, so it tells no more than the cell does."""
    return coarse_all([(lat, lon)])[0]


def coarse_all(points: Iterable[tuple[float, float]]) -> list[CoarsePlace]:
    """`coarse` for each of these points (lat, lon), in their order. One query."""
    city = current_city()
    return [_coarse(cell_of(lat, lon), city) for lat, lon in points]


def _coarse(cell: str, city: City | None) -> CoarsePlace:
    return CoarsePlace(cell, _name_around(cell, city) if city else "", *centre_of(cell))


@lru_cache(maxsize=20_000)
def _name_around(cell: str, city: City) -> str:
    """The name of the part of town around the middle of a cell; it changes only with another import."""
    part = part_holding(*centre_of(cell), city)
    return part.name if part else ""
