"""Writes a recorded scene and its truth: `python -m bench.scenes.generate KIND SEED --out FILE.jsonl --truth FILE.json`."""

import argparse
import json
from pathlib import Path
from random import Random

from bench.scenes.eyeball import picture
from bench.scenes.kinds import KINDS
from bench.scenes.ranges import RANGES
from bench.scenes.stage import Stage
from bench.scenes.truth import Scene
from bench.scenes.wording_a import WORDING as WORDING_A
from bench.scenes.wording_b import WORDING as WORDING_B

WORDINGS = {"a": WORDING_A, "b": WORDING_B}


def scene(kind: str, seed: int, *, wording: str = "a", sightings: int | None = None) -> Scene:
    """The scene of a kind and seed: always the same one; `sightings` is about how many it holds, drawn when None."""
    rng = Random(f"{kind}/{seed}/{wording}")
    stage = Stage(kind, rng, WORDINGS[wording], RANGES[wording])
    KINDS[kind](stage, sightings or round(stage.draw(RANGES[wording].size)))
    made = stage.scene
    made.sightings.sort(key=lambda sighting: (sighting.received_at, sighting.id))
    if made.shuffled:
        rng.shuffle(made.sightings)
    return made


def rows(made: Scene) -> list[dict[str, object]]:
    """The lines of the scene's file, in the order they are written."""
    return [sighting.as_row(zulu=made.zulu) for sighting in made.sightings]


def truth(made: Scene) -> dict[str, str]:
    """Which true incident each sighting belongs to."""
    return {sighting.id: sighting.incident for sighting in made.sightings}


def main() -> None:
    """Write the two files, and show the scene when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("seed", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--sightings", type=int)
    parser.add_argument("--wording", choices=sorted(WORDINGS), default="a")
    parser.add_argument("--ascii-map", action="store_true", help="print a map and a summary of every incident")
    given = parser.parse_args()
    made = scene(given.kind, given.seed, wording=given.wording, sightings=given.sightings)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(made)]
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    given.truth.write_text(json.dumps(truth(made), indent=0) + "\n", encoding="utf-8")
    if given.ascii_map:
        print(picture(made))


if __name__ == "__main__":
    main()
