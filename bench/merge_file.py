"""Put recorded sightings through the merging rules alone: `python -m bench.merge_file FILE.jsonl --out RESULT.json`."""

import argparse
import json
import sys
import time
from pathlib import Path

from wekeep.watch.rules.merging import Book
from wekeep.watch.rules.recorded import Unreadable, in_order_of_arrival, read_recorded
from wekeep.watch.rules.salute import Observation


def merge(observations: list[Observation]) -> dict[str, int]:
    """Sighting id to incident id, as it stands when all have been placed."""
    book = Book()
    standing: dict[str, int] = {}
    for observation in in_order_of_arrival(observations):
        verdict = book.place(observation)
        if verdict.joins:
            gone = set(verdict.joins)
            standing.update((sighting, verdict.incident) for sighting, key in standing.items() if key in gone)
        standing[observation.id] = verdict.incident
        standing.update((move.sighting, move.target) for move in verdict.moves)
    return standing


def main() -> int:
    """Read, merge, write; 2 for a file that cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    try:
        with asked.file.open(encoding="utf-8") as lines:
            observations = list(read_recorded(lines))
    except (Unreadable, OSError, UnicodeDecodeError) as error:
        print(f"{asked.file}: {error}", file=sys.stderr)
        return 2
    began = time.perf_counter()
    standing = merge(observations)
    took = time.perf_counter() - began
    asked.out.write_text(json.dumps(standing, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(standing)} sightings, {len(set(standing.values()))} incidents, {took:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
