"""Small scenes written by hand, each with the incident that a careful reader would put every line in."""

import json
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """KIND-NUMBER of every scene, sorted."""
    return sorted(path.stem for path in HERE.glob("*.jsonl"))


def scene(name: str) -> tuple[list[str], dict[str, str]]:
    """The lines of one scene, as recorded files have them, and its truth: sighting id to true incident."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    truth: dict[str, str] = json.loads((HERE / f"{name}.truth.json").read_text(encoding="utf-8"))
    return lines, truth
