"""Writes the made-up city to an OpenStreetMap extract (.osm.pbf) that any map program can read."""

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from wekeep.places.rules.made_up.city import Drawing, draw_city
from wekeep.places.rules.made_up.plan import HALF

GENERATOR = "wekeep city make-up (a city that does not exist)"


def is_made_up(path: Path) -> bool:
    """Say whether an extract is one that we made up; false for what is no extract at all."""
    try:
        with osmium.io.Reader(str(path), osmium.osm.osm_entity_bits.NOTHING) as reader:
            return bool(reader.header().get("generator") == GENERATOR)
    except (RuntimeError, OSError):
        return False


def make_up_city(*, path: Path, seed: int = 1, half: float = HALF) -> Drawing:
    """Draw the made-up city and write it to `path`, replacing what was there; a failure leaves the old file."""
    drawing = draw_city(seed, half)
    partly = path.with_name(f".{path.name.removesuffix('.osm.pbf')}-partly.osm.pbf")
    partly.unlink(missing_ok=True)
    try:
        _write(drawing, partly)
        partly.replace(path)
    finally:
        partly.unlink(missing_ok=True)
    return drawing


def _write(drawing: Drawing, path: Path) -> None:
    header = osmium.io.Header()
    header.set("generator", GENERATOR)
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for number, (lat, lon, tags) in drawing.nodes.items():
            writer.add_node(Node(id=number, location=(lon, lat), tags=tags, version=1))
        for number, refs, tags in drawing.ways:
            writer.add_way(Way(id=number, nodes=refs, tags=tags, version=1))
        for number, members, tags in drawing.relations:
            writer.add_relation(
                Relation(id=number, members=[("w", ref, role) for ref, role in members], tags=tags, version=1)
            )
