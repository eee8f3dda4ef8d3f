"""How many vehicles came, and the words that describe them: kinds, makes and models, in English and Spanish."""

import re
from dataclasses import dataclass

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.letters import Letter
from wekeep.watch.rules.paste.numbers import COUNT
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import alternatives, known_words, whole, word_set

_PLAIN_ONE = "vehicle|car|vehiculo|carro|coche|auto|unit|veh"
_PLAIN_MANY = "vehicles|cars|vehiculos|carros|coches|autos|units|vehs|rigs|carritos|muebles"
_KIND_ONE = """suv|van|truck|pickup|pick up|pick - up|sedan|minivan|mini van|jeep|bus|cruiser|squad|squad car|patrol car|cop car|box truck|
    camioneta|troca|trocka|camionetota|furgoneta|furgon|patrulla|camion|autobus|vagoneta|bronco|hatchback|coupe|rv|wagon|cargo van|panel van|wagoneer|crossover|hummer|humvee|
    armored vehicle|tanqueta|blazer|motorcycle|moto|limo|paddy wagon|interceptor|lorry|uhaul|u - haul|bearcat|mrap|tow truck|grua|combi|4x4|crown vic"""
_KIND_MANY = """suvs|suv's|van's|vans|vanes|trucks|pickups|pick ups|sedans|sedanes|minivans|jeeps|buses|cruisers|squads|squad cars|patrol cars|cop cars|camionetas|trocas|
    trokas|furgonetas|furgones|patrullas|camiones|camionetotas|motorcycles|motos|wagons|crossovers|hummers|humvees|box trucks|crown vics|blazers|broncos|cargo vans|autobuses|bearcats"""
_MODEL = """tahoe|durango|explorer|suburban|expedition|charger|challenger|escalade|yukon|navigator|f150|f - 150|f 150|f250|f - 250|f 250|silverado|ram|traverse|
    equinox|pathfinder|4runner|tacoma|tundra|highlander|rav4|altima|malibu|impala|caravan|grand caravan|odyssey|sienna|pacifica|transit|sprinter|econoline|
    wrangler|cherokee|grand cherokee|compass|trailblazer|acadia|terrain|enclave|edge|fusion|taurus|escape|ranger|colorado|sierra|armada|titan|rogue|
    murano|sequoia|4 runner|camry|corolla|civic|accord|pilot|cr - v|crv|sorento|telluride|palisade|santa fe|tucson|express|savana|promaster|pro master|mustang|camaro|journey|sentra|maxima|frontier|tucson|sonata|elantra|jetta|optima|town & country|venza|sportage|outlander|cx5|model y|model 3|ridgeline|passport|bronco sport|crown victoria"""
_MAKE = "ford|chevy|chevrolet|chevi|dodge|gmc|toyota|nissan|honda|hyundai|kia|chrysler|mercedes|lincoln|cadillac|buick|mazda|subaru|lexus|acura|infiniti|vw|volkswagen|bmw|audi|tesla|mitsubishi|volvo|ford's"
_COLOUR = """black|blk|blck|blak|blac|white|wht|gray|grey|gry|silver|blue|red|green|tan|brown|maroon|gold|beige|dark|light|navy|charcoal|yellow|orange|purple|burgundy|champagne|
    negro|negra|negros|negras|blanco|blanca|blancos|blancas|gris|grises|plateado|plateada|plateados|plateadas|azul|azules|rojo|roja|rojos|rojas|verde|verdes|cafe|cafes|dorado|
    dorada|oscuro|oscura|oscuros|oscuras|guindo|guinda|vino|marron|amarillo|amarilla|color|claro|clara|plata|bk|wh|slvr"""
