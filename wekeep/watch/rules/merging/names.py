"""Names of streets and places in a text, in any city and without a map, compared so that one typing slip does not matter."""

from collections.abc import Iterator
from typing import NamedTuple

from wekeep.watch.rules.merging.spelling import spellings
from wekeep.watch.rules.merging.words import Word

SHORTEST_NAME = 3
BETWEEN = 4
SMALL = frozenset({"stop:", "street:", "join:"})


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
    marks: set[tuple[str, str]] = set()
    named = {word.token for word in words if word.named and not word.ordinal and len(word.token) >= SHORTEST_NAME}
    for at, word in enumerate(words):
        if word.ordinal:
            streets.add("#" + word.token)
            streets.update(_cross_streets(words, at))
        elif word.token.startswith("place:"):
            marks.update((word.token[6:], name) for name in _names_beside(words, at))
    named.update(name for _, name in marks)
    streets -= {name for _, name in marks}
    spelled = frozenset(f"{kind}~{spelling}" for kind, name in marks for spelling in spellings(name))
    return Names(frozenset(streets), spelled, frozenset(named | streets))


def _cross_streets(words: list[Word], at: int) -> Iterator[str]:
    """The streets joined to a numbered one, before or after it: "Lake & 17th", "on 17th St near Lake", "17th iyo Lake"."""
    for step in (1, -1):
        joins = False
        for near in range(at + step, at + step * (BETWEEN + 1), step):
            if not 0 <= near < len(words) or not words[max(near, near - step)].joined:
                break
            word = words[near]
            joins = joins or word.token == "join:"
            if word.token in SMALL:
                continue
            if word.ordinal:
                yield "#" + word.token
            elif _could_name(word) and (word.named or joins):
                yield word.token
            break


def _names_beside(words: list[Word], at: int) -> list[str]:
    """The name of a place right before its kind ("Andersen School", "Lake Street bridge", "10th Ave bridge") or right after it
    ("escuela Andersen", "Highway 55")."""
    first = at - 1
    while first > 0 and words[first].token == "street:" and words[first + 1].joined:
        first -= 1
    before = words[first] if first >= 0 and words[first + 1].joined else None
    after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
    if before and before.named and (before.ordinal or _could_name(before)):
        return ["#" + before.token if before.ordinal else before.token]
    if after and (after.token.isdigit() or (after.named and _could_name(after))):
        return [after.token]
    return [before.token] if before and _could_name(before) else []


def _could_name(word: Word) -> bool:
    return len(word.token) >= SHORTEST_NAME and ":" not in word.token and not word.token.isdigit()
