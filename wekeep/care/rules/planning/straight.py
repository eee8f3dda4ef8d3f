"""Driving without a map of streets: the straight line times 1.3, at 30 km/h."""

from collections.abc import Sequence

import numpy as np

from wekeep.care.rules.planning.problem import Travel

DETOUR = 1.3
METRES_PER_SECOND = 30 / 3.6
EARTH_RADIUS_M = 6_371_008.8


def as_the_crow_flies(points: Sequence[tuple[float, float]]) -> Travel:
    """Whole seconds and metres between points (lat, lon in degrees), as it is assumed where no street is known."""
    lat, lon = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2)).T
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    metres = DETOUR * 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    seconds = np.ceil(metres / METRES_PER_SECOND)
    return Travel(seconds.astype(int).tolist(), np.rint(metres).astype(int).tolist())
