"""How many of them there are."""

import re
from dataclasses import dataclass, replace

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.letters import Letter
from wekeep.watch.rules.paste.numbers import COUNT, count_of
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import whole, word_set
from wekeep.watch.rules.paste.people_parts import next_part
from wekeep.watch.rules.paste.people_words import (
    ABOARD,
    ABOUT_COUNT,
    ADDED,
    ADDS_UP,
    AFTER_NOUN,
    AGENCY_OVER,
    ALONE,
    ALONE_ONE,
    ANOTHER,
    ANYONE,
    AT_LEAST_AFTER,
    AT_LEAST_SAID,
    BARE,
    BYSTANDS,
    CORRECTED,
    DONE_TO,
    EACH,
    EACH_COUNT,
    EACH_WITH,
    FEWER_THAN,
    LAST_SAID,
    LISTED,
    MANY,
    MENTION,
    NOW_TOTAL,
    OBJECT_OF,
    OF_THE,
    OF_VEHICLES,
    OLD,
    PARTS,
    PEOPLE,
    SINGLE,
    SOMEONE,
    STAYED,
    SURE,
    THOSE,
    VAGUE,
    VERB_COUNT,
    VICTIM,
    WORD,
)
from wekeep.watch.rules.paste.typed import Typed
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE
from wekeep.watch.rules.salute import Count


@dataclass(frozen=True, slots=True)
class _Seen:
    span: Span
    count: Count
    sure: bool
    adds_up: bool
    overall: bool = False


def read_people(board: Board, vehicles: int | None = None) -> Count | None:
    """How many were seen, from the S piece or else from anywhere but the place and the uniform; takes the words.

    `vehicles` is how many came, for "2 in each".
    """
    opening = None if board.labelled else _SIZE_ALONE.match(board.typed.line)
    if opening and count_of(opening):
        board.take((0, len(opening.group().split())), Field.PEOPLE)
        return count_of(opening)
    each = (_in_each(board, vehicles) if vehicles else None) or _teams(board)
    if each:
        return each
    piece = board.piece(Letter.S)
    if piece:
        return _in_size(board, piece)
    seen = [
        s
        for s in _mentions(board) or _someone(board)
        if board.letter_at(s.span[0]) not in {Letter.L, Letter.U, Letter.E, Letter.T}
    ]
    if not seen and board.piece(Letter.A):
        seen = _opening_the_doing(board)
    return _sum_up(board, seen)


_OPENS_DOING = re.compile(
    rf"(?P<count>{COUNT}) (?:parquead|estacionad|parad|sentad|metid|parked|sat |standing|sitting|watching|looking|knocking|waiting|\w+ando |\w+iendo )"
)


def _opening_the_doing(board: Board) -> list[_Seen]:
    """A number that opens the A piece before what they do: "A dos parqueados viendo la salida"."""
    piece = board.piece(Letter.A)
    match = _OPENS_DOING.match(board.typed.line[board.typed.offset_of(piece[0]) :]) if piece else None
    count = count_of(match) if match else None
    if piece is None or match is None or count is None:
        return []
    return [_Seen((piece[0], piece[0] + len(match["count"].split())), count, False, True)]


_SIZE_ALONE = re.compile(
    r"(?:size|sz|tamano|tam|cantidad|cuantos|head ?count)(?: [:=-])? (?P<count>" + COUNT + r")(?= [,.;\n/|])"
)


def _someone(board: Board) -> list[_Seen]:
    """A single person told of where no other was counted: "a man in a balaclava", "un señor con gorra de ICE"."""
    found = []
    for first, last, match in (*board.typed.find(ANYONE), *board.typed.find(SOMEONE)):
        after = board.typed.line[board.typed.offset_of(last) - 1 :]
        aboard = bool(_ABOARD.search(" ".join(board.keys((max(0, first - 5), first)))))
        if not board.free((first, last)) or BYSTANDS.match(after) or (not aboard and _done_to(board, first, last)):
            continue
        if not VICTIM.search(match["words"] or "") and not _speaks_of_vehicles(board, first, after):
            found.append(_Seen((first, last), Count(1, 1), False, True))
    return found


