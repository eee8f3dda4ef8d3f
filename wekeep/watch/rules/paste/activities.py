"""What is being done, from the many ways it is said; a denied activity ("nobody detained yet") is none."""

import re
from dataclasses import dataclass

from wekeep.watch.rules.paste.activity_shapes import HOME
from wekeep.watch.rules.paste.activity_words import SAID
from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import alternatives, later, whole
from wekeep.watch.rules.paste.place_words import LANDMARKS
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE
from wekeep.watch.rules.salute import Activity


def _compiled(said: str) -> re.Pattern[str]:
    return whole(alternatives(said)) if "(" not in said else whole("(?:" + re.sub(r"\|\n *", "|", said) + ")")


_PATTERNS = tuple((activity, weight, _compiled(said)) for activity, weight, said in SAID)
_DENIED_BEFORE = later(
    r"(?:(?:^| )(?:no|sin|without|0|ni|ningun|ninguna)(?: (?!badge|name|names|"
    r"plates|plate|uniform|uniforms|uniforme|id|markings|placas|logos|lights|"
    r"idea|insignia|insignias|badges|numbers|logo|front|license|masks|mask|vest|vests|tags|patches|patch|letras|letrero|nombre|mascara|chaleco|letreros|luces)[a-z'0-9]+)?$)|(?:^| )(?:not|nobody|no one|no 1|noone|none|never|"
    r"havent|haven't|hasnt|hasn't|isnt|isn't|arent|aren't|didnt|didn't|dont|"
    r"don't|doesnt|doesn't|wasnt|wasn't|werent|weren't|cant|can't|nadie|nunca|"
    r"tampoco|in case)"
    r"(?: (?!but|pero|and|y|they|just|solo|estan|are|only|nomas)[a-z'0-9]+){0,4}$"
)
_WOULD_BE = later(
    r"(?:^| )(?:if|might|may|could|gonna|going to|about to|might be|probably|"
    r"will|i think theyre|maybe|before|don't know if|(?<!up )to|looked like|looks like|"
    r"como si|si|a quien|quien|who to|whom to|van a|por si|para|antes de|quiza|avoid|stop|stopping)(?: [a-z']+){0,2}$"
)
_OTHERS_GO = later(
    r"(?:^| )(?:los que|las que|la gente que|quienes|people|ppl|kids|students|workers|families|parents|everyone|everybody|shift|those|whoever|"
    r"anyone|church|trabajadores|estudiantes|ninos|padres|feligreses|cuando|when|as) (?:who |that |are |were |is )?$"
)
_I_GO = later(
    r"(?:saliendo|leaving|sali|left|salimos|iba saliendo|heading|going|yendo|caminando|walking|driving|manejando)(?: [^.;!\n]*?)? (?:vi|vimos|veo|me tope|encontre|i saw|saw|i see|we saw|noticed|passed)(?!\S)"
)
"""Those who go out of somewhere are others, or the writer: "los que salen del trabajo", "saliendo de misa vimos"."""
_GETS_OUT = later(
    r"(?:salieron|salio|saliendo|salen|salir|got out|getting out|coming out|came out|exiting|exited|pulled out)(?: (?!y|and|but|pero)[^\s,.;]+){0,4}? (?:of|from|de|del) (?:a |an |the |un |una |unas |unos |el |la |las |los |su |sus |their |\d )?(?:[a-z]+ ){0,2}?"
    rf"{ANY_VEHICLE}(?!\S)"
)
"""Getting out of a vehicle, which is no leaving."""
_NOT_THESE = later(
    r"(?:^| )(?:not|no|sin) (?:the |regular |local |real |actual |normal |son )*(?:cops?|police|mpd|policias?|locals|city|sheriffs?|uniforms?|uniformes?|badges?|warrant|warrants|markings|ids?|orden|placas?)(?= |$)"
)
"""Whom or what a "not" speaks of, when it is no doing: "not cops knocking"."""
_LIKE_THEM = later(
    r"(?:^| )(?:a|quick|my|1|one|another) question(?!\S)(?! (?:people|workers|men|ppl|everyone))|waiting (?:room|area)|parked cars|(?:of|numbers on) (?:every|each|all) |"
    r"(?:cop|cops|police|military|federal|weird|suspicious|official|turret|sketchy|sketch|rough|agent|ice|fed|shady|scary|army|swat|mean|tough|strange|odd|serious|normal|good|bad|crazy|tactical|soldier|govt|government|detective|same|similar|new|old|vic) lookin[g']?"
    r"|lookin[g']? like(?!\S)|lookin[g']? (?:thing|things|dude|dudes|guy|guys|men|man|car|cars|suv|suvs|van|vans|truck|trucks|vehicle|vehicles|fella|fellas|people|ppl|folks|rig|rigs|outfit|uniforms?|gear)(?!\S)"
)
"""How something looks, which is no looking: "cop lookin dudes"."""
_RANK = {
    Activity.LOADING: 9,
    Activity.DETAINING: 8,
    Activity.CHECKPOINT: 7,
    Activity.VEHICLE_STOP: 6,
    Activity.APPROACHING_HOME: 5,
    Activity.QUESTIONING: 4,
    Activity.LEAVING: 3,
    Activity.SURVEILLING: 2,
    Activity.STAGING: 1,
    Activity.EVERYWHERE: 0,
}


