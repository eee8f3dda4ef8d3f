"""How many of them there are."""

import re
from dataclasses import replace

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.numbers import COUNT, count_of
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import later, whole, word_set
from wekeep.watch.rules.paste.people_others import VEHICLES_BEFORE, done_to, part_of_place, speaks_of_vehicles
from wekeep.watch.rules.paste.people_sums import Seen, plus, sum_up, take
from wekeep.watch.rules.paste.people_words import (
    ABOARD,
    ABOUT_COUNT,
    ADDED,
    ADDS_UP,
    AFTER_NOUN,
    AGENCY_OVER,
    ALONE,
    ALONE_ONE,
    ANYONE,
    AT_LEAST_AFTER,
    AT_LEAST_SAID,
    BARE,
    BYSTANDS,
    CORRECTED,
    EACH,
    EACH_COUNT,
    EACH_WITH,
    LAST_SAID,
    LISTED,
    MENTION,
    NOW_TOTAL,
    OF_THE,
    OLD,
    PARTS,
    SINGLE,
    SOMEONE,
    STAYED,
    SURE,
    THOSE,
    VERB_COUNT,
    VICTIM,
    WORD,
)
from wekeep.watch.rules.paste.typed import Typed
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE
from wekeep.watch.rules.salute import Count


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
    return sum_up(board, seen)


_OPENS_DOING = later(
    rf"(?P<count>{COUNT}) (?:parquead|estacionad|parad|sentad|metid|parked|sat |standing|sitting|watching|looking|knocking|waiting|\w+ando |\w+iendo )"
)


def _opening_the_doing(board: Board) -> list[Seen]:
    """A number that opens the A piece before what they do: "A dos parqueados viendo la salida"."""
    piece = board.piece(Letter.A)
    match = _OPENS_DOING.match(board.typed.line[board.typed.offset_of(piece[0]) :]) if piece else None
    count = count_of(match) if match else None
    if piece is None or match is None or count is None:
        return []
    return [Seen((piece[0], piece[0] + len(match["count"].split())), count, False, True)]


_SIZE_ALONE = later(
    r"(?:size|sz|tamano|tam|cantidad|cuantos|head ?count)(?: [:=-])? (?P<count>" + COUNT + r")(?= [,.;\n/|])"
)


def _someone(board: Board) -> list[Seen]:
    """A single person told of where no other was counted: "a man in a balaclava", "un señor con gorra de ICE"."""
    found = []
    for first, last, match in (*board.typed.find(ANYONE), *board.typed.find(SOMEONE)):
        after = board.typed.line[board.typed.offset_of(last) - 1 :]
        aboard = bool(_ABOARD.search(" ".join(board.keys((max(0, first - 5), first)))))
        if not board.free((first, last)) or BYSTANDS.match(after) or (not aboard and done_to(board, first, last)):
            continue
        if not VICTIM.search(match["words"] or "") and not speaks_of_vehicles(board, first, after):
            found.append(Seen((first, last), Count(1, 1), False, True))
    return found


_ABOARD = later(rf"(?:^| ){ANY_VEHICLE} (?:[a-z]+ ){{0,2}}?(?:with|w|con)$")
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
            take(board, (first, last))
            return Count(together, together)
    return None


def _in_size(board: Board, piece: Span) -> Count | None:
    seen = [s for s in _mentions(board, piece) if s.span[0] >= piece[0]]
    if len(seen) > 1 or (seen and seen[0].sure):
        return sum_up(board, seen)
    line = board.typed.line[board.typed.offset_of(piece[0]) : board.typed.offset_of(piece[1])]
    match = BARE.match(line)
    if match:
        count = _with_more(match, line)
        if count:
            board.take((piece[0], piece[0] + len(match.group().split())), Field.PEOPLE)
        return count
    return sum_up(board, seen)


def _in_each(board: Board, vehicles: int) -> Count | None:
    """The count where so many are told for each vehicle."""
    for first, last, match in (*board.typed.find(EACH_COUNT), *board.typed.find(EACH_WITH)):
        count = count_of(match)
        if count and count.low < 10 and board.free((first, last)):
            take(board, (first, last))
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
    return plus(count, int(added["more"] or added["sole"] or 1))


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


def _mentions(board: Board, within: Span | None = None) -> list[Seen]:
    span = within or (0, len(board.typed.words))
    found: list[Seen] = []
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
_AFTER_VEHICLES = later(rf"(?:^| )\d{{1,2}} (?:[a-z]+ ){{0,2}}?{ANY_VEHICLE} ,(?: (?:maybe|or|possibly|like))?$")
"""A number right behind counted vehicles, which corrects theirs: "four cars, maybe five"."""
_OUT_OF_ONE = whole(
    rf"(?:out of|from|off|into?|del|de la|de un|de su) (?:(?:the|a|her|his|their|my) )?(?:{WORD})?{ANY_VEHICLE}"
)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _seen(board: Board, first: int, last: int, match: re.Match[str], pattern: re.Pattern[str]) -> Seen | None:
    if any(board.taken[i] is not None or i in board.labels for i in range(first, last)):
        return None
    after = board.typed.line[board.typed.offset_of(last) - 1 :]
    count = _count(match, pattern, after)
    groups = match.groupdict()
    noun, words = groups.get("noun") or "", groups.get("words") or ""
    if (noun.endswith("total") or match.group().startswith(("counted", "i count", "conte"))) and VEHICLES_BEFORE.search(
        _OUT_OF_ONE.sub(" ", " ".join(board.keys((max(0, first - 9), first))))
    ):
        return None
    sure = bool(SURE.search(noun)) or bool(SURE.search(words))
    if pattern is SINGLE and _NO_LONGER.search(" ".join(board.keys((max(0, first - 2), last)))):
        return None
    if first and board.typed.words[first - 1].key in _LINES and noun:
        return None
    if count is None or VICTIM.search(words) or (not sure and noun and done_to(board, first, last)):
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
    if pattern is ALONE and part_of_place(board, first, last):
        return None
    if noun.startswith("of") and speaks_of_vehicles(board, first, after):
        return None
    return Seen((first, last), count, sure, bool(ADDS_UP.search(noun)), pattern is NOW_TOTAL)


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
