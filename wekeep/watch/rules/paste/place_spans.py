"""How far words go on naming a place, and how surely they name one."""

import re

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.place_words import (
    ABBREVIATED,
    ADDRESS,
    BOUND,
    LANDMARKS,
    MARKS,
    NO_PLACE,
    STREETISH,
)


def reach(board: Board, start: int, most: int = 14) -> int:
    """How far the words from `start` go on naming the place."""
    at = start
    while at < len(board.typed.words) and at - start < most and _goes_on(board, start, at):
        at += 1
    while at > start and board.typed.words[at - 1].key in _DANGLING:
        at -= 1
    return at


_DANGLING = {
    "and",
    "y",
    "&",
    ",",
    ".",
    "-",
    "the",
    "la",
    "el",
    "of",
    "de",
    "del",
    "at",
    "on",
    "in",
    "en",
    "by",
    "near",
    "(",
    "/",
    "+",
    "from",
    "to",
    "por",
    "con",
    "a",
    "both",
    "or",
    "los",
    "las",
    "around",
    "ice",
    "still",
    "again",
    "right",
    "here",
    "aqui",
    "this",
    "esta",
    "today",
    "hoy",
    "frente",
    "up",
    "down",
    "off",
    "past",
    "entre",
    "between",
    "e",
    "o",
    "@",
    "muy",
    "bout",
    "hr",
    "hrs",
    "desde",
    "literally",
    "apenas",
    "like",
    "rn",
    "maybe",
    "just",
    "minimum",
    "each",
    "acabo",
    "directly",
    "then",
    "luego",
    "along",
    "towards",
    "toward",
    "hacia",
}


def _goes_on(board: Board, start: int, at: int) -> bool:
    key = board.typed.words[at].key
    if board.taken[at] is not None or at in board.labels or key in MARKS:
        return False
    if key in {",", "."}:
        return _goes_on_after_stop(board, start, at, key)
    if key == "/" and _parts_pieces(board, at):
        return False
    if key == "-":
        return at > start and board.typed.words[at].start == board.typed.words[at - 1].end
    if key in {"con", "with", "w", "a", "e", "no", "at"} and at > start:
        return (key in {"con", "e", "w", "a", "at"} and _streets_both_sides(board, at)) or key == "at"
    if key in {"and", "y"}:
        following = board.typed.words[at + 1].key if at + 1 < len(board.typed.words) else "\n"
        return (
            following not in BOUND
            and (board.taken[at + 1] is None if at + 1 < len(board.taken) else False)
            and not (following.endswith("ing") and _is_doing(board, at + 1))
        )
    if key == "va" and board.typed.words[at - 1].key == "the" and at > start:
        return True
    if key == "como" and named(board, at):
        return True
    if at > start and _is_doing(board, at):
        return False
    return key not in BOUND and not (ord(key[0]) > 0x2190)


_NAMING = word_set("""
    parking building crossing landing housing shopping bowling boxing skating swimming training nursing assisted living
    loading receiving processing packing waiting dining meeting manufacturing recycling clothing plumbing roofing king spring
    wing ring fishing hunting riding learning banking catering trading bring thing string""")


def _is_doing(board: Board, at: int) -> bool:
    """Whether the word tells what somebody does, and so names no place: "the Caribou on Hennepin ordering coffee"."""
    key = board.typed.words[at].key
    doing = (key.endswith("ing") and len(key) > 5) or (key.endswith(("ando", "iendo")) and len(key) > 6)
    return doing and key not in _NAMING and board.typed.text[board.typed.words[at].start].islower()


def _parts_pieces(board: Board, at: int) -> bool:
    """Whether the slash stands apart, as others do that part the pieces of the message."""
    words = board.typed.words
    apart = [
        i
        for i in range(1, len(words) - 1)
        if words[i].key == "/" and words[i - 1].end < words[i].start and words[i].end < words[i + 1].start
    ]
    return at in apart and len(apart) > 2


def _streets_both_sides(board: Board, at: int) -> bool:
    following = board.keys((at + 1, min(at + 3, len(board.typed.words))))
    return (
        bool(following)
        and following[0] not in (NO_PLACE | BOUND) - {"la", "el", "the", "calle"}
        and (board.taken[at + 1] is None)
    )