_ALSO_SAID = {
    "piso",
    "pisos",
    "floor",
    "floors",
    "edificio",
    "building",
    "casa",
    "house",
    "towers",
    "tower",
    "apartments",
    "apartamentos",
    "complex",
    "del",
    "de",
    "la",
    "el",
    "al",
    "the",
    "en",
    "at",
    "in",
    "puerta",
    "vest",
    "vests",
    "chaleco",
    "chalecos",
    "gear",
    "mask",
    "masks",
    "uniform",
    "uniforms",
    "drone",
    "dron",
}


@dataclass(frozen=True, slots=True)
class _Said:
    span: Span
    activity: Activity
    weight: int


def read_activity(board: Board) -> Activity | None:
    """What is being done, from the A piece or else from anywhere but the L, U and E pieces; takes the words."""
    piece = board.piece(Letter.A)
    spans = [piece] if piece else _unlabelled(board)
    said = [one for span in spans for one in _said_in(board, span)]
    if not said and piece:
        said = [one for span in _unlabelled(board) for one in _said_in(board, span)]
    said = _without_swallowed(said)
    for at in {at for one in said if one.activity is not Activity.EVERYWHERE for at in range(*one.span)}:
        key = board.typed.words[at].key
        if (
            key not in _ALSO_SAID
            and not key[0].isdecimal()
            and (key in {"stop", "parada"} or not LANDMARKS.fullmatch(key))
        ):
            board.take((at, at + 1), Field.ACTIVITY)
    return _chosen(board, said)


def _unlabelled(board: Board) -> list[Span]:
    spans, start = [], 0
    for at in range(len(board.typed.words) + 1):
        if at == len(board.typed.words) or board.letter_at(at) in {Letter.L, Letter.U, Letter.E} or at in board.labels:
            if start < at:
                spans.append((start, at))
            start = at + 1
    return spans


def _said_in(board: Board, span: Span) -> list[_Said]:
    found = []
    for activity, weight, pattern in _PATTERNS:
        for first, last, _ in board.typed.find(pattern, *span):
            at_home = activity is not Activity.APPROACHING_HOME or not _at_a_business(board, first, last)
            if at_home and not _denied(board, span[0], first, last):
                found.append(_Said((first, last), activity, weight))
    return found


_STANDING_AT = later(
    r"(?:(?:at|by|to|from|near|outside|on|in|inside|en) (?:the |el |la )?(?:[a-z]+ )?)?(?:doors?|doorway|gates?|hallways?|stairs|porton|portones)$"
)
_BUSINESS = whole(
    "er|lobby|clinic|hospital|nurses|store|shop|restaurant|school|church|mosque|library|courthouse|court|mall|market|"
    "office|bank|hotel|motel|laundromat|gym|daycare|airport|station|warehouse|factory|plant|kitchen|dmv|cafe|cafeteria|"
    "fabrica|escuela|iglesia|clinica|tienda|restaurante|mercado|corte|oficina|guarderia|biblioteca|banco|bodega|empacadora|planta|consulado|"
    "entrance|checkout|register|security|terminal|gate|target|walmart|cub|aldi|costco"
)
_HOMES = whole(rf"{HOME}|\d{{3,5}} [a-z]+|apt|porch|neighbors?|neighbor's")
_DOOR = whole("doors?|porton|doorway|gates?|puertas?|hallways?|stairs")


def _at_a_business(board: Board, first: int, last: int) -> bool:
    """Whether they only stand by a door that the sentence says is no home's: "in the ER lobby, by the doors"."""
    if not _STANDING_AT.match(" ".join(board.keys((first, last)))):
        return False
    stops = {".", "!", "?", "\n"}
    words = board.typed.words
    begin = next((at + 1 for at in range(first - 1, -1, -1) if words[at].key in stops), 0)
    end = next((at for at in range(last, len(words)) if words[at].key in stops), len(words))
    sentence = _DOOR.sub(" ", " ".join(board.keys((begin, end))))
    return bool(_BUSINESS.search(sentence)) and not _HOMES.search(sentence)


