"""What is kept in clear of someone's place: one coarse h3 cell, enough to know which alerts can never touch it."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final
from zlib import crc32

import h3
import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules.area import METRES_A_DEGREE, Area, flat

Cells = NDArray[np.uint64]
Floats = NDArray[np.float64]

# By h3 resolution the largest radius (metres) that is kept there: a cell of resolution 7 has about 5 square kilometres,
# one of 6 about 36 (h3geo.org, "Tables of cell statistics"). So the cell does not tell the smaller radii apart either.
LARGEST_RADIUS: Final = {7: 2_000, 6: 5_000, 5: 15_000}
# A cell of resolution 7 has a base cell of seven bits and seven digits of three, and leaves eight digits unused.
_CELL_BITS, _FINER = 7 + 7 * 3, 8 * 3
# h3 edges are arcs, and ours straight lines on a flat map: what that may differ, many times over.
SLACK, SLACK_METRES = 1.02, 50.0


def coarse_cell(lat: float, lon: float, radius: float) -> str:
    """The cell to keep of a circle around a point (degrees, WGS 84; metres). ValueError beyond 15 km."""
    for resolution, largest in LARGEST_RADIUS.items():
        if radius <= largest:
            return str(h3.latlng_to_cell(lat, lon, resolution))
    raise ValueError("no radius is that large")


def nearness(cells: Sequence[str], zones: Sequence[str]) -> int:
    """A number for whoever chose these places (their cells, by `coarse_cell`) and zones, of which the first place counts, or
    else the first zone by its name: close for people who live close, and the same for those who follow a zone alone.

    It is the cell without what is the same in all of them (h3geo.org, "Bit layout of H3Index"): cells that lie in one larger
    cell come one after the other.
    """
    if cells:
        return int(cells[0], 16) >> _FINER & (1 << _CELL_BITS) - 1
    return (1 << _CELL_BITS) + crc32(min(zones, default="").encode())


@lru_cache(maxsize=4096)
def may_touch(area: Area, cell: str) -> bool:
    """Whether the area may touch a circle kept as `cell`: False only where no such circle could.

    A circle touches the area only if one around the middle of its cell does that is larger by the way there.
    """
    lat, lon = h3.cell_to_latlng(cell)
    x, y = flat(area.lat, area.lon, lat, lon)
    corners = (flat(area.lat, area.lon, *corner) for corner in h3.cell_to_boundary(cell))
    reach = max(hypot(east - x, north - y) for east, north in corners)
    return area.within(lat, lon, LARGEST_RADIUS[h3.get_resolution(cell)] + reach * SLACK + SLACK_METRES)


def near(area: Area, cells: Cells) -> list[int]:
    """Those of many cells (h3 as whole numbers) that `may_touch` the area."""
    lat, lon, reach = _middles(cells.tobytes())
    east, north = (lon - area.lon + 180.0) % 360.0 - 180.0, lat - area.lat
    away = np.hypot(east * METRES_A_DEGREE * cos(radians(area.lat)), north * METRES_A_DEGREE)
    worth = np.flatnonzero(away <= (area.reach + reach) * SLACK + SLACK_METRES)
    return [int(cells[n]) for n in worth if may_touch(area, h3.int_to_str(int(cells[n])))]


@lru_cache(maxsize=8)
def _middles(cells: bytes) -> tuple[Floats, Floats, Floats]:
    """Of each cell the middle (degrees) and how far from it anything kept as it may reach, with room to spare (metres)."""
    names = [h3.int_to_str(int(cell)) for cell in np.frombuffer(cells, dtype=np.uint64)]
    points = np.array([h3.cell_to_latlng(cell) for cell in names]).reshape(-1, 2)
    edges = {resolution: h3.average_hexagon_edge_length(resolution, unit="m") for resolution in LARGEST_RADIUS}
    kinds = [h3.get_resolution(cell) for cell in names]
    reach = np.array([LARGEST_RADIUS[kind] + 2 * edges[kind] for kind in kinds])
    return points[:, 0], points[:, 1], reach
