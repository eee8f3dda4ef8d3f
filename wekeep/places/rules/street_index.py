"""The street names of a city, held in memory so that a name typed wrongly still finds its street."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from wekeep.places.rules.street_words import DIRECTIONS, STREET_KINDS, name_key, stem_key, words_of

LEAST_ALIKE = 78.0
"""Below this rapidfuzz ratio (0 to 100) two names are different names, not one misspelt."""

KIND_ALIKE = 85.0
"""One letter wrong in "street" or "avenue", and hardly more."""
KIND_MENDED = 0.96
_KINDS = sorted(STREET_KINDS)


@dataclass(frozen=True, slots=True)
class StreetMatch:
    """A street of the city and how well the typed name fits it, from 0 to 1."""

    name: str
    score: float


class StreetIndex:
    """Finds streets by name: in any spelling first, then by likeness. Immutable once built; safe between threads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names)):
            if stem_key(name):
                self._by_stem[stem_key(name)].append(name)
        self._stems = [stem for stem in self._by_stem if not stem.isdigit()]

    def __len__(self) -> int:
        return sum(len(names) for names in self._by_stem.values())

    def matches(self, typed: str, limit: int = 6) -> list[StreetMatch]:
        """Return the streets a typed name may mean, best first; a numbered street is never matched by likeness."""
        stem = stem_key(typed)
        if not stem:
            return []
        found = [StreetMatch(name, _fit(typed, name)) for name in self._by_stem.get(stem, ())]
        if not found and not stem.isdigit():
            found = self._alike(typed, stem) or self._with_kind_mended(typed)
        return sorted(found, key=lambda match: (-match.score, match.name))[:limit]

    def _with_kind_mended(self, typed: str) -> list[StreetMatch]:
        """What fits once "avenu" and "stret" are read as the street words they nearly are; a little less sure for it."""
        mended = " ".join(_likest_kind(word) for word in words_of(typed))
        stem = stem_key(mended)
        if mended == name_key(typed) or not stem:
            return []
        found = [StreetMatch(name, _fit(mended, name)) for name in self._by_stem.get(stem, ())]
        if not found and not stem.isdigit():
            found = self._alike(mended, stem)
        return [StreetMatch(match.name, round(match.score * KIND_MENDED, 4)) for match in found]

    def _alike(self, typed: str, stem: str) -> list[StreetMatch]:
        near = process.extract(stem, self._stems, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=5)
        begun = [(name, 88.0, 0) for name in self._stems if len(stem) >= 4 and name.startswith(stem)][:5]
        return [
            StreetMatch(name, round(_fit(typed, name, stem_matters=False) * score / 100, 4))
            for found, score, _ in [*near, *begun]
            for name in self._by_stem[found]
        ]


def _likest_kind(word: str) -> str:
    found = process.extractOne(word, _KINDS, scorer=fuzz.ratio, score_cutoff=KIND_ALIKE) if len(word) >= 4 else None
    return str(found[0]) if found else word


def _fit(typed: str, name: str, stem_matters: bool = True) -> float:
    """Score a street of the same stem: 1.0 in full, less for each street word or direction left out, least when contradicted."""
    if stem_matters and name_key(typed) == name_key(name):
        return 1.0
    asked, has = set(words_of(typed)), set(words_of(name))
    score = 0.97
    for group in (STREET_KINDS, DIRECTIONS):
        want, real = asked & group, has & group
        if want and want != real:
            score -= 0.3 if real else 0.1
        elif real and not want:
            score -= 0.02
    return score


class WordIndex:
    """The words that a city's landmarks are named with, so that one word typed wrongly can be mended."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._known = frozenset(self._words)

    def mended(self, typed: Iterable[str]) -> tuple[str, ...]:
        """Return the typed words, each unknown one of four letters or more replaced by the likest known one."""
        return tuple(word if len(word) < 4 or word in self._known else self._likest(word) for word in typed)

    def _likest(self, word: str) -> str:
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
        return str(found[0]) if found else word
