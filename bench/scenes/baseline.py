"""The plain rule every merging rule must beat: the same within 250 m and 30 min of any sighting of the incident."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.scenes.geometry import metres_between

NEAR_METRES = 250.0
SOON_SECONDS = 30 * 60.0

Member = tuple[datetime, float, float, str]


def merge(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Each sighting, in the order received, joins the incident of the nearest sighting in reach, or opens one."""
    members: list[Member] = []
    result: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: datetime.fromisoformat(row["received_at"])):
        seen = datetime.fromisoformat(row["observed_at"])
        incident = _nearest(members, seen, row["lat"], row["lon"]) or f"incident-{row['id']}"
        result[row["id"]] = incident
        members.append((seen, row["lat"], row["lon"], incident))
    return result


def _nearest(members: list[Member], seen: datetime, lat: float, lon: float) -> str | None:
    best, nearest = None, NEAR_METRES
    for then, other_lat, other_lon, incident in members:
        if abs((seen - then).total_seconds()) > SOON_SECONDS:
            continue
        metres = metres_between(lat, lon, other_lat, other_lon)
        if metres <= nearest:
            best, nearest = incident, metres
    return best


def main() -> None:
    """Read a scene, write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scene", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.scene.read_text(encoding="utf-8").splitlines() if line.strip()]
    given.out.write_text(json.dumps(merge(rows), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
