"""Reads an OpenStreetMap extract once, from front to back, and sorts what it holds into tiles, names and a street graph."""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import osmium

from wekeep.kit.errors import Refused
from wekeep.places.rules import osm_tags
from wekeep.places.rules.crossings import corners
from wekeep.places.rules.osm_tags import Drawn, Tags

LAYERS = ("water", "landuse", "buildings", "rails", "roads", "labels")
KEYS = (
    "highway", "building", "natural", "waterway", "landuse", "leisure", "amenity", "shop", "tourism", "office", "railway",
    "public_transport", "historic", "healthcare", "craft", "place", "man_made", "boundary", "addr:housenumber",
)  # fmt: skip

Say = Callable[[str], None]


@dataclass(slots=True)
class StreetRead:
    """A street as read: its other names and the box of its points."""

    number: int
    other_names: list[str] = field(default_factory=list)
    lats: "array[float]" = field(default_factory=lambda: array("d"))
    lons: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def middle(self) -> tuple[float, float]:
        """A point of the street near its middle (lat, lon)."""
        if not self.lats:
            return 0.0, 0.0
        order = sorted(range(len(self.lats)), key=lambda at: self.lats[at] + self.lons[at])
        return self.lats[order[len(order) // 2]], self.lons[order[len(order) // 2]]


@dataclass(slots=True)
class Extract:
    """What an extract holds, besides what went straight to the layer files."""

    name: str = ""
    outline: dict[str, Any] | None = None
    streets: dict[str, StreetRead] = field(default_factory=dict)
    addresses: list[tuple[str, str, float, float]] = field(default_factory=list)
    landmarks: list[tuple[str, str, list[str], float, float]] = field(default_factory=list)
    neighbourhoods: dict[str, tuple[float, float, dict[str, Any] | None]] = field(default_factory=dict)
    node_ids: "array[int]" = field(default_factory=lambda: array("q"))
    node_streets: "array[int]" = field(default_factory=lambda: array("i"))
    node_lats: "array[float]" = field(default_factory=lambda: array("d"))
    node_lons: "array[float]" = field(default_factory=lambda: array("d"))
    edges: "array[float]" = field(default_factory=lambda: array("d"))
    box: list[float] = field(default_factory=lambda: [180.0, 90.0, -180.0, -90.0])
    city_rank: int = 99

    def street(self, name: str) -> StreetRead:
        """The street of that name, new if need be."""
        if name not in self.streets:
            self.streets[name] = StreetRead(len(self.streets))
        return self.streets[name]


def read_extract(path: Path, folder: Path, say: Say) -> Extract:
    """Read the extract; write each layer's features to `folder`/LAYER.geojsonl. Refused when it is not an extract."""
    extract, geometry = Extract(), osmium.geom.GeoJSONFactory()
    files: dict[str, TextIO] = {layer: (folder / f"{layer}.geojsonl").open("w", encoding="utf-8") for layer in LAYERS}
    try:
        for count, thing in enumerate(_objects(path)):
            _sort(thing, extract, geometry, files)
            if count and count % 200_000 == 0:
                say(f"  {count:,} objects read")
    except (RuntimeError, OSError, ValueError) as error:
        raise Refused(
            "This is not a complete OpenStreetMap extract (.osm.pbf): %(cause)s", cause=str(error)[:200]
        ) from error
    finally:
        for file in files.values():
            file.close()
    if not extract.streets:
        raise Refused("This extract holds no street with a name, so it cannot be a city's.")
    return extract


def _objects(path: Path) -> Iterator[Any]:
    if not path.is_file():
        raise Refused("There is no file %(path)s.", path=str(path))
    processor = osmium.FileProcessor(str(path)).with_locations().with_areas(osmium.filter.KeyFilter(*KEYS))
    return iter(processor.with_filter(osmium.filter.KeyFilter(*KEYS)))


def _sort(thing: Any, extract: Extract, geometry: Any, files: dict[str, TextIO]) -> None:
    tags: Tags = dict(thing.tags)
    if thing.is_node():
        _point(tags, thing.location.lat, thing.location.lon, extract, files)
    elif thing.is_way():
        _line(thing, tags, extract, files)
    elif thing.is_area():
        _area(thing, tags, extract, geometry, files)


def _point(tags: Tags, lat: float, lon: float, extract: Extract, files: dict[str, TextIO]) -> None:
    _names(tags, lat, lon, extract)
    drawn = osm_tags.label_drawn(tags)
    if drawn:
        _write(files, drawn, tags, {"type": "Point", "coordinates": [round(lon, 7), round(lat, 7)]})
    if tags.get("place") in osm_tags.NEIGHBOURHOODS and tags.get("name"):
        extract.neighbourhoods.setdefault(tags["name"], (lat, lon, None))
    if tags.get("place") in ("city", "town", "village") and tags.get("name"):
        _name_city(extract, tags, ("city", "town", "village").index(tags["place"]) + 10)


def _name_city(extract: Extract, tags: Tags, rank: int) -> None:
    if rank < extract.city_rank:
        extract.city_rank, extract.name = rank, tags["name"][:120]


def _names(tags: Tags, lat: float, lon: float, extract: Extract) -> None:
    """Remember an address and a landmark at a point."""
    number, street = tags.get("addr:housenumber", ""), tags.get("addr:street") or tags.get("addr:place") or ""
    if number and street:
        extract.street(street[:160])
        extract.addresses.append((street[:160], number[:20], lat, lon))
    kind = osm_tags.landmark_kind(tags)
    if kind and kind not in osm_tags.LABELLED_PLACES:
        extract.landmarks.append((tags["name"][:160], kind, osm_tags.other_names(tags), lat, lon))


def _line(way: Any, tags: Tags, extract: Extract, files: dict[str, TextIO]) -> None:
    highway = tags.get("highway", "")
    drawn = osm_tags.line_drawn(tags)
    if drawn is None and not highway:
        return
    nodes = [(node.ref, node.lat, node.lon) for node in way.nodes if node.location.valid()]
    if len(nodes) < 2:
        return
    if drawn:
        _write(
            files,
            drawn,
            tags,
            {"type": "LineString", "coordinates": [[round(lon, 7), round(lat, 7)] for _, lat, lon in nodes]},
        )
    name = osm_tags.street_name(tags)
    if name:
        _street(name[:160], tags, nodes, extract)
    if highway in osm_tags.DRIVEN and tags.get("area") != "yes":
        _edges(tags, nodes, extract)


def _street(name: str, tags: Tags, nodes: list[tuple[int, float, float]], extract: Extract) -> None:
    street = extract.street(name)
    street.other_names = list(dict.fromkeys([*street.other_names, *osm_tags.other_names(tags)]))[:12]
    for ref, lat, lon in nodes:
        extract.node_ids.append(ref)
        extract.node_streets.append(street.number)
        extract.node_lats.append(lat)
        extract.node_lons.append(lon)
        _stretch(extract.box, lat, lon)
    middle = nodes[len(nodes) // 2]
    street.lats.append(middle[1])
    street.lons.append(middle[2])


def _stretch(box: list[float], lat: float, lon: float) -> None:
    box[0], box[1], box[2], box[3] = min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)


def _edges(tags: Tags, nodes: list[tuple[int, float, float]], extract: Extract) -> None:
    way, speed = osm_tags.one_way(tags), osm_tags.speed_kmh(tags)
    for (start, lat1, lon1), (end, lat2, lon2) in pairwise(nodes):
        extract.edges.extend((start, lat1, lon1, end, lat2, lon2, speed, way))


def _area(area: Any, tags: Tags, extract: Extract, geometry: Any, files: dict[str, TextIO]) -> None:
    drawn, label = osm_tags.area_drawn(tags), osm_tags.label_drawn(tags)
    is_part = tags.get("name") and (tags.get("place") in osm_tags.NEIGHBOURHOODS or _is_quarter(tags))
    is_city = tags.get("name") and tags.get("boundary") == "administrative" and tags.get("admin_level") in ("7", "8")
    if not (drawn or label or is_part or is_city or tags.get("addr:housenumber")):
        return
    shape = json.loads(geometry.create_multipolygon(area))
    lat, lon = _middle(shape)
    if drawn:
        _write(files, drawn, {} if drawn.layer in ("buildings", "landuse") else tags, shape)
    if label and tags.get("place") not in osm_tags.LABELLED_PLACES:
        _write(files, label, tags, {"type": "Point", "coordinates": [lon, lat]})
    _names(tags, lat, lon, extract)
    if is_part:
        known = tags["name"] in extract.neighbourhoods and extract.neighbourhoods[tags["name"]][2]
        if not known:
            extract.neighbourhoods[tags["name"][:120]] = (lat, lon, shape)
        if area.from_way() and tags.get("place"):
            _write(files, Drawn("labels", "neighbourhood", 11), tags, {"type": "Point", "coordinates": [lon, lat]})
    if is_city:
        _name_city(extract, tags, 8 - int(tags["admin_level"]))
        if extract.name == tags["name"][:120]:
            extract.outline = shape


def _is_quarter(tags: Tags) -> bool:
    return tags.get("boundary") == "administrative" and tags.get("admin_level") in ("9", "10", "11")


def _middle(shape: dict[str, Any]) -> tuple[float, float]:
    """The centroid (lat, lon) of a shape's first ring, by the shoelace formula."""
    ring = max((polygon[0] for polygon in shape["coordinates"]), key=len)
    lon0, lat0 = ring[0]
    twice = east = north = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        x1, y1, x2, y2 = x1 - lon0, y1 - lat0, x2 - lon0, y2 - lat0
        cross = x1 * y2 - x2 * y1
        twice, east, north = twice + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    if abs(twice) < 1e-14:
        return lat0, lon0
    return round(lat0 + north / (3 * twice), 7), round(lon0 + east / (3 * twice), 7)


def _write(files: dict[str, TextIO], drawn: Drawn, tags: Tags, shape: dict[str, Any]) -> None:
    told = {"kind": drawn.kind}
    if tags.get("name"):
        told["name"] = tags["name"][:120]
    if drawn.layer == "roads":
        told |= {key: "yes" for key in ("bridge", "tunnel") if tags.get(key, "no") != "no"}
    feature = {"type": "Feature", "tippecanoe": {"minzoom": drawn.zoom}, "properties": told, "geometry": shape}
    files[drawn.layer].write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + "\n")


def crossings_of(extract: Extract) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """Return (street number, other street number, (lat, lon)) for each corner of two differently named streets."""
    return corners(_meetings(extract))


def _meetings(extract: Extract) -> Iterator[tuple[int, int, tuple[float, float]]]:
    ids, streets = np.frombuffer(extract.node_ids, np.int64), np.frombuffer(extract.node_streets, np.int32)
    order = np.lexsort((streets, ids))
    starts = np.flatnonzero(np.diff(ids[order], prepend=np.int64(-1)))
    for group in np.split(order, starts[1:]):
        if len(group) < 2:
            continue
        met = sorted({int(streets[at]) for at in group})
        point = extract.node_lats[int(group[0])], extract.node_lons[int(group[0])]
        yield from ((one, other, point) for i, one in enumerate(met) for other in met[i + 1 :])


def by_street(extract: Extract) -> dict[int, str]:
    """Street names by the number they were read under."""
    return {street.number: name for name, street in extract.streets.items()}


def counts_of(extract: Extract) -> dict[str, int]:
    """How much was read, by kind."""
    counts: dict[str, int] = defaultdict(int)
    for name in ("streets", "addresses", "landmarks", "neighbourhoods"):
        counts[name] = len(getattr(extract, name))
    return dict(counts)
