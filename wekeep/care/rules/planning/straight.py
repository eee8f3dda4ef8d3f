"""Driving without a map of streets: the straight line times 1.3, at 30 km/h."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wekeep.care.rules.planning.problem import Travel

DETOUR = 1.3
METRES_PER_SECOND = 30 / 3.6
EARTH_RADIUS_M = 6_371_008.8


def as_the_crow_flies(points: Sequence[tuple[float, float]]) -> Travel:
    """Whole seconds and metres between points (lat, lon in degrees), as it is assumed where no street is known."""
    metres = crow_metres(points, points)
    seconds = np.ceil(metres / METRES_PER_SECOND)
    return Travel(seconds.astype(int).tolist(), np.rint(metres).astype(int).tolist())


def crow_metres(starts: Sequence[tuple[float, float]], ends: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Metres from each start to each end."""
    (lat, lon), (lat_too, lon_too) = (
        np.radians(np.array(some, dtype=np.float64).reshape(-1, 2)).T for some in (starts, ends)
    )
    half = (
        np.sin((lat[:, None] - lat_too) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat_too) * np.sin((lon[:, None] - lon_too) / 2) ** 2
    )
    return np.asarray(DETOUR * 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, half))))
