"""Evidence from words: streets and places named, rare words shared, and texts that pass on, repeat or deny another."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TypeVar

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.spelling import spellings
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode

Key = TypeVar("Key", str, int)
ON_A_STREET = frozenset({"checkpoint"})  # spoken of as places are, but on any street


class Vocabulary:
    """Which remembered incidents use which words and names; a word of many incidents says little."""

    def __init__(self) -> None:
        self.uses: dict[str, dict[int, int]] = {}
        self.names: dict[str, dict[int, int]] = {}
        self.kinds: dict[str, dict[int, int]] = {}
        self.wording: dict[int, dict[int, int]] = {}
        self.seen: dict[str, dict[int, int]] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._weights: dict[str, dict[str, float]] = {}

    def change(self, incident: int, reading: Reading, by: int) -> None:
        """Count the words of one sighting in (+1) or out (-1) of `incident`."""
        self._named.clear()
        self._weights.clear()
        for token in reading.tokens:
            _count(self.uses, token, incident, by)
            if reading.tells_more:
                _count(self.seen, token, incident, by)
        for three in reading.wording:
            _count(self.wording, three, incident, by)
        for spelling in reading.spelled | reading.names.landmarks:
            _count(self.names, spelling, incident, by)
        if reading.talk:
            for kind in reading.kinds:
                _count(self.kinds, kind, incident, by)

    def talked_of(self, kind: str) -> int:
        """In how many incidents there is talk of such a place."""
        return len(self.kinds.get(kind, ()))

    def weight(self, token: str) -> float:
        """Nats that sharing `token` is worth, before allowing for words that come together."""
        start = c.KNOWN_WEIGHT if ":" in token else c.RARE_WEIGHT
        return max(0.1, start - _log(len(self.uses.get(token, ()))))

    def weights_of(self, reading: Reading) -> dict[str, float]:
        """`weight` of each token of a sighting that is being weighed against one incident after the other."""
        found = self._weights.get(reading.id)
        if found is None:
            found = self._weights[reading.id] = {token: self.weight(token) for token in reading.tokens}
        return found

    def talk_weight(self, token: str) -> float:
        """The same for talk: a rumour's own word is in many of its pieces, and in few texts that tell of something seen."""
        uses, seen = len(self.uses.get(token, ())), len(self.seen.get(token, ()))
        return max(0.1, c.RARE_WEIGHT - math.log(max(1.0, seen + (uses - seen) * c.PIECES)))

    def wording_weight(self, three: int) -> float:
        """Nats that sharing these three words in a row is worth; what many incidents say is a common phrase."""
        return max(0.0, c.THREE_WORDS - c.THREE_WORDS_FADE * math.log(max(1, len(self.wording.get(three, ())))))

    def name_weight(self, name: str) -> float:
        """Nats that sharing `name` is worth."""
        start = c.NUMBER_WEIGHT if name.startswith("#") else c.NAME_WEIGHT
        return max(0.5, start - 0.7 * math.log(max(1, len(self.names.get(name, ())))))

    def names_in(self, reading: Reading) -> frozenset[str]:
        """The names of a text, with those that it spells like any word and others spell like a name."""
        found = self._named.get(reading.id)
        if found is None:
            plain = (token for token in reading.tokens if ":" not in token and self._is_name(token))
            found = self._named[reading.id] = reading.names.words.union(plain)
        return found

    def _is_name(self, token: str) -> bool:
        uses = len(self.uses.get(token, ()))
        return any(5 * len(self.names[near]) >= uses for near in spellings(token) if near in self.names)

    def speaking_of(self, reading: Reading) -> set[int]:
        """The few incidents that share the most weight of names and rare words with a text."""
        shared: defaultdict[int, float] = defaultdict(float)
        names = self.names_in(reading)
        for spelling in {spelling for name in names for spelling in spellings(name)}:
            incidents = self.names.get(spelling, {})
            if len(incidents) <= c.COMMON_WORD:
                for incident in incidents:
                    shared[incident] += 1
        if reading.talk or reading.forwards or not reading.tells_more:
            for token in self._rare(reading.tokens):
                for incident in self.uses[token]:
                    shared[incident] += 1
            for three in reading.wording:
                incidents = self.wording.get(three, {})
                for incident in incidents if len(incidents) <= c.COMMON_WORDING else ():
                    shared[incident] += 0.5
        if reading.talk:
            for kind in reading.kinds:
                for incident in self.kinds.get(kind, ()):
                    shared[incident] += 1
        if len(shared) <= c.WORD_CANDIDATES:
            return set(shared)
        likely = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
        return {incident for incident, _ in likely[: c.WORD_CANDIDATES]}

    def _rare(self, tokens: Iterable[str]) -> list[str]:
        known = [(len(self.uses[token]), token) for token in tokens if token in self.uses]
        return [token for number, token in sorted(known)[: c.RARE_WORDS] if number <= c.COMMON_WORD]


