"""Vehicles spoken of that are not theirs: those stopped or searched, someone's own, a bus line, and words that only look so."""

import re

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE, OBJECT_OF, ORDINARY_TOO, PART_OF, SOMEONE_ELSES, STOPPED


def is_not_theirs(board: Board, first: int, last: int, match: re.Match[str], letter: Letter | None) -> bool:
    """Whether the words matched as vehicles speak of none that came; what stands under E is always theirs."""
    if match["the"] in SOMEONE_ELSES or _before(board, first) in {
        "sin",
        "without",
        "no",
        "ningun",
        "cuantos",
        "cuantas",
    }:
        return True
    if _ONE_TO_THE_NEXT.search(" ".join(board.keys((max(0, first - 2), last + 2)))):
        return True
    if _UNSEEN.search(" ".join(board.keys((max(0, first - 3), first)))):
        return True
    if _OWNER.search(" ".join(board.keys((max(0, first - 2), first)))) and letter is not Letter.E:
        return True
    if _DRIVES.search(" ".join(board.keys((max(0, first - 3), first)))):
        return True
    if letter is not Letter.E and (_before(board, first) in _TRADES or _CIVIL.search(match.group())):
        return True
    if _only_looks_so(board, first, last, match) or _is_bus_route(board, first, last, match):
        return True
    if match.group() in {"car", "truck", "vehicle"} and _before(board, first) == "in":
        return True
    return letter is not Letter.E and (
        match.group() in {"pickup", "pick up"} or _is_ridden(board, first, match) or _is_target(board, first, last)
    )


_TRADES = word_set("taco food cream fire garbage trash mail school metro church party wedding ambulance")
"""What stands before a vehicle that everybody knows: "the taco truck"."""
_CIVIL = later(r"(?:^| )(?:tow trucks?|grua|taxi|delivery van|city bus|camper|semi)$")
"""A vehicle that comes by on its own business."""
_DRIVES = later(
    r"(?:^| )(?:que maneja|maneja|manejo|who drives|he drives|she drives|i drive|i was driving|i'm driving|im driving)$"
)
"""What somebody drives for a living, or the writer does: "mi compadre que maneja grúa"."""
_OWNER = later(
    r"(?:^| )(?!(?:it|he|she|that|there|what|who|let|here|where)'s(?: |$))(?:[a-z]+'s|neighbou?rs|owners|landlords|bosses|moms|dads|brothers|sisters|cousins|coworkers|friends|teachers)(?: (?:work|old|new|own|red|white|blue|black|gray|green|silver))?$"
)
"""Somebody whose own it is: "my kid's bus", "somebody's work truck"."""
_RIDDEN_BY = later(
    r"(?:^| )(?:pulled over|stopped|stopping|detained|detaining|grabbed|grabbing|arrested|tackled|chasing|chased|following|pararon|paran|detuvieron|agarraron|siguiendo) (?:[a-z]+ ){0,3}?"
    r"(?:kid|man|guy|woman|girl|boy|teen|teenager|rider|driver|cyclist|person|lady|dude|senor|senora|muchacho|chavo|joven) (?:in|on|en|driving|riding)(?: (?:an?|the|his|her|un|una|su|el|la))?$"
)
"""Whom they stopped in it or on it: "pulled over a kid on a scooter"."""
_ONE_TO_THE_NEXT = later(r"(?:^| )(\S+) (?:to|by|por|x|en) \1(?= |$)")
"""From one to the next: "going car to car", "de carro en carro"."""
_UNSEEN = later(
    r"(?:^| )(?:no (?:hay|traen|trae|vi|veo|se ven|habia)|(?:dont|don't|didnt|didn't|cant|can't) see(?: any)?|how many|no idea what|que tipo de)$"
)


_ARTICLE = later(r"^(?:the|la|el|los|las) ")
_RAM = later(r"(?:(?:a|the|un|1|el|su|their|one|una) )?ram")
_AFTER_ONE = later(rf"(?:^| ){ANY_VEHICLE} (?:and|y|&|n|\+|plus|,)(?: (?:and|y))?$")


def _is_tool(match: re.Match[str]) -> bool:
    return bool(_RAM.fullmatch(match.group()))


def _joined_to_vehicles(board: Board, first: int) -> bool:
    """Whether a vehicle is joined on before: "Wagoneer and a Ram"."""
    return bool(_AFTER_ONE.search(" ".join(board.keys((max(0, first - 4), first)))))


def _named(board: Board, first: int, last: int, match: re.Match[str]) -> bool:
    """Whether "the" stands before a name with a capital: "the Escape", but not "the transit center"."""
    return bool(_ARTICLE.match(match.group())) and board.typed.text[board.typed.words[last - 1].start].isupper()


