"""`python -m bench.pdptw_made FOLDER [--tasks 100|200] [--seed N]`: instances in the format of Li and Lim that nobody has seen.

As Li and Lim did it (2001): customers with windows as Solomon drew them (clustered, at random, both; narrow and wide days), runs for them by
a solver, and in each run customers joined to pairs at random, so that those runs are one plan and not the best.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pyvrp import Model
from pyvrp.stop import MaxRuntime

FINE = 100
WIDTHS = {
    ("c", 1): (60, 180),
    ("c", 2): (160, 500),
    ("r", 1): (10, 30, 60),
    ("r", 2): (115, 240),
    ("rc", 1): (30, 60),
    ("rc", 2): (120, 240),
}
DAYS = {
    100: {("c", 1): 1236, ("c", 2): 3390, ("r", 1): 230, ("r", 2): 1000, ("rc", 1): 240, ("rc", 2): 960},
    200: {("c", 1): 1351, ("c", 2): 3914, ("r", 1): 634, ("r", 2): 2535, ("rc", 1): 634, ("rc", 2): 2535},
}


@dataclass(frozen=True)
class Kind:
    """One kind of instance: where customers lie, how long the day is (1 or 2), who has a window, and how wide it is."""

    where: str
    day: int
    tasks: int
    share: float
    width: int

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"made_{self.where}{self.day}_{self.tasks}_{int(self.share * 100)}_{self.width}"

    @property
    def side(self) -> int:
        """How wide the square is."""
        return 140 if self.tasks == 200 else 70 if self.where == "r" else 100

    @property
    def late(self) -> int:
        """When the day ends."""
        return DAYS[self.tasks][self.where, self.day]

    @property
    def capacity(self) -> int:
        """What a vehicle holds."""
        return 200 if self.day == 1 else 700 if self.where == "c" else 1000


@dataclass(frozen=True)
class Customer:
    """Where, how much, when and for how long."""

    x: int
    y: int
    demand: int
    early: int
    late: int
    service: int


def kinds(tasks: int) -> Iterator[Kind]:
    """Every kind that is drawn of."""
    for (where, day), widths in WIDTHS.items():
        for width in widths:
            for share in (1.0, 0.75, 0.5, 0.25):
                yield Kind(where, day, tasks, share, width * (2 if tasks == 200 and where != "c" else 1))


def customers(kind: Kind, draw: Random) -> list[Customer]:
    """Customers whose windows leave time to drive there and back."""
    half = kind.side // 2
    hubs = [(draw.uniform(0.1, 0.9) * kind.side, draw.uniform(0.1, 0.9) * kind.side) for _ in range(kind.tasks // 10)]
    service = 90 if kind.where == "c" else 10
    found = []
    for number in range(kind.tasks):
        clustered = kind.where == "c" or (kind.where == "rc" and number % 2 == 1)
        x, y = _spot(kind, draw, hubs) if clustered else (draw.randint(0, kind.side), draw.randint(0, kind.side))
        away = math.dist((x, y), (half, half))
        first, last = math.ceil(away), math.floor(kind.late - away - service)
        early, late = 0, last
        if draw.random() < kind.share:
            middle, width = draw.uniform(first, last), kind.width * draw.uniform(0.5, 1.5)
            early, late = max(first, round(middle - width / 2)), min(last, round(middle + width / 2))
        found.append(Customer(x, y, draw.choice([5, 10, 10, 20, 20, 30, 40]), min(early, late), late, service))
    return found


def _spot(kind: Kind, draw: Random, hubs: list[tuple[float, float]]) -> tuple[int, int]:
    hub = draw.choice(hubs)
    x, y = (min(kind.side, max(0, round(middle + draw.gauss(0, kind.side * 0.03)))) for middle in hub)
    return x, y


def runs(kind: Kind, asked: list[Customer], seed: int, seconds: float) -> list[list[int]]:
    """Runs that serve the customers, by number."""
    model, half = Model(), kind.side // 2
    spots = [(half, half), *((one.x, one.y) for one in asked)]
    places = [model.add_location(x, y) for x, y in spots]
    depot = model.add_depot(places[0])
    model.add_vehicle_type(
        kind.tasks, [kind.capacity], depot, depot, fixed_cost=1000 * FINE, tw_early=0, tw_late=kind.late * FINE
    )
    for place, one in zip(places[1:], asked, strict=True):
        model.add_client(
            place,
            pickup=[one.demand],
            service_duration=one.service * FINE,
            tw_early=one.early * FINE,
            tw_late=one.late * FINE,
        )
    for here, spot in zip(places, spots, strict=True):
        for there, other in zip(places, spots, strict=True):
            if here is not there:
                way = math.ceil(math.dist(spot, other) * FINE)
                model.add_edge(here, there, way, way)
    best = model.solve(MaxRuntime(seconds), seed=seed, display=False).best
    return [[one.idx for one in route.schedule() if one.is_client()] for route in best.routes()]


def paired(kind: Kind, asked: list[Customer], found: list[list[int]], draw: Random) -> list[tuple[int, ...]]:
    """Rows of an instance. Who is left alone in a run delivers to its own door, as Li and Lim had it."""
    half = kind.side // 2
    rows = [[n + 1, one.x, one.y, 0, one.early, one.late, one.service, 0, 0] for n, one in enumerate(asked)]
    for run in found:
        left = list(run)
        while left:
            pick = left.pop(0)
            if left:
                to = left.pop(draw.randrange(len(left)))
            else:
                one, to = asked[pick], len(rows)
                back = kind.late - math.ceil(math.dist((one.x, one.y), (half, half)))
                rows.append([to + 1, one.x, one.y, 0, one.early, back, 0, 0, 0])
            rows[pick][3], rows[pick][8] = asked[pick].demand, to + 1
            rows[to][3], rows[to][7] = -asked[pick].demand, pick + 1
    return [(0, half, half, 0, 0, kind.late, 0, 0, 0), *(tuple(row) for row in rows)]


def main() -> None:
    """Write one instance of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tasks", type=int, choices=(100, 200), default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0, help="for the runs of each")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds(asked.tasks):
        draw = Random(f"{kind.name} {asked.seed}")
        people = customers(kind, draw)
        rows = paired(kind, people, runs(kind, people, asked.seed, asked.seconds), draw)
        lines = ["\t".join(map(str, row)) for row in [(kind.tasks // 2, kind.capacity, 1), *rows]]
        (asked.folder / f"{kind.name}.txt").write_text("\n".join(lines) + "\n")
        print(kind.name, flush=True)


if __name__ == "__main__":
    main()
