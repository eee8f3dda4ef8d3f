"""From one reading of what was typed to the places it may mean: crossings, addresses, names."""

import re
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q, QuerySet

from wekeep.places.models import Place
from wekeep.places.queries.city import City, Part, parts_of
from wekeep.places.queries.names import landmark_index, names_of, part_index, words_in_use
from wekeep.places.rules.cell import metres_between
from wekeep.places.rules.gazetteer import AddressQuery, Candidate, CrossingQuery, Kind, NameQuery, Query
from wekeep.places.rules.street_words import words_of

NEIGHBOURS = 120
"""How far, in house numbers, a missing number may lie from the known ones between which it is estimated."""


def candidates(reading: Query, city: City) -> list[Candidate]:
    """The places that one reading of what was typed may mean, in no order."""
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
        for match in part_index(city.code, city.key).matches(reading.name)
        for part in parts_of(city.code, city.key)
        if part.name == match.name
    ]


def _part(part: Part, score: float) -> Candidate:
    return Candidate(part.name, Kind.NEIGHBOURHOOD, part.lat, part.lon, score * 0.9)


def _landmarks(reading: NameQuery, city: City) -> list[Candidate]:
    words = words_of(reading.name)
    rows, trust = _with_words(words, city) if words else [], 1.0
    if words and not rows:
        words, trust = words_in_use(city.code, city.key).mended(words), 0.9
        rows = _with_words(words, city)
    if not rows:
        close = landmark_index(city.code, city.key).matches(reading.name, 4)
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
