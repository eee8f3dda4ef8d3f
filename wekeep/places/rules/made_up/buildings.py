"""Sets houses along the made-up city's streets, numbers them, and gives schools, shops and the rest a building."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, sin
from random import Random

import shapely
from shapely.geometry import LinearRing, Point, Polygon
from shapely.ops import polygonize

from wekeep.places.rules.made_up import names, plan
from wekeep.places.rules.made_up.ground import Ground
from wekeep.places.rules.made_up.streets import Street


@dataclass(frozen=True, slots=True)
class Lot:
    """How a kind of quarter is built, in metres: house width and depth (least, most), gap, set-back, share of numbered houses."""

    width: tuple[float, float]
    depth: tuple[float, float]
    gap: tuple[float, float]
    back: float
    numbered: float


LOTS = {
    "centre": Lot((18, 34), (16, 30), (1, 6), 9.0, 0.95),
    "dense": Lot((9, 20), (11, 17), (3, 8), 11.0, 0.42),
    "homes": Lot((9, 13), (9, 14), (6, 11), 14.0, 0.34),
    "hill": Lot((11, 16), (9, 14), (11, 22), 16.0, 0.42),
    "works": Lot((24, 62), (20, 44), (12, 30), 16.0, 0.8),
}
GROUNDS = {"school", "college", "hospital", "mall"}


@dataclass(frozen=True, slots=True)
class Building:
    """A footprint in metres, with its street and number (empty when it has no address) and its tags."""

    shape: Polygon
    street: str
    number: str
    quarter: str
    tags: dict[str, str]


@dataclass(frozen=True, slots=True)
class Built:
    """All buildings, and the grounds of schools and hospitals."""

    buildings: list[Building]
    grounds: list[tuple[Polygon, dict[str, str]]]


def build(ground: Ground, streets: list[Street], random: Random) -> Built:
    """Fill every block with houses and hand out the named places of the plan."""
    blocks = _blocks(ground, streets)
    grounds, taken = _grounds(blocks, random)
    tree = shapely.STRtree([street.line for street in streets])
    numbers: dict[str, set[int]] = defaultdict(set)
    buildings: list[Building] = []
    for at, (block, quarter) in enumerate(blocks):
        if at not in taken:
            buildings += _houses(block, quarter, streets, tree, numbers, random)
        elif block.buffer(-38).area > 300:
            buildings.append(Building(_hall(block), "", "", quarter.name, {"building": "yes"}))
    return Built(_named(buildings, random), grounds)


def _blocks(ground: Ground, streets: list[Street]) -> list[tuple[Polygon, plan.Quarter]]:
    lines = shapely.node(shapely.union_all([street.line for street in streets]))
    barred = shapely.union_all([ground.closed_to_streets, ground.rail.buffer(16), ground.creek.buffer(22)])
    shapely.prepare(barred)
    areas = {quarter.name: ground.quarters.get(quarter.name, Polygon()) for quarter in plan.QUARTERS}
    for area in areas.values():
        shapely.prepare(area)
    found = []
    for face in polygonize(lines.geoms):
        if 1200 < face.area < 250_000 and not face.buffer(-6).is_empty:
            inside = face.representative_point()
            quarter = next((quarter for quarter in plan.QUARTERS if areas[quarter.name].contains(inside)), None)
            room = face.difference(barred) if barred.intersects(face) else face
            room = max(getattr(room, "geoms", [room]), key=lambda part: part.area)
            if quarter and isinstance(room, Polygon) and room.area > 1200:
                found.append((room, quarter))
    return sorted(found, key=lambda block: (round(block[0].centroid.x), round(block[0].centroid.y)))


def _grounds(
    blocks: list[tuple[Polygon, plan.Quarter]], random: Random
) -> tuple[list[tuple[Polygon, dict[str, str]]], set[int]]:
    taken: set[int] = set()
    grounds = []
    for key, value, quarter, name in names.SPOTS:
        if value in GROUNDS:
            fits = [
                at
                for at, (block, where) in enumerate(blocks)
                if where.name == quarter and at not in taken and 9_000 < block.area < 60_000 and _is_plain(block)
            ]
            if fits:
                at = random.choice(sorted(fits, key=lambda at: -blocks[at][0].area)[:8])
                taken.add(at)
                grounds.append((blocks[at][0].buffer(-10), {key: value, "name": name}))
    return grounds, taken


def _is_plain(block: Polygon) -> bool:
    """Whether a block is nearly a rectangle, so that a school and its yard fit on it."""
    return bool(block.area > 0.8 * block.minimum_rotated_rectangle.area)


def _hall(block: Polygon) -> Polygon:
    """A long building with a court, as schools and hospitals have."""
    whole = block.minimum_rotated_rectangle
    (x1, y1), (x2, y2), (x3, y3) = whole.exterior.coords[:3]
    middle = block.representative_point()

    def corner(u: float, v: float) -> tuple[float, float]:
        return middle.x + (x2 - x1) * u + (x3 - x2) * v, middle.y + (y2 - y1) * u + (y3 - y2) * v

    shape = [
        (-0.25, -0.2),
        (0.25, -0.2),
        (0.25, 0.22),
        (0.1, 0.22),
        (0.1, -0.02),
        (-0.1, -0.02),
        (-0.1, 0.16),
        (-0.25, 0.16),
    ]
    return Polygon([corner(u, v) for u, v in shape])


def _houses(
    block: Polygon,
    quarter: plan.Quarter,
    streets: list[Street],
    tree: shapely.STRtree,
    numbers: dict[str, set[int]],
    random: Random,
) -> Iterator[Building]:
    lot = LOTS[quarter.built]
    room = block.buffer(-6)
    shapely.prepare(room)
    ring = LinearRing(shapely.simplify(block, 2.0).exterior.coords)
    ring = ring if ring.is_ccw else LinearRing(list(ring.coords)[::-1])
    placed: list[Polygon] = []
    at = random.uniform(8, 20)
    while at < ring.length - 8:
        width, depth = random.uniform(*lot.width), random.uniform(*lot.depth)
        shape, front, angle = _footprint(ring, at + width / 2, width, depth, lot.back * random.uniform(0.9, 1.25))
        at += width + random.uniform(*lot.gap)
        if not room.contains(shape) or any(shape.distance(other) < 1.5 for other in placed[:4] + placed[-4:]):
            continue
        if any(shape.intersects(other) for other in placed):
            continue
        near = tree.query(front, predicate="dwithin", distance=14.0)
        if not len(near):
            continue
        placed.append(shape)
        street = streets[min(near, key=lambda i: (streets[i].line.distance(front), int(i)))].name
        number = _number(street, front, shape.centroid, angle, numbers) if random.random() < lot.numbered else ""
        yield Building(shape, street, number, quarter.name, {"building": _use(quarter, random)})


def _use(quarter: plan.Quarter, random: Random) -> str:
    uses = {
        "centre": ("retail", "office", "apartments"),
        "dense": ("house", "apartments", "house"),
        "works": ("industrial", "warehouse", "retail"),
    }
    return random.choice(uses.get(quarter.built, ("house", "house", "detached")))


def _footprint(ring: LinearRing, at: float, width: float, depth: float, back: float) -> tuple[Polygon, Point, float]:
    """A rectangle (some with an ell) inside the block, its front along the street; the ring runs counter-clockwise."""
    before, front, after = (ring.interpolate((at + step) % ring.length) for step in (-2, 0, 2))
    angle = atan2(after.y - before.y, after.x - before.x)
    ox, oy, ix, iy = cos(angle), sin(angle), -sin(angle), cos(angle)
    half = width / 2
    shape = [(-half, back), (half, back), (half, back + depth), (-half, back + depth)]
    if int(at * 7) % 3 == 0:
        shape = [
            (-half, back),
            (half, back),
            (half, back + depth),
            (0, back + depth),
            (0, back + depth * 0.65),
            (-half, back + depth * 0.65),
        ]
    return Polygon([(front.x + u * ox + v * ix, front.y + u * oy + v * iy) for u, v in shape]), front, angle


def _number(street: str, front: Point, house: Point, angle: float, numbers: dict[str, set[int]]) -> str:
    """Number by distance from the baselines, one number a metre and a half; even on the north and east sides, none given twice."""
    away_x, away_y = abs(front.x - plan.BASE_X), abs(front.y - plan.BASE_Y)
    eastward = abs(cos(angle)) >= abs(sin(angle))
    number = 100 + 2 * int((away_x if eastward else away_y) / 3.0)
    number += 0 if (house.y > front.y if eastward else house.x > front.x) else 1
    while number in numbers[street]:
        number += 2
    numbers[street].add(number)
    return str(number)


def _named(buildings: list[Building], random: Random) -> list[Building]:
    """Give the plan's shops, clinics and halls each a numbered building of their quarter."""
    by_quarter: dict[str, list[int]] = defaultdict(list)
    for at, building in enumerate(buildings):
        if building.number and building.shape.area > 110:
            by_quarter[building.quarter].append(at)
    for key, value, quarter, name in names.SPOTS:
        if value not in GROUNDS and by_quarter[quarter]:
            at = by_quarter[quarter].pop(random.randrange(len(by_quarter[quarter])))
            old = buildings[at]
            buildings[at] = Building(
                old.shape, old.street, old.number, old.quarter, {**old.tags, key: value, "name": name}
            )
    return buildings
