"""Where: the words that say a crossing, an address or a landmark, as typed; they are found on a map elsewhere."""

from dataclasses import dataclass

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.nothing_words import NOTHING
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import alternatives, later
from wekeep.watch.rules.paste.place_spans import crossing_alone, named, reach, worth_of
from wekeep.watch.rules.paste.place_words import (
    KEPT,
    LANDMARKS,
    MARKS,
    NO_PLACE,
    PREP,
    STREETISH,
)
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE, COLOUR
from wekeep.watch.rules.paste.wear import value_of


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    worth: int


def read_place(board: Board) -> str | None:
    """Where it is, as typed, without the leading "at" or "en"; takes the words. None when no words name a place."""
    piece = board.piece(Letter.L)
    if piece:
        return _labelled(board, piece)
    found = _joined(board, sorted(_after_prepositions(board) + _standing_alone(board), key=lambda c: c.span))
    if not found:
        return None
    best = max(found, key=lambda c: (c.worth, -c.span[0]))
    if best.worth < 1:
        return None
    span = _where_it_is(board, best.span)
    board.take(span, Field.PLACE)
    return _text(board, span)


def _labelled(board: Board, piece: Span) -> str | None:
    first, last = piece
    while first < last - 1 and board.keys((first, first + 1))[0] in {"at", "on", "en", "by", "in", "near", "@"}:
        first += 1 if board.keys((first, first + 1))[0] in {"at", "on", "en", "@"} else last
    first = min(first, piece[1]) if first <= piece[1] else piece[0]
    if NOTHING.match(" ".join(board.keys(piece))):
        return None
    value = value_of(board, (first if first < last else piece[0], last))
    if value:
        board.take(piece, Field.PLACE)
    return value


_STANDPOINT = later(
    r"(?:(?:my|our|the|mi|la|el|a) )?(?:\S+ ){0,2}?(?:bus|train|window|balcony|porch|desk|note|message|way|bike|stoop|ventana|balcon|camion)(?: of \S+)?(?: (?:stuck|stopped|stuck in traffic|passing|going|parado|sitting))? (?:on|at|near|by|over|facing|en|por|de) (?=\S)"
)
"""Where the writer is, told before where it is: "from my kitchen window on Park near 19th"."""


def _where_it_is(board: Board, span: Span) -> Span:
    """The span without the writer's own standpoint before it, where a place is left."""
    match = _STANDPOINT.match(" ".join(board.keys(span)))
    first = span[0] + len(match.group().split()) if match else span[0]
    return (first, span[1]) if first < span[1] and worth_of(board, (first, span[1])) >= 3 else span


_HEADING = later(
    r"(?:^| )(?:heading|headed|going|went|turned|turning|driving|drove|moving|west|east|north|south|wb|eb|nb|sb|westbound|eastbound|northbound|southbound|rumbo|hacia|doblaron|agarraron)(?: (?:west|east|north|south|left|right|wb|eb|nb|sb|back|off|al|norte|sur|este|oeste))?$"
)
"""What is said before the street by which they go."""


def _text(board: Board, span: Span) -> str:
    return board.shown(span).strip(" ,;:.-\n/")


def _after_prepositions(board: Board) -> list[_Candidate]:
    found: list[_Candidate] = []
    reached = 0
    for first, last, match in board.typed.find(PREP):
        if (
            first < reached
            or not board.free((first, last))
            or board.letter_at(first) in {Letter.U, Letter.E, Letter.T, Letter.S}
        ):
            continue
        last = _back_over_articles(board, first, last)
        if (
            board.keys((last, last + 2))[1:] == ["/"]
            and board.keys((last, last + 1))[0].isdecimal()
            and _apart(board, last + 1)
        ):
            continue
        if board.keys((last, last + 1))[0:1] and board.keys((last, last + 1))[0] in _PRONOUNS:
            continue
        if board.keys((first, last)) == ["to"] and board.keys((last, last + 1)) == ["work"]:
            continue
        end = _up_to_where_from(board, first, last, reach(board, last))
        if end == last or not _may_be_a_place(board, (last, end)):
            continue
        keep = board.typed.words[first].key in KEPT or match.group().startswith(("front door", "between"))
        across = match.group().startswith("across") and not board.keys((last, last + 1))[0].isdecimal()
        start = (
            first
            if across or (keep and board.typed.words[first].key in {"between", "entre", "corner", "esquina"})
            else last
        )
        bound_for = board.typed.words[first].key in _BOUND_FOR
        if _HEADING.search(" ".join(board.keys((max(0, first - 3), first)))) and found:
            continue
        found.append(_Candidate((start, end), worth_of(board, (start, end)) + (-1 if bound_for else 1)))
        reached = end
    return found


