"""The one place where alerts turn what someone typed into a point."""

import re
from dataclasses import dataclass

_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A point (degrees, WGS 84) and what it is called."""

    words: str
    lat: float
    lon: float


def find(typed: str) -> list[Found]:
    """What `typed` may mean, the likeliest first: here coordinates as map apps share them ("44.95, -93.26")."""
    match = _COORDINATES.fullmatch(typed)
    if match is None:
        return []
    lat, lon = float(match[1]), float(match[2])
    return [Found(typed.strip(), lat, lon)] if -90 <= lat <= 90 and -180 <= lon <= 180 else []
