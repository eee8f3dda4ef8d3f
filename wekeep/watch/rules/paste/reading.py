"""Reads a pasted message into the fields of the sighting form, one reader after another."""

from datetime import datetime

from wekeep.watch.rules.paste import (
    activities,
    activity_words,
    gear_words,
    label_names,
    letters,
    numbers,
    people,
    people_words,
    place_words,
    places,
    sightings,
    time_words,
    times,
    uniform_words,
    vehicle_numbers,
    vehicle_totals,
    vehicle_words,
    vehicles,
    wear,
)
from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.nothing_words import NOTHING
from wekeep.watch.rules.paste.numbers import in_digits
from wekeep.watch.rules.paste.pasted import Field, Pasted, Piece
from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.spelling import Speller
from wekeep.watch.rules.paste.tongues import evenly_marked, glossed, glosses_for
from wekeep.watch.rules.paste.typed import (
    Typed,
    Word,
    clean,
    is_cut,
    told_to,
    without_quoted_lines,
    words_of,
    written_out,
)

_SPANISH = word_set("""
    el la los las un una de del en y que con por para afuera cerca frente hay estan esta son vi veo ya se me mi
    su como unos carro carros camioneta camionetas agentes migra hace ahora ahorita aqui alla calle esquina
    deteniendo llevaron personas hombres chalecos chaleco tamano actividad lugar uniforme hora equipo negra
    negras negro blanca ubicacion""")
_ENGLISH = word_set("""
    the an of in on at and that with for by outside near front there is are was were saw see i they their just
    now ago car cars agents men people vests vest black white size activity location uniform time equipment
    parked taking standing staging police here from has have going""")
_SPELL = Speller(
    numbers.KNOWN
    | activity_words.WORDS
    | label_names.WORDS
    | people_words.WORDS
    | place_words.WORDS
    | time_words.WORDS_OF_TIME
    | vehicle_words.WORDS
    | uniform_words.WORDS
    | gear_words.WORDS,
    also_right=_SPANISH | _ENGLISH,
)


def read(text: str, sent_at: datetime) -> Pasted:
    """What `text`, sent at the aware time `sent_at`, says of each field; what was not said or not understood is None.

    Never raises for any text; work is bounded, since only the first `typed.LONGEST` characters are read.
    """
    cleaned = clean(text)
    typed = Typed(cleaned, _words(cleaned))
    board = Board(typed, letters.labelled_pieces(typed))
    _take_other_letters(board)
    _end_pieces(board)
    observed_at = times.read_time(board, sent_at)
    _free_the_rest(board, Letter.T, Field.TIME)
    seen = vehicles.mentions_of_vehicles(board)
    count = people.read_people(board, vehicle_totals.total(seen))
    _free_the_rest(board, Letter.S, Field.PEOPLE)
    activity = activities.read_activity(board)
    vehicle_totals.take_mentions(board, seen)
    uniform = wear.read_uniform(board)
    equipment = wear.read_equipment(board, seen)
    place = places.read_place(board)
    why_not = sightings.why_no_sighting(board)
    if why_not:
        return Pasted(cleaned, False, why_not, language=_language(typed), cut=is_cut(text))
    unread = _unread(board)
    return Pasted(
        text=cleaned,
        is_sighting=True,
        people=count,
        vehicles=vehicle_totals.total(seen, vehicle_numbers.bare_number(board))
        or (0 if vehicle_numbers.none_came(board) else None),
        activity=activity,
        place_text=place,
        uniform=uniform,
        observed_at=observed_at,
        equipment=equipment,
        language=_language(typed),
        unread=tuple(cleaned[piece.start : piece.end] for piece in unread),
        cut=is_cut(text),
        pieces=tuple(sorted([*board.pieces(), *unread], key=lambda piece: piece.start)),
    )


def _words(cleaned: str) -> tuple[Word, ...]:
    """The words of the message, spelled right, number words as digits, and in words that the readers know."""
    text = without_quoted_lines(cleaned)
    as_typed = evenly_marked(words_of(text))
    glosses = glosses_for(as_typed)
    words = glossed(as_typed, glosses) if glosses else words_of(text, _SPELL)
    return written_out(in_digits(told_to(words)))


_STARTERS = word_set("""
    they theyre they're i im i'm we he she it its there theres please pls plz be still no nobody everyone stay
    watch also heading headed driver agents people someone somebody cuidado tengan por avisen estan ya se hay
    son no favor alguien he's she's the this will can anyone need looks looked not neighbors family kids update
    confirmed stand see sending send ojo""")
_GOES_ON = later(
    r"(?:\d|a |an |un |una |black|white|gray|grey|silver|masks?|rifles?|guns?|"
    r"vests?|chalecos?|armas|no (?:plates|markings?|badges?|id|names?|insignias?|logos?|windows|front)|unmarked|tinted|sin |lights|jackets?|jeans|green|tan|camo|shields?|"
    r"radios?|boots|hats?|caps?|helmets?|says? |says|dice|with |con |w |and |y )"
)
_SHORTENED = {
    "st",
    "ave",
    "av",
    "rd",
    "blvd",
    "n",
    "s",
    "e",
    "w",
    "dr",
    "apt",
    "no",
    "hwy",
    "bldg",
    "mt",
    "ft",
    "ln",
    "pkwy",
    "approx",
    "u",
}


