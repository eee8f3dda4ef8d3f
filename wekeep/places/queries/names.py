"""The names of a city, kept in memory from one import to the next."""

from collections.abc import Iterable
from functools import lru_cache

from wekeep.places.models import Place, Street
from wekeep.places.queries.city import parts_of
from wekeep.places.rules.gazetteer import Kind
from wekeep.places.rules.street_index import StreetIndex, WordIndex


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
def part_index(code: str, key: int) -> StreetIndex:
    """The names of its parts, read once an import, as those below are."""
    return StreetIndex(part.name for part in parts_of(code, key))


@lru_cache(maxsize=2)
def words_in_use(code: str, key: int) -> WordIndex:
    """Every word of its landmarks' names."""
    words = Place.objects.filter(city=key, kind=Kind.LANDMARK).values_list("words", flat=True)
    return WordIndex(word for text in words.iterator() for word in text.split())


@lru_cache(maxsize=2)
def landmark_index(code: str, key: int) -> StreetIndex:
    """Its landmarks' names."""
    labels = Place.objects.filter(city=key, kind=Kind.LANDMARK).values_list("label", flat=True)
    return StreetIndex(labels.distinct())
