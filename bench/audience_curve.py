"""What finding an audience costs as a network grows while the audience stays the same, drawn into docs/.

    python -m bench.audience_curve [--sizes 10000 … 5000000] [--audiences 5000 10000 100000] [--rounds 5]
    python -m bench.audience_curve --draw

Each size is a fresh SQLite and a process of its own, with a real keeper beside it. The area is made as large as it must be
to reach the wanted number. Timed, each the best of the rounds, warm: the whole `decide`, from area to frozen set, places
opened through the keeper and judged by the exact rule; and, for comparison, the exact rule asked of every place there is, all
at once on arrays in memory, which needs all places opened and is the least that asking everyone could cost.

The figures go to bench/results/audience_curve.json, and from there into docs/images/audience.svg.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from bench.audience import begin, best, everything, keeper
from bench.audience_city import CENTRE, City, drawn, fill, seal_packs
from bench.curve_drawing import drawing
from bench.machine import machine

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "audience_curve.json"
PICTURE = HERE.parent / "docs" / "images" / "audience.svg"
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 5_000_000)
AUDIENCES = (5_000, 10_000, 100_000)
# of everyone there is, so many may be told at most: the rest sleep less, or want only what is worse
SHARE = 0.5
SMALLEST, LARGEST = 100, 14_000


def area_for(target: int, points: Any) -> Any:
    """An area in the middle of the city that about `target` people who want to hear have a place in."""
    from wekeep.alerts.rules.area import around
    from wekeep.alerts.rules.touching import touched

    low, high = SMALLEST, LARGEST
    while high - low > 10:
        middle = (low + high) // 2
        found = int(touched(around(*CENTRE, middle), points.lat, points.lon, points.radius)[0].sum()) * 0.7
        low, high = (middle, high) if found < target else (low, middle)
    return around(*CENTRE, high)


def measured(city: City, audiences: list[int], rounds: int) -> list[dict[str, Any]]:
    """The figures of each audience that a network of this size can have."""
    from wekeep.alerts.queries import rolls
    from wekeep.alerts.queries.reach import decide
    from wekeep.alerts.rules.alert import Level, Status
    from wekeep.alerts.rules.touching import touched

    points, _owners = everything(city)
    lines = []
    for target in (one for one in audiences if one <= SHARE * len(city.cells)):
        area = area_for(target, points)
        first, _once = best(1, partial(decide, area, Level.CONFIRMED, Status.ACTUAL, "z0"))
        again, decided = best(rounds, partial(decide, area, Level.CONFIRMED, Status.ACTUAL, "z0"))
        asked, _all = best(min(rounds, 3), partial(touched, area, points.lat, points.lon, points.radius))
        told = len(decided)
        lines.append({"audience": target, "told": told, "first_ms": first * 1e3, "decide_ms": again * 1e3})
        lines[-1]["everyone_ms"] = asked * 1e3
    return [{**one, "subscriptions": len(city.cells), "roll_mb": rolls.current().nbytes / 1e6} for one in lines]


def one_size(count: int, audiences: list[int], rounds: int) -> dict[str, Any]:
    """A network of this size, in this process."""
    with tempfile.TemporaryDirectory(prefix="wk-curve-") as name, keeper(Path(name)):
        begin(Path(name), "sqlite")
        from wekeep.alerts.queries import rolls

        city = drawn(count, city=True)
        fill(city)
        seal_packs(city)
        load, _roll = best(1, rolls.current)
        lines = measured(city, audiences, rounds)
        size = sum(one.stat().st_size for one in Path(name).glob("*.sqlite3*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"lines": lines, "roll_read_s": load, "database_mb": size / 1e6, "peak_mb": memory}


def draw() -> None:
    """The picture, from the figures that were written down."""
    PICTURE.write_text(drawing(json.loads(RESULTS.read_text())))


def main() -> int:
    """Measure each size in a process of its own, write the figures down and draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="of other sizes the old figures stay")
    parser.add_argument("--audiences", type=int, nargs="+", default=list(AUDIENCES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", type=int, help="this size alone, its figures as JSON")
    parser.add_argument("--draw", action="store_true", help="only draw what was measured before")
    wanted = parser.parse_args()
    if wanted.draw:
        draw()
        return 0
    if wanted.one:
        print(json.dumps(one_size(wanted.one, wanted.audiences, wanted.rounds)))
        return 0
    for count in wanted.sizes:
        words = ["--one", str(count), "--rounds", str(wanted.rounds), "--audiences", *map(str, wanted.audiences)]
        command = [sys.executable, "-m", "bench.audience_curve", *words]
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        print(f"{count:9,} {said.stdout.splitlines()[-1]}", flush=True)
        note(count, json.loads(said.stdout.splitlines()[-1]))
    draw()
    return 0


def note(count: int, one: dict[str, Any]) -> None:
    """Write down the figures of one size, in place of what stood there of it."""
    found = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"lines": [], "networks": []}
    lines = [*(line for line in found["lines"] if line["subscriptions"] != count), *one.pop("lines")]
    networks = [line for line in found["networks"] if line["subscriptions"] != count]
    networks.append({"subscriptions": count, **one})
    lines.sort(key=lambda line: (line["subscriptions"], line["audience"]))
    networks.sort(key=lambda line: int(line["subscriptions"]))
    whole = {"machine": machine(), "engine": "sqlite", "lines": lines, "networks": networks}
    RESULTS.write_text(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