_ADJECTIVE = """unmarked|tinted|big|large|huge|old|older|new|newer|work|cargo|rental|federal|govt|government|suspicious|looking|late model|full size|
    marked|undercover|blacked|out|matching|identical|different|other|more|additional|transport|passenger|armored|ice|police|cop|sheriff|hsi|cbp|dhs|border|patrol|
    sin placas|sin marcas|sin marca|grande|grandes|chica|chico|vieja|viejo|nueva|nuevo|sospechosa|sospechoso|sospechosas|sospechosos|polarizado|polarizada|polarizados|polarizadas|
    de la migra|de ice|de migra|de policia|sin rotular|vidrios polarizados|vidrios oscuros|vidrio polarizado|vidrio oscuro|topper|windows|dk|lt|4 door|2 door|4dr|crew cab|lifted|windowless|
    possible|possibly|long|short|small|sized|mid|full|ladder|rented|agents|agent|fed|feds|camouflage|plain|regular|official|oficial|oficiales|raptor|mixed|unkown|unknown"""
_TRAILING = alternatives(
    _COLOUR, _ADJECTIVE.replace("agents|agent|", "").replace("other|more|additional|", ""), _KIND_ONE, _KIND_MANY,
    "no plates|no plate|no front plate|without plates|no front plates|out of state plates|texas plates|mn plates|[a-z]{2,6} plates|sliding door|pickup|con placas de \\S+|sin placas|tinted windows|dark windows|blacked windows|blacked out|"
    "blacked out windows|darkened windows|lights on|lights off|engine running|engines running|idling|flashing lights|4x4|extended cab|crew cab|- ish",
)  # fmt: skip
_PLATES = alternatives(
    "no plates|no plate|no front plates|out of state plates|sin placas|tinted windows|tinted|vidrios polarizados|vidrios oscuros|dark windows|blacked out windows|con placas de \\S+|lights off|lights on|engine running|engines running|polarizada|polarizadas|polarizados|sin marcas|unmarked|no markings"
)
_ONE = alternatives(_PLAIN_ONE, _KIND_ONE, _MODEL)
_MANY = rf"(?:{alternatives(_PLAIN_MANY, _KIND_MANY)}|{alternatives(_MODEL)}(?:s|'s|es))"
_MAKES = rf"{alternatives(_MAKE)}s?"
_BEFORE = rf"(?:{alternatives(_COLOUR, _ADJECTIVE, _MAKE)}|{alternatives(_MODEL, _KIND_ONE)}(?! {alternatives(_COLOUR)}(?!\S)))"
_MADE = rf"(?:{_MANY}|{_ONE}|{_MAKES})"
_ARTICLE = "a|an|un|una|1|one|another|otra|otro"
_NOT_A_CAR = alternatives(
    "stop|stops|shelter|wash|lot|station|dealership|dealer|lane|repair|shop|seat|port|parts|bed|depot|ramp|route|line|show|rental|pool|ride|rides|alarm|horn|horns|keys|door of|alley|terminal|driver to|note"
)
_UNKNOWN = (
    r"(?:(?<=\d )(?!(?:agents|agent|men|man|guys|guy|people|ppl|officers|feds|ice|cops|agentes|hombres|personas|oficiales|policias|with|con|masked|dudes|migra|them|from|the|and|por|near|outside"
    r"|inside|total|min|mins|minutes|minutos|hours|blocks|miles|women|mujeres|armed|soldiers|neighbors|kids|other|tipos)(?!\\S))(?!\\S*ing )[a-z']{3,} )?"
)
_MENTION = re.compile(
    rf"(?<!\S)(?:(?P<number>{COUNT}) |(?P<article>{_ARTICLE}) |(?P<the>the|la|el|las|los|that|this|their|his|her|my|your|mi|su|same|esa|ese|esta|este|no|any|ningun|ninguna|what|every|each|todos los|todas las|cada|which) )?"
    rf"(?P<before>(?:{_BEFORE} ){{0,5}}{_UNKNOWN}(?:{_BEFORE} ){{0,3}})(?:(?P<many>{_MANY})|(?P<one>{_ONE}|{_MAKES}))(?!\S)(?! {_NOT_A_CAR}(?!\S))"
    rf"(?P<after>(?: {_TRAILING}(?!\S)){{0,4}}(?: , {_PLATES}(?!\S))?)"
)
_ADDITION = re.compile(
    r"^ (?:(?:with|w|con|has|de|de placas) (?:(?!and |y |& |\+ |a |un |at |on |by |near |in |en |, |\d)\S+ ?){1,4}|[(] [^()\n]{1,40} [)])"
)
_CONVOY = whole(
    r"(?:convoy|caravan|line|caravana|fila|row|fleet|string) (?:of|de) (?:about |como |unos |unas |around )?(?P<number>\d{1,2})(?! \S+? ?(?:agents|agentes|people|kids|personas))"
)
_OBJECT_OF = whole(
    alternatives(
        """pulled over|pulling over|stopped|stopping|stop|boxed in|boxing in|blocked in|blocking|blocked|pull over|surrounded|surrounding|following|follwing|followed|rear ended|rearended|crashed into|ran into|bumped|chocaron a|chocaron con|tailing|behind|hit|rammed|someone out of|somebody out of|him out of|her out of|them out of|man out of|woman out of|guy out of|people out of|driver out of|person out of|kid out of|ppl out of|
        pararon|pararon a|paran|parando|parando a|detuvieron|detuvieron a|detienen|detienen a|deteniendo|deteniendo a|orillaron|orillaron a|interceptaron|interceptaron a|tienen parado|tienen parada|tienen parados|rodearon|rodearon a|rodeando|siguiendo|siguiendo a|siguen a|
        cerraron el paso a|bloquearon|bloqueando|towed|towing|smashed|broke|inside|searching|searched|revisando|revisan|checking|check|looking into|looking in|stop for|traffic stop on|traffic stop of|traffic stop with|pulled|bajaron de|sacaron de|
        sacando de|que iba en|todos los|todas las|every|all the|quitaron|se llevaron|going through|from my|took|tow"""
    )
    + "(?: (?:over|a|an|the|un|una|el|la|los|las|someone's|somebody's|his|her|my|their|su|1|some|poor|this|that)){0,3}(?: (?!and|y|in|en|with|w|con|at|on|by|near|from|por|de|of|,|\\d)[a-z]+){0,2}"
)  # fmt: skip
_PART_OF = whole(
    alternatives("de|del|lavado de|parada del|dentro de|estacion de|school|puerta de|llantas de")
    + "(?: (?:un|una|el|la|los|las|su|mi))?"
)
_STOPPED = whole(
    r"(?:getting |being |was |is |got |all )?(?:pulled over(?! (?:a|an|the|my|someone|somebody|un|una|1|2|his|her)(?!\S))|stopped by|boxed in|pulled ovr|surrounded by|surrounded|blocked in|parado por|detenido por)"
)
_COLOURED = whole(alternatives(_COLOUR))
_AND = {"and", "&", "+", "y", "plus", "e", "n", "mas", "with", "con", "w"}
WORDS = known_words(_PLAIN_ONE, _PLAIN_MANY, _KIND_ONE, _KIND_MANY, _MODEL, _MAKE, _COLOUR, _ADJECTIVE)
ANY_VEHICLE = _MADE
ADJECTIVE = _BEFORE


