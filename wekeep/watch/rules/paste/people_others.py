"""Whether the people counted are others: those it is done to, or no people but vehicles or a part of a place."""

import re

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.patterns import later, whole
from wekeep.watch.rules.paste.people_words import (
    DONE_TO,
    MANY,
    OBJECT_OF,
    OF_VEHICLES,
    PEOPLE,
    WORD,
)
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE

VEHICLES_BEFORE = whole(rf"{ANY_VEHICLE}(?! (?:{WORD}){{0,2}}{MANY})")
_EACH_CAR = whole(rf"(?:every|each|any|all|all the|cada|todos los|todas las|todo) {ANY_VEHICLE}")


def speaks_of_vehicles(board: Board, first: int, after: str) -> bool:
    """Whether "3 of them" are the vehicles spoken of just before, or are said to be vehicles."""
    before = _EACH_CAR.sub(" ", " ".join(board.keys((max(0, first - 6), first))))
    said = [match.end() for match in VEHICLES_BEFORE.finditer(before)]
    counted = bool(said) and bool(re.search(r"\d", before[: said[-1]]))
    people_between = bool(said) and bool(PEOPLE.search(before[said[-1] :]))
    return (
        bool(said)
        and not people_between
        and ((not counted and len(before) - said[-1] < 3) or bool(OF_VEHICLES.match(after)))
    ) or bool(
        re.match(rf" (?:are|were|is|son|eran) (?:all |both |the |los |las )*(?:same |mism[oa]s )?{ANY_VEHICLE}", after)
    )


def part_of_place(board: Board, first: int, last: int) -> bool:
    after = " ".join(board.keys((last, last + 4)))
    return bool(re.match(r"(?:in|at|on|by|near|,|/) (?:the )?(?:morning|night|st|ave)\b", after))


def done_to(board: Board, first: int, last: int) -> bool:
    """Whether these are the people it was done to."""
    before = " ".join(board.keys((max(0, first - 3), first)))
    after = " ".join(board.keys((last, min(len(board.typed.words), last + 4))))
    looked_at = before.split()[-2:] and before.split()[-2:][0] in {"veo", "vi", "viendo", "mire", "miro", "encontre"}
    aboard = re.search(rf"{ANY_VEHICLE} (?:with|w|con)$", before) or (
        re.search(r"(?<!off)(?<!left)(?<!away) (?:with|w|con)$", before) and _WITHIN.match(after)
    )
    done_to = not looked_at and not aboard and any(match.end() == len(before) for match in OBJECT_OF.finditer(before))
    return done_to or bool(DONE_TO.match(after))


_WITHIN = later(r"(?:inside|in it|in them|aboard|adentro|dentro|at the wheel|al volante)(?!\S)")
