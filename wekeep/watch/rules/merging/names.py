"""Names of streets and places in a text, in any city and without a map, compared so that one typing slip does not matter."""

from collections.abc import Iterator
from typing import NamedTuple

from wekeep.watch.rules.merging import lexicon
from wekeep.watch.rules.merging.place_words import NAMELESS
from wekeep.watch.rules.merging.spelling import spellings
from wekeep.watch.rules.merging.words import Word, stem

SHORTEST_NAME = 3
BETWEEN = 4
SMALL = frozenset({"stop:", "street:", "street:after", "street:short", "street:before", "join:"})
DIRECTIONS = frozenset({"topic:north", "topic:south", "topic:east", "topic:west"})
BESIDE = frozenset({"off", "just"})  # "the Depot off 3rd" is a place beside a street
ENDINGS = frozenset({"street:after", "street:short"})
OF_FIRST = frozenset({"de", "del"})
OF = OF_FIRST | {"la", "los", "las", "el"}
NO_NAMES = frozenset(NAMELESS.split())
NEVER_NAMES = frozenset(stem(word) for word in lexicon.NO_NAMES.split())
STREETS_TOO = ("place:", "colour:", "who:", "make:", "topic:park")


class Names(NamedTuple):
    """`streets` are the streets a text stands at, numbered ones as "#17"; `landmarks` join a kind of place and its name, in all
    its spellings; `words` are all single names, streets included."""

    streets: frozenset[str]
    landmarks: frozenset[str]
    words: frozenset[str]


def find_names(words: list[Word]) -> Names:
    """The names in a text read by `read_words`."""
    found = _streets(words)
    marks: set[tuple[str, str]] = set()
    for at in range(len(words)):
        kind = _place_kind(words, at)
        if kind and at not in found:
            marks.update((kind, name) for name in _names_beside(words, at))
    of_places = {name for _, name in marks}
    streets = frozenset(_street_token(words[at]) for at in found) - of_places
    named = {word.token for word in words if word.named and not word.ordinal and _could_name(word)}
    spelled = frozenset(f"{kind}~{spelling}" for kind, name in marks for spelling in spellings(name))
    return Names(streets, spelled, frozenset(named | of_places | streets))


def _place_kind(words: list[Word], at: int) -> str:
    """The kind of place a word stands for, or ""; a "stop" is one right after the street it is called by."""
    word = words[at]
    if word.token == "topic:stop" and at and word.joined and words[at - 1].token in ENDINGS:
        return "station"
    return word.token[6:] if word.token.startswith("place:") and word.folded not in NO_NAMES else ""


def _street_token(word: Word) -> str:
    return "#" + word.token if word.ordinal else word.folded or word.token


def _streets(words: list[Word]) -> set[int]:
    """Where the names of streets stand: numbered ones, those beside a word for a street, and those joined to one of these or,
    with capitals, to each other."""
    found = {at for at, word in enumerate(words) if word.ordinal}
    found |= {at - 1 for at, word in enumerate(words) if at and word.token in ENDINGS and _has_ending(words, at - 1)}
    found |= {at for at in range(1, len(words)) if words[at - 1].token == "street:before" and _is_name(words[at])}
    for at in sorted(found):
        found.update(_cross_streets(words, at))
    for at in range(1, len(words) - 1):
        pair = words[at - 1], words[at + 1]
        if words[at].token == "join:" and words[at].joined and words[at + 1].joined:
            opens = not pair[0].joined
            if _are_crossing(*pair) and (pair[0].named or opens) and pair[1].named:
                found.update((at - 1, at + 1))
    return found


def _are_crossing(one: Word, other: Word) -> bool:
    """Whether two capitals joined by "and" may be streets: at most one of them is called after a church or the like."""
    return (_could_name(one) and _may_be_street(other)) or (_may_be_street(one) and _could_name(other))