_TO_AND_FROM = later(r"(?:^| )(\S+) to \1(?= |$)")
"""From one to the next, where "to" tells no purpose: "shop to shop asking for papers"."""
_STAY_ON = later(
    r" (?:, |; |[.] |and |but |y |pero |now |the other |las otras |los otros |- )*(?:(?:\d{1,2}|the rest|others?|los demas|las demas|el resto|otr[oa]s|some|algunos) (?:more |others? |of them |agents |suvs |cars |vans |trucks |mas |are |r |is )*(?:still|remain|remains|siguen|sigue|stayed|staying|aqui|here)"
    r"|(?:nomas |solo |todavia |aun )*(?:quedan|siguen) (?:nomas |solo |todavia )?(?:\d{1,2}|unos|varios|los demas))(?!\S)"
)
"""Others that stay where some have left: "1 suv left, 2 still here"."""
_I_PASSED = later(
    r"(?:(?:ok|hey|update|so|i|we|just|literally|also|,|:) )*(?:drove|walked|rode|biked|driving|walking|ran|passed|went) (?:by|past|through|thru) ?"
    r"(?:[a-z0-9' ]{0,40} )?(?:,|[.]|and|&|there|theres|now|saw|its)(?!\S)(?! (?:slow|slowly|again|twice|taking|looking|filming))"
)
"""The writer who passes by: "just drove by, there's 30 of them"."""


_WRITER = later(
    r"(?:^| )(?<!with a )(?<!w a )(?<!con una )(?<!and a )(?:can|i|we|i'm|im|ive|i've|we're|we've|yo|nosotros|ya me|(?:(?:ring|doorbell|door|security|dash|my|the|our) )?(?:cam|camera|ring|camara))"
    r"(?: (?:just|was|were|am|are|had|have|been|already|literally|also|now|only|estaba|estoy|iba|acabo de|venia))*$"
)
"""The writer, or a camera, whose own doing it is: "i just drove past", "the doorbell cam picked up"."""


def _denied(board: Board, start: int, first: int, last: int) -> bool:
    if board.typed.words[first].key in {"just", "solo", "nomas"}:
        return False
    if _LIKE_THEM.search(" ".join(board.keys((max(0, first - 1), min(last + 1, len(board.typed.words)))))):
        return True
    clause = _NOT_THESE.sub(" ", _TO_AND_FROM.sub(" ", _clause(board, start, first)))
    if (
        _STAY_ON.match(board.typed.line[board.typed.offset_of(last) - 1 :])
        or _OTHERS_GO.search(clause)
        or (_GETS_OUT.match(board.typed.line[board.typed.offset_of(first) :]))
        or _I_GO.match(" ".join(board.keys((first, first + 9))))
    ):
        return True
    if _WRITER.search(clause):
        return True
    if board.typed.offset_of(first) < 30 and _opens_with_passing(board, first, last):
        return True
    if _DENIED_BEFORE.search(clause) or _WOULD_BE.search(clause):
        return True
    after = " ".join(board.keys((last, min(len(board.typed.words), last + 2))))
    return bool(re.match(r"(?:nobody|no one|nadie|a nadie|anyone yet)(?!\S)", after))


def _opens_with_passing(board: Board, first: int, last: int) -> bool:
    """Whether what was read as an activity is the writer's own way past the place."""
    passing = _I_PASSED.match(board.typed.line)
    told = board.keys((first, last))
    return bool(passing) and len(told) == 2 and told[1] in {"by", "past", "through", "thru"}


def _clause(board: Board, start: int, first: int) -> str:
    words = board.keys((max(start, first - 5), first))
    stops = [i for i, key in enumerate(words) if key in {",", ".", ";", "\n", "!", "?", ":", "-", "|", "("}]
    return " ".join(words[stops[-1] + 1 :] if stops else words)


def _without_swallowed(said: list[_Said]) -> list[_Said]:
    """Without those that lie inside a longer one: "parked watching", "stopped a car in the parking lot"."""
    return [
        one
        for one in said
        if not any(
            other is not one
            and other.span[0] <= one.span[0]
            and one.span[1] <= other.span[1]
            and other.span != one.span
            and other.weight > 0
            for other in said
        )
    ]


def _chosen(board: Board, said: list[_Said]) -> Activity | None:
    if not said:
        return None
    last = max(said, key=lambda one: one.span)
    labelled = board.piece(Letter.A) is not None
    if last.activity is Activity.LEAVING and (labelled or now_before(board, last.span[0])):
        return Activity.LEAVING
    weight = max(one.weight for one in said)
    if weight == 0 and not labelled:
        return None
    strongest = [one for one in said if one.weight == weight]
    return max(strongest, key=lambda one: _RANK[one.activity]).activity


def now_before(board: Board, at: int) -> bool:
    """Whether "now", "ya" or the like stands just before or at the word at `at`."""
    return bool(
        {"now", "ya", "ahora", "just", "acaban", "currently", "ahorita"} & set(board.keys((max(0, at - 2), at + 1)))
    )