def weigh_streets(reading: Reading, incident: Incident) -> Reason | None:
    """Whether the crossing a text names is one the incident's other sightings name."""
    streets = reading.names.streets
    if not streets or not incident.streets:
        return None
    shared = tuple(sorted(street for street in streets if _is_known(street, incident)))
    if len(shared) >= 2:
        return Reason(ReasonCode.SAME_STREETS, shared, c.SAME_CROSSING)
    if shared and len(streets) == 1:
        return Reason(ReasonCode.SAME_STREETS, shared, c.SAME_STREET)
    if shared:
        return Reason(ReasonCode.OTHER_STREETS, tuple(sorted(streets - set(shared))), c.OTHER_STREET)
    return Reason(
        ReasonCode.OTHER_STREETS, tuple(sorted(streets)), c.OTHER_CROSSING if len(streets) > 1 else c.OTHER_STREET
    )


def weigh_words(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """Words shared with a scene nearby: they support, and never decide alone."""
    shared = [token for token in reading.tokens if token in incident.tokens and ":" not in token]
    if not shared:
        return None
    weights = vocabulary.weights_of(reading)
    weight = math.fsum(weights[token] for token in shared)
    return Reason(ReasonCode.SHARED_WORDS, tuple(sorted(shared)[:8]), min(c.WORDS_MOST, weight * c.WORDS_SHARE))


def weigh_places_named(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> list[Reason]:
    """Names shared with what is told of an incident elsewhere, and names of the text that it is not about."""
    own = vocabulary.names_in(reading)
    passes_on = reading.forwards or reading.denies
    if not passes_on and len(reading.names.streets) > 1:
        own = own - reading.names.streets
    known = {name for name in own if _is_named(name, reading, incident)}
    landmarks = [mark for mark in reading.names.landmarks if mark in incident.landmarks]
    if not known or not (passes_on or reading.names.landmarks or incident.talks):
        return []
    missed = sorted(reading.names.streets - known) if incident.streets else []
    if not reading.forwards and known <= reading.names.streets and (missed or len(known) < 2):
        return []
    heaviest = sorted((_name_weight(name, vocabulary) for name in known), reverse=True)[: c.MOST_NAMES]
    weight = math.fsum(heaviest) + (c.LANDMARK_WEIGHT if landmarks else 0.0)
    if len(known) == 1 < len(incident.streets) and reading.names.streets <= known <= incident.streets.keys():
        weight *= c.HALF_A_CROSSING
    elif len(known) == len(own):
        weight += c.ALL_NAMES
    reasons = [Reason(ReasonCode.SAME_PLACE_NAMED, tuple(sorted(known)), weight)]
    if missed:
        reasons.append(Reason(ReasonCode.OTHER_PLACE_NAMES, tuple(missed), c.MISSED_NAME * len(missed)))
    if reading.names.landmarks and not any(_is_spelled(mark, incident) for mark in reading.names.landmarks):
        reasons.append(Reason(ReasonCode.OTHER_PLACE_NAMES, tuple(sorted(own - known)), c.OTHER_LANDMARK))
    return reasons


def weigh_copy(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """Whether the text repeats one of the incident's, word for word within other words, or with most of the same words."""
    shared = [three for three in reading.wording if three in incident.wording]
    weight = min(c.COPY_MOST, math.fsum(vocabulary.wording_weight(three) for three in shared))
    alike = _weigh_alike(reading, incident, vocabulary)
    if alike is not None and alike.weight >= weight:
        return alike
    if weight < c.COPY_LEAST or len(shared) < c.COPY_SHARE * reading.threes:
        return None
    return Reason(ReasonCode.COPY, (round(100 * len(shared) / reading.threes),), weight)


def _weigh_alike(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """How much of the shorter of two texts both have in common, weighed by rarity; None below half."""
    if len(reading.tokens) < 3:
        return None
    weights = vocabulary.weights_of(reading)
    own = math.fsum(weights.values())
    best, words = 0.0, frozenset[str]()
    for other in incident.exemplars():
        if other.id == reading.id or len(other.tokens) < 3:
            continue
        common = reading.tokens & other.tokens
        in_common = math.fsum(weights[token] for token in common)
        most = in_common / own  # however short the other is
        if most < c.ALIKE_FROM or most <= best:
            continue
        theirs = math.fsum(weights[token] if token in weights else vocabulary.weight(token) for token in other.tokens)
        share = in_common / max(own, theirs)
        if share > best:  # the first of equals, as they were received
            best, words = share, common
    if best < c.ALIKE_FROM:
        return None
    rare = sorted(words, key=lambda token: (-weights[token], token))
    return Reason(
        ReasonCode.COPY, (round(best * 100), *rare[:6]), (best - c.ALIKE_FROM) / (1 - c.ALIKE_FROM) * c.TEXT_ALIKE
    )


def _is_known(name: str, incident: Incident) -> bool:
    return name in incident.tokens or any(spelling in incident.spelled for spelling in spellings(name))


def _is_spelled(mark: str, incident: Incident) -> bool:
    _, spelling = mark.split("~")
    return spelling in incident.spelled or spelling in incident.tokens


def _is_named(name: str, reading: Reading, incident: Incident) -> bool:
    """Whether both speak of it, and at least one of them as of a name; a place is not the street it is called after."""
    if name in incident.streets and name not in reading.names.streets and _is_elsewhere(name, reading, incident):
        return _is_place(name, incident.landmarks)
    if name in reading.names.streets and name not in incident.streets and _is_place(name, incident.landmarks):
        return _is_place(name, reading.names.landmarks)
    if any(spelling in incident.spelled for spelling in spellings(name)):
        return True
    return name in reading.names.words and name in incident.tokens


def _is_elsewhere(name: str, reading: Reading, incident: Incident) -> bool:
    """Whether a text that does not say "street" speaks of a place called so, or of a place on it that is not this one."""
    places = reading.kinds - ON_A_STREET
    return _is_place(name, reading.names.landmarks) or bool(places and not places & incident.kinds.keys())


def _is_place(name: str, landmarks: Collection[str]) -> bool:
    return any(mark.endswith("~" + name) for mark in landmarks)


def _name_weight(name: str, vocabulary: Vocabulary) -> float:
    return min(vocabulary.name_weight(spelling) for spelling in spellings(name))


@lru_cache(maxsize=4096)
def _log(number: int) -> float:
    return math.log(max(1, number))


def _count(index: dict[Key, dict[int, int]], token: Key, incident: int, by: int) -> None:
    uses = index.setdefault(token, {})
    left = uses.get(incident, 0) + by
    if left:
        uses[incident] = left
        return
    del uses[incident]
    if not uses:
        del index[token]
