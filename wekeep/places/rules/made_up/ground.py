"""What lies under the made-up city's streets: outline, water, parks and the quarters' areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from wekeep.places.rules.made_up import plan

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The lie of the land, in metres east and north of the middle."""

    outline: Polygon
    river: BaseGeometry
    lake: Polygon
    pond: Polygon
    island: Polygon
    creek: LineString
    rail: LineString
    parks: dict[str, BaseGeometry]
    quarters: dict[str, BaseGeometry]
    mains: dict[str, LineString]

    @property
    def water(self) -> BaseGeometry:
        """River, lake and pond together."""
        return shapely.union_all([self.river, self.lake, self.pond])

    @property
    def closed_to_streets(self) -> BaseGeometry:
        """Where no quarter's street may run: banks, lake shore, parks."""
        banks = [self.river.buffer(48), self.lake.buffer(80), self.pond.buffer(15), *self.parks.values()]
        return shapely.union_all(banks)


def lay_ground(half: float) -> Ground:
    """Return the ground of a city `half` metres from its middle to each side; a smaller one is cut out of the whole."""
    outline = (
        Point(0, 0)
        .buffer(half * 1.42, quad_segs=32)
        .intersection(shapely.box(-half, -half, half, half).buffer(-half / 7).buffer(half / 7))
    )
    mains = {main.name: smooth(main.points).intersection(outline) for main in plan.MAINS}
    mains = {name: line for name, line in mains.items() if not line.is_empty}
    centre = smooth(plan.RIVER)
    island = blob(plan.ISLAND)
    return Ground(
        outline=outline,
        river=_river(centre).difference(island),
        lake=blob(plan.LAKE),
        pond=blob(plan.POND),
        island=island,
        creek=smooth(plan.CREEK),
        rail=smooth(plan.RAIL),
        parks={name: blob(points, 0.35) for name, points in plan.PARKS},
        quarters=_quarters(outline, centre, mains),
        mains=mains,
    )


def smooth(points: Points, step: float = 25.0) -> LineString:
    """Return a Catmull-Rom curve through the points, about one vertex every `step` metres."""
    ends = [points[0], *points, points[-1]]
    return LineString([*_curve(ends, step), points[-1]])


def blob(points: Points, softness: float = 1.0) -> Polygon:
    """Return an area whose outline curves through the points; with less softness only its corners are rounded."""
    if softness < 1.0:
        return Polygon(points).buffer(-20 * softness).buffer(20 * softness)
    return Polygon(_curve([points[-1], *points, points[0], points[1]], 15.0)).buffer(0)


def _curve(ends: Points, step: float) -> list[tuple[float, float]]:
    curve: list[tuple[float, float]] = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        a, b, c, d = (np.array(point, float) for point in (before, start, end, after))
        for t in np.linspace(0, 1, max(2, int(np.hypot(*(c - b)) / step)), endpoint=False):
            x, y = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            curve.append((float(x), float(y)))
    return curve


def _river(centre: LineString) -> BaseGeometry:
    """Widen and narrow the river along its course, as rivers do in bends."""
    width = plan.RIVER_WIDTH / 2
    reaches = np.linspace(0, centre.length, 160)
    swells = [
        centre.interpolate(at).buffer(width * (1 + 0.22 * np.sin(at / 310) + 0.12 * np.sin(at / 97))) for at in reaches
    ]
    return shapely.union_all([centre.buffer(width * 0.8), *swells]).simplify(2.0)


def _quarters(outline: Polygon, river: LineString, mains: dict[str, LineString]) -> dict[str, BaseGeometry]:
    """Cut the city along river and main streets, and give each piece to the nearest quarter's seed."""
    faces = list(polygonize(shapely.node(shapely.union_all([outline.boundary, river, *mains.values()])).geoms))
    given: dict[str, list[Polygon]] = {quarter.name: [] for quarter in plan.QUARTERS}
    for face in faces:
        given[_nearest(face, river)].append(face)
    return {name: shapely.union_all(pieces) for name, pieces in given.items() if pieces}


def _nearest(face: Polygon, river: LineString) -> str:
    """A piece belongs to the nearest seed on its own bank."""
    inside = face.representative_point()
    best, least = plan.QUARTERS[0].name, inf
    for quarter in plan.QUARTERS:
        way = LineString([inside, quarter.seed])
        distance = way.length + (5000 if way.intersects(river) else 0)
        if distance < least:
            best, least = quarter.name, distance
    return best