@dataclass(frozen=True, slots=True)
class Mention:
    """Vehicles spoken of at `span`; `count` is None where no number can be told, `counted` where a number was written."""

    span: Span
    count: int | None
    counted: bool
    generic: bool
    described: bool
    plain: bool
    letter: Letter | None
    joined: bool = False


def mentions_of_vehicles(board: Board) -> list[Mention]:
    """Each mention of the vehicles that came, in the order typed; those stopped or searched are left out."""
    found = []
    for first, last, match in board.typed.find(_MENTION):
        letter = board.letter_at(first)
        if letter in {Letter.L, Letter.U} or first in board.labels or _taken(board, first, last):
            continue
        if match.group() in {"a ram", "ram", "the ram"}:
            continue
        if (
            match["one"] == "van"
            and not match["article"]
            and match["low"] != "1"
            and not match["before"]
            and not match["after"]
            and _is_spanish_verb(board, last)
        ):
            continue
        if letter is not Letter.E and _is_target(board, first, last):
            continue
        found.append(_mention(board, first, last, match, letter))
    return found + _convoys(board, found)


_GOES = word_set(
    "los las ya se la el de como unos unas a al dando por para hacia rumbo saliendo con llegando caminando manejando en de subiendo entrando varios muchos tocando casa pasando siguiendo puro puros todos armados"
)


