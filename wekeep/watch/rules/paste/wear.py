"""What they wear and what they carry: the uniform and the equipment fields."""

import re

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.face_words import FACES
from wekeep.watch.rules.paste.gear_words import GEARS
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.nothing_words import NOTHING
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.uniform_words import DRESSED, LABELLED_AS, UNIFORM
from wekeep.watch.rules.paste.vehicle_totals import Mention
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE


def _tidy(text: str) -> str:
    return " ".join(text.strip(" \n,;:.|/-*").split())


_LACKS_VEHICLE = later(
    r"^(?: ?(?:and|y|but|pero))? ?(?:no|0|sin|ningun) (?:visible |other |more |marked |otros? )?"
    rf"(?:{ANY_VEHICLE}|vehicles?)(?: (?:that|i|we|can|could|see|seen|saw|visible|around|nearby|here|in sight|a la vista|que yo vea|aqui))*$"
)
"""Of no equipment: "no car that I can see"."""
_DRIVES_OFF = later(
    r"(?:went|goes|going|headed|heading|left|leaving|drove|driving|took off|turned|moved|moving|se fue|se fueron|salio|salieron|iba|iban|rumbo|(?:va|van) (?=hacia|por|rumbo|al|pa))(?!\S)"
    r"(?: (?:off|away|out|up|down|back|the|fast|slowly|to|toward|towards|por|hacia|a|al|pa|para|sobre))* ?(?:north|south|east|west|nb|sb|eb|wb|on|onto|toward|towards|\d|sur|norte|este|oeste|hacia|por|por la|$|,)"
)
"""Where the vehicles went, told behind them."""


def _up_to_driving(board: Board, span: Span) -> Span:
    """The piece without what it tells of where the vehicles went: "black van went south on 28th"."""
    for at in range(span[0] + 1, span[1]):
        if board.typed.words[at].start and _DRIVES_OFF.match(" ".join(board.keys((at, min(span[1], at + 5))))):
            return span[0], at
    return span


def value_of(board: Board, span: Span) -> str | None:
    """The text of a labelled piece as typed, less the parts that say nothing; None when nothing is left."""
    words = board.keys(span)
    if NOTHING.match(" ".join(words).strip(" \n,;|/-")):
        return None
    first, last = span
    while last - 1 > first and words[last - 1 - first] in {"!", "\n", ",", ";", "|", "/"}:
        last -= 1
    cuts = [i for i in range(first, last) if board.typed.words[i].key in {",", ";"}]
    if cuts and _says_nothing(" ".join(board.keys((cuts[-1] + 1, last)))):
        last = cuts[-1]
    if cuts and NOTHING.match(" ".join(board.keys((first, cuts[0])))):
        first = cuts[0] + 1
    text = _tidy(
        board.shown((first, last)).strip('"')
        if board.shown((first, last)).count('"') % 2
        else board.shown((first, last))
    )
    return text or None


def _says_nothing(words: str) -> bool:
    return bool(NOTHING.match(words) or _LACKS_VEHICLE.match(words.strip(" \n,;.|/-")))


_CARRIED = later(
    r"(?:gas |ski )?(?:masks?|helmets?|mascaras?(?: de gas| antigas)?) (?:hanging |clipped |strapped |colgad[oa]s? )?(?:on|from|off|en|del?|in|at) (?:the |their |his |her |el |la |los |las )?(?:belts?|hips?|waists?|backpacks?|bags?|packs?|hands?|cinturon(?:es)?|cinto|cintura|mochilas?|manos?)"
)


def _carried(board: Board, first: int, last: int) -> bool:
    """Whether a mask is carried and not worn: "gas masks on their belts"."""
    return bool(_CARRIED.match(" ".join(board.keys((first, last + 4)))))


_BESIDE_A_FACE = word_set(
    "all in w with con wearing on up both of them a an the and y & n , black green gray grey dark tan white ski gas neck surgical skull negro negra negros negras verde verdes todos todas puro traen llevan"
)


def _hides_face_only(board: Board, first: int, last: int) -> bool:
    """Whether nothing but what hides a face is told, which the form asks for under equipment."""
    keys = " ".join(board.keys((first, last)))
    left = FACES.sub(" ", keys)
    if re.search(
        r"(?:^| )(?:in|de) (?:black|green|gray|grey|dark|tan|white|negro|verde)(?= (?:with|w|con|and|y|,))", keys
    ):
        return False
    return left != keys and all(key in _BESIDE_A_FACE for key in left.split())