_ABOARD = re.compile(rf"(?:^| ){ANY_VEHICLE} (?:[a-z]+ ){{0,2}}?(?:with|w|con)$")
"""A vehicle with someone in it."""
_TEAMS = whole(
    r"(?P<teams>\d{1,2}) (?:teams?|groups?|pairs?|squads?|units?|crews?|grupos?|equipos?|parejas?) (?:of|de) (?P<each>\d{1,2})(?: (?:each|cada un[oa]))?"
    r"|(?P<pairs>\d{1,2}) (?:pairs|parejas)"
)
"""So many parties of so many: "2 teams of 3"."""


def _teams(board: Board) -> Count | None:
    for first, last, match in board.typed.find(_TEAMS):
        together = 2 * int(match["pairs"]) if match["pairs"] else int(match["teams"]) * int(match["each"])
        if 0 < together <= 60 and board.free((first, last)):
            _take(board, (first, last))
            return Count(together, together)
    return None


def _in_size(board: Board, piece: Span) -> Count | None:
    seen = [s for s in _mentions(board, piece) if s.span[0] >= piece[0]]
    if len(seen) > 1 or (seen and seen[0].sure):
        return _sum_up(board, seen)
    line = board.typed.line[board.typed.offset_of(piece[0]) : board.typed.offset_of(piece[1])]
    match = BARE.match(line)
    if match:
        count = _with_more(match, line)
        if count:
            board.take((piece[0], piece[0] + len(match.group().split())), Field.PEOPLE)
        return count
    return _sum_up(board, seen)


def _in_each(board: Board, vehicles: int) -> Count | None:
    """The count where so many are told for each vehicle."""
    for first, last, match in (*board.typed.find(EACH_COUNT), *board.typed.find(EACH_WITH)):
        count = count_of(match)
        if count and count.low < 10 and board.free((first, last)):
            _take(board, (first, last))
            return Count(count.low * vehicles, None if count.high is None else count.high * vehicles)
    return None


def _with_more(match: re.Match[str], line: str) -> Count | None:
    """The count at the head of the S piece, with those who are added to it: "2 plus a driver", "4 +1 in car"."""
    count = count_of(match)
    if count is None:
        return None
    added = ADDED.match(("+" if match["more"] in {"+", "plus"} else "") + line[match.end() :])
    if added is None:
        return _at_least(count) if AT_LEAST_AFTER.match(line[match.end() :]) else count
    if match["more"]:
        count = Count(count.low, count.low)
    return _plus(count, int(added["more"] or added["sole"] or 1))


def _plus(count: Count, more: int) -> Count:
    return Count(count.low + more, None if count.high is None else count.high + more)


def _at_least(count: Count) -> Count:
    return Count(count.low, None)


def _current(typed: Typed) -> Typed:
    """The words with the counts blotted out that newer ones have replaced, where newer ones there are."""
    old = {at for first, last, _ in typed.find(OLD) for at in range(first, last)}
    if not old or not any(word.key.isdecimal() for at, word in enumerate(typed.words) if at not in old):
        return typed
    return Typed(
        typed.text, tuple(replace(word, key="_") if at in old else word for at, word in enumerate(typed.words))
    )


def _mentions(board: Board, within: Span | None = None) -> list[_Seen]:
    span = within or (0, len(board.typed.words))
    found: list[_Seen] = []
    typed = _current(board.typed)
    for pattern in (
        STAYED,
        NOW_TOTAL,
        CORRECTED,
        PARTS,
        ALONE_ONE,
        MENTION,
        AFTER_NOUN,
        SINGLE,
        VERB_COUNT,
        LISTED,
        AGENCY_OVER,
        OF_THE,
        ABOARD,
        THOSE,
        ABOUT_COUNT,
        AT_LEAST_SAID,
        LAST_SAID,
        ALONE,
    ):
        for first, last, match in typed.find(pattern, *span):
            seen = _seen(board, first, last, match, pattern)
            if seen and not any(_overlap(seen.span, other.span) for other in found):
                found.append(seen)
    return sorted(found, key=lambda s: s.span)