def _is_spanish_verb(board: Board, after: int) -> bool:
    """Whether a bare "van" is the Spanish "they go"."""
    following = board.typed.words[after].key if after < len(board.typed.words) else ""
    return following in _GOES or following.isdigit()


def _taken(board: Board, first: int, last: int) -> bool:
    return any(board.taken[i] is not None for i in range(first, last))


def _mention(board: Board, first: int, last: int, match: re.Match[str], letter: Letter | None) -> Mention:
    head = (match["many"] or match["one"]).split()[-1]
    plain = bool(re.fullmatch(alternatives(_PLAIN_ONE, _PLAIN_MANY), head))
    generic = plain and not _COLOURED.search(match["before"])
    count = _count(match)
    tail = (
        _ADDITION.match(board.typed.line[board.typed.offset_of(last) - 1 :]) if last < len(board.typed.words) else None
    )
    if tail and match["the"] is None:
        last = min(len(board.typed.words), last + len(tail.group().split()))
        last = _without_taken(board, first, last)
    described = bool(match["before"].strip() or match["after"].strip()) or not generic
    return Mention(
        (first, last),
        count,
        bool(match["number"] or match["article"]),
        generic,
        described,
        plain,
        letter,
        _joined_on(board, first),
    )


def _joined_on(board: Board, first: int) -> bool:
    """Whether an "and" stands before the mention."""
    return first > 0 and board.typed.words[first - 1].key in _AND


def _without_taken(board: Board, first: int, last: int) -> int:
    return next((i for i in range(first, last) if board.taken[i] is not None or i in board.labels), last)


def _count(match: re.Match[str]) -> int | None:
    if match["number"]:
        if (match["high"] and match["high"] != match["low"]) or match["most"]:
            return None
        if match["least"] or match["more"]:
            return None
        number = int(match["low"])
        return number if 0 < number <= 100 else None
    if match["the"] or match["many"]:
        return None
    return 1


def _is_target(board: Board, first: int, last: int) -> bool:
    """Whether the vehicle is the one that was stopped or looked into, not one of those that came."""
    start = max(0, first - 4)
    before = board.typed.line[board.typed.offset_of(start) : board.typed.offset_of(first)].strip(" ")
    after = board.typed.line[board.typed.offset_of(last) :]
    closing = any(
        match.end() == len(before) for pattern in (_OBJECT_OF, _PART_OF) for match in pattern.finditer(before)
    )
    return closing or bool(re.match(rf"(?:{_STOPPED.pattern})", after))


def _convoys(board: Board, found: list[Mention]) -> list[Mention]:
    convoys = []
    for first, last, match in board.typed.find(_CONVOY):
        if not any(m.span[0] < last and first < m.span[1] for m in found) and board.free((first, last)):
            convoys.append(Mention((first, last), int(match["number"]), True, True, True, True, board.letter_at(first)))
    return convoys


def total(mentions: list[Mention]) -> int | None:
    """How many vehicles the mentions add up to; None when one of them leaves it open."""
    labelled = [m for m in mentions if m.letter is Letter.E and m.count is not None]
    elsewhere = [m for m in mentions if m.letter is not Letter.E]
    chosen = labelled or elsewhere
    if any(m.counted and m.count is None for m in chosen):
        return None
    sure = any(m.counted for m in chosen)
    certain = [m for m in chosen if m.count is not None and (m.counted or not sure or (m.described and not m.generic))]
    if len(certain) > 1:
        certain = [m for m in certain if m.counted or not m.plain] or certain[:1]
    overall = _overall(certain)
    return overall or sum(m.count or 0 for m in certain) or None


def _overall(certain: list[Mention]) -> int | None:
    """The number of the first mention when it stands for the others too: "3 vehicles: 2 SUVs and a van"."""
    if len(certain) < 2 or not (certain[0].generic and certain[0].counted) or certain[1].joined:
        return None
    rest = sum(m.count or 0 for m in certain[1:])
    return certain[0].count if (certain[0].count or 0) >= rest else None


def take_mentions(board: Board, mentions: list[Mention]) -> None:
    """Note the words of the mentions on the board."""
    for mention in mentions:
        if mention.letter is not Letter.E:
            board.take(mention.span, Field.VEHICLES)