_PRONOUNS = {"us", "me", "him", "her", "them", "nosotros", "ellos"}
"""Whom something is in front of, which is no place: "in front of us at Penn"."""


def _apart(board: Board, at: int) -> bool:
    """Whether a mark has a blank on either side, as one that parts pieces has."""
    words = board.typed.words
    return at + 1 < len(words) and words[at - 1].end < words[at].start and words[at].end < words[at + 1].start


def _up_to_where_from(board: Board, first: int, last: int, end: int) -> int:
    """Where they are bound for ends before where they come from: "toward 35W from 31st"."""
    bound_for = board.typed.words[first].key in _BOUND_FOR
    return next((at for at in range(last + 1, end) if bound_for and board.typed.words[at].key == "from"), end)


def _back_over_articles(board: Board, first: int, last: int) -> int:
    """The article belongs to the place: "the Cub", "la 46"."""
    while last - 1 > first and board.typed.words[last - 1].key in {"la", "el"}:
        last -= 1
    while last < len(board.typed.words) and board.typed.words[last].key in {"of", "de", "del", "to", "at"}:
        last += 1
    return last


def _may_be_a_place(board: Board, span: Span) -> bool:
    keys = [key for key in board.keys(span) if key not in {"the", "la", "el", "los", "las", "my", "mi", "de", "del"}]
    if not keys or all(key in NO_PLACE or not key[0].isalnum() for key in keys):
        return False
    if (
        keys[0]
        in NO_PLACE
        - {"front", "back", "side", "calle", "street", "zona", "area", "green", "black", "lugar", "unmarked"}
        and not worth_of(board, span) >= 2
    ):
        return False
    if keys[0].isdecimal() and len(keys[0]) < 2 and keys[1:2] in (["at"], ["by"], ["in"]):
        return False
    return not (len(keys) == 1 and keys[0].isdecimal() and len(keys[0]) < 2)


_BOUND_FOR = {"toward", "towards", "to", "hacia", "rumbo", "pa", "para"}


_CALLED = later(
    r"(?:(?:my|our|mis|dear|queridos|good morning|buenos dias|hey|hi|hola) )?(?:brothers?|sisters?|hermanos|hermanas|vecinos|vecinas|friends|neighbors|amigos|amigas|ladies|moms|mamas|familia|family)"
    r"(?: (?:and|y|&|e) (?:brothers?|sisters?|hermanos|hermanas|vecinos|vecinas|friends|neighbors|amigos|amigas|gentlemen|dads|papas|allies|familia|family))?"
)
"""Those whom the message is for: "Brothers and sisters, …"."""


def _standing_alone(board: Board) -> list[_Candidate]:
    """Stretches between commas and other fields that hold a crossing, an address, a street or a landmark."""
    found = []
    at = 0
    while at < len(board.typed.words):
        if (
            board.typed.words[at].key in MARKS | {",", ".", "-", "(", ")", "and", "y"}
            or not board.free((at, at + 1))
            or board.letter_at(at) in {Letter.U, Letter.E, Letter.T, Letter.S}
        ):
            at += 1
            continue
        end = reach(board, at)
        if _CALLED.fullmatch(" ".join(board.keys((at, end)))):
            at = end
            continue
        at = _first_telling(board, at, end)
        if end > at:
            worth = max(worth_of(board, (at, end)), 3 * crossing_alone(board, at, end)) - 2 * _bound_for(board, at)
            prep = PREP.match(board.typed.line, board.typed.offset_of(at))
            if worth >= 2 and not prep:
                found.append(_Candidate((at, end), worth if worth > 3 else worth - 1))
        at = max(end, at + 1)
    return found


