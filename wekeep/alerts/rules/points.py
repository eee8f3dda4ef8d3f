"""The points of many places in columns, and as the bytes that are sealed together."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules.touching import Floats

# A place in a pack: its number (primary key of its row), degrees (WGS 84), metres. Little-endian, 26 bytes, no gaps.
PACKED: Final = np.dtype([("number", "<i8"), ("lat", "<f8"), ("lon", "<f8"), ("radius", "<u2")])
Packed = NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points (degrees, WGS 84) and radii (metres), side by side; NaN where one is not known."""

    lat: Floats
    lon: Floats
    radius: Floats

    def put(self, at: int, lat: float, lon: float, radius: float) -> None:
        """Write one of them down."""
        self.lat[at], self.lon[at], self.radius[at] = lat, lon, radius


def unknown(count: int) -> Points:
    """So many points of which nothing is known yet."""
    return Points(np.full(count, np.nan), np.full(count, np.nan), np.full(count, np.nan))


def looked_up(packed: Packed, numbers: NDArray[np.int64]) -> Points:
    """The points of the places with these numbers; unknown for those that are not among the packed."""
    points = unknown(len(numbers))
    if len(packed):
        order = np.argsort(packed["number"], kind="stable")
        known = packed["number"][order]
        at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
        here = known[at] == numbers
        for column, name in ((points.lat, "lat"), (points.lon, "lon"), (points.radius, "radius")):
            column[here] = packed[name][order[at[here]]]
    return points


def as_packed(numbers: NDArray[np.int64], points: Points) -> Packed:
    """Those of the places that are known, with their numbers."""
    here = np.flatnonzero(~np.isnan(points.lat))
    made = np.empty(len(here), dtype=PACKED)
    made["number"], made["lat"], made["lon"] = numbers[here], points.lat[here], points.lon[here]
    made["radius"] = points.radius[here]
    return made


def as_fields(packed: Packed) -> dict[str, str]:
    """As they are sealed together."""
    return {"places": b64encode(packed.tobytes()).decode()}


def from_fields(fields: Mapping[str, str]) -> Packed:
    """What `as_fields` wrote; ValueError for anything else."""
    return np.frombuffer(b64decode(fields["places"], validate=True), dtype=PACKED)
