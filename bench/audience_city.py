"""A network of many subscriptions, made in minutes: rows as they lie, packs as the job seals them, points that are known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import h3
import numpy as np
from numpy.typing import NDArray

from wekeep.alerts.rules.summary import USUAL_HOUR, Summary

CENTRE = (45.0, -93.0)
KM_NORTH, KM_EAST = 1 / 111.195, 1 / (111.195 * 0.70711)
# people a square kilometre in the city and in the country, and the share who live in the city
CITY, COUNTRY, IN_CITY = 700.0, 100.0, 0.9
RADII, SHARES = (500, 1000, 2000, 5000), (0.4, 0.4, 0.15, 0.05)
HOURS = ((None, None), (time(22), time(7)), (time(23), time(6)), (time(21), time(8)))
ZONES, FOLLOWERS = 60, 0.03
_INSERTED_AT_ONCE = 50_000
# The places' own seals stand in for real ones, which would take minutes to make and which nothing here opens.
STAND_IN = b"stand-in"


@dataclass(frozen=True, slots=True)
class City:
    """Where everyone lives: person n (from 0) has the primary key n + 1, and one place with the same."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    radius: NDArray[np.int64]
    cells: list[str]
    country: tuple[float, float]


def drawn(count: int, *, city: bool, seed: int = 4) -> City:
    """So many people, in a city with country beside it, or in the country alone."""
    draw = np.random.default_rng(seed)
    inside = int(count * IN_CITY) if city else 0
    side, land = (inside / CITY) ** 0.5, ((count - inside) / COUNTRY) ** 0.5
    east = np.concatenate((draw.uniform(-side / 2, side / 2, inside), draw.uniform(side, side + land, count - inside)))
    north = np.concatenate(
        (draw.uniform(-side / 2, side / 2, inside), draw.uniform(-land / 2, land / 2, count - inside))
    )
    lat, lon = CENTRE[0] + north * KM_NORTH, CENTRE[1] + east * KM_EAST
    radius = draw.choice(RADII, count, p=SHARES)
    resolution = np.where(radius <= 2000, 7, 6)
    cells = [h3.latlng_to_cell(*each) for each in zip(lat.tolist(), lon.tolist(), resolution.tolist(), strict=True)]
    return City(lat, lon, radius, cells, (CENTRE[0], CENTRE[1] + (side + land / 2) * KM_EAST))


def fill(city: City) -> None:
    """Everyone's rows, and a zone in the middle of the city that some of them follow."""
    from wekeep.places.models import Zone

    ring = [[-93.02, 44.98], [-92.98, 44.98], [-92.98, 45.02], [-93.02, 45.02], [-93.02, 44.98]]
    Zone.objects.create(code="z0", name="Middle", outline={"type": "Polygon", "coordinates": [ring]})
    count, now = len(city.cells), datetime.now(tz=UTC)
    ends, draw = now + timedelta(days=300), np.random.default_rng(5)
    sleep, picky = draw.integers(0, len(HOURS), count), draw.random(count) < 0.3
    _insert("alerts_subscription", _PEOPLE, _people(count, sleep.tolist(), picky.tolist(), now, ends))
    _insert("alerts_spot", _SPOTS, _spots(city, ends))
    followers = np.flatnonzero(draw.random(count) < FOLLOWERS).tolist()
    _insert("alerts_followedzone", ("subscription_id", "zone"), ((n + 1, f"z{n % ZONES}") for n in followers))


def seal_packs(city: City, besides: Sequence[int] = ()) -> int:
    """Every place but these (by number) in a pack, as the job seals them; returns how many packs."""
    from wekeep.alerts.actions import packs
    from wekeep.alerts.models import Pack
    from wekeep.alerts.rules.packing import plan
    from wekeep.alerts.rules.points import PACKED

    Pack.objects.all().delete()
    left, made = set(besides), []
    by_cell: dict[str, list[int]] = {}
    for n, cell in enumerate(city.cells):
        if n + 1 not in left:
            by_cell.setdefault(cell, []).append(n + 1)
    for cell, numbers in by_cell.items():
        # so few that the job would leave them are sealed together too: their stand-ins could not be opened
        for group in plan(np.array(numbers), []).groups or (np.array(numbers),):
            places = np.empty(len(group), dtype=PACKED)
            places["number"], places["lat"], places["lon"] = group, city.lat[group - 1], city.lon[group - 1]
            places["radius"] = city.radius[group - 1]
            pack = packs._sealed(cell, places)
            assert pack is not None
            made.append(pack)
    Pack.objects.bulk_create(made, batch_size=200)
    return len(made)


_PEOPLE = (
    *("id", "code", "address", "kind", "language", "level", "quiet_from", "quiet_until", "time_zone"),
    *(
        "active_breaks_quiet",
        "show_text",
        "receipts",
        "summary",
        "summary_hour",
        "member",
        "words_mark",
        "confirmed_at",
        "expires_at",
    ),
)
_SPOTS = ("id", "subscription_id", "code", "cell", "bucket", "sealed", "name", "expires_at")


def _people(
    count: int, sleep: list[int], picky: list[bool], now: datetime, ends: datetime
) -> Iterator[tuple[Any, ...]]:
    for n in range(count):
        start, end = HOURS[sleep[n]]
        code, level, language = f"{n:016x}", "active" if picky[n] else "confirmed", ("en", "es", "so", "hmn")[n % 4]
        zone, wishes = "America/Chicago", (True, False, False, Summary.NONE.value, USUAL_HOUR)
        yield n + 1, code, code, "webpush", language, level, start, end, zone, *wishes, "", code, now, ends


def _spots(city: City, ends: datetime) -> Iterator[tuple[Any, ...]]:
    for n, cell in enumerate(city.cells):
        yield n + 1, n + 1, f"{n:016x}", cell, "2099-01-01", STAND_IN, "", ends


def _insert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """The quickest way each database has."""
    from django.db import connection, transaction

    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        else:
            marks = ", ".join("?" * len(columns))
            texts = (tuple(_as_text(value) for value in row) for row in rows)
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, time) else value