def _faces(board: Board) -> list[Span]:
    """What hides their faces, where it is told with no garment and no label."""
    spans = _found(board, FACES, {Letter.L, Letter.U, Letter.A} if board.labelled else {Letter.L, Letter.U})
    return [span for span in spans if _hides_face_only(board, *span)]


def read_uniform(board: Board) -> str | None:
    """What they wear, as typed: the whole U piece, or the garments spoken of in the unlabelled text."""
    piece = board.piece(Letter.U)
    if piece:
        value = value_of(board, piece)
        if value:
            board.take(piece, Field.UNIFORM)
        return value
    spans = _found(board, UNIFORM, {Letter.L, Letter.E, Letter.S, Letter.T})
    spans = [
        (_back_to_wearing(board, first), last)
        for first, last in spans
        if not _carried(board, first, last) and not _hides_face_only(board, first, last)
    ]
    spans = spans or _found(board, LABELLED_AS, {Letter.L, Letter.E}) or _found(board, DRESSED, {Letter.L, Letter.E})
    return _joined(board, spans, Field.UNIFORM)


def read_equipment(board: Board, vehicles: list[Mention]) -> str | None:
    """What they carry and drive, as typed: the whole E piece, or the gear and vehicles in the unlabelled text."""
    piece = board.piece(Letter.E)
    if piece:
        value = value_of(board, _up_to_driving(board, piece))
        if value:
            board.take(piece, Field.EQUIPMENT)
        return value if value and not value.isdecimal() else None
    gear = _found(board, GEARS, {Letter.L, Letter.U, Letter.A} if board.labelled else {Letter.L, Letter.U})
    gear += [span for span in _faces(board) if not any(span[0] < one[1] and one[0] < span[1] for one in gear)]
    driven = [
        m.span
        for at, m in enumerate(vehicles)
        if not _repeated(board, vehicles[:at], m)
        if m.letter is None and (m.counted or m.told_apart or _told_along(vehicles[:at], m)) and m.count != 0
    ]
    text = _texts(board, _neighbours_joined(board, driven) + gear)
    for span in gear:
        board.take(span, Field.EQUIPMENT)
    return text


def _repeated(board: Board, earlier: list[Mention], mention: Mention) -> bool:
    """Whether the words of an uncounted mention were all in earlier ones."""
    said = {key for other in earlier for key in board.keys(other.span)}
    return mention.count is None and set(board.keys(mention.span)) - {"the", "la", "el"} <= said


def _told_along(earlier: list[Mention], mention: Mention) -> bool:
    """Whether it is joined on to counted ones: "2 suvs and the van"."""
    return mention.joined and bool(earlier) and earlier[-1].counted and earlier[-1].span[1] == mention.span[0] - 1


_WEARING = {"wearing", "in", "with", "w", "con", "llevan", "traen", "visten", "dressed"}


