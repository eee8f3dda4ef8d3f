"""Evidence from words: how rare the shared ones are, and whether one text is a copy, a forward or a denial of another."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import Incident
from wekeep.watch.rules.merging.reading import Reading
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode


class Vocabulary:
    """Which remembered incidents use which words; a word of many incidents says little."""

    def __init__(self) -> None:
        self.uses: dict[str, dict[int, int]] = {}

    def change(self, incident: int, tokens: Iterable[str], by: int) -> None:
        """Count `tokens` of one sighting in (+1) or out (-1) of `incident`."""
        for token in tokens:
            uses = self.uses.setdefault(token, {})
            left = uses.get(incident, 0) + by
            if left:
                uses[incident] = left
            else:
                del uses[incident]
                if not uses:
                    del self.uses[token]

    def weight(self, token: str) -> float:
        """Nats that sharing `token` is worth, before allowing for words that come together."""
        incidents = len(self.uses.get(token, ()))
        start = c.KNOWN_WEIGHT if ":" in token else c.RARE_WEIGHT
        return max(0.1, start - math.log(max(1, incidents)))

    def speaking_of(self, tokens: Iterable[str]) -> set[int]:
        """The few incidents that share the most weight of rare words with a text, if enough for it to be a copy."""
        known = [(self.weight(token), token) for token in tokens if 0 < len(self.uses.get(token, ())) <= c.COMMON_WORD]
        shared: defaultdict[int, float] = defaultdict(float)
        for weight, token in sorted(known, key=lambda pair: (-pair[0], pair[1]))[: c.RARE_WORDS]:
            for incident in self.uses[token]:
                shared[incident] += weight
        likely = sorted(
            (pair for pair in shared.items() if pair[1] >= c.COPY_WEIGHT), key=lambda pair: (-pair[1], pair[0])
        )
        return {incident for incident, _ in likely[: c.WORD_CANDIDATES]}


def weigh_words(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """Words shared with a scene nearby: they support, and never decide alone."""
    shared = [token for token in reading.tokens if token in incident.tokens and ":" not in token]
    if not shared:
        return None
    weight = sum(vocabulary.weight(token) for token in shared)
    return Reason(ReasonCode.SHARED_WORDS, tuple(sorted(shared)[:8]), min(c.WORDS_MOST, weight * c.WORDS_SHARE))


def weigh_copy(reading: Reading, incident: Incident, vocabulary: Vocabulary) -> Reason | None:
    """Whether the text is a copy of one of the incident's, passes it on, or quotes it to deny it; else None."""
    weights = {token: vocabulary.weight(token) for token in reading.tokens}
    own = sum(weights.values())
    best: tuple[float, float, frozenset[str]] = (0.0, 0.0, frozenset())
    for other in incident.exemplars():
        if other.id == reading.id:
            continue
        shared = reading.tokens & other.tokens
        weight = sum(weights[token] for token in shared)
        shorter = min(own, _weight_of(other.tokens, weights, vocabulary))
        if weight >= c.COPY_WEIGHT and weight / shorter >= _share_needed(reading, other) and weight > best[0]:
            best = (weight, weight / shorter, shared)
    if not best[2]:
        return None
    rare = sorted(best[2], key=lambda token: (-weights[token], token))
    return Reason(ReasonCode.COPY, (round(best[1] * 100), *rare[:6]), (best[0] - c.COPY_WEIGHT) * 0.5 + 0.5)


def _share_needed(reading: Reading, other: Reading) -> float:
    passes_on = reading.forwards or reading.denies or other.forwards or other.denies
    return c.QUOTE_SHARE if passes_on else c.COPY_SHARE


def _weight_of(tokens: Iterable[str], known: Mapping[str, float], vocabulary: Vocabulary) -> float:
    return sum(known[token] if token in known else vocabulary.weight(token) for token in tokens)