def _has_ending(words: list[Word], at: int) -> bool:
    """Whether "Ave" or the like follows; written out, "street" follows many words, so that the name needs its capital."""
    after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
    if after is None or after.token not in ENDINGS or words[at].ordinal:
        return False
    return _is_name(words[at]) if after.token == "street:after" else _may_be_street(words[at])


def _is_name(word: Word) -> bool:
    return word.joined and word.named and _may_be_street(word)


def _may_be_street(word: Word) -> bool:
    """Many streets are called after a park, a church, a colour or a saint."""
    return _could_name(word) or word.token.startswith(STREETS_TOO)


def _cross_streets(words: list[Word], at: int) -> Iterator[int]:
    """Where the streets stand that are joined to one, before or after it: "Lake & 17th", "on 17th St near Lake",
    "17th iyo Lake", "the Lake Ave Mill intersection"."""
    plainly = _plainly_typed(words)
    for step in (1, -1):
        joins = beside = False
        for near in range(at + step, at + step * (BETWEEN + 1), step):
            if not 0 <= near < len(words) or not words[max(near, near - step)].joined:
                break
            word = words[near]
            joins = joins or word.token == "join:"
            beside = beside or (step < 0 and word.folded in BESIDE)
            if word.token in SMALL or word.token in DIRECTIONS:
                continue
            if not (beside and not word.ordinal) and (
                word.ordinal
                or (word.named and _could_name(word))
                or (joins and (_is_name(word) or (plainly and _could_name(word))))
            ):
                yield near
            break


def _names_beside(words: list[Word], at: int) -> list[str]:
    """The name of a place right before its kind ("Andersen School", "Lake Street bridge", "10th Ave bridge") or right after it
    ("escuela Andersen", "Highway 55")."""
    first = at - 1
    while first > 0 and words[first].token in ENDINGS and words[first + 1].joined:
        first -= 1
    before = words[first] if first >= 0 and words[first + 1].joined else None
    after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
    if called := _called_of(words, at):
        return [called]
    if before and (
        _of_other_kind(before, words[at])
        or ((before.named or before.token[:1].isdigit()) and (before.ordinal or _could_name(before)))
    ):
        return [_street_token(before)]
    if after and _of_other_kind(after, words[at]):
        return []
    if after and (after.token.isdigit() or (after.named and _could_name(after))):
        return [after.token]
    opens = before is not None and not before.joined and words[at].named
    if before and (opens or _plainly_typed(words)) and len(before.token) > SHORTEST_NAME and _could_name(before):
        return [before.token]
    return []


def _called_of(words: list[Word], at: int) -> str:
    """The name in "Pulga del Sur", "iglesia de la Merced" or "plaza de Mayo", or ""; a direction is one here."""
    last = at + 1
    while last < min(at + 3, len(words)) and words[last].joined and words[last].folded in OF:
        last += 1
    if last == at + 1 or last >= len(words) or words[at + 1].folded not in OF_FIRST:
        return ""
    word = words[last]
    on_a_street = word.ordinal or (last + 1 < len(words) and words[last + 1].token in (*ENDINGS, "join:"))
    if not word.joined or on_a_street or not (word.token in DIRECTIONS or (word.named and _could_name(word))):
        return ""
    return word.folded or word.token


def _plainly_typed(words: list[Word]) -> bool:
    """Whether the text has no capitals that would mark names."""
    return not any(word.named and _could_name(word) for word in words)


def _of_other_kind(word: Word, place: Word) -> bool:
    """Whether it is a kind of place, or a make of cars, serving as a name: the "Depot" of Depot Market, "Ford Bridge"."""
    if place.token == "place:station" and word.token == "place:train":  # every line has stations
        return False
    return word.token.startswith(("place:", "make:")) and word.token != place.token


def _could_name(word: Word) -> bool:
    token = word.token
    return len(token) >= SHORTEST_NAME and ":" not in token and not token.isdigit() and token not in NEVER_NAMES
