"""How long it takes to drive between places of the city: over its own streets, and nobody else is asked."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from wekeep.care.rules.planning.problem import Travel
from wekeep.care.rules.planning.straight import as_the_crow_flies
from wekeep.care.rules.planning.streets import Ways, read_streets
from wekeep.places.queries.city import current_city


def travel_between(points: Sequence[tuple[float, float]]) -> Travel:
    """Whole seconds and metres between points (lat, lon in degrees): over the streets of the current city, or as the crow flies where
    none was imported or its graph is not there."""
    city = current_city()
    if city is None:
        return as_the_crow_flies(points)
    try:
        return _between(city.graph, tuple(points))
    except OSError:
        return as_the_crow_flies(points)


@lru_cache(maxsize=4)
def _between(folder: Path, points: tuple[tuple[float, float], ...]) -> Travel:
    """A day is posed anew at each change of its plan, and its places stay."""
    return _ways(folder).between(points)


@lru_cache(maxsize=1)
def _ways(folder: Path) -> Ways:
    """The graph of one import and what was worked out of it, kept until the next: every import has a folder of its own."""
    return Ways(read_streets(folder))