_LINES = word_set("bus route rt line ruta linea camion autobus train shift unit apt apartment room floor suite ward")
"""What a number after it names: "bus 21 driver here"."""
_NO_LONGER = whole("who is|who's|is a|is an|retired|former|ex|off duty|jubilado|retirado")
"""Someone said to be, or to have been, an officer: "my neighbor, who is a retired deputy"."""
_AFTER_VEHICLES = re.compile(rf"(?:^| )\d{{1,2}} (?:[a-z]+ ){{0,2}}?{ANY_VEHICLE} ,(?: (?:maybe|or|possibly|like))?$")
"""A number right behind counted vehicles, which corrects theirs: "four cars, maybe five"."""
_OUT_OF_ONE = whole(
    rf"(?:out of|from|off|into?|del|de la|de un|de su) (?:(?:the|a|her|his|their|my) )?(?:{WORD})?{ANY_VEHICLE}"
)
_VEHICLES_BEFORE = whole(rf"{ANY_VEHICLE}(?! (?:{WORD}){{0,2}}{MANY})")


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _seen(board: Board, first: int, last: int, match: re.Match[str], pattern: re.Pattern[str]) -> _Seen | None:
    if any(board.taken[i] is not None or i in board.labels for i in range(first, last)):
        return None
    after = board.typed.line[board.typed.offset_of(last) - 1 :]
    count = _count(match, pattern, after)
    groups = match.groupdict()
    noun, words = groups.get("noun") or "", groups.get("words") or ""
    if (
        noun.endswith("total") or match.group().startswith(("counted", "i count", "conte"))
    ) and _VEHICLES_BEFORE.search(_OUT_OF_ONE.sub(" ", " ".join(board.keys((max(0, first - 9), first))))):
        return None
    sure = bool(SURE.search(noun)) or bool(SURE.search(words))
    if pattern is SINGLE and _NO_LONGER.search(" ".join(board.keys((max(0, first - 2), last)))):
        return None
    if first and board.typed.words[first - 1].key in _LINES and noun:
        return None
    if count is None or VICTIM.search(words) or (not sure and noun and _done_to(board, first, last)):
        return None
    if (
        pattern is ALONE
        and first > 1
        and board.typed.words[first - 1].start == board.typed.words[first - 2].end
        and board.typed.words[first - 1].key == "/"
    ):
        return None
    if pattern in {ABOUT_COUNT, AT_LEAST_SAID, LAST_SAID, ALONE} and _AFTER_VEHICLES.search(
        " ".join(board.keys((max(0, first - 5), first)))
    ):
        return None
    if pattern is ALONE and _part_of_place(board, first, last):
        return None
    if noun.startswith("of") and _speaks_of_vehicles(board, first, after):
        return None
    return _Seen((first, last), count, sure, bool(ADDS_UP.search(noun)), pattern is NOW_TOTAL)


def _count(match: re.Match[str], pattern: re.Pattern[str], after: str) -> Count | None:
    """The number that a match says; None where it is one for each vehicle."""
    if EACH.match(after):
        return None
    if pattern in {SINGLE, ALONE_ONE}:
        return Count(1, 1)
    if pattern is PARTS:
        together = int(match["low"]) + int(match["high"])
        return Count(together, together)
    count = count_of(match)
    return _at_least(count) if count and AT_LEAST_AFTER.match(after) else count


_EACH_CAR = whole(rf"(?:every|each|any|all|all the|cada|todos los|todas las|todo) {ANY_VEHICLE}")


def _speaks_of_vehicles(board: Board, first: int, after: str) -> bool:
    """Whether "3 of them" are the vehicles spoken of just before, or are said to be vehicles."""
    before = _EACH_CAR.sub(" ", " ".join(board.keys((max(0, first - 6), first))))
    said = [match.end() for match in _VEHICLES_BEFORE.finditer(before)]
    counted = bool(said) and bool(re.search(r"\d", before[: said[-1]]))
    people_between = bool(said) and bool(PEOPLE.search(before[said[-1] :]))
    return (
        bool(said)
        and not people_between
        and ((not counted and len(before) - said[-1] < 3) or bool(OF_VEHICLES.match(after)))
    ) or bool(
        re.match(rf" (?:are|were|is|son|eran) (?:all |both |the |los |las )*(?:same |mism[oa]s )?{ANY_VEHICLE}", after)
    )


