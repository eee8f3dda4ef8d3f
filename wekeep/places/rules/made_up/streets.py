"""Lays the streets of the made-up city: main streets, then each quarter's own grid, bent, thinned and joined without gaps."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from wekeep.places.rules.made_up import plan
from wekeep.places.rules.made_up.ground import Ground

GRID = 0.5
"""Noding snaps to this many metres, so that streets that meet share one point exactly."""
CARRIAGEWAY_M = 8.0
THINNED = {"centre": 0.0, "dense": 0.03, "homes": 0.04, "works": 0.16, "hill": 0.17}


@dataclass(frozen=True, slots=True)
class Street:
    """A street or a piece of one: points in metres, name, OpenStreetMap class, and whether it runs one way along its points."""

    name: str
    highway: str
    line: LineString
    oneway: bool = False
    quarter: str = ""
    bridge: bool = False


def lay_streets(ground: Ground, random: Random) -> list[Street]:
    """Return every street piece, cut at crossings only where its name, class or direction changes or a third street leaves."""
    drawn = [
        *_mains(ground),
        *_banks(ground),
        *(street for quarter in plan.QUARTERS for street in _grid(quarter, ground, random)),
    ]
    pieces = _connected(_pruned(_thinned(drawn, _noded(drawn), random)))
    return [street for group in _groups(pieces).items() for street in _merged(drawn, group, ground)]


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _mains(ground: Ground) -> Iterator[Street]:
    for main in plan.MAINS:
        for line in _lines(ground.mains.get(main.name, LineString())):
            if main.dual:
                yield Street(main.name, main.highway, line.offset_curve(-CARRIAGEWAY_M).simplify(0.3), oneway=True)
                yield Street(
                    main.name, main.highway, line.offset_curve(CARRIAGEWAY_M).reverse().simplify(0.3), oneway=True
                )
            else:
                yield Street(main.name, main.highway, line)


def _banks(ground: Ground) -> Iterator[Street]:
    """Parkways along both banks of the river and round the lake."""
    around = ground.river.union(ground.island).buffer(52).simplify(4).exterior
    for line in _lines(LineString(around.coords).intersection(ground.outline.buffer(-60))):
        north = (
            line.interpolate(0.5, normalized=True).y
            > ground.river.intersection(ground.outline).representative_point().y
        )
        yield Street("North River Parkway" if north else "South River Parkway", "tertiary", line)
    lake = LineString(ground.lake.buffer(90).simplify(3).exterior.coords).intersection(ground.outline.buffer(-60))
    for line in _lines(lake):
        yield Street(plan.PARKWAY, "tertiary", line)


def _grid(quarter: plan.Quarter, ground: Ground, random: Random) -> Iterator[Street]:
    """One quarter's grid: two families of lines in the quarter's own frame, warped together so that they still meet."""
    area = ground.quarters.get(quarter.name)
    if area is None:
        return
    room = area.difference(ground.closed_to_streets)
    mains = shapely.union_all(list(ground.mains.values())).buffer(34)
    phases = random.uniform(0, 2 * pi), random.uniform(0, 2 * pi)
    for along, names in ((True, quarter.along), (False, quarter.across)):
        spacing = quarter.block[0] if along else quarter.block[1]
        for index, at in enumerate(_offsets(area, quarter, along, spacing, random)):
            line = _warped(quarter, along, at, phases)
            oneway = quarter.built == "centre" and index % 3 != 2
            for piece in _lines(line.intersection(room)):
                if piece.length > 60 and piece.intersection(mains).length < 0.45 * piece.length:
                    turned = piece.reverse() if oneway and index % 2 else piece
                    highway = "tertiary" if quarter.built == "centre" and index % 3 == 2 else "residential"
                    yield Street(_name(names, index), highway, turned, oneway, quarter.name)


def _name(names: tuple[str, ...], index: int) -> str:
    if names[0].startswith("#"):
        return names[0].replace("#", ordinal(index + 1))
    name, again = names[index % len(names)], index // len(names)
    return name if not again else f"{name.rsplit(' ', 1)[0]} {('Place', 'Court', 'Terrace')[(again - 1) % 3]}"


def _frame(quarter: plan.Quarter) -> tuple[float, float]:
    return cos(radians(quarter.turn)), sin(radians(quarter.turn))


def _offsets(area: BaseGeometry, quarter: plan.Quarter, along: bool, spacing: float, random: Random) -> list[float]:
    """Where the lines of one family lie across the quarter, counted from the city's middle outward, unevenly spaced."""
    right, up = _frame(quarter)
    points = [(x - quarter.seed[0], y - quarter.seed[1]) for x, y in shapely.get_coordinates(area)]
    sides = [x * right + y * up if along else y * right - x * up for x, y in points]
    low, high = min(sides), max(sides)
    offsets, at = [], low + spacing * random.uniform(0.45, 0.7)
    while at < high:
        offsets.append(at)
        at += spacing * random.uniform(0.93, 1.08)
    home_x, home_y = -quarter.seed[0], -quarter.seed[1]
    home = home_x * right + home_y * up if along else home_y * right - home_x * up
    return offsets if abs(low - home) <= abs(high - home) else offsets[::-1]


