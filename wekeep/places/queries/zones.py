"""Reading zones."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

from wekeep.places.models import Zone
from wekeep.places.rules import zone as rules
from wekeep.work.prepared import Prepared


def zone_choices() -> list[tuple[str, str]]:
    """Code and name of every zone, by name."""
    return list(Zone.objects.order_by("name").values_list("code", "name"))


def zone_names() -> dict[str, str]:
    """Zone names by code."""
    return dict(_NAMES.rows())


_NAMES: Prepared[Zone] = Prepared(lambda: Zone.objects.order_by().values_list("code", "name"))


_OUTLINES = f"SELECT code, name, outline FROM {Zone._meta.db_table} ORDER BY code"


def zones() -> tuple[rules.Zone, ...]:
    """Every zone with its area, by code. One query; the outlines are read anew only when one has changed."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTLINES)
        return _zones(tuple(tuple(row) for row in cursor.fetchall()))


@lru_cache(maxsize=2)
def _zones(rows: tuple[tuple[str, str, str], ...]) -> tuple[rules.Zone, ...]:
    return tuple(rules.Zone(code, name, rules.rings_of(json.loads(outline))) for code, name, outline in rows)


def zone_of(lat: float, lon: float) -> str:
    """Return the code of the zone that holds a point; empty where none does. One query."""
    return zones_of([(lat, lon)])[0]


def zones_of(points: Iterable[tuple[float, float]]) -> list[str]:
    """`zone_of` for each of these points (lat, lon), in their order. One query."""
    every = zones()
    found = [rules.zone_holding(lat, lon, every) for lat, lon in points]
    return [one.code if one else "" for one in found]