def _part_of_place(board: Board, first: int, last: int) -> bool:
    after = " ".join(board.keys((last, last + 4)))
    return bool(re.match(r"(?:in|at|on|by|near|,|/) (?:the )?(?:morning|night|st|ave)\b", after))


def _done_to(board: Board, first: int, last: int) -> bool:
    """Whether these are the people it was done to."""
    before = " ".join(board.keys((max(0, first - 3), first)))
    after = " ".join(board.keys((last, min(len(board.typed.words), last + 4))))
    looked_at = before.split()[-2:] and before.split()[-2:][0] in {"veo", "vi", "viendo", "mire", "miro", "encontre"}
    aboard = re.search(rf"{ANY_VEHICLE} (?:with|w|con)$", before) or (
        re.search(r"(?<!off)(?<!left)(?<!away) (?:with|w|con)$", before) and _WITHIN.match(after)
    )
    done_to = not looked_at and not aboard and any(match.end() == len(before) for match in OBJECT_OF.finditer(before))
    return done_to or bool(DONE_TO.match(after))


_WITHIN = re.compile(r"(?:inside|in it|in them|aboard|adentro|dentro|at the wheel|al volante)(?!\S)")
_ALSO_WORN = word_set(
    """masked mask masks armed enmascarados encapuchados encapuchado enmascarado con mascaras in vests chalecos
        chaleco camo civil vestidos de uniform uniformed tactical gear plain clothes armados uniformados with w
        plainclothes vest jacket jackets badge badges uniforme hoodie hoodies placa gorra cap helmet balaclava gaiter"""
)


def _take(board: Board, span: Span) -> None:
    """Takes the words, but leaves "masked" and the like to the readers of uniform and equipment."""
    for at in range(*span):
        if board.typed.words[at].key not in _ALSO_WORN:
            board.take((at, at + 1), Field.PEOPLE)


def _sum_up(board: Board, seen: list[_Seen]) -> Count | None:
    if not seen:
        return None
    sure = [s for s in seen if s.sure]
    whole_of = [s for s in seen if s.overall or "total" in board.keys(s.span)]
    start = (whole_of or sure or seen)[0]
    if start.count == Count(1, 1) and any(True for _ in board.typed.find(VAGUE)):
        return None
    _take(board, start.span)
    return _with_others(board, *_with_parts(board, start))


def _with_parts(board: Board, start: _Seen) -> tuple[Count, int]:
    """The count with the parts told after it, and where the last of them ends; parts that only divide it add nothing."""
    count, last, parts = start.count, start.span[1], 0
    while part := next_part(board.typed.line[max(0, board.typed.offset_of(last) - 1) :]):
        end = board.typed.index_at(board.typed.offset_of(last) - 1 + part.length - 1) + 1
        if not _adds(board, (last, end)):
            break
        count, last, parts = _together(count, part.count), end, parts + part.count.low
        board.take((end - part.words, end), Field.PEOPLE)
    return (start.count if parts == start.count.low > 1 else count), last


def _adds(board: Board, span: Span) -> bool:
    """Whether the part is of those who act: no other field's words, and not those it is done to."""
    if any(i in board.labels for i in range(*span)) or board.letter_at(span[0]) is not board.letter_at(span[1] - 1):
        return False
    after = " ".join(board.keys((span[1], span[1] + 4)))
    return not DONE_TO.match(after) and not VICTIM.search(" ".join(board.keys(span)))


def _together(one: Count, other: Count) -> Count:
    return Count(one.low + other.low, None if one.high is None or other.high is None else one.high + other.high)


def _with_others(board: Board, count: Count, last: int) -> Count:
    """With the driver, the two others or the second one who is told of after the count."""
    after = board.typed.line[board.typed.offset_of(last) - 1 :]
    below = FEWER_THAN.match(after) if count.high is None else None
    if below and int(below["most"]) > count.low:
        return Count(count.low, int(below["most"]))
    added = ADDED.match(after)
    if added and not added["sole"]:
        _take(board, (last, last + len(added.group().split())))
        return _plus(count, int(added["more"] or 1))
    return _plus(count, 1) if count == Count(1, 1) and ANOTHER.match(after) else count
