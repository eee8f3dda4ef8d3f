"""Finding what a typed place means in the city that was imported."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet

from wekeep.places.models import Place, Street
from wekeep.places.queries.city import City, Part, current_city, part_holding, parts_of
from wekeep.places.rules.cell import degrees_around, metres_between
from wekeep.places.rules.gazetteer import (
    CLEAR_LEAD,
    SAME_SPOT_M,
    AddressQuery,
    Answer,
    Candidate,
    CrossingQuery,
    Kind,
    NameQuery,
    PointQuery,
    Query,
    Verdict,
    readings_of,
    verdict_on,
)
from wekeep.places.rules.street_index import StreetIndex, WordIndex
from wekeep.places.rules.street_words import words_of

FITS_WELL = 0.85
EXAMPLE_WITHIN_M = 1500.0
NEIGHBOURS = 120
"""How far, in house numbers, a missing number may lie from the known ones between which it is estimated."""


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
        found += _candidates(reading, city)
        if any(one.confidence >= FITS_WELL for one in found):
            break
    return found


def _candidates(reading: Query, city: City) -> list[Candidate]:
    match reading:
        case CrossingQuery():
            return _crossings(reading, city)
        case AddressQuery():
            return _addresses(reading, city)
        case NameQuery():
            return [*_streets(reading, city), *_parts(reading, city), *_landmarks(reading, city)]
    return []


# --- crossings --------------------------------------------------------------------------------------------------------
def _crossings(reading: CrossingQuery, city: City) -> list[Candidate]:
    names = names_of(city.code, city.key)
    one, other = names.scores(reading.one), names.scores(reading.other)
    if not one or not other:
        return []
    both = Q(street__in=one, other__in=other) | Q(street__in=other, other__in=one)
    rows = Place.objects.filter(both, kind=Kind.CROSSING)
    return [_crossing(row, one, other) for row in rows[:40]]


def _crossing(row: Place, one: dict[int, float], other: dict[int, float]) -> Candidate:
    a, b = row.street_id or 0, row.other_id or 0
    score = max(one.get(a, 0.0) * other.get(b, 0.0), one.get(b, 0.0) * other.get(a, 0.0))
    return Candidate(row.label, Kind.CROSSING, row.lat, row.lon, score)


# --- addresses --------------------------------------------------------------------------------------------------------
def _addresses(reading: AddressQuery, city: City) -> list[Candidate]:
    streets = names_of(city.code, city.key).scores(reading.street)
    wanted = int(re.match(r"\d+", reading.number).group())  # type: ignore[union-attr]
    reach = (wanted - NEIGHBOURS, wanted + NEIGHBOURS)
    rows = Place.objects.filter(street__in=streets, kind=Kind.ADDRESS, number_value__range=reach).select_related(
        "street"
    )
    by_street: dict[int, list[Place]] = {}
    for row in rows[:600] if streets else ():
        by_street.setdefault(row.street_id or 0, []).append(row)
    return [
        found
        for street, known in by_street.items()
        for found in _on_street(reading.number, wanted, known, streets[street])
    ]


def _on_street(number: str, wanted: int, known: list[Place], score: float) -> list[Candidate]:
    exact = [row for row in known if row.number == number]
    if exact:
        return [Candidate(exact[0].label, Kind.ADDRESS, exact[0].lat, exact[0].lon, score)]
    same = [row for row in known if row.number_value == wanted]
    if same:
        return [Candidate(row.label, Kind.ADDRESS, row.lat, row.lon, score * 0.95) for row in same[:4]]
    return _estimated(wanted, known, score)


def _estimated(wanted: int, known: list[Place], score: float) -> list[Candidate]:
    """Between two known numbers, on the same side of the street where possible, a missing one is placed in proportion."""
    below = max(
        (row for row in known if (row.number_value or 0) < wanted),
        key=lambda row: _closeness(row, wanted),
        default=None,
    )
    above = max(
        (row for row in known if (row.number_value or 0) > wanted),
        key=lambda row: _closeness(row, wanted),
        default=None,
    )
    if below is None or above is None or metres_between((below.lat, below.lon), (above.lat, above.lon)) > 400:
        return []
    low, high = below.number_value or 0, above.number_value or 0
    share = (wanted - low) / (high - low)
    lat, lon = below.lat + share * (above.lat - below.lat), below.lon + share * (above.lon - below.lon)
    label = below.label.replace(str(low), str(wanted), 1)
    return [Candidate(label, Kind.ADDRESS, lat, lon, score * 0.85, exact=False)]


def _closeness(row: Place, wanted: int) -> tuple[bool, int]:
    value = row.number_value or 0
    return (value - wanted) % 2 == 0, -abs(value - wanted)


# --- names ------------------------------------------------------------------------------------------------------------
def _streets(reading: NameQuery, city: City) -> list[Candidate]:
    names = names_of(city.code, city.key)
    return [
        Candidate(street.name, Kind.STREET, street.lat, street.lon, score * 0.7)
        for key, score in names.scores(reading.name).items()
        for street in [names.streets[key]]
    ]


def _parts(reading: NameQuery, city: City) -> list[Candidate]:
    return [
        _part(part, match.score)
        for match in _part_index(city.code, city.key).matches(reading.name)
        for part in parts_of(city.code, city.key)
        if part.name == match.name
    ]


def _part(part: Part, score: float) -> Candidate:
    return Candidate(part.name, Kind.NEIGHBOURHOOD, part.lat, part.lon, score * 0.9)


def _landmarks(reading: NameQuery, city: City) -> list[Candidate]:
    words = words_of(reading.name)
    rows, trust = _with_words(words, city) if words else [], 1.0
    if words and not rows:
        words, trust = _words_in_use(city.code, city.key).mended(words), 0.9
        rows = _with_words(words, city)
    if not rows:
        close = _landmark_index(city.code, city.key).matches(reading.name, 4)
        labels = {match.name: match.score for match in close}
        rows = list(Place.objects.filter(city=city.key, kind=Kind.LANDMARK, label__in=labels)[:12]) if labels else []
        return [Candidate(row.label, Kind.LANDMARK, row.lat, row.lon, labels[row.label] * 0.95) for row in rows]
    return [Candidate(row.label, Kind.LANDMARK, row.lat, row.lon, trust * _share(words, row)) for row in rows]


def _share(words: Sequence[str], row: Place) -> float:
    """How much of the landmark's own name was typed: all of it is sure, one word of three is a guess."""
    named = words_of(row.label)
    typed = sum(any(name.startswith(word) for word in words) for name in named)
    return (
        0.55 + 0.45 * typed / max(1, len(named))
        if set(words) - set(named) == set()
        else 0.5 + 0.3 * typed / max(1, len(named))
    )


