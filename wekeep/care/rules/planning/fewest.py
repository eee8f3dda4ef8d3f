"""A bound from below on the cars that serve everybody: as many as there are tasks of which no two fit into one car."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wekeep.care.rules.planning.problem import Problem, Stop

Table = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]
ORDERS = ("AaBb", "ABab", "ABba")
"""The ways to serve one task A and another B beginning with A: capitals are pick-ups."""
STARTS = 20


def fewest_cars(problem: Problem) -> int:
    """Cars without which not everybody can be served, at the least; windows, driving and room of pairs are looked at."""
    if not problem.tasks or not problem.drivers:
        return 0
    one_way = _in_this_order(problem)
    clash = ~(one_way | one_way.T)
    np.fill_diagonal(clash, False)
    return _clique(clash)


def _in_this_order(problem: Problem) -> Truth:
    """For each two tasks whether some car could serve both, beginning with the first."""
    seconds = np.asarray(problem.travel.seconds, dtype=float)
    picks, drops = [task.pickup for task in problem.tasks], [task.drop for task in problem.tasks]
    column = {"A": (picks, 0), "a": (drops, 0), "B": (picks, 1), "b": (drops, 1)}
    out = np.min([seconds[one.start] + one.window.early for one in problem.drivers], axis=0)
    back = np.max([_home_by(seconds, one.end, one.window.late) for one in problem.drivers], axis=0)
    shared = _fit_together(problem)
    possible = np.zeros((len(picks), len(picks)), dtype=bool)
    for order in ORDERS:
        stops = [column[letter] for letter in order]
        time = np.maximum(_side(stops[0], out), _side(stops[0], None, "early"))
        fine = time <= _side(stops[0], None, "late")
        for before, after in pairwise(stops):
            time = time + _side(before, None, "handling") + _between(seconds, before, after)
            time = np.maximum(time, _side(after, None, "early"))
            fine = fine & (time <= _side(after, None, "late"))
        fine = fine & (time + _side(stops[-1], None, "handling") <= _side(stops[-1], back))
        possible |= fine & (shared if order != "AaBb" else True)
    return possible


def _home_by(seconds: Table, end: int | None, late: float) -> Table:
    return np.full(len(seconds), late) if end is None else late - seconds[:, end]


def _side(stop: tuple[list[Stop], int], by_place: Table | None, what: str = "") -> Table:
    """One figure of the stops as a column (of A) or a row (of B)."""
    stops, axis = stop
    line = np.array([_figure(one, by_place, what) for one in stops], dtype=np.float64)
    return line[:, None] if axis == 0 else line[None, :]


def _figure(stop: Stop, by_place: Table | None, what: str) -> float:
    if by_place is not None:
        return float(by_place[stop.place])
    return {"early": stop.window.early, "late": stop.window.late, "handling": stop.handling}[what]


def _between(seconds: Table, before: tuple[list[Stop], int], after: tuple[list[Stop], int]) -> Table:
    one, two = (np.array([stop.place for stop in stops]) for stops, _axis in (before, after))
    if before[1] == after[1]:
        line: Table = seconds[one, two]
        return line[:, None] if before[1] == 0 else line[None, :]
    table: Table = seconds[np.ix_(one, two)]
    return table if before[1] == 0 else table.T


def _fit_together(problem: Problem) -> Truth:
    rooms = {seating.room.minus(one.aboard) for one in problem.drivers for seating in one.seatings}
    demand = np.array([task.demand for task in problem.tasks])
    both = demand[:, None, :] + demand[None, :, :]
    fits = np.zeros(both.shape[:2], dtype=bool)
    for room in rooms:
        fits |= (both <= np.array(room)).all(axis=2)
    return fits


def _clique(clash: Truth) -> int:
    """The size of a large set of tasks that all clash with each other, found greedily from several of them."""
    degree = clash.sum(axis=1)
    best = 1
    for first in np.argsort(-degree)[:STARTS]:
        members, left = 1, clash[first].copy()
        while left.any():
            among = np.where(left)[0]
            nxt = among[np.argmax(clash[np.ix_(among, among)].sum(axis=1))]
            members, left = members + 1, left & clash[nxt]
        best = max(best, members)
    return int(best)
