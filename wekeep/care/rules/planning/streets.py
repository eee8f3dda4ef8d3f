"""Driving times over the city's own streets: Dijkstra's shortest paths in the graph that an import of the city keeps."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, load_npz
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from wekeep.care.rules.planning.problem import Travel
from wekeep.care.rules.planning.straight import DETOUR, EARTH_RADIUS_M, METRES_PER_SECOND, as_the_crow_flies

Numbers = npt.NDArray[np.float64]
NEAR_M = 1500.0
"""A point farther than this from every street is driven to as the crow flies."""
AT_ONCE = 64
"""Starts looked at together: 64 in a graph of 100,000 nodes take some 150 MB."""


class Streets:
    """A graph of streets: seconds from node to node, where the nodes lie, and which of them all others can be driven to from."""

    def __init__(self, seconds: csr_matrix, lat: Numbers, lon: Numbers, main: npt.NDArray[np.bool_]) -> None:
        self._graph = seconds
        self._flat = _flat(lat, lon, float(np.mean(lat)) if len(lat) else 0.0)
        self._middle = float(np.mean(lat)) if len(lat) else 0.0
        self._main = np.flatnonzero(main)
        self._tree = cKDTree(self._flat[self._main]) if len(self._main) else None

    def between(self, points: Sequence[tuple[float, float]]) -> Travel:
        """Whole seconds and metres between points (lat, lon in degrees), each by way of the nearest node of the streets.

        Where a point is far from every street, its ways are those of the crow (`straight.py`).
        """
        crow = as_the_crow_flies(points)
        if self._tree is None or not points:
            return crow
        spots = np.array(points, dtype=np.float64)
        off, nearest = self._tree.query(_flat(spots[:, 0], spots[:, 1], self._middle))
        nodes, place = np.unique(self._main[nearest], return_inverse=True)
        seconds, metres = self._tables(nodes)
        walk = off * DETOUR
        way = metres[np.ix_(place, place)] + walk[:, None] + walk
        time = seconds[np.ix_(place, place)] + (walk[:, None] + walk) / METRES_PER_SECOND
        far = (off[:, None] > NEAR_M) | (off > NEAR_M) | ~np.isfinite(time)
        time, way = np.where(far, np.array(crow.seconds), time), np.where(far, np.array(crow.metres), way)
        np.fill_diagonal(time, 0)
        np.fill_diagonal(way, 0)
        return Travel(np.ceil(time).astype(int).tolist(), np.rint(way).astype(int).tolist())

    def _tables(self, nodes: npt.NDArray[np.int64]) -> tuple[Numbers, Numbers]:
        """Seconds and metres from each of the nodes to each."""
        seconds, metres = np.zeros((len(nodes), len(nodes))), np.zeros((len(nodes), len(nodes)))
        for first in range(0, len(nodes), AT_ONCE):
            some = nodes[first : first + AT_ONCE]
            time, before = dijkstra(self._graph, indices=some, return_predecessors=True)
            seconds[first : first + AT_ONCE] = time[:, nodes]
            metres[first : first + AT_ONCE] = self._lengths(before)[:, nodes]
        return seconds, metres

    def _lengths(self, before: npt.NDArray[np.int32]) -> Numbers:
        """How far each node is along the quickest path, from the node before each: added up in strides that double."""
        here = np.arange(before.shape[1])
        start = before < 0
        back = np.where(start, here, before)
        length = np.hypot(*np.moveaxis(self._flat[here] - self._flat[back], -1, 0))
        while (back != np.take_along_axis(back, back, axis=1)).any():
            length = length + np.take_along_axis(length, back, axis=1)
            back = np.take_along_axis(back, back, axis=1)
        return np.asarray(length)


def read_streets(folder: Path) -> Streets:
    """The graph an import of the city has written there (`streets.npz`, `nodes.npz`); OSError where it is not."""
    with np.load(folder / "nodes.npz") as nodes:
        return Streets(load_npz(folder / "streets.npz"), nodes["lat"], nodes["lon"], nodes["main"])


def _flat(lat: Numbers, lon: Numbers, middle: float) -> Numbers:
    """Metres north and east, flat as it is within a city around the latitude `middle`."""
    north = np.radians(lat) * EARTH_RADIUS_M
    east = np.radians(lon) * EARTH_RADIUS_M * np.cos(np.radians(middle))
    return np.stack([north, east], axis=-1)