def _with_words(words: Sequence[str], city: City) -> list[Place]:
    """Landmarks whose words begin with all typed words (full text: FTS5 or tsvector)."""
    rows = Place.objects.filter(city=city.key, kind=Kind.LANDMARK)
    return list((_sqlite(rows, words) if connection.vendor == "sqlite" else _postgresql(rows, words))[:24])


def _sqlite(rows: QuerySet[Place], words: Sequence[str]) -> QuerySet[Place]:
    typed = " ".join(f'"{word}"*' for word in words)
    return rows.extra(
        where=["places_place.id IN (SELECT rowid FROM places_words WHERE places_words MATCH %s)"], params=[typed]
    )


def _postgresql(rows: QuerySet[Place], words: Sequence[str]) -> QuerySet[Place]:
    typed = " & ".join(f"'{word}':*" for word in words)
    return rows.extra(where=["to_tsvector('simple', places_place.words) @@ to_tsquery('simple', %s)"], params=[typed])


# --- ranking ----------------------------------------------------------------------------------------------------------
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


# --- names in memory --------------------------------------------------------------------------------------------------
class Names:
    """All street names of a city, with the names they have in other languages."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self.streets = {street.pk: street for street in streets}
        self._keys: dict[str, set[int]] = {}
        for street in self.streets.values():
            for name in (street.name, *street.other_names):
                self._keys.setdefault(name, set()).add(street.pk)
        self._index = StreetIndex(self._keys)

    def scores(self, typed: str) -> dict[int, float]:
        """Street keys that a typed name may mean, with how well it fits."""
        found: dict[int, float] = {}
        for match in self._index.matches(typed, 12):
            for key in self._keys[match.name]:
                found[key] = max(found.get(key, 0.0), match.score)
        return found


@lru_cache(maxsize=2)
def names_of(code: str, key: int) -> Names:
    """The street names of the city with that code and key, read once an import."""
    return Names(Street.objects.filter(city=key))


@lru_cache(maxsize=2)
def _part_index(code: str, key: int) -> StreetIndex:
    return StreetIndex(part.name for part in parts_of(code, key))


@lru_cache(maxsize=2)
def _words_in_use(code: str, key: int) -> WordIndex:
    words = Place.objects.filter(city=key, kind=Kind.LANDMARK).values_list("words", flat=True)
    return WordIndex(word for text in words.iterator() for word in text.split())


@lru_cache(maxsize=2)
def _landmark_index(code: str, key: int) -> StreetIndex:
    labels = Place.objects.filter(city=key, kind=Kind.LANDMARK).values_list("label", flat=True)
    return StreetIndex(labels.distinct())


def nearest_crossing(lat: float, lon: float, within_m: float = 400.0) -> Candidate | None:
    """Return the nearest crossing of streets, or None where the city has none that near or no city was imported."""
    city = current_city()
    if city is None:
        return None
    high, wide = degrees_around(lat, within_m)
    box = {"lat__range": (lat - high, lat + high), "lon__range": (lon - wide, lon + wide)}
    rows = list(Place.objects.filter(city=city.key, kind=Kind.CROSSING, **box)[:400])
    best = min(rows, key=lambda row: (metres_between((lat, lon), (row.lat, row.lon)), row.label), default=None)
    if best is None or metres_between((lat, lon), (best.lat, best.lon)) > within_m:
        return None
    return _in_part(Candidate(best.label, Kind.CROSSING, best.lat, best.lon, 1.0), city)


def example_crossing() -> str:
    """A crossing of this city, as someone might type one: that nearest to its middle; "" before a city was imported."""
    city = current_city()
    return _crossing_near_the_middle(city.code, *city.middle) if city else ""


@lru_cache(maxsize=2)
def _crossing_near_the_middle(_city: str, lat: float, lon: float) -> str:
    found = nearest_crossing(lat, lon, EXAMPLE_WITHIN_M)
    return found.label if found else ""
