"""Names of streets and places in a text, in any city and without a map, compared so that one typing slip does not matter."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from wekeep.watch.rules.merging.words import Word

SHORTEST_NAME = 3
FORGIVING_LENGTH = 5
BETWEEN = 4


class Names(NamedTuple):
    """`streets` are names that stand at a numbered street, with it ("#17"); `landmarks` join a kind of place and its name, in all its
    spellings;
    `words` are all single names, streets included."""

    streets: frozenset[str]
    landmarks: frozenset[str]
    words: frozenset[str]


def find_names(words: list[Word]) -> Names:
    """The names in a text read by `read_words`."""
    streets: set[str] = set()
    landmarks: set[str] = set()
    named = {word.token for word in words if word.named and not word.ordinal and len(word.token) >= SHORTEST_NAME}
    for at, word in enumerate(words):
        if word.ordinal:
            streets.add("#" + word.token)
            streets.update(_street_beside(words, at))
        elif word.token.startswith("place:"):
            landmarks.update(f"{word.token[6:]}~{name}" for name in _names_beside(words, at))
    named.update(name.split("~")[1] for name in landmarks)
    spelled = (mark.split("~") for mark in landmarks)
    marks = frozenset(f"{kind}~{spelling}" for kind, name in spelled for spelling in spellings(name))
    return Names(frozenset(streets), marks, frozenset(named | streets))


def _street_beside(words: list[Word], at: int) -> Iterable[str]:
    """The cross street: the next word after the number that is not a small one, else the last before it."""
    found: list[str] = []
    for steps, ahead in ((range(at + 1, at + 1 + BETWEEN), 0), (range(at - 1, at - 1 - BETWEEN, -1), 1)):
        for near in steps:
            if not 0 <= near < len(words) or not words[near + ahead].joined:
                break
            word = words[near]
            if word.token in ("stop:", "street:", "topic:lot"):
                continue
            if word.ordinal:
                found.append("#" + word.token)
            elif _could_name(word) and (word.named or not found):
                found.append(word.token)
            break
    return found


def _names_beside(words: list[Word], at: int) -> list[str]:
    """The name of a place right before its kind ("Andersen School") or right after it ("escuela Andersen", "Highway 55")."""
    before = words[at - 1] if at and words[at].joined else None
    after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
    if before and before.named and _could_name(before):
        return [before.token]
    if after and (after.token.isdigit() or (after.named and _could_name(after))):
        return [after.token]
    return [before.token] if before and _could_name(before) else []


def _could_name(word: Word) -> bool:
    return len(word.token) >= SHORTEST_NAME and ":" not in word.token and not word.token.isdigit()


@lru_cache(maxsize=20_000)
def spellings(name: str) -> frozenset[str]:
    """`name` and, for longer ones, `name` with any one letter left out: two names one slip apart share a spelling."""
    if len(name) < FORGIVING_LENGTH or not name.isalpha():
        return frozenset((name,))
    return frozenset({name} | {name[:at] + name[at + 1 :] for at in range(len(name))})