def _bound_for(board: Board, at: int) -> bool:
    """Whether what stands there is where they are bound for: "agarraron pa la 94"."""
    return at > 0 and board.typed.words[at - 1].key in _BOUND_FOR


_VEHICLE, _COLOUR = later(ANY_VEHICLE), later(alternatives(COLOUR))


def _first_telling(board: Board, at: int, end: int) -> int:
    """Skips the words before the first that tells a place: a number, a capital, a street, a landmark, a crossing."""
    line = board.typed.text
    for i in range(at, end):
        key = board.typed.words[i].key
        if (
            key.isdecimal()
            and i
            and board.typed.words[i - 1].key in {"not", "no"}
            and i + 1 < end
            and board.typed.words[i + 1].key == "at"
        ):
            continue
        follows = board.typed.words[i + 1].key if i + 1 < end else ""
        if (key == "1" or _VEHICLE.fullmatch(key)) and (PREP.fullmatch(follows) or _COLOUR.fullmatch(follows)):
            continue
        if key.isdecimal() and len(key) < 3 and (_counts(board, i, end) or _are_taken(board, i)):
            continue
        if (
            key[0].isdecimal()
            or STREETISH.fullmatch(key)
            or LANDMARKS.match(board.typed.line, board.typed.offset_of(i))
            or follows in {"&", "+", "/", "and", "y", "con", "n", "x"}
            or (follows == "at" and _street_after(board, i + 2, end))
        ):
            return _back_to_article(board, at, i)
        if named(board, i) and not line.isupper():
            return i
    led_to = any(True for _ in board.typed.find(PREP, at + 1, end))
    return end if led_to else at


def _are_taken(board: Board, at: int) -> bool:
    """Whether the number says how many were taken: "se llevaron a dos en la obra"."""
    around = board.keys((max(0, at - 1), at + 2))
    return around[0] == "a" and len(around) > 2 and bool(PREP.fullmatch(around[2]))


def _counts(board: Board, at: int, end: int) -> bool:
    """Whether the number counts what follows, which is itself somewhere: "3 workers at the car wash"."""
    following = board.keys((at + 1, min(end, at + 4)))
    alone = (
        bool(following) and following[0].isalpha() and len(following[0]) > 1 and not STREETISH.fullmatch(following[0])
    )
    return alone and following[0] not in {"and", "con"} and any(PREP.fullmatch(key) for key in following[1:])


def _street_after(board: Board, at: int, end: int) -> bool:
    """Whether a street follows an "at", and not what makes the words before it a name of their own."""
    return bool(STREETISH.search(" ".join(board.keys((at, min(end, at + 2)))))) and not named(board, at)


def _back_to_article(board: Board, at: int, i: int) -> int:
    return (
        i - 1
        if i > at
        and board.typed.words[i - 1].key
        in {
            "la",
            "el",
            "the",
            "calle",
            "avenida",
            "n",
            "s",
            "e",
            "w",
            "east",
            "west",
            "north",
            "south",
            "san",
            "st",
            "santa",
        }
        else i
    )


def _joined(board: Board, found: list[_Candidate]) -> list[_Candidate]:
    """Those with nothing but a comma or a preposition between them are one place: "Cub Foods, on Lake"."""
    done: list[_Candidate] = []
    for one in found:
        if done and one.span[0] < done[-1].span[1]:
            if one.span[1] > done[-1].span[1] and one.worth > done[-1].worth:
                done[-1] = one
            continue
        between = board.keys((done[-1].span[1], one.span[0])) if done else []
        if (
            done
            and len(between) <= 4
            and (
                all(k in {",", "(", ")"} or PREP.fullmatch(k) or k in {"of", "the", "corner", "front"} for k in between)
                or bool(PREP.fullmatch(" ".join(k for k in between if k not in {",", "(", ")"})))
            )
            and board.free((done[-1].span[1], one.span[0]))
        ):
            done[-1] = _Candidate((done[-1].span[0], one.span[1]), max(done[-1].worth, one.worth))
        else:
            done.append(one)
    return done
