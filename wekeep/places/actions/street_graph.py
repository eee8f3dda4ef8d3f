"""Saves the streets that cars use as a sparse graph, for planning runs later."""

from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, save_npz
from scipy.sparse.csgraph import connected_components

from wekeep.places.actions.reading import Extract
from wekeep.places.rules.cell import EARTH_RADIUS_M

_WIDTH = 8


def save_graph(extract: Extract, folder: Path) -> int:
    """Write streets.npz (seconds from node to node, scipy csr) and nodes.npz (`lat`, `lon`, `main`: in the largest part).

    Returns how many nodes the graph has. Row and column numbers are places in the node arrays.
    """
    table = np.frombuffer(extract.edges, np.float64).reshape(-1, _WIDTH)
    ids, index = np.unique(np.concatenate([table[:, 0], table[:, 3]]), return_inverse=True)
    lat, lon = np.zeros(len(ids)), np.zeros(len(ids))
    both = np.concatenate([table[:, 1:3], table[:, 4:6]])
    lat[index], lon[index] = both[:, 0], both[:, 1]
    start, end = index[: len(table)], index[len(table) :]
    seconds = np.maximum(0.1, _metres(table) / (table[:, 6] / 3.6))
    there, back = table[:, 7] >= 0, table[:, 7] <= 0
    rows, columns = np.concatenate([start[there], end[back]]), np.concatenate([end[there], start[back]])
    graph = coo_matrix(
        (np.concatenate([seconds[there], seconds[back]]), (rows, columns)), shape=(len(ids), len(ids))
    ).tocsr()
    save_npz(folder / "streets.npz", graph)
    parts, part = connected_components(graph, directed=True, connection="strong") if len(ids) else (0, np.zeros(0, int))
    largest = int(np.bincount(part).argmax()) if parts else 0
    np.savez_compressed(folder / "nodes.npz", lat=lat, lon=lon, main=part == largest)
    return len(ids)


def _metres(
    table: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Length of each edge on the sphere, flat within a block's length."""
    north = np.radians(table[:, 4] - table[:, 1])
    east = np.radians(table[:, 5] - table[:, 2]) * np.cos(np.radians(table[:, 1]))
    return np.asarray(EARTH_RADIUS_M * np.hypot(north, east))
