"""How many of them there are."""

import re
from dataclasses import dataclass

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.letters import Letter
from wekeep.watch.rules.paste.numbers import COUNT, count_of
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import alternatives, known_words, whole, word_set
from wekeep.watch.rules.paste.vehicle_words import ADJECTIVE, ANY_VEHICLE
from wekeep.watch.rules.salute import Count

_AGENT_ONE = """
    agent|officer|oficial|agente|policia|cop|fed|federal agent|marshal|deputy|elemento|uniformado|encapuchado|
    enmascarado|soldado|soldier|trooper|migra|guard|guardia|operative|federale|jura|chota"""
AGENTS = """agents|officers|agentes|oficiales|policias|cops|feds|federales|elementos|uniformados|encapuchados|
    enmascarados|soldados|soldiers|marshals|deputies|troopers|ice|la migra|migra|migras|polis|cbp|hsi|ero|dhs|
    bp|border patrol|patrulla fronteriza|inmigracion|immigration|chota|gestapo|goons|federal agents|ice agents|
    agts|ofcs|agnts|officials|los de ice|los de la migra|immigration officers|immigration agents|homeland|
    homeland security|guards|guardias|operatives|agentes de migracion|migracion|agents de ice|operators|juras|
    federal officers|federal cops|federal police|la jura|los feds|los federales|minutemen|thugs|matones"""
_PERSON_ONE = """
    guy|man|person|dude|hombre|tipo|persona|senor|woman|mujer|driver|bato|vato|individual|male|female|sujeto|
    individuo|muchacho|chofer|conductor|passenger|fella|fellow|lady|bro|chavo|senora|mujer|gringo|gentleman|cabron|wey|guey"""
_PERSON_MANY = """guys|men|people|persons|dudes|ppl|peeps|personas|hombres|tipos|senores|batos|vatos|individuals|males|
    females|sujetos|individuos|women|mujeres|of them|of em|of 'em|de ellos|pax|inside|masked|armed|enmascarados|
    armados|encapuchados|total|in total|en total|mask|in vests|con chalecos|elementos|adentro|bodies|occupants|ocupantes|passengers|pasajeros|gente|
    in plain clothes|in uniform|uniformed|gentes|muchachos|drivers|in camo|per|in tactical gear|
    vestidos de civil|con mascaras|con chaleco|fellas|fellows|ladies|bros|chavos|gringos|gentlemen|cabrones|weyes|
    gueyes|heads|folks|mans|mens|jovenes|cuates|occupants|faces|in the car|in car|in the van|in van|in vehicle|
    in the truck|en el carro|en la camioneta|on foot|a pie"""