def _before(board: Board, first: int) -> str:
    return board.typed.words[first - 1].key if first else ""


def _only_looks_so(board: Board, first: int, last: int, match: re.Match[str]) -> bool:
    """Whether it is an ordinary word: a model's name, a ram, "van" as the Spanish for "they go"."""
    if _is_tool(match) and not _joined_to_vehicles(board, first):
        return True
    if ORDINARY_TOO.fullmatch(_ARTICLE.sub("", match.group())) and not _named(board, first, last, match):
        return True
    if match["one"] in {"van", "auto"} and _before(board, first) in {"se", "ya", "que", "q", "ahi", "aqui", "los"}:
        return True
    alone = not match["article"] and match["low"] != "1" and not match["before"] and not match["after"]
    return match["one"] == "van" and alone and _is_spanish_verb(board, last)


_CAME_OUT = later(
    r"(?:^| )(?:salir|salen|salio|saliendo|salieron|salian|bajaron corriendo|se bajaron|se bajan|se bajo|bajarse|bajandose|bajar|got out|get out|getting out|gets out|came out|coming out|come out|stepped out|stepping out|"
    r"hopped out|hopping out|hop out|jumped out|jumping out|jump out|piled out|piling out|pile out|poured out|pouring out|climbed out|climbing out|spilled out|emerged|emerging|exited|exiting)"
    r"(?: (?:\S+ ){0,3}?(?:of|from|de|del))?(?: (?:a|an|the|un|una|unas|unos|el|la|los|las|su|sus|their|2|3|4|5))?(?: [a-z]+)?$"
)
"""They came out of it, so it is theirs: "saliendo de una suburban"."""
_HELD = later(r" ?(?:stopped|boxed in|blocked|pinned|surrounded|cornered)(?!\S)")


_GOES = word_set(
    """pa x detras derecho directo corriendo hasta los las ya se la el de como unos unas a al dando por para hacia rumbo saliendo con llegando caminando
        manejando en de subiendo entrando varios muchos tocando casa pasando siguiendo puro puros todos armados despacio despacito lento lentos rapido recio muy bien"""
)


def _is_bus_route(board: Board, first: int, last: int, match: re.Match[str]) -> bool:
    """Whether it is "the 21 bus", "the number 5 bus" or "bus 21" that someone rides or drives."""
    if match["one"] in {"bus", "autobus"} and match["number"] and int(match["low"]) > 1:
        return True
    after = board.typed.words[last].key if last < len(board.typed.words) else ""
    if match.group() in {"bus", "the bus", "my bus", "autobus"} and (after.isdecimal() or after in {"driver", "stop"}):
        return True
    return match["one"] == "bus" and bool(match["number"]) and _before(board, first) in {"the", "on", "la", "el"}


def _is_ridden(board: Board, first: int, match: re.Match[str]) -> bool:
    """Whether it is the bus that someone is on, or was taken off."""
    bus = bool(match["the"]) and match["one"] in {"bus", "autobus"}
    return bus and _before(board, first) in {"on", "en", "off", "in", "of"}


def _is_spanish_verb(board: Board, after: int) -> bool:
    """Whether a bare "van" is the Spanish "they go"."""
    following = board.typed.words[after].key if after < len(board.typed.words) else ""
    return following in _GOES or following.isdecimal() or following.endswith(("ando", "iendo", "ito", "itos"))


def _is_target(board: Board, first: int, last: int) -> bool:
    """Whether the vehicle is the one that was stopped or looked into, not one of those that came."""
    start = max(0, first - 6)
    before = board.typed.line[board.typed.offset_of(start) : board.typed.offset_of(first)].strip(" ")
    after = board.typed.line[board.typed.offset_of(last) :]
    if re.search(r"(?:^| )(?:pull|pulls|pulled|pulling)(?: \S+)?$", before) and re.match(
        r" ?(?:over|ovr)(?!\S)", after
    ):
        return True
    if re.search(r"(?:^| )(?:have|has|had|got)(?: \S+){0,2}$", before) and _HELD.match(after):
        return True
    if _RIDDEN_BY.search(" ".join(board.keys((max(0, first - 9), first)))):
        return True
    if _CAME_OUT.search(before):
        return False
    before = " ".join(before.split(" ")[-4:])
    closing = any(match.end() == len(before) for pattern in (OBJECT_OF, PART_OF) for match in pattern.finditer(before))
    return closing or bool(re.match(rf"(?:{STOPPED.pattern})", after))