def _warped(quarter: plan.Quarter, along: bool, at: float, phases: tuple[float, float]) -> LineString:
    right, up = _frame(quarter)
    points = []
    for step in np.arange(-4500, 4501, 25.0):
        u, v = (at, step) if along else (step, at)
        u, v = u + quarter.wave * sin(v / 380 + phases[0]), v + quarter.wave * sin(u / 430 + phases[1])
        points.append((quarter.seed[0] + u * right - v * up, quarter.seed[1] + u * up + v * right))
    return LineString(points)


def _lines(shape: BaseGeometry) -> list[LineString]:
    if isinstance(shape, LineString):
        return [] if shape.is_empty else [shape]
    if isinstance(shape, MultiLineString):
        merged = linemerge(shape)
        return [merged] if isinstance(merged, LineString) else list(merged.geoms)
    return [line for part in getattr(shape, "geoms", ()) for line in _lines(part)]


Piece = tuple[int, LineString]


def _noded(drawn: list[Street]) -> list[Piece]:
    """Cut all lines where they meet, snapped; each piece knows which drawn street it is part of (the first drawn wins)."""
    noded = shapely.union_all([street.line for street in drawn], grid_size=GRID)
    tree = shapely.STRtree([street.line for street in drawn])
    pieces = []
    for line in noded.geoms:
        middle = line.interpolate(0.5, normalized=True)
        near = tree.query(middle, predicate="dwithin", distance=2.0)
        best = min(near, key=lambda at: (round(drawn[at].line.distance(middle), 0), at), default=None)
        if best is not None and line.length >= GRID:
            pieces.append((int(best), line))
    return pieces


def _thinned(drawn: list[Street], pieces: list[Piece], random: Random) -> list[Piece]:
    """Leave out some pieces of the quarters' grids, more on the hills, so that blocks differ in size."""
    built = {quarter.name: quarter.built for quarter in plan.QUARTERS}
    share = [THINNED.get(built.get(drawn[at].quarter, "centre"), 0.0) for at, _ in pieces]
    return [piece for piece, out in zip(pieces, share, strict=True) if random.random() >= out]


def _ends(line: LineString) -> tuple[tuple[float, float], tuple[float, float]]:
    (x1, y1), (x2, y2) = line.coords[0], line.coords[-1]
    return (x1, y1), (x2, y2)


def _pruned(pieces: list[Piece]) -> list[Piece]:
    """Take away dead ends shorter than 70 m, again and again, so that only true cul-de-sacs stay."""
    while True:
        meeting = Counter(end for _, line in pieces for end in _ends(line))
        kept = [(at, line) for at, line in pieces if line.length >= 70 or all(meeting[end] > 1 for end in _ends(line))]
        if len(kept) == len(pieces):
            return kept
        pieces = kept


def _connected(pieces: list[Piece]) -> list[Piece]:
    """Keep the largest set of pieces that hang together."""
    parent: dict[tuple[float, float], tuple[float, float]] = {}

    def root(node: tuple[float, float]) -> tuple[float, float]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for _, line in pieces:
        start, end = _ends(line)
        parent[root(start)] = root(end)
    sizes = Counter(root(_ends(line)[0]) for _, line in pieces)
    main = sizes.most_common(1)[0][0]
    return [(at, line) for at, line in pieces if root(_ends(line)[0]) == main]


def _groups(pieces: list[Piece]) -> dict[int, list[LineString]]:
    groups: dict[int, list[LineString]] = defaultdict(list)
    for at, line in pieces:
        groups[at].append(line)
    return groups


def _merged(drawn: list[Street], group: tuple[int, list[LineString]], ground: Ground) -> Iterator[Street]:
    """Join a drawn street's pieces again into few ways, turned its way, cut where a bridge begins and ends."""
    at, lines = group
    street = drawn[at]
    over = [line.intersects(ground.river) and line.intersection(ground.river).length > 20 for line in lines]
    for bridge in (False, True):
        chosen = [line for line, is_over in zip(lines, over, strict=True) if is_over == bridge]
        for line in _lines(MultiLineString(chosen)) if chosen else []:
            yield Street(street.name, street.highway, _turned(line, street.line), street.oneway, street.quarter, bridge)


def _turned(line: LineString, like: LineString) -> LineString:
    start, end = (like.project(Point(point)) for point in _ends(line))
    return line if start <= end else line.reverse()