_WORD = (
    rf"(?!(?:{ANY_VEHICLE}|at|on|in|near|en|con|with|w|por|and|y|the|la|el|los|las|"
    rf"were|is|are|was|they|by|detaining|arresting|loading|block|st|street|ave|avenue|"
    rf"th|am|pm|min|mins|minutes|hrs|hours|blocks|cuadras|times|veces|minutos|horas)(?!\S))[a-z'-]+ "
)
_MANY = alternatives(AGENTS, _AGENT_ONE, _PERSON_MANY, _PERSON_ONE)
_SURE = whole(alternatives(AGENTS, _AGENT_ONE, "of them|of em|de ellos|total|in total|en total"))
_MENTION = re.compile(
    rf"(?<!\S)(?P<count>{COUNT}) (?P<words>(?:{_WORD}){{0,3}}?)(?P<noun>{_MANY})(?!\S)(?! "
    rf"(?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
_AFTER_NOUN = re.compile(
    rf"(?<!\S)(?P<noun>{alternatives(AGENTS, _PERSON_MANY, 'team|group|grupo|crew|squad|equipo|agents|people|personas|agentes|👥|👤|ice')})(?: "
    rf"[:x=(-])+ (?P<count>{COUNT})(?!\S)(?! (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S))"
)
_SINGLE = re.compile(
    rf"(?<!\S)(?:a|an|un|una|lone|single|solo|solo un) (?P<words>(?:{_WORD}){{0,3}}?)(?P<noun>{alternatives(_AGENT_ONE)}"
    rf"|{alternatives('guy|man|dude|hombre|tipo|bato|vato|sujeto')}(?= (?:in|"
    rf"with|w|con|de|vestido|wearing) (?:a |un |una )?(?:\S+ ){{0,2}}?(?:vest|chaleco|"
    rf"mask|mascara|uniform|uniforme|tactical|camo|civil)))(?!\S)(?! (?:{ADJECTIVE} "
    rf"){{0,2}}{ANY_VEHICLE}(?!\S))"
)
_VERB_COUNT = re.compile(
    rf"(?<!\S)(?:eran|son|van|vienen|hay|entraron|bajaron|se bajaron|salieron|pasaron|vinieron|quedan|llegan|iban|"
    rf"entered|came|showed up|there r|theres like|estaban|estan|somos|andan|habia|im guessing|"
    rf"i count|i counted|counted|i see|i saw|saw|theres|there's|there are|there "
    rf"were|veo|vi|conte|they are|they're|theyre|llegaron|had) (?P<count>(?:unos "
    rf"|unas |como |about |like |maybe )*{COUNT})(?!\S)"
    rf"(?! (?:{ADJECTIVE} ){{0,3}}{ANY_VEHICLE}(?!\S))(?! (?:(?:more|mas|other|"
    rf"big|long|black) )?(?:blocks?|cuadras?|minutos?|minutes?|mins?|hrs?|hours?|"
    rf"horas?|times|veces|am|pm|de la|en punto|y media|&|rifles|guns|armas|perros|"
    rf"dogs|kids|ninos|dias|days|st|ave|street)(?!\S))(?! [:/&])"
)
_LISTED = re.compile(
    rf"(?:^|(?<=[,;.\n|/] ))(?:agents|agentes|people|personas|officers|agts|hombres|"
    rf"ice) (?P<count>{COUNT})(?= [,;.\n|/]|$)"
)
_ABOUT_COUNT = re.compile(
    rf"(?<!\S)(?P<count>(?:como|unos|unas|like|about|around|approx|aprox|maybe|"
    rf"~|roughly|casi) {COUNT})(?= (?:con|with|w|ya|in|masked|armed|y|and|all|"
    rf"todos|total|[,.;!\n]))(?!\S)(?! (?:and|y) \d)"
)
_LAST_SAID = re.compile(rf"(?<!\S)(?P<count>(?:maybe|like|unos|~|probably|creo que) {COUNT})$")
_ALONE = re.compile(
    rf"(?:^|(?<=[,;.\n!:|/)] ))(?P<count>{COUNT})(?! (?:on|in|at) each)(?= (?:[,;.\n!|/]|ice(?! (?:{ADJECTIVE} "
    rf"){{0,2}}{ANY_VEHICLE}(?!\S))|staging|parked|detaining|knocking|leaving|"
    rf"standing|watching|questioning|loading|masked|armed|going|walking|outside|"
    rf"in|with|w|at|on|by|near|en|afuera|con|deteniendo|parados|vigilando|arresting|"
    rf"surveilling|approaching)(?!\S)|$)"
    r"(?! (?:/|at|on|near|in|by|en) \d)(?! [.] [a-z0-9]+ (?:st|ave|street)(?!\S))"
)
_FILLER = alternatives(
    """son|eran|hay|there are|theres|there's|i see|i count|i counted|saw|vi|veo|conte|counted|group of|grupo de|team of|a lot|
        lots|lots of them|a bunch|bunch|bunch of them|many|big group|large group|group|crew|whole crew|team|squad|
        un chingo|un monton|un monton de|muchos|bastantes|several|varios|the same|same|los mismos|las mismas|
        mismos|i think|creo|creo que|pienso que|it was|it's|its|they are|theyre|they're|looks like|parecen|
        more like|more or less|mas o menos|well|ok|um|uh|maybe|probably"""
)
_BARE = re.compile(
    rf"^(?:[:\-.~(*=>_] )*(?:{_FILLER} (?:[,:.-] )?){{0,3}}(?P<count>{COUNT})(?!\S)"
    rf"(?! (?:(?!in|inside|en|w|with|con|by|near|next|from|out|around|at|on)[a-z'-]+ ){{0,3}}?{ANY_VEHICLE}(?!\S))"
)
_OBJECT_OF = whole(
    alternatives(
        """detaining|detained|detain|arresting|arrested|arrest|loading|loaded|load|questioning|questioned|took|
            taking|take|grabbed|grabbing|tackled|tackling|pulling|pulled|holding|has|have|had|cuffed|cuffing|
            handcuffed|handcuffing|asking|asked|of|putting|put|shoving|shoved|dragging|dragged|jumped|chasing|
            chased|stopped|stopping|talking to|out w|out with|against|on top of|zip tying|interrogando|
            interrogando a|detuvieron|detuvieron a|deteniendo|deteniendo a|arrestaron|arrestaron a|arrestando|
            arrestando a|llevaron|llevaron a|llevando a|llevandose a|llevan a|agarraron|agarraron a|agarrando a|
            agarrando|subiendo|subiendo a|subieron a|subieron|metiendo a|metiendo|metieron a|tienen|tienen a|
            esposaron a|esposando a|preguntando a|cuestionando a|pararon a|esposaron|a|at least detained|
            released|surrounding|surrounded|kidnapped|kidnapping|abducted|abducting|snatched|snatching|
            harassing|frisking|searching|nabbed|need|needs|i need|we need|necesito|necesitamos|ocupamos|ocupo|bringing|brought|carrying|carried|leading|led|got|escorting|walking|apprehending|apprehended|looking for|
            buscando a|sacaron a|sacando a|rodeando a|hablando con|talking with|interviewing|beating|with"""
    )
)
_DONE_TO = whole(
    "(?:were |was |been |already |have been |is |being |are |got |getting )*(?:"
    r"(?:arrested|taken|cuffed|handcuffed|grabbed|detained)(?! (?:a|an|the|my|1|2|3|someone|somebody|people|ppl|him|her|them|another|at least)(?!\S))|in cuffs|in custody|detenidos|"
    "detenido|detenidas|detenida|arrestados|arrestado|esposados|esposado|in "
    "handcuffs|on the ground|abducted|kidnapped|(?:watching|filming|recording|observing) (?:them|ice|it|agents|from|this|what)|"
    "inside the house|injured)"
)
_VICTIM = whole(
    alternatives(
        """kids|kid|children|workers|worker|neighbors|neighbor|observers|observer|students|ninos|trabajadores|
            vecinos|detainees|detained|detenidos|detenido|protesters|bystanders|customers|families|moms|parents|
            family|familia"""
    )
)
WORDS = known_words(AGENTS, _AGENT_ONE, _PERSON_MANY, _PERSON_ONE)


_ADDS_UP = whole(
    alternatives(
        AGENTS,
        _AGENT_ONE,
        _PERSON_ONE,
        "guys|men|people|dudes|personas|hombres|tipos|women|mujeres|drivers|choferes|females|males",
    )
)
_AND = {(), ("and",), ("y",), ("+",), ("&",), ("plus",), ("mas",), (",", "and"), ("e",), ("n",)}


@dataclass(frozen=True, slots=True)
class _Seen:
    span: Span
    count: Count
    sure: bool
    adds_up: bool


def read_people(board: Board) -> Count | None:
    """How many were seen, from the S piece or else from anywhere but the place and the uniform; takes the words."""
    piece = board.piece(Letter.S)
    if piece:
        return _in_size(board, piece)
    seen = [s for s in _mentions(board) if board.letter_at(s.span[0]) not in {Letter.L, Letter.U, Letter.E, Letter.T}]
    return _sum_up(board, seen)


def _in_size(board: Board, piece: Span) -> Count | None:
    seen = [s for s in _mentions(board, piece) if s.span[0] >= piece[0]]
    if len(seen) > 1 or (seen and seen[0].sure):
        return _sum_up(board, seen)
    line = board.typed.line[board.typed.offset_of(piece[0]) : board.typed.offset_of(piece[1])]
    match = _BARE.match(line)
    if match:
        count = _with_more(match, line)
        if count:
            board.take((piece[0], piece[0] + len(match.group().split())), Field.PEOPLE)
        return count
    return _sum_up(board, seen)


_ONE_MORE = re.compile(
    r"^ ?(?:\+ |plus |and |y |mas |& )?(?:(?P<more>[1-9]) (?:more|mas|other|otro|otros|in |inside|en |driver|waiting|outside|adentro|afuera)"
    r"|(?:a |an |the |one |un |una |el |otro )?(?:driver|more|other|lookout|chofer|conductor|woman|mujer))"
)


def _with_more(match: re.Match[str], line: str) -> Count | None:
    """The count at the head of the S piece, with those who are added to it: "2 plus a driver", "4 +1 in car"."""
    count = count_of(match)
    joined = match.groupdict().get("more") in {"+", "plus"} or line[match.end() :].startswith(
        (" +", " plus", " and", " y ", " mas", " &")
    )
    added = _ONE_MORE.match(line[match.end() :].replace("  ", " "))
    if count is None or added is None or not joined:
        return count
    low = count.low + int(added["more"] or 1)
    return Count(low, low if count.high is None else count.high + int(added["more"] or 1))


def _mentions(board: Board, within: Span | None = None) -> list[_Seen]:
    span = within or (0, len(board.typed.words))
    found: list[_Seen] = []
    for pattern in (_MENTION, _AFTER_NOUN, _SINGLE, _VERB_COUNT, _LISTED, _ABOUT_COUNT, _LAST_SAID, _ALONE):
        for first, last, match in board.typed.find(pattern, *span):
            seen = _seen(board, first, last, match, pattern)
            if seen and not any(_overlap(seen.span, other.span) for other in found):
                found.append(seen)
    return sorted(found, key=lambda s: s.span)


_VEHICLES_BEFORE = whole(rf"{ANY_VEHICLE}(?! (?:{_WORD}){{0,2}}{_MANY})")


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _seen(board: Board, first: int, last: int, match: re.Match[str], pattern: re.Pattern[str]) -> _Seen | None:
    if any(board.taken[i] is not None or i in board.labels for i in range(first, last)):
        return None
    count = Count(1, 1) if pattern is _SINGLE else count_of(match)
    groups = match.groupdict()
    noun, words = groups.get("noun") or "", groups.get("words") or ""
    if (
        noun.endswith("total") or match.group().startswith(("counted", "i count", "conte"))
    ) and _VEHICLES_BEFORE.search(" ".join(board.keys((max(0, first - 9), first)))):
        return None
    sure = bool(_SURE.search(noun)) or bool(_SURE.search(words))
    if count is None or _VICTIM.search(words) or (not sure and noun and _done_to(board, first, last)):
        return None
    if (
        pattern is _ALONE
        and first > 1
        and board.typed.words[first - 1].start == board.typed.words[first - 2].end
        and board.typed.words[first - 1].key == "/"
    ):
        return None
    if pattern is _ALONE and _part_of_place(board, first, last):
        return None
    return _Seen((first, last), count, sure, bool(_ADDS_UP.search(noun)))


def _part_of_place(board: Board, first: int, last: int) -> bool:
    after = " ".join(board.keys((last, last + 4)))
    return bool(re.match(r"(?:in|at|on|by|near|,|/) (?:the )?(?:morning|night|st|ave)\b", after))


def _done_to(board: Board, first: int, last: int) -> bool:
    """Whether these are the people it was done to."""
    before = " ".join(board.keys((max(0, first - 3), first)))
    after = " ".join(board.keys((last, min(len(board.typed.words), last + 4))))
    looked_at = before.split()[-2:] and before.split()[-2:][0] in {"veo", "vi", "viendo", "mire", "miro", "encontre"}
    done_to = not looked_at and any(match.end() == len(before) for match in _OBJECT_OF.finditer(before))
    return done_to or bool(_DONE_TO.match(after))


_ALSO_WORN = word_set(
    """masked mask masks armed enmascarados encapuchados encapuchado enmascarado con mascaras in vests chalecos
        chaleco camo civil vestidos de uniform uniformed tactical gear plain clothes armados uniformados with w
        plainclothes"""
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
    whole_of = [s for s in seen if "total" in board.keys(s.span)]
    start = (whole_of or sure or seen)[0]
    low, high, last = start.count.low, start.count.high, start.span[1]
    _take(board, start.span)
    for more in seen[seen.index(start) + 1 :]:
        if tuple(board.keys((last, more.span[0]))) not in _AND or not more.adds_up:
            break
        low, high = low + more.count.low, None if high is None or more.count.high is None else high + more.count.high
        last = more.span[1]
        _take(board, more.span)
    return Count(low, high)