def _goes_on_after_stop(board: Board, start: int, at: int, key: str) -> bool:
    before = board.typed.words[at - 1].key if at > start else ""
    if key == "." and before in ABBREVIATED and board.typed.words[at].start == board.typed.words[at - 1].end:
        return True
    if key == ".":
        return False
    end = at + 1
    while (
        end < len(board.typed.words)
        and end - at < 7
        and board.typed.words[end].key not in MARKS | {",", "."}
        and board.taken[end] is None
        and board.typed.words[end].key not in BOUND
    ):
        end += 1
    return end > at + 1 and worth_of(board, (at + 1, end)) >= 2


_ANY_STREET = word_set(
    "the la el a street calle door puerta block cuadra corner esquina lot road way drive alley in of de front"
)


_DOORS = later(r"\d{1,3}(?: (?:,|and|y|&|,? and) \d{1,3})+")
"""Numbers alone, as of the doors knocked on: "12 and 14"."""


def worth_of(board: Board, span: Span) -> int:
    """How surely the words name a place: crossing 4, address 4, street 3, landmark 2, a name in capitals 2."""
    line = board.typed.line[board.typed.offset_of(span[0]) : board.typed.offset_of(span[1])].strip()
    if ADDRESS.search(line):
        return 5
    streets = len(STREETISH.findall(line))
    if _DOORS.fullmatch(line):
        return 1
    if re.search(r"\S (?:&|\+|/|at|and|y|con|x|n) (?:la |the )?\S", line) and (streets or _capitals(board, span) > 1):
        return 5
    if re.search(r"(?:^|(?:at|of|de|del|en|la|in|casa|house) )\d{3,5} (?:(?:n|s|e|w|ne|nw|se|sw) )?[a-z]{3,}", line):
        return 4
    if set(line.split()) <= _ANY_STREET:
        return 0
    if streets:
        return 3
    if _acronym(board, span):
        return 4
    if LANDMARKS.search(line):
        return 3 if _capitals(board, span) else 2
    if re.search(r"\S (?:&|\+|/) \S", line):
        return 3
    return 2 if _capitals(board, span) else 0


_OFFICES = word_set("hsi ero cbp fbi dhs atf dea usms bortac")
_AGENCIES = word_set(
    "ice hsi ero cbp fbi dhs atf dea mpd usms swat doj uscis fps bortac asap fyi lol omg wtf imo btw eta brb atm suv suvs xl ar id ids am pm tbd idk dui usa diy rip"
)


def _acronym(board: Board, span: Span) -> bool:
    """Whether it is the short name of a place in capitals, alone: "HCMC"."""
    shown = board.typed.text[board.typed.words[span[0]].start : board.typed.words[span[1] - 1].end]
    return (
        span[1] - span[0] == 1
        and span[0] > 0
        and len(shown) in {3, 4}
        and shown.isalpha()
        and shown.isupper()
        and shown.lower() not in _AGENCIES
        and not board.typed.text.isupper()
    )


def _capitals(board: Board, span: Span) -> int:
    if board.typed.text.isupper():
        return 0
    return sum(1 for at in range(*span) if named(board, at))


def named(board: Board, at: int) -> bool:
    """Whether the word is in capitals as a name is, not because it opens a sentence."""
    words, text = board.typed.words, board.typed.text
    if not text[words[at].start].isupper() or words[at].key in _OFFICES:
        return False
    opens = at == 0 or words[at - 1].key in {".", "!", "?", "\n", ":"}
    return not opens or (at + 1 < len(words) and text[words[at + 1].start].isupper())


_TWO_NAMES = later(
    r"(?:la |el |the )?[a-z]{3,}(?: [a-z]{3,})? (?:and|y|con|n|at) (?:la |el |the )?[a-z]{3,}(?: [a-z]{3,})?"
)


def crossing_alone(board: Board, first: int, last: int) -> bool:
    """Whether "lake and hiawatha" stands between marks with nothing else."""
    before = board.typed.words[first - 1].key if first else "."
    after = board.typed.words[last].key if last < len(board.typed.words) else "."
    keys = board.keys((first, last))
    apart = before in {".", ",", "\n", ";", "!"} and after in {".", ",", "\n", ";", "!"}
    return (
        apart
        and bool(_TWO_NAMES.fullmatch(" ".join(keys)))
        and not any(key in NO_PLACE - {"and", "y", "la", "el", "the"} for key in keys)
    )
