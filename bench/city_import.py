"""How long the import of a big city takes and how much memory: many copies of the made-up city side by side.

python -m bench.city_import [COPIES]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

from wekeep.places.rules.cell import metres_between
from wekeep.places.rules.made_up.city import Drawing, draw_city

STEP_DEGREES = 0.09
ROW = 6


def write_copies(path: Path, copies: int) -> Drawing:
    """Write an extract of `copies` cities in rows, each with streets of its own names."""
    drawing = draw_city(1)
    span = max(len(drawing.nodes), len(drawing.ways)) + 1
    with osmium.SimpleWriter(str(path)) as writer:
        for copy in range(copies):
            north, east, add = copy // ROW * STEP_DEGREES, copy % ROW * STEP_DEGREES, copy * span
            for number, (lat, lon, tags) in drawing.nodes.items():
                writer.add_node(Node(id=number + add, location=(lon + east, lat - north), tags=tags))
        for copy in range(copies):
            for number, refs, tags in drawing.ways:
                add = copy * span
                named = {k: f"{v} {copy}" if k in ("name", "addr:street") else v for k, v in tags.items()}
                writer.add_way(Way(id=number + add, nodes=[ref + add for ref in refs], tags=named))
        for copy in range(copies):
            for number, members, tags in drawing.relations:
                inside = [("w", ref + copy * span, role) for ref, role in members]
                writer.add_relation(Relation(id=number + copy * span, members=inside, tags=tags))
    return drawing


def road_km(drawing: Drawing) -> float:
    """The length of the ways that have a highway tag."""
    ways = [refs for _number, refs, tags in drawing.ways if "highway" in tags]
    at = drawing.nodes
    return sum(metres_between(at[a][:2], at[b][:2]) for refs in ways for a, b in pairwise(refs)) / 1000


def main(copies: int) -> None:
    """Print seconds, the largest memory of any process taking part, and what was imported."""
    with tempfile.TemporaryDirectory() as folder:
        path, command = Path(folder) / "big.osm.pbf", [sys.executable, "-m", "wekeep.desk.command"]
        drawing = write_copies(path, copies)
        env = {**os.environ, "WEKEEP_DATA_DIR": folder, "WEKEEP_DEBUG": "1"}
        subprocess.run([sys.executable, "-m", "config.manage", "migrate", "-v0"], env=env, check=True)
        begun = time.perf_counter()
        subprocess.run([*command, "city", "import", str(path)], env=env, check=True)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        addresses = sum("addr:housenumber" in tags for _, _, tags in drawing.ways) * copies
        size = path.stat().st_size / 1e6
        roads = road_km(drawing) * copies
        print(f"{copies} cities: {size:.1f} MB, {len(drawing.nodes) * copies:,} nodes, {addresses:,} addresses")
        print(f"{roads:,.0f} km of roads and paths")
        print(f"import {seconds:.1f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
