"""Vehicles in words: which are described, by colour, kind and make, and how many are counted."""

from typing import NamedTuple

from wekeep.watch.rules.merging.vehicle_words import COLOUR_BEFORE, MAKES, MODELS, UNSURE
from wekeep.watch.rules.merging.words import Word

REACH = 3
ARTICLES = frozenset({"a", "an", "un", "una", "the", "el", "la", "hal", "ib"})
# Words that may stand between a vehicle and its colour: "van de carga gris", "black and tinted SUV".
FILLERS = frozenset({"carga", "pasajero", "lujo", "color", "tipo", "unmarked", "topic:unmarked", "size", "mid", "full"})
WITH = frozenset({"with", "w", "con"})  # what comes after is of somebody or something else: "van con vidrios negros"
PEOPLE = frozenset({"topic:man", "topic:woman", "topic:child", "topic:family"})
_MAKE_OF = {form: make for make, forms in MAKES.items() for form in forms.split()}
_MAKE_OF |= {model: make for make, models in MODELS.items() for model in models.split()}
_MODELS = frozenset(model for models in MODELS.values() for model in models.split())


class Mention(NamedTuple):
    """One vehicle as described: its colour ("" when not said), the kinds it may be (empty when not said), make and model."""

    colour: str
    kinds: frozenset[str]
    make: str = ""
    model: str = ""


class _Group(NamedTuple):
    """Words beside each other that speak of one vehicle: "Chevy Tahoe", "camioneta pickup", "4-door car"."""

    first: int
    last: int
    kinds: frozenset[str]
    make: str
    model: str


def vehicles_in(words: list[Word]) -> tuple[frozenset[Mention], int | None]:
    """The vehicles a text describes, and how many it counts (None when it does not say)."""
    groups = _groups(words)
    return _described(words, groups), _counted(words, groups)


def _described(words: list[Word], groups: list[_Group]) -> frozenset[Mention]:
    """A vehicle with neither colour, kind nor make says nothing and is left out."""
    used: set[int] = set()
    mentions = set()
    for group in groups:
        colour = _colour_of(words, group, used)
        if colour or group.kinds or group.make:
            mentions.add(Mention(colour, group.kinds, group.make, group.model))
    return frozenset(mentions)


def _counted(words: list[Word], groups: list[_Group]) -> int | None:
    """They are counted when every vehicle with a kind comes with a number; "a car" in passing ("into a car", "stopped a car")
    is not."""
    total = 0
    kinds = any(group.kinds for group in groups)
    for group in groups:
        number = _number_before(words, group.first)
        if not group.kinds:
            in_passing = number == 1 and words[max(0, group.first - 1)].folded in ARTICLES
            total += 0 if kinds or in_passing else number or 0
        elif number is None:
            return None
        else:
            total += number
    return total or None


def _groups(words: list[Word]) -> list[_Group]:
    found: list[_Group] = []
    at = 0
    while at < len(words):
        last = at
        while last < len(words) and _speaks_of_one(words[last]) and (last == at or words[last].joined):
            last += 1
        if last > at:
            group = _group(words, at, last - 1)
            if group is not None:
                found.append(group)
        at = max(last, at + 1)
    return found


def _speaks_of_one(word: Word) -> bool:
    return word.token[:8] == "vehicle:" or word.token[:5] == "make:"


def _group(words: list[Word], first: int, last: int) -> _Group | None:
    """The vehicle that words `first` to `last` speak of; None for a make that is a street, or a word that is no vehicle here."""
    spoken = words[first : last + 1]
    sure = any(word.token[:8] == "vehicle:" and word.folded not in UNSURE for word in spoken)
    if not sure and not _is_vehicle_here(words, first, last):
        return None
    if (after := _after(words, last)) and (after.token == "topic:plate" or after.token[:7] == "street:"):
        return None
    sets = [frozenset(word.token[8:].split("|")) for word in spoken if word.token[8:] and word.token[:8] == "vehicle:"]
    kinds = frozenset.intersection(*sets) or frozenset.union(*sets) if sets else frozenset[str]()
    forms = [form for word in spoken for form in (word.folded, word.folded.removesuffix("s")) if form]
    make = next((_MAKE_OF[form] for form in forms if form in _MAKE_OF), "")
    return _Group(first, last, kinds, make, next((form for form in forms if form in _MODELS), ""))


def _is_vehicle_here(words: list[Word], first: int, last: int) -> bool:
    """Whether an unsure word is a vehicle: beside a number, a colour or a make; not "van" as in "they go", nor "Van Buren"."""
    if last > first:
        return True
    before = words[first - 1].token if first and words[first].joined and not words[first - 1].ordinal else ""
    after = _after(words, last)
    if before == "topic:plate" or (before == "stop:" and first > 1 and words[first - 2].token == "topic:plate"):
        return False
    if after is not None and after.token[:7] == "colour:":
        return True
    return before[:7] in ("number:", "colour:") or before.isdigit()


def _after(words: list[Word], at: int) -> Word | None:
    return words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None


def _colour_of(words: list[Word], group: _Group, used: set[int]) -> str:
    """The colour where its language puts it, before in English and after in the others, else on the other side; not across
    punctuation, "and", another vehicle or clothes, and not one that another vehicle has."""
    before = _colour_on(words, group.first, -1, used)
    after = _colour_on(words, group.last, 1, used)
    for at, english in ((before, True), (after, False)):
        if at is not None and (words[at].folded in COLOUR_BEFORE) == english:
            used.add(at)
            return words[at].token[7:]
    at = before if before is not None else after
    if at is None:
        return ""
    used.add(at)
    return words[at].token[7:]


def _colour_on(words: list[Word], start: int, way: int, used: set[int]) -> int | None:
    for near in range(start + way, start + way * (REACH + 1), way):
        if not 0 <= near < len(words) or not words[max(near, near - way)].joined:
            return None
        token = words[near].token
        if token[:7] == "colour:":
            return near if near not in used and not _is_of_others(words, near) else None
        if token[:8] in ("vehicle:", "garment:") or token in ("join:", "topic:vest") or _word(words[near]) in WITH:
            return None
    return None


def _is_of_others(words: list[Word], at: int) -> bool:
    """Whether the colour right here is one of clothes or people: "green jackets", "chalecos verdes", "brown people"."""
    near = [words[one].token for one in (at - 1, at + 1) if 0 <= one < len(words)]
    return any(token in ("garment:", "topic:vest") for token in near) or near[-1] in PEOPLE


def _word(word: Word) -> str:
    return word.folded or word.token


def _number_before(words: list[Word], first: int) -> int | None:
    for near in range(first - 1, max(-1, first - 1 - REACH), -1):
        token = words[near].token
        if token[:7] == "number:":
            return int(token[7:])
        if token.isdigit() and len(token) <= 2 and not words[near].ordinal:
            return int(token)
        if token[:7] != "colour:" and near != first - 1:
            break
    return None