def _back_to_wearing(board: Board, first: int) -> int:
    """Describing words we do not know belong to the garment when "wearing" or "in" stands before them."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if board.typed.words[at].key in _WEARING:
            return at + 1
        if not board.free((at, at + 1)) or not board.typed.words[at].key.isalpha():
            return first
    return first


def _told_closer(board: Board, first: int) -> bool:
    """Whether an ordinary garment is told of by what stands before it: "in a tweed cap"."""
    before = board.keys((max(0, first - 3), first))
    worn = any(key in _WEARING - {"with", "w", "con"} for key in before[:-1])
    return worn and bool(before) and before[-1] not in {"a", "an", "the", "un", "una", "su", "his", "her"}


def _found(board: Board, pattern: re.Pattern[str], letters: set[Letter]) -> list[Span]:
    spans = []
    for first, last, match in board.typed.find(pattern):
        while first < last - 1 and board.taken[first] is Field.PEOPLE:
            first += 1
        while last - 1 > first and board.taken[last - 1] is Field.PEOPLE:
            last -= 1
        if (
            board.letter_at(first) in letters
            or not board.free((first, last))
            or _not_made_out(board, first)
            or _not_theirs(board, first)
        ):
            continue
        if (
            " ".join(board.keys((first, last))) in _TOO_COMMON
            and not _told_closer(board, first)
            and not (match.group() == "green" and board.keys((max(0, first - 1), first)) == ["in"])
        ):
            continue
        spans.append((first, _without_joiner(board, first, last)))
    return spans


_NOT_SEEN = later(
    r"(?:cant|can't|couldnt|couldn't|didnt|didn't|cannot|not|no|dont|don't) "
    r"(?:\S+ )?(?:see|tell|make out|veo|ver|vi|ve|alcanzo|distingo|alcanzaba|"
    r"pude)(?: (?:any|the|their|a|el|los|sus|ver|su|bien|se|no))*$"
)


_TOO_COMMON = {
    "no cap",
    "gear on",
    "their gear on",
    "gear up",
    "sunglasses",
    "dark glasses",
    "dark sunglasses",
    "lentes",
    "lentes oscuros",
    "lentes negros",
    "gafas",
    "gloves",
    "guantes",
    "tint",
    "green",
    "shirt",
    "gear",
    "cap",
    "hat",
    "phones",
    "smoke",
    "camera",
    "ladder",
    "in gear",
    "kit",
    "shades",
    "shorts",
    "goggles",
    "saco",
    "cones",
    "tablet",
    "cubierto",
    "hood",
    "belts",
    "belt",
    "holsters",
    "holster",
    "blazer",
    "blazers",
    "verdes",
    "denim",
}


def _not_made_out(board: Board, first: int) -> bool:
    """Whether it was said that it could not be seen: "can't see uniforms"."""
    return bool(_NOT_SEEN.search(" ".join(board.keys((max(0, first - 6), first)))))


_OF_A_VEHICLE = later(rf"(?:^| ){ANY_VEHICLE} (?:[a-z]+ )?(?:with|w|con|has|tiene) (?:a|an|the|un|una)$")
_MINE = word_set("my mi our nuestro nuestra mis your tu")


_TAKEN_ONE = later(
    r"(?:put|putting|took|taking|grabbed|grabbing|loaded|dragged|dragging|cuffed|cuffing|arrested|detained|tackled|shoved) (?:her|him|(?:a|an|the|this|my|some) (?:[a-z]+ ){0,2}?[a-z]+)(?!\S)"
    r"[^.;]*? (?:she|he|her|him|who|that)(?: is| was|'s)? ?(?:had|has|wearing|in|with|wears|wore) (?:on )?(?:a |an |the |his |her )?(?:[a-z]+ ){0,2}$"
)
"""What somebody wore whom they took: "they put her in the van, she was wearing a red coat"."""


def _not_theirs(board: Board, first: int) -> bool:
    """Whether it is the writer's own, a part of a vehicle, or worn by the one they took: "a Silverado with a cap on the back"."""
    before = board.keys((max(0, first - 4), first))
    if _TAKEN_ONE.search(board.typed.line[: board.typed.offset_of(first)]):
        return True
    return bool(before) and (before[-1] in _MINE or bool(_OF_A_VEHICLE.search(" ".join(before))))


def _without_joiner(board: Board, first: int, last: int) -> int:
    while last - 1 > first and board.typed.words[last - 1].key in {
        "and",
        "y",
        "&",
        "+",
        "/",
        "-",
        "or",
        "o",
        "de",
        "with",
        "w",
        "con",
    }:
        last -= 1
    return last


def _joined(board: Board, spans: list[Span], field: Field) -> str | None:
    for span in spans:
        board.take(span, field)
    return _texts(board, spans)


def _texts(board: Board, spans: list[Span]) -> str | None:
    return ", ".join(_tidy(_without_article(board, span)) for span in spans) or None


def _without_article(board: Board, span: Span) -> str:
    first = span[0] + (
        board.typed.words[span[0]].key in {"a", "an", "un", "una", "the", "la", "el", "wearing", "with", "w"}
        and span[1] - span[0] > 1
    )
    return board.shown((first, span[1]))


def _neighbours_joined(board: Board, spans: list[Span]) -> list[Span]:
    """Spans with nothing but "and" or a comma between them become one."""
    done: list[Span] = []
    for span in sorted(spans):
        between = board.keys((done[-1][1], span[0])) if done else ["-"]
        if len(between) <= 2 and set(between) <= {"and", "&", "+", "y", ",", "plus", "e", "n", "/"}:
            done[-1] = (done[-1][0], span[1])
        else:
            done.append(span)
    return done
