"""Which of many places an area touches, all at once, with the very answer that `Area.within` gives for each.

Distances are computed in the same flat map, in other words of the same arithmetic. What lies so near to the border that
rounding could decide is asked of `Area.within` itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules.area import METRES_A_DEGREE, Area

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

# A thousand times what rounding can do to a distance across the Earth, and nothing on the ground (metres).
HAIR: Final = 1e-5
# So many of the nearest cells are measured; where even more could be the nearest, the plain rule is asked.
_LOOKED_AT: Final = 5
# Points of one square (metres) are measured together, from the few cells that are near any of them: about two cells wide.
_SQUARE: Final = 2_000.0


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """The cells of an area as arrays. `middles` has the shape (cells, 2). `inner` and `outer`: every cell holds the circle of
    the one around its middle, and lies in that of the other (metres). `corners` has the shape (cells, corners, 2), the last
    corner repeated where a cell has fewer than others."""

    middles: Floats
    corners: Floats
    inner: float
    outer: float


def touched(area: Area, lat: Floats, lon: Floats, radius: Floats) -> tuple[Flags, Floats]:
    """For each circle (degrees, WGS 84; metres) whether `area` touches it, and the metres from the area's middle."""
    points = flat_of(area, lat, lon)
    away = np.hypot(points[:, 0], points[:, 1])
    answer = np.zeros(len(points), dtype=np.bool_)
    near = np.flatnonzero(away <= area.reach + radius + HAIR)
    if near.size:
        margin = _margin(_shapes(area), points[near], radius[near])
        answer[near] = margin < 0
        for at in near[~(np.abs(margin) > HAIR)]:
            answer[at] = area.within(float(lat[at]), float(lon[at]), float(radius[at]))
    return answer, away


def flat_of(area: Area, lat: Floats, lon: Floats) -> Floats:
    """Metres east and north of the area's middle, as `area.flat`; shape (points, 2)."""
    east = (lon - area.lon + 180.0) % 360.0 - 180.0
    return np.column_stack((east * METRES_A_DEGREE * cos(radians(area.lat)), (lat - area.lat) * METRES_A_DEGREE))


def _margin(shapes: _Shapes, points: Floats, radius: Floats) -> Floats:
    """By how many metres each circle misses the area; below zero where it touches it. Exact near zero, elsewhere a bound
    on the right side of it; NaN where that is not known."""
    nearest = _nearest(shapes.middles, points, 1)[0][:, 0]
    margin: Floats = nearest - shapes.outer - radius
    sure = nearest - shapes.inner - radius < -HAIR
    margin[sure] = -1.0
    unsure = np.flatnonzero(~sure & (margin <= HAIR))
    if unsure.size:
        margin[unsure] = _distance(shapes, points[unsure]) - radius[unsure]
    return margin


def _nearest(middles: Floats, points: Floats, count: int) -> tuple[Floats, Places]:
    """The metres from each point to the `count` nearest of `middles`, nearest first, and which they are; both of the shape
    (points, count)."""
    away, which = np.empty((len(points), count)), np.empty((len(points), count), dtype=np.intp)
    for some in _squares(points):
        there = points[some]
        near = _near(middles, there, count)
        gaps = np.hypot(*(there.T[:, :, None] - middles[near].T[:, None, :]))
        order = gaps.argmin(axis=1)[:, None] if count == 1 else gaps.argsort(axis=1)[:, :count]
        away[some], which[some] = np.take_along_axis(gaps, order, axis=1), near[order]
    return away, which


def _near(middles: Floats, points: Floats, count: int) -> Places:
    """Which of `middles` may be among the `count` nearest to any of the points: all those not further from the middle of
    the points than the last of its own nearest, and twice as far as the points reach from there."""
    low, high = points.min(axis=0), points.max(axis=0)
    far = np.hypot(*(middles - (low + high) / 2).T)
    return np.flatnonzero(far <= np.partition(far, count - 1)[count - 1] + np.hypot(*(high - low)) + HAIR)


def _squares(points: Floats) -> Iterator[Places]:
    """The places of the points, those of one square of the map together."""
    column, row = np.floor(points / _SQUARE).T
    order = np.lexsort((row, column))
    changes = (np.diff(column[order]) != 0) | (np.diff(row[order]) != 0)
    yield from np.split(order, np.flatnonzero(changes) + 1)


def _distance(shapes: _Shapes, points: Floats) -> Floats:
    """Metres to the nearest hexagon, 0 inside one; NaN where more cells than are looked at could be the nearest."""
    count = min(_LOOKED_AT, len(shapes.corners))
    away, cells = _nearest(shapes.middles, points, count)
    distance = np.full(len(points), np.inf)
    for rank in range(count):
        distance = np.minimum(distance, _to_cells(points, shapes.corners[cells[:, rank]]))
    # a cell whose middle is further than that is further than the nearest one, wherever their corners point
    decided = away[:, -1] > away[:, 0] + shapes.outer - shapes.inner
    return distance if count < _LOOKED_AT else np.where(decided, distance, np.nan)


def _to_cells(points: Floats, corners: Floats) -> Floats:
    """Metres from each point to its own cell, whose corners stand in the same row; 0 inside."""
    start, way = corners, np.roll(corners, -1, axis=1) - corners
    to = points[:, None, :] - start
    length = np.einsum("pci,pci->pc", way, way)
    along = np.clip(np.einsum("pci,pci->pc", to, way) / np.where(length == 0, 1.0, length), 0.0, 1.0)
    gap = to - along[:, :, None] * way
    distance: Floats = np.hypot(gap[:, :, 0], gap[:, :, 1]).min(axis=1)
    distance[_inside(to, way)] = 0.0
    return distance


def _inside(to: Floats, way: Floats) -> Flags:
    """As `area.inside`: an even-odd count of the edges that a ray to the east crosses."""
    crosses = (to[:, :, 1] < 0) != (to[:, :, 1] < way[:, :, 1])
    rise = np.where(way[:, :, 1] == 0, 1.0, way[:, :, 1])
    east = to[:, :, 0] < way[:, :, 0] * to[:, :, 1] / rise
    odd: Flags = (crosses & east).sum(axis=1) % 2 == 1
    return odd


@lru_cache(maxsize=64)
def _shapes(area: Area) -> _Shapes:
    most = max(len(cell.corners) for cell in area.shapes)
    corners = np.array([cell.corners + cell.corners[-1:] * (most - len(cell.corners)) for cell in area.shapes])
    middles = np.array([cell.middle for cell in area.shapes])
    inner = min(_inner(cell.middle, cell.corners) for cell in area.shapes)
    return _Shapes(middles, corners, inner, max(cell.reach for cell in area.shapes))


def _inner(middle: tuple[float, float], corners: tuple[tuple[float, float], ...]) -> float:
    """The radius of the largest circle around `middle` in a convex shape."""
    ends = corners[1:] + corners[:1]
    return min(
        abs((x2 - x1) * (y1 - middle[1]) - (x1 - middle[0]) * (y2 - y1)) / (hypot(x2 - x1, y2 - y1) or 1.0)
        for (x1, y1), (x2, y2) in zip(corners, ends, strict=True)
    )
