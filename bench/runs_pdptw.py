"""Pickup and delivery with time windows: published instances in the format of Li and Lim, ours and each single solver beside it.

The objective of those instances: vehicles first, then distance in double precision. A plan counts only when `verified` finds nothing wrong
with it: exact doubles, no tolerance, no code shared with the planners.
"""

import csv
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wekeep.care.planner.portfolio import better_plans
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.problem import Driver, Problem, Seating, Stop, Task, Travel, Window

Routes = list[list[int]]


@dataclass(frozen=True)
class Instance:
    """One file: rows of task, x, y, demand, earliest, latest, service, its pick-up's and its delivery's number."""

    name: str
    vehicles: int
    capacity: int
    rows: list[tuple[float, ...]]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Numbers of each pick-up and its delivery."""
        return [(int(row[0]), int(row[8])) for row in self.rows[1:] if row[8]]

    def distance(self, one: int, two: int) -> float:
        """Between two rows, as the crow flies."""
        return math.dist(self.rows[one][1:3], self.rows[two][1:3])


@dataclass(frozen=True)
class Score:
    """What a solver reached, or why it does not count."""

    vehicles: int = 0
    distance: float = 0.0
    seconds: float = 0.0
    fault: str = ""


def read(path: Path) -> Instance:
    """The instance in a file; ValueError where it is none."""
    lines = [line.split() for line in path.read_text().splitlines() if line.split()]
    rows = [tuple(map(float, line)) for line in lines[1:]]
    if any(len(row) != 9 for row in rows) or [int(row[0]) for row in rows] != list(range(len(rows))):
        raise ValueError(f"{path.name} is not in the format of Li and Lim")
    return Instance(path.stem, int(lines[0][0]), int(lines[0][1]), rows)


def best_known(path: Path) -> tuple[int, float] | None:
    """Vehicles and distance from a best_known.csv beside the file."""
    beside = path.parent / "best_known.csv"
    if beside.exists():
        for row in csv.DictReader(beside.read_text().splitlines()):
            if row["instance"] == path.stem:
                return int(row["vehicles"]), float(row["distance"])
    return None


def verified(instance: Instance, routes: Routes) -> tuple[int, float]:
    """Vehicles and distance of routes given as row numbers; ValueError where they break a rule."""
    mate = {delivery: pick for pick, delivery in instance.pairs}
    seen: set[int] = set()
    total, used = 0.0, [route for route in routes if route]
    for route in used:
        now = load = 0.0
        at, aboard = 0, set()
        for number in [*route, 0]:
            row = instance.rows[number]
            now += instance.distance(at, number)
            total += instance.distance(at, number)
            now, at = max(now, row[4]), number
            if now > row[5]:
                raise ValueError(f"late at {number}")
            if number == 0:
                continue
            now, load = now + row[6], load + row[3]
            if load > instance.capacity or number in seen:
                raise ValueError(f"too full or twice at {number}")
            if number in mate and mate[number] not in aboard:
                raise ValueError(f"delivered before it was picked up: {number}")
            seen.add(number)
            aboard.add(number)
        if load:
            raise ValueError("picked up and not delivered")
    if len(seen) != len(instance.rows) - 1 or len(used) > instance.vehicles:
        raise ValueError("not everything is served by the vehicles there are")
    return len(used), total


def as_problem(instance: Instance) -> Problem:
    """The instance as our planners are asked."""
    span = range(len(instance.rows))
    table = [[instance.distance(one, two) for two in span] for one in span]
    seating = (Seating("all", Load(boxes=instance.capacity)),)
    day = Window(instance.rows[0][4], instance.rows[0][5])
    drivers = tuple(Driver(str(n), 0, 0, day, seating) for n in range(instance.vehicles))

    def stop(number: int) -> Stop:
        row = instance.rows[number]
        return Stop(number, Window(row[4], row[5]), row[6])

    tasks = tuple(
        Task(str(pick), "", stop(pick), stop(to), Load(boxes=int(instance.rows[pick][3])))
        for pick, to in instance.pairs
    )
    return Problem(Travel(table, table), drivers, tasks)


def ours(instance: Instance, seconds: float) -> Routes:
    """Row numbers of the best plan of our portfolio in so many seconds."""
    problem, plan = as_problem(instance), None
    for better in better_plans(problem, seconds):
        plan = better.plan
    if plan is None or plan.unserved:
        raise ValueError("no plan that serves everything")
    mate = dict(instance.pairs)
    return [
        [int(v.task) if v.side.value == "pickup" else mate[int(v.task)] for v in route.visits] for route in plan.routes
    ]


def measured(instance: Instance, solver: Callable[[Instance, float], Routes], seconds: float) -> Score:
    """One run, verified."""
    began = time.perf_counter()
    try:
        routes = solver(instance, seconds)
        took = time.perf_counter() - began
        vehicles, distance = verified(instance, routes)
    except ValueError as fault:
        return Score(seconds=time.perf_counter() - began, fault=str(fault))
    return Score(vehicles, distance, took)


def report(paths: Sequence[Path], seconds: float, peers: Mapping[str, Callable[[Instance, float], Routes]]) -> bool:
    """Print a row for each file and solver, then what is aimed at; whether it was reached."""
    print(f"{'instance':14} {'solver':9} {'vehicles':>8} {'distance':>10} {'seconds':>8}  gap to the best known")
    gaps: dict[bool, list[float]] = {True: [], False: []}
    fine = True
    for path in paths:
        instance, best = read(path), best_known(path)
        scores = {"ours": measured(instance, ours, seconds)}
        scores |= {name: measured(instance, solver, seconds) for name, solver in peers.items()}
        for name, score in scores.items():
            print(_row(instance, name, score, best), flush=True)
        small = len(instance.pairs) < 75
        fine = _reached(scores, best, small) and fine
        if best and not scores["ours"].fault and scores["ours"].vehicles == best[0]:
            gaps[small].append(scores["ours"].distance / best[1] - 1)
    if gaps[True]:
        mean = sum(gaps[True]) / len(gaps[True])
        print(
            f"100 tasks, with the best known's vehicles: {len(gaps[True])}, mean gap in distance {mean:+.2%} (aim: 0.50%)"
        )
        fine = fine and mean <= 0.005
    return fine


def _row(instance: Instance, name: str, score: Score, best: tuple[int, float] | None) -> str:
    if score.fault:
        return f"{instance.name:14} {name:9} {'-':>8} {'-':>10} {score.seconds:8.2f}  {score.fault}"
    row = f"{instance.name:14} {name:9} {score.vehicles:8} {score.distance:10.2f} {score.seconds:8.2f}"
    if best is None:
        return row
    return f"{row}  {score.vehicles - best[0]:+d} vehicles, {score.distance / best[1] - 1:+.2%}"


def _reached(scores: dict[str, Score], best: tuple[int, float] | None, small: bool) -> bool:
    """No vehicle more than the best known (100 tasks), or than it and one (200), and never more than any single solver."""
    own = scores["ours"]
    others = [score.vehicles for name, score in scores.items() if name != "ours" and not score.fault]
    if own.fault or (others and own.vehicles > min(others)):
        return False
    return best is None or own.vehicles <= best[0] + (0 if small else 1)
