"""Finding what a typed place means in the city that was imported."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from wekeep.places.models import Place
from wekeep.places.queries.candidates import candidates
from wekeep.places.queries.city import City, current_city, part_holding
from wekeep.places.rules.cell import degrees_around, metres_between
from wekeep.places.rules.gazetteer import (
    CLEAR_LEAD,
    SAME_SPOT_M,
    Answer,
    Candidate,
    Kind,
    PointQuery,
    Query,
    Verdict,
    readings_of,
    verdict_on,
)

FITS_WELL = 0.85
EXAMPLE_WITHIN_M = 1500.0


def find_place(text: str, near: tuple[float, float] | None = None, limit: int = 6) -> list[Candidate]:
    """Return what a typed place may mean, best first; empty when nothing fits or no city was imported."""
    return list(look_up(text, near, limit).candidates)


def look_up(text: str, near: tuple[float, float] | None = None, limit: int = 6) -> Answer:
    """Return candidates for a typed place and how sure they are. `near` (lat, lon) breaks ties towards it.

    One query for the city, one for a crossing or an address that fits, at most three more for a name; all names are kept
    in memory until the next import.
    """
    readings = readings_of(text)
    if not readings:
        return Answer(Verdict.EMPTY)
    city = current_city()
    if isinstance(readings[0], PointQuery):
        return _point(readings[0], city)
    if city is None:
        return Answer(Verdict.NO_CITY)
    ranked = _ranked(_all_candidates(readings, city), near)[: max(1, min(limit, 20))]
    named = tuple(_in_part(candidate, city) for candidate in ranked)
    return Answer(verdict_on(named, _rivals_elsewhere(named)), named)


def _point(reading: PointQuery, city: City | None) -> Answer:
    label = f"{reading.lat:.5f}, {reading.lon:.5f}"
    inside = city is None or city.holds(reading.lat, reading.lon)
    point = Candidate(label, Kind.POINT, reading.lat, reading.lon, 1.0 if inside else 0.0)
    return Answer(Verdict.CLEAR if inside else Verdict.OUTSIDE, (_in_part(point, city) if city else point,))


def _all_candidates(readings: Sequence[Query], city: City) -> list[Candidate]:
    """Try the readings in turn; a later one is not tried when an earlier one fits well."""
    found: list[Candidate] = []
    for reading in readings:
        found += candidates(reading, city)
        if any(one.confidence >= FITS_WELL for one in found):
            break
    return found


def _ranked(found: Iterable[Candidate], near: tuple[float, float] | None) -> list[Candidate]:
    best: dict[tuple[str, Kind, int, int], Candidate] = {}
    for candidate in found:
        key = candidate.label, candidate.kind, round(candidate.lat * 2000), round(candidate.lon * 2000)
        if key not in best or best[key].confidence < candidate.confidence:
            best[key] = candidate
    return sorted(best.values(), key=lambda one: (-round(one.confidence, 2), _away(one, near), one.label))


def _away(candidate: Candidate, near: tuple[float, float] | None) -> float:
    return metres_between(near, (candidate.lat, candidate.lon)) if near else 0.0


def _rivals_elsewhere(ranked: Sequence[Candidate]) -> bool:
    """Whether a candidate nearly as good as the best lies somewhere else."""
    if not ranked:
        return False
    best = ranked[0]
    rivals = [one for one in ranked[1:] if best.confidence - one.confidence < CLEAR_LEAD]
    return any(metres_between((best.lat, best.lon), (one.lat, one.lon)) > SAME_SPOT_M for one in rivals)


def _in_part(candidate: Candidate, city: City) -> Candidate:
    part = part_holding(candidate.lat, candidate.lon, city)
    name = part.name if part and candidate.kind is not Kind.NEIGHBOURHOOD else ""
    confidence = round(candidate.confidence, 3)
    return Candidate(
        candidate.label,
        candidate.kind,
        round(candidate.lat, 6),
        round(candidate.lon, 6),
        confidence,
        name,
        candidate.exact,
    )


def nearest_crossing(lat: float, lon: float, within_m: float = 400.0) -> Candidate | None:
    """Return the nearest crossing of streets, or None where the city has none that near or no city was imported."""
    return _nearest(Kind.CROSSING, lat, lon, within_m)


def nearest_address(lat: float, lon: float, within_m: float = 400.0) -> Candidate | None:
    """Return an address near by, the nearest where there are not hundreds, or None as `nearest_crossing` does."""
    return _nearest(Kind.ADDRESS, lat, lon, within_m)


def _nearest(kind: Kind, lat: float, lon: float, within_m: float) -> Candidate | None:
    city = current_city()
    if city is None:
        return None
    high, wide = degrees_around(lat, within_m)
    box = {"lat__range": (lat - high, lat + high), "lon__range": (lon - wide, lon + wide)}
    rows = list(Place.objects.filter(city=city.key, kind=kind, **box)[:400])
    best = min(rows, key=lambda row: (metres_between((lat, lon), (row.lat, row.lon)), row.label), default=None)
    if best is None or metres_between((lat, lon), (best.lat, best.lon)) > within_m:
        return None
    return _in_part(Candidate(best.label, kind, best.lat, best.lon, 1.0), city)


def example_crossing() -> str:
    """A crossing of this city, as someone might type one: that nearest to its middle; "" before a city was imported."""
    city = current_city()
    return _crossing_near_the_middle(city.code, *city.middle) if city else ""


@lru_cache(maxsize=2)
def _crossing_near_the_middle(_city: str, lat: float, lon: float) -> str:
    found = nearest_crossing(lat, lon, EXAMPLE_WITHIN_M)
    return found.label if found else ""
