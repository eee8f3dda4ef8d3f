"""Finding the six letters (or their names, in English and Spanish) that part a message into labelled pieces."""

import re
from dataclasses import dataclass

from wekeep.watch.rules.paste.label_names import LETTER_OF, MISTYPED, NAMES, SKELETONS, UNMISTAKEN, Letter
from wekeep.watch.rules.paste.label_rows import in_listed_order, pictured
from wekeep.watch.rules.paste.patterns import alternatives, later, word_set
from wekeep.watch.rules.paste.typed import Typed


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled piece: the label stands before the word at `first`, and the piece goes up to the word at `last`."""

    letter: Letter
    label: int
    first: int
    last: int


_Found = tuple[int, int, Letter, bool]
_MARK = r"(?: (?:[*_] )?(?:[:=\-./)\]*>~|_]|;(?= ?[~?\w]))(?: [)\]:=\-*>._])*)"
_NAMED = later(
    rf"(?<!\S)(?P<name>{alternatives(*NAMES.values())})(?P<aside> [(] [^()\n]{{1,20}} [)])?(?P<mark>{_MARK})(?!\S)"
)
_SLIPPED = later(rf"(?<!\S)(?P<name>[a-z]{{3,12}})(?P<mark>{_MARK})(?!\S)")
_BARE_NAME = later(rf"(?<!\S)(?P<name>{UNMISTAKEN})(?!\S)")
_SINGLE = later(
    rf"(?<!\S)(?P<open>[(\[*] )?(?P<name>[salutehdvq])(?: [(] (?P<aside>{alternatives(*NAMES.values())}) "
    rf"[)])?(?P<mark>{_MARK})?(?!\S)"
)


def labelled_pieces(typed: Typed) -> list[Labelled]:
    """The labelled pieces in the order typed; none unless two different letters are there, or one with a colon."""
    listed = in_listed_order(typed)
    if listed:
        return [Labelled(LETTER_OF[name], first - 1, first, last) for name, first, last in listed]
    found = _named(typed) + _single(typed)
    labels = _time_beside_hour(typed, _without_overlap(sorted(found, key=lambda label: (label[0], -label[1]))))
    if len({letter for _, _, letter, _ in labels}) < 2 and not any(strong for *_, strong in labels):
        return []
    ends = [first for first, *_ in labels[1:]] + [len(typed.words)]
    return [Labelled(letter, at, after, end) for (at, after, letter, _), end in zip(labels, ends, strict=True)]


def _time_beside_hour(typed: Typed, labels: list[_Found]) -> list[_Found]:
    """Where "H" or "hora" gives the time, as in Spanish, a T without it is the size ("tamaño")."""
    times = [label for label in labels if label[2] is Letter.T]
    names = {typed.words[label[0]].key for label in times}
    if not names & _HOUR or "t" not in names or any(label[2] is Letter.S for label in labels):
        return labels
    return [
        (a, b, Letter.S, sure) if typed.words[a].key == "t" and letter is Letter.T else (a, b, letter, sure)
        for a, b, letter, sure in labels
    ]


_HOUR = {"h", "hora", "ora", "hra"}


_WHOLE_WORDS = word_set("""
    here hour hear hare her hair hero tom team time tame item atom hora lugar logar legar luger equipo tamano actividad
    ubicacion uniforme size activity location uniform equipment""")


def _clipped(typed: Typed) -> list[_Found]:
    """Names with their vowels left out, where at least three different ones are there."""
    found: list[_Found] = []
    for at, word in enumerate(typed.words[:-1]):
        bones = "".join(c for c in word.key if c not in "aeiou")
        letter = SKELETONS.get(bones) if len(word.key) > 2 and word.key not in _WHOLE_WORDS else None
        before = typed.words[at - 1].key if at else "\n"
        if letter and not before[-1:].isalnum():
            found.append((at, at + 1, letter, False))
    return found if len({letter for *_, letter, _ in found}) > 2 else []


def _named(typed: Typed) -> list[_Found]:
    found = [
        (a, b, _letter_of(m["name"]), m["mark"].split()[-1] in {":", "="})
        for a, b, m in typed.find(_NAMED)
        if _stands_as_label(typed, a, m["name"], m["mark"])
    ]
    found += _clipped(typed)
    found += [
        (a, b, MISTYPED[m["name"]], m["mark"].split()[-1] in {":", "="})
        for a, b, m in typed.find(_SLIPPED)
        if m["name"] in MISTYPED and _opens_a_piece(typed, a, m["mark"])
    ]
    bare = [(a, b, _letter_of(m["name"]), False) for a, b, m in typed.find(_BARE_NAME) if not _inside_words(typed, a)]
    bare += [(at, at + 1, LETTER_OF[name], False) for name, at in pictured(typed)]
    together = {letter for *_, letter, _ in found + bare}
    return found + bare if len(together) > 1 else found


def _opens_a_piece(typed: Typed, at: int, mark: str) -> bool:
    """Whether a mistyped name stands where only a label can: before a colon, or after a mark."""
    return mark.split()[0] in {":", "="} or at == 0 or not typed.words[at - 1].key[-1:].isalnum()


def _letter_of(name: str) -> Letter:
    return LETTER_OF[name]


_ASKED = {Letter.A, Letter.L, Letter.T}


def _stands_as_label(typed: Typed, at: int, name: str, mark: str) -> bool:
    before = typed.words[at - 1].key if at else "\n"
    if re.fullmatch(UNMISTAKEN, name):
        return mark.split()[0] in {":", "="} or before not in _LEADS_IN
    asked = mark.split()[0] == "-" and before == "." and typed.text[typed.words[at].start].isupper()
    if mark.split()[0] not in {":", "="} and not asked and not (mark.split()[0] == "-" and before == "\n"):
        return False
    return not before[-1:].isalnum() or (
        _letter_of(name) in _ASKED and mark.split()[0] in {":", "="} and before not in _LEADS_IN
    )


def _inside_words(typed: Typed, at: int) -> bool:
    """Whether a name without a mark is an ordinary word of a sentence: "this time", "in uniform", "no equipment"."""
    before = typed.words[at - 1].key if at else "\n"
    return before in _LEADS_IN


_LEADS_IN = word_set("""
    this that the a an any no in of same last next every some what his her their long first which each your my
    at on for el la su sin con un una este esta ese esa misma mismo cada que de en otra mi por a ningun mucho
    media por segunda""")


def _single(typed: Typed) -> list[_Found]:
    candidates = [(a, b, m, _weight(typed, a, b, m)) for a, b, m in typed.find(_SINGLE)]
    if sum(bool(c[2]["mark"]) for c in candidates if c[3]) > 1:
        candidates = [c for c in candidates if c[3] > 1 or c[2]["mark"] or c[2]["name"] not in {"a", "e", "s"}]
    sure = [c for c in candidates if c[3] >= 2]
    likely = [c for c in candidates if c[3] >= 1]
    kept = likely if len({LETTER_OF[c[2]["name"]] for c in likely}) >= 3 else sure
    best: dict[str, tuple[int, int, re.Match[str], int]] = {}
    for c in sorted(kept, key=lambda c: (-c[3], not typed.text[typed.words[c[0]].start].isupper(), c[0])):
        best.setdefault(c[2]["name"], c)
    return [(a, b, LETTER_OF[m["name"]], weight >= 4) for a, b, m, weight in best.values()]


def _weight(typed: Typed, first: int, last: int, match: re.Match[str]) -> int:
    """How sure it is that a single letter is a label: 0 no, 1 among others, 2 parted from what stands before, 4 marked."""
    name, mark = match["name"], (match["mark"] or "").split()
    before = typed.words[first - 1].key if first else "\n"
    after = typed.words[last].key if last < len(typed.words) else "\n"
    parted = before in {"\n", ",", ";", "|", "/", ".", ":", "!", "(", '"', ")", "?", "]", "*", "-", "salute"}
    if first > 1 and parted and before != "\n" and _is_label(typed, first - 2) and not mark:
        parted = False
    if name == "u" and not mark and before in _ASKS_YOU:
        return 0
    if not mark and (after == "\n" or (name == "a" and before in _BEFORE_AN_ARTICLE)):
        return 0
    if (mark and mark[0] in {":", "="}) or match["aside"]:
        return 4
    if name == "h" and not mark and _TELLS_A_TIME.match(" ".join(word.key for word in typed.words[last : last + 2])):
        return 2 if parted else 1
    if name == "q" and not mark and after.isdecimal() and before == "\n":
        return 2
    if name in {"h", "d", "v", "q"}:
        return 2 if mark and mark[0] == "-" and before == "\n" else 0
    if mark[:1] == ["."] and (
        (name == "u" and after == "s") or (name in {"e", "s"} and _part_of_a_street(typed, first, last))
    ):
        return 0
    if mark and (match["open"] or parted):
        return 3 if mark[0] not in {".", "/"} or name not in {"e", "s"} or before == "\n" else 1
    if mark:
        return 1 if mark[0] != "/" or _tight(typed, first, last) else 0
    if name in {"e", "s"} and _part_of_a_street(typed, first, last):
        return 0
    if parted:
        return 2
    upper = typed.text[typed.words[first].start].isupper()
    return 1 if upper or name != "e" or _glued(typed, first) or after.isdecimal() or after in _OPENS_EQUIPMENT else 0


_ASKS_YOU = word_set(
    "where are r can do if did how what when who why would will have were were'd and & b4 miss love thank luv see tell let"
)
_TELLS_A_TIME = later(r"\d|(?:como|a|tipo|las|aprox|ahora|ahorita|hace|desde) ?")
_SUFFIX = r"st|street|ave|av|avenue|rd|road|blvd|pkwy|\d+(?:st|nd|rd|th)"
_OPENS_EQUIPMENT = word_set(
    """black white gray grey silver blue red green tan masks mask rifles rifle guns none unmarked suv suvs van
        vans car cars truck trucks un una unos dos armas camioneta camionetas carro carros troca trocas radios
        escudos shields long a tahoe tahoes zip cuffs handcuffs weapon weapons gun drone dog dogs k9 radio camera cameras
        body shield helmet helmets batons tear pepper nada ninguno idk minivan jeep pickup sedan dodge ford chevy honda
        toyota nissan gmc unknown big old dark light charger explorer suburban suburbans durango durangos nothing battering
        2suvs armadas rifle pistola pistolas perro perros esposas radios dron mascaras vehicles vehicle"""
)


_BEFORE_AN_ARTICLE = word_set(
    "and n & + y with w in at on of is has have was saw see like not just out to from into by for near"
)


def _is_label(typed: Typed, at: int) -> bool:
    """Whether a name or one of the six letters stands there by itself: the mark after it is its own."""
    if typed.words[at].key in LETTER_OF and len(typed.words[at].key) > 1:
        named = (
            bool(re.fullmatch(UNMISTAKEN, typed.words[at].key)) or at == 0 or not typed.words[at - 1].key[-1:].isalnum()
        )
        return named and typed.words[at].end == typed.words[at + 1].start
    return typed.words[at].key in "salute" and (at == 0 or typed.words[at - 1].end < typed.words[at].start)


def _tight(typed: Typed, first: int, last: int) -> bool:
    """Whether the letter opens a word and its mark and what follows are typed without a blank: "l/Lake", "s.3"."""
    words = typed.words
    opens = first == 0 or words[first - 1].end < words[first].start
    glued = words[last - 1].end == words[last].start if last < len(words) else False
    apart = opens and words[first].end == words[first + 1].start and words[first].key != "n"
    return (glued and (opens or words[first - 1].key in {".", "/"})) or (apart and not glued)


def _glued(typed: Typed, at: int) -> bool:
    return (
        at + 1 < len(typed.words)
        and typed.words[at + 1].key[0].isdecimal()
        and typed.words[at + 1].start == typed.words[at].end
    )


_BEFORE_A_COUNT = word_set("about like maybe approx around como unos lots many idk several unknown over")


def _part_of_a_street(typed: Typed, first: int, last: int) -> bool:
    """Whether an E or S is a point of the compass: "1812 E 34th st", "11th ave s", "E Lake St", "L E 66th"."""
    before = typed.words[first - 1].key if first else ""
    after = typed.words[last : last + 2]
    if (
        after
        and (after[0].key.isdecimal() or after[0].key in _OPENS_EQUIPMENT)
        and not re.fullmatch(_SUFFIX, after[-1].key)
    ):
        return False
    if after and after[0].key in _BEFORE_A_COUNT:
        return False
    street = any(re.fullmatch(_SUFFIX, word.key) for word in after)
    if not _glued(typed, first) and street:
        return True
    return (
        bool(re.fullmatch(r"\d+|l|on|at|near|of|by|st|street|ave|av|avenue|rd|n", before))
        and not _glued(typed, first)
        and before != ","
    )


def _without_overlap(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for label in found:
        if kept and label[0] < kept[-1][1]:
            continue
        if kept and label[2] is kept[-1][2] and label[0] == kept[-1][1]:
            kept[-1] = (kept[-1][0], label[1], label[2], kept[-1][3] or label[3])
        else:
            kept.append(label)
    return kept
