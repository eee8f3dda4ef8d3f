"""What an OpenStreetMap object's tags mean to us: what is drawn, in which layer, and what can be found by name."""

from collections.abc import Mapping
from dataclasses import dataclass

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A feature of the map: its layer (water, landuse, buildings, roads, rails, labels), kind and the zoom it first shows at."""

    layer: str
    kind: str
    zoom: int


ROAD_ZOOM = {
    "motorway": 8, "trunk": 8, "primary": 9, "secondary": 10, "tertiary": 11, "motorway_link": 11, "trunk_link": 11,
    "primary_link": 12, "secondary_link": 12, "tertiary_link": 12, "unclassified": 12, "residential": 12, "living_street": 12,
    "pedestrian": 13, "service": 13, "track": 13, "cycleway": 13, "footway": 13, "path": 13, "steps": 14,
}  # fmt: skip
DRIVEN = frozenset(
    [
        "motorway",
        "trunk",
        "primary",
        "secondary",
        "tertiary",
        "motorway_link",
        "trunk_link",
        "primary_link",
        "secondary_link",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
    ]
)
GREEN = {
    "leisure": (
        "park",
        "garden",
        "nature_reserve",
        "playground",
        "pitch",
        "golf_course",
        "dog_park",
        "common",
        "recreation_ground",
    ),
    "natural": ("wood", "scrub", "heath", "grassland", "wetland"),
    "landuse": (
        "grass",
        "forest",
        "meadow",
        "recreation_ground",
        "village_green",
        "cemetery",
        "allotments",
        "orchard",
        "farmland",
    ),
}
WOODED = frozenset(("wood", "forest", "scrub"))
GROUNDS = {
    "amenity": ("school", "college", "university", "hospital", "kindergarten"),
    "landuse": ("industrial", "railway", "commercial", "retail"),
}
WATER_LINES = {"river": 9, "canal": 11, "stream": 13}
RAILS = ("rail", "light_rail", "tram", "subway")
LABELLED_PLACES = {
    "city": 6,
    "town": 8,
    "village": 10,
    "suburb": 12,
    "quarter": 12,
    "neighbourhood": 12,
    "borough": 10,
    "hamlet": 12,
}
NEIGHBOURHOODS = frozenset(("suburb", "quarter", "neighbourhood", "borough", "village", "town", "hamlet"))
LANDMARK_KEYS = (
    "amenity",
    "shop",
    "tourism",
    "leisure",
    "office",
    "railway",
    "public_transport",
    "historic",
    "healthcare",
    "craft",
    "place",
    "natural",
    "man_made",
    "building",
    "highway",
)
NO_LANDMARK = frozenset(
    [
        "bench",
        "waste_basket",
        "parking",
        "parking_entrance",
        "parking_space",
        "bicycle_parking",
        "vending_machine",
        "recycling",
        "tree",
        "information",
        "surveillance",
        "crossing",
        "traffic_signals",
        "street_lamp",
        "switch",
        "buffer_stop",
        "milestone",
        "city_block",
    ]
)
LABEL_ZOOM = {
    "hospital": 13, "school": 14, "college": 13, "university": 13, "townhall": 14, "park": 13, "station": 13, "library": 15,
    "courthouse": 15, "marketplace": 15, "museum": 15, "place_of_worship": 15, "kindergarten": 15, "clinic": 15, "fire_station": 15,
}  # fmt: skip


def area_drawn(tags: Tags) -> Drawn | None:
    """Return how an area is drawn; None for what the map leaves out."""
    if "building" in tags and tags["building"] != "no":
        return Drawn("buildings", "building", 13)
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank" or tags.get("landuse") == "reservoir":
        return Drawn("water", tags.get("water", "water"), 7)
    for key, kinds in GREEN.items():
        if tags.get(key) in kinds:
            return Drawn("landuse", "wood" if tags[key] in WOODED else "green", 10)
    for key, kinds in GROUNDS.items():
        if tags.get(key) in kinds:
            return Drawn("landuse", tags[key], 11)
    if tags.get("highway") in ("pedestrian", "footway") or tags.get("place") == "square":
        return Drawn("landuse", "square", 13)
    return None


def line_drawn(tags: Tags) -> Drawn | None:
    """Return how a line is drawn; None for what the map leaves out."""
    if tags.get("area") == "yes" or (tags.get("tunnel") == "yes" and tags.get("waterway")):
        return None
    highway = tags.get("highway", "")
    if highway in ROAD_ZOOM:
        return Drawn("roads", highway.removesuffix("_link"), ROAD_ZOOM[highway])
    if tags.get("waterway") in WATER_LINES:
        return Drawn("water", tags["waterway"], WATER_LINES[tags["waterway"]])
    if tags.get("railway") in RAILS and tags.get("tunnel") != "yes" and tags.get("service") is None:
        return Drawn("rails", tags["railway"], 11)
    return None


def label_drawn(tags: Tags) -> Drawn | None:
    """Return how a name is written at a point; None where no name is written."""
    if not tags.get("name"):
        return None
    if tags.get("place") in LABELLED_PLACES:
        return Drawn("labels", tags["place"], LABELLED_PLACES[tags["place"]])
    if tags.get("natural") == "water":
        # a river's name runs along its line; the middle of its area may lie on dry land
        return None if tags.get("water") in ("river", "stream", "canal") else Drawn("labels", "water", 12)
    kind = landmark_kind(tags)
    if kind is None or kind in ("bus_stop", "platform", "stop_position"):
        return None
    return Drawn("labels", kind, LABEL_ZOOM.get(kind, 16))


def landmark_kind(tags: Tags) -> str | None:
    """Return what a named thing is ("school", "bakery"), or None when nobody would look for it by name."""
    if not tags.get("name"):
        return None
    found = next((tags[key] for key in LANDMARK_KEYS if tags.get(key) and tags[key] not in NO_LANDMARK), None)
    return None if found in ROAD_ZOOM and tags.get("place") != "square" else found


def street_name(tags: Tags) -> str:
    """Return the name of a way that people call a street; empty for rails, corridors and things without a name."""
    return tags.get("name", "") if tags.get("highway") in ROAD_ZOOM and tags.get("indoor") != "yes" else ""


def other_names(tags: Tags) -> list[str]:
    """Return a thing's names in other languages and its other names, without its first one."""
    keys = ("alt_name", "official_name", "loc_name", "short_name", "old_name")
    found = [value for key, value in tags.items() if key.startswith("name:") or key in keys]
    names = [name.strip() for value in found for name in value.split(";") if name.strip()]
    return [name[:160] for name in dict.fromkeys(names) if name != tags.get("name")][:12]


def one_way(tags: Tags) -> int:
    """Return 1 for along the way's points only, -1 for against them only, 0 for both directions."""
    if tags.get("oneway") in ("-1", "reverse"):
        return -1
    is_one = (
        tags.get("oneway") in ("yes", "1", "true")
        or tags.get("highway") == "motorway"
        or tags.get("junction") == "roundabout"
    )
    return int(is_one and tags.get("oneway") != "no")


KMH = {
    "motorway": 100, "trunk": 80, "primary": 55, "secondary": 50, "tertiary": 45, "residential": 32, "living_street": 12,
    "unclassified": 38, "service": 15, "motorway_link": 60, "trunk_link": 50, "primary_link": 40, "secondary_link": 40, "tertiary_link": 35,
}  # fmt: skip


def speed_kmh(tags: Tags) -> float:
    """Return how fast a car goes there: what the sign says, in km/h or mph, else what is usual for the class."""
    usual = float(KMH.get(tags.get("highway", ""), 30))
    number, _, unit = tags.get("maxspeed", "").partition(" ")
    if not number.isdigit():
        return usual
    return min(130.0, max(5.0, float(number) * (1.609 if unit == "mph" else 1.0)))
