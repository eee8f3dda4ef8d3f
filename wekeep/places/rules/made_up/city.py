"""Draws the whole made-up city as OpenStreetMap objects: the same seed always gives the same city, byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, radians
from random import Random

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from wekeep.places.rules.cell import METRES_PER_DEGREE
from wekeep.places.rules.made_up import plan
from wekeep.places.rules.made_up.buildings import Built, build
from wekeep.places.rules.made_up.ground import Ground, lay_ground
from wekeep.places.rules.made_up.streets import Street, lay_streets

Tags = dict[str, str]


@dataclass(slots=True)
class Drawing:
    """OpenStreetMap objects: nodes by id as (lat, lon, tags), ways as (id, node ids, tags), multipolygons as (id, members, tags)."""

    nodes: dict[int, tuple[float, float, Tags]] = field(default_factory=dict)
    ways: list[tuple[int, list[int], Tags]] = field(default_factory=list)
    relations: list[tuple[int, list[tuple[int, str]], Tags]] = field(default_factory=list)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)

    def node(self, x: float, y: float, tags: Tags | None = None) -> int:
        """Return the id of the node at a place, in metres; two lines through one place share it."""
        key = round(x * 20), round(y * 20)
        known = None if tags else self._known.get(key)
        if known is not None:
            return known
        number = len(self.nodes) + 1
        lat = plan.MIDDLE_LAT + y / METRES_PER_DEGREE
        lon = plan.MIDDLE_LON + x / (METRES_PER_DEGREE * cos(radians(plan.MIDDLE_LAT)))
        self.nodes[number] = (round(lat, 7), round(lon, 7), tags or {})
        if not tags:
            self._known[key] = number
        return number

    def way(self, line: LineString, tags: Tags) -> int:
        """Add a way and return its id."""
        refs = [self.node(*point) for point in line.coords]
        refs = [ref for at, ref in enumerate(refs) if at == 0 or ref != refs[at - 1]]
        self.ways.append((len(self.ways) + 1, refs, tags))
        return len(self.ways)

    def area(self, shape: BaseGeometry, tags: Tags) -> None:
        """Add an area: a closed way, or a multipolygon when it has holes."""
        for part in shape.geoms if isinstance(shape, MultiPolygon) else [shape]:
            if not isinstance(part, Polygon) or part.is_empty:
                continue
            if not part.interiors:
                self.way(LineString(part.exterior.coords), tags)
                continue
            members = [(self.way(LineString(part.exterior.coords), {}), "outer")]
            members += [(self.way(LineString(ring.coords), {}), "inner") for ring in part.interiors]
            self.relations.append((len(self.relations) + 1, members, {"type": "multipolygon", **tags}))


def draw_city(seed: int = 1, half: float = plan.HALF) -> Drawing:
    """Return the made-up city, or with a smaller `half` (metres from its middle to each side) only the middle of it."""
    random = Random(seed)
    ground = lay_ground(half)
    streets = lay_streets(ground, random)
    built = build(ground, streets, random)
    drawing = Drawing()
    _draw_streets(drawing, streets)
    _draw_ground(drawing, ground)
    _draw_buildings(drawing, built)
    _draw_transit(drawing, ground)
    _draw_names(drawing, ground)
    return drawing


def _draw_streets(drawing: Drawing, streets: list[Street]) -> None:
    for street in streets:
        tags = {"highway": street.highway, "name": street.name, "surface": "asphalt"}
        tags |= {"oneway": "yes"} if street.oneway else {}
        tags |= {"bridge": "yes", "layer": "1"} if street.bridge else {}
        drawing.way(street.line, tags)


def _draw_ground(drawing: Drawing, ground: Ground) -> None:
    country = ground.outline.buffer(500, join_style="mitre")
    drawing.area(ground.outline, {"boundary": "administrative", "admin_level": "8", "name": plan.CITY, "place": "city"})
    drawing.area(ground.river.intersection(country), {"natural": "water", "water": "river", "name": "Sorrel River"})
    drawing.way(_longest(LineString(_course()).intersection(country)), {"waterway": "river", "name": "Sorrel River"})
    if ground.outline.intersects(ground.lake):
        drawing.area(ground.lake.buffer(82).difference(ground.lake), {"leisure": "park", "name": "Orrin Lake Park"})
        drawing.area(ground.lake, {"natural": "water", "water": "lake", "name": "Lake Orrin"})
    if ground.outline.intersects(ground.pond):
        drawing.area(ground.pond, {"natural": "water", "water": "pond", "name": "Thistledown Pond"})
    drawing.area(ground.island, {"natural": "wood", "name": "Heron Island"})
    for name, shape in ground.parks.items():
        drawing.area(shape.intersection(ground.outline), {"leisure": "park", "name": name})
    banks = ground.river.buffer(44).difference(ground.river.union(ground.island)).intersection(ground.outline)
    drawing.area(banks, {"leisure": "park"})
    greenway = ground.creek.buffer(20).difference(ground.river.buffer(44)).intersection(ground.outline)
    drawing.area(greenway, {"natural": "wood"})
    for line in _parts(ground.creek.intersection(ground.outline)):
        drawing.way(line, {"waterway": "stream", "name": "Thistle Creek"})
    works = ground.quarters.get("Brickyard")
    if works is not None:
        drawing.area(works.buffer(-6).difference(ground.river.buffer(55)), {"landuse": "industrial"})


def _draw_buildings(drawing: Drawing, built: Built) -> None:
    for shape, tags in built.grounds:
        drawing.area(shape, tags)
    for building in built.buildings:
        address = {"addr:housenumber": building.number, "addr:street": building.street, "addr:city": plan.CITY}
        drawing.area(building.shape, building.tags | (address if building.number else {}))


def _draw_transit(drawing: Drawing, ground: Ground) -> None:
    for line in _parts(ground.rail.intersection(ground.outline.buffer(400))):
        drawing.way(line, {"railway": "light_rail", "name": "Bend Line"})
    for name, share in plan.TRAM_STOPS:
        stop = ground.rail.interpolate(share, normalized=True)
        if ground.outline.contains(stop):
            drawing.node(
                stop.x,
                stop.y,
                {"railway": "station", "station": "light_rail", "public_transport": "station", "name": name},
            )
    for number, street in plan.BUSES:
        for stop in _stops(ground.mains.get(street), ground):
            tags = {
                "highway": "bus_stop",
                "public_transport": "platform",
                "name": f"{street} stop",
                "route_ref": number,
            }
            drawing.node(stop.x + 7, stop.y + 7, tags)


def _stops(line: LineString | None, ground: Ground) -> list[Point]:
    if line is None:
        return []
    stops = [line.interpolate(at) for at in range(150, int(line.length), 420)]
    return [stop for stop in stops if not ground.river.contains(stop)]


def _draw_names(drawing: Drawing, ground: Ground) -> None:
    drawing.node(60.0, -60.0, {"place": "city", "name": plan.CITY})
    shapes: dict[str, list[BaseGeometry]] = {}
    for quarter in plan.QUARTERS:
        if quarter.name in ground.quarters:
            shapes.setdefault(plan.NEIGHBOURHOODS[quarter.name], []).append(ground.quarters[quarter.name])
    for name, parts in shapes.items():
        shape = shapely.union_all(parts).buffer(1).buffer(-1)
        drawing.area(
            max(_polygons(shape), key=lambda part: part.area),
            {"place": "neighbourhood", "name": name, "boundary": "place"},
        )


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


def _parts(shape: BaseGeometry) -> Iterator[LineString]:
    return (part for part in getattr(shape, "geoms", [shape]) if isinstance(part, LineString) and not part.is_empty)


def _longest(shape: BaseGeometry) -> LineString:
    return max(_parts(shape), key=lambda part: part.length)


def _course() -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in plan.RIVER]