def _end_pictured(board: Board) -> None:
    """A piece labelled with a picture ends at the new line, or behind its number where a sentence begins."""
    words = board.typed.words
    for piece in board.labelled:
        if piece.first >= piece.last or board.typed.text[words[piece.label].start].isalnum():
            continue
        numbered = words[piece.first].key.isdecimal() and piece.first + 1 < piece.last
        if numbered and words[piece.first + 1].key in _STARTERS:
            board.shorten(piece.letter, piece.first + 1)
            continue
        lines = [at for at in range(piece.first + 1, piece.last) if words[at].key == "\n"]
        if lines:
            board.shorten(piece.letter, lines[0])


def _end_at_sentences(board: Board) -> None:
    """A labelled place, uniform or equipment ends where a new sentence begins."""
    lines = _each_on_a_line(board)
    for piece in board.labelled:
        if lines and piece is not board.labelled[-1]:
            continue
        if piece.letter not in {Letter.L, Letter.U, Letter.E}:
            continue
        for at in range(piece.first + 1, piece.last - 1):
            key, before = board.typed.words[at].key, board.typed.words[at - 1].key
            if key not in {".", "!", "?"} or (key == "." and before in _SHORTENED):
                continue
            rest = " ".join(board.keys((at + 1, min(at + 3, piece.last))))
            if key == "?" and board.typed.words[at + 1].key == "no":
                continue
            if _GOES_ON.match(rest):
                continue
            if board.typed.words[at + 1].key in _STARTERS or piece is board.labelled[-1]:
                board.shorten(piece.letter, at)
                break


_COUNT_ALONE = later(
    r"^(?:[:\-.] )*(?:como |unos )?\d{1,2}(?: (?:-|a|o) \d{1,2})?(?: personas| agentes)?(?: [\n,;/|.])?$"
)


def _take_other_letters(board: Board) -> None:
    """In Spanish T may stand for "tamaño"; it does when it holds a bare number and there is another time or no S."""
    piece = board.piece(Letter.T)
    times_said = [p for p in board.labelled if p.letter is Letter.T]
    counts = [p for p in times_said if _COUNT_ALONE.match(" ".join(board.keys((p.first, p.last))))]
    if piece and len(times_said) > 1 and board.piece(Letter.S) is None and counts:
        first = counts[0]
        board.labelled = [
            letters.Labelled(Letter.S, p.label, p.first, p.last) if p is first else p for p in board.labelled
        ]


def _end_pieces(board: Board) -> None:
    """A labelled piece ends at a new line when each label opens a line."""
    _end_pictured(board)
    _end_at_sentences(board)
    if not _each_on_a_line(board):
        _end_at_separators(board)
        return
    for piece in board.labelled[-1:]:
        lines = [i for i in range(piece.first, piece.last) if board.typed.words[i].key == "\n"]
        if lines and lines[0] > piece.first:
            board.shorten(piece.letter, lines[0])


def _free_the_rest(board: Board, letter: Letter, what: Field) -> None:
    """What follows a comma after the time or the count that was read belongs to no letter."""
    piece = board.piece(letter)
    read_up_to = [at for at in range(*piece) if board.taken[at] is what] if piece else []
    for at in range(read_up_to[-1] + 1, piece[1] - 2) if piece and read_up_to else ():
        if board.typed.words[at].key in {",", ".", "!"}:
            board.shorten(letter, at)
            return


def _each_on_a_line(board: Board) -> bool:
    """Whether each of several labels opens a line."""
    opening = [p.label == 0 or board.typed.words[p.label - 1].key == "\n" for p in board.labelled]
    return len(opening) > 1 and all(opening)


_SEPARATORS = {"/", ";", "|"}


def _end_at_separators(board: Board) -> None:
    """Where one mark parts all the pieces, unlabelled ones too, each labelled piece ends at it."""
    between = {board.typed.words[p.label - 1].key for p in board.labelled[1:]} if board.labelled else set()
    if len(between) != 1 or not between <= _SEPARATORS:
        return
    (mark,) = between
    for piece in board.labelled:
        for at in range(piece.first + 1, piece.last):
            if board.typed.words[at].key == mark and _stands_apart(board, at):
                board.shorten(piece.letter, at)
                break


def _stands_apart(board: Board, at: int) -> bool:
    words = board.typed.words
    return at + 1 < len(words) and words[at - 1].end < words[at].start and words[at].end < words[at + 1].start


def _language(typed: Typed) -> str | None:
    keys = [word.key for word in typed.words]
    spanish, english = sum(key in _SPANISH for key in keys), sum(key in _ENGLISH for key in keys)
    if spanish == english:
        return None
    return "es" if spanish > english else "en"


_SMALL = _SPANISH | _ENGLISH | word_set("a to or it o e u s l t & + - / them all been be")


def _unread(board: Board) -> list[Piece]:
    """Runs of words that no reader took, when they hold more than small words."""
    found: list[Piece] = []
    run: list[int] = []
    for at in range(len(board.typed.words) + 1):
        ends = (
            at == len(board.typed.words)
            or board.taken[at] is not None
            or at in board.labels
            or board.typed.words[at].key in {"\n", ".", ";", "!"}
        )
        if not ends:
            run.append(at)
            continue
        found.extend(_piece_of(board, run))
        run = []
    return found


def _piece_of(board: Board, run: list[int]) -> list[Piece]:
    words = [board.typed.words[i] for i in run]
    while words and not words[0].key[0].isalnum():
        words = words[1:]
    while words and not words[-1].key[0].isalnum():
        words = words[:-1]
    if NOTHING.match(" ".join(word.key for word in words)):
        return []
    if not any(word.key not in _SMALL and word.key[0].isalnum() for word in words):
        return []
    return [Piece(None, words[0].start, words[-1].end)]
