"""Driving times over the city's own streets: Dijkstra's shortest paths in the graph that an import of the city keeps."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, load_npz
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from wekeep.care.rules.planning.problem import Travel
from wekeep.care.rules.planning.straight import DETOUR, EARTH_RADIUS_M, METRES_PER_SECOND, crow_metres

Numbers = npt.NDArray[np.float64]
Point = tuple[float, float]
NEAR_M = 1500.0
"""A point farther than this from every street is driven to as the crow flies."""
AT_ONCE = 64
"""Starts looked at together: 64 in a graph of 100,000 nodes take some 150 MB."""
MOST_KEPT = 2_000
"""Places whose ways are kept: the two tables of so many take 64 MB."""


class Streets:
    """A graph of streets: seconds from node to node, where the nodes lie, and which of them all others can be driven to from."""

    def __init__(self, seconds: csr_matrix, lat: Numbers, lon: Numbers, main: npt.NDArray[np.bool_]) -> None:
        self._graph = seconds
        self._flat = _flat(lat, lon, float(np.mean(lat)) if len(lat) else 0.0)
        self._middle = float(np.mean(lat)) if len(lat) else 0.0
        self._main = np.flatnonzero(main)
        self._tree = cKDTree(self._flat[self._main]) if len(self._main) else None

    def between(self, points: Sequence[Point]) -> Travel:
        """Whole seconds and metres between points (lat, lon in degrees), each by way of the nearest node of the streets.

        Where a point is far from every street, its ways are those of the crow (`straight.py`).
        """
        return travel_of(*self.ways(points, points)) if points else Travel([], [])

    def ways(self, starts: Sequence[Point], ends: Sequence[Point], *, back: bool = False) -> tuple[Numbers, Numbers]:
        """Seconds and metres, in fractions, from each start to each end; `back`: from each end to each start, in the same shape."""
        crow = crow_metres(starts, ends)
        tree = self._tree
        if tree is None:
            return crow / METRES_PER_SECOND, crow
        (near, off), (near_too, off_too) = self._nearest(tree, starts), self._nearest(tree, ends)
        graph = self._turned if back else self._graph
        time, way = self._tables(graph, near, near_too)
        walk = off[:, None] * DETOUR + off_too * DETOUR
        far = (off[:, None] > NEAR_M) | (off_too > NEAR_M) | ~np.isfinite(time)
        time = np.where(far, crow / METRES_PER_SECOND, time + walk / METRES_PER_SECOND)
        return time, np.where(far, crow, way + walk)

    @cached_property
    def _turned(self) -> csr_matrix:
        """The same streets, each driven the other way round."""
        return csr_matrix(self._graph.T)

    def _nearest(self, tree: cKDTree, points: Sequence[Point]) -> tuple[npt.NDArray[np.int64], Numbers]:
        """The node of the streets nearest to each point, and how far off it is."""
        spots = np.array(points, dtype=np.float64)
        off, nearest = tree.query(_flat(spots[:, 0], spots[:, 1], self._middle))
        return self._main[nearest], off

    def _tables(
        self, graph: csr_matrix, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> tuple[Numbers, Numbers]:
        """Seconds and metres from each of some nodes to each of others; a node that stands twice is looked from once."""
        nodes, place = np.unique(starts, return_inverse=True)
        seconds, metres = np.zeros((len(nodes), len(ends))), np.zeros((len(nodes), len(ends)))
        for first in range(0, len(nodes), AT_ONCE):
            some = nodes[first : first + AT_ONCE]
            time, before = dijkstra(graph, indices=some, return_predecessors=True)
            seconds[first : first + AT_ONCE] = time[:, ends]
            metres[first : first + AT_ONCE] = self._lengths(before)[:, ends]
        return seconds[place], metres[place]

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


class Ways:
    """What was worked out of one graph so far, place by place: a day with one home more asks for that home's ways alone."""

    def __init__(self, streets: Streets) -> None:
        self._streets, self._lock = streets, Lock()
        self._forget()

    def between(self, points: Sequence[Point]) -> Travel:
        """As `Streets.between`."""
        with self._lock:
            if len(self._points) + len(set(points) - set(self._at)) > MOST_KEPT:
                self._forget()
            self._learn([point for point in dict.fromkeys(points) if point not in self._at])
            at = [self._at[point] for point in points]
            return travel_of(self._seconds[np.ix_(at, at)], self._metres[np.ix_(at, at)])

    def _forget(self) -> None:
        self._points: list[Point] = []
        self._at: dict[Point, int] = {}
        self._seconds, self._metres = np.zeros((0, 0)), np.zeros((0, 0))

    def _learn(self, new: list[Point]) -> None:
        """From the new to all, and from all that were known to the new."""
        if not new:
            return
        known, points = len(self._points), [*self._points, *new]
        tables = [self._streets.ways(new, points)]
        tables += [self._streets.ways(new, self._points, back=True)] if known else []
        for which, name in enumerate(("_seconds", "_metres")):
            whole = np.zeros((len(points), len(points)))
            whole[:known, :known] = getattr(self, name)
            whole[known:] = tables[0][which]
            if known:
                whole[:known, known:] = tables[1][which].T
            setattr(self, name, whole)
        self._points = points
        self._at = {point: number for number, point in enumerate(points)}


def travel_of(seconds: Numbers, metres: Numbers) -> Travel:
    """Tables in whole numbers, with nothing from a place to itself."""
    time, way = np.ceil(seconds).astype(int), np.rint(metres).astype(int)
    np.fill_diagonal(time, 0)
    np.fill_diagonal(way, 0)
    return Travel(time.tolist(), way.tolist())


def read_streets(folder: Path) -> Streets:
    """The graph an import of the city has written there (`streets.npz`, `nodes.npz`); OSError where it is not."""
    with np.load(folder / "nodes.npz") as nodes:
        return Streets(load_npz(folder / "streets.npz"), nodes["lat"], nodes["lon"], nodes["main"])


def _flat(lat: Numbers, lon: Numbers, middle: float) -> Numbers:
    """Metres north and east, flat as it is within a city around the latitude `middle`."""
    north = np.radians(lat) * EARTH_RADIUS_M
    east = np.radians(lon) * EARTH_RADIUS_M * np.cos(np.radians(middle))
    return np.stack([north, east], axis=-1)
