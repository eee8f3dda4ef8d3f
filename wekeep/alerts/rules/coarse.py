"""What is kept in clear of someone's place: one coarse h3 cell, enough to know which alerts can never touch it."""

from functools import lru_cache
from math import hypot
from typing import Final

import h3

from wekeep.alerts.rules.area import Area, flat

# By h3 resolution the largest radius (metres) that is kept there: a cell of resolution 7 has about 5 square kilometres,
# one of 6 about 36 (h3geo.org, "Tables of cell statistics"). So the cell does not tell the smaller radii apart either.
LARGEST_RADIUS: Final = {7: 2_000, 6: 5_000, 5: 15_000}
# h3 edges are arcs, and ours straight lines on a flat map: what that may differ, many times over.
SLACK, SLACK_METRES = 1.02, 50.0


def coarse_cell(lat: float, lon: float, radius: float) -> str:
    """The cell to keep of a circle around a point (degrees, WGS 84; metres). ValueError beyond 15 km."""
    for resolution, largest in LARGEST_RADIUS.items():
        if radius <= largest:
            return str(h3.latlng_to_cell(lat, lon, resolution))
    raise ValueError("no radius is that large")


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
