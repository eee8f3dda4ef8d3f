"""Whether a message is a sighting at all: thanks, questions, links, rumours, plans and all-clears are not."""

import re

from wekeep.watch.rules.paste.asking import only_asks
from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.face_words import FACES
from wekeep.watch.rules.paste.hearsay import is_hearsay
from wekeep.watch.rules.paste.hearsay_words import FIRST_HAND, QUOTED
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.pasted import Field, WhyNot
from wekeep.watch.rules.paste.patterns import later, whole
from wekeep.watch.rules.paste.sighting_words import (
    AGENCY,
    CLEAR,
    DENIED_OTHERS,
    EVERYDAY,
    FEDERAL,
    FIRM_DENIAL,
    NEED,
    NEWS,
    NO_MARKS,
    PAST,
    PERSONS,
    PLAN,
    RIGHTS,
    SOMETHING_ELSE,
    TEACHING,
    THANKS,
    WANTED,
)
from wekeep.watch.rules.paste.unreal_words import (
    ABOUT_A_REPORT,
    FOUND_NOTHING,
    NONE_THERE,
    OLD_NEWS,
    REHEARSED,
    SOFT,
    TO_COME,
)


def why_no_sighting(board: Board) -> WhyNot | None:
    """The reason why the message is no sighting, or None when it is one."""
    if not any(word.key[0].isalnum() for word in board.typed.words):
        return WhyNot.LINK if "<link>" in board.typed.line else WhyNot.EMPTY
    line = board.typed.line
    fields = {field for field in board.taken if field is not None}
    letters = {piece.letter for piece in board.labelled}
    reason = _refused(board, line, fields, len(letters))
    if reason and not _told_in_full(reason, line, fields):
        return reason
    if _DAY_BEFORE.search(line) and not letters and not _has_figure(board, {Field.PLACE, Field.TIME}):
        return WhyNot.PLAN
    if len(letters) >= 2 and len(fields) >= 2:
        return None
    return None if _enough(line, fields) else _what_else(line)


def _told_in_full(reason: WhyNot, line: str, fields: set[Field]) -> bool:
    """Whether so much was told that an everyday word, or its being passed on with its time, does not undo it."""
    more = len({Field.UNIFORM, Field.EQUIPMENT, Field.ACTIVITY, Field.TIME} & fields)
    told = Field.PLACE in fields and bool({Field.PEOPLE, Field.ACTIVITY} & fields) and more > 1
    if not told or not {Field.PEOPLE, Field.VEHICLES} & fields:
        return False
    if reason is WhyNot.HEARSAY:
        both = {Field.PEOPLE, Field.VEHICLES} <= fields
        return Field.TIME in fields and (Field.ACTIVITY in fields or both)
    return reason in {WhyNot.NOTHING_SEEN, WhyNot.THANKS, WhyNot.LINK} or (
        reason is WhyNot.QUESTION and not line.rstrip().endswith("?")
    )


def _has_figure(board: Board, fields: set[Field]) -> bool:
    """Whether a number stands in the words read as one of the fields: a clock time, a street."""
    return any(
        field in fields and word.key[0].isdecimal() for field, word in zip(board.taken, board.typed.words, strict=True)
    )


_CLAIM = whole(
    r"(?:dicen|dice|diciendo) (?:que )?(?:son|ser|es) (?:de )?(?:la |los )?(?:policias?|ice|migra|police)"
    r"|(?:dicen|dice|diciendo|say|said|saying) (?:que |that |they )*(?:buscan|buscaban|andan buscando|vienen por|venian por|traen una orden|tienen una orden|quieren hablar|theyre looking for|they're looking for|are looking for|have a warrant|want to talk)"
    r"|(?:vests?|chalecos?|jackets?|patch|patches|shirts?|camisas?|gorras?|letters|letras|uniformes?|sleeves?) (?:(?:que|q|which|that) )?(?:dicen?|says?|said|reads?)(?! (?:que|q|they|there|theres|hay|estan|ice is|la migra esta))"
    r"|(?:say|says|saying|said|claim|claims|claiming) (?:that )?(?:they are|"
    r"they're|theyre|he's|hes|to be|they were) (?:the |from |with )?(?:police|"
    r"ice|cops|federal|officers)"
)


_STATUS = later(
    r"^(?:status : |update : )?(?:unconfirmed|not confirmed(?: yet)?|sin confirmar|no confirmado|unverified|sin verificar)(?= [,:;.(-])"
)
"""How sure a report is, written before it as dispatchers do: "Unconfirmed, cat 2: …"."""
_MISTAKEN = whole(
    r"(?:asked|thought|thinks|think|wondered|assumed|joked) (?:me )?(?:if |that )?(?:i|we|my [a-z]+) (?:was|were|am|is|are) (?:with |from |an? )?(?:ice|fed|feds|agents?|la migra|immigration|undercover)"
    r"|(?:creyo|creyeron|penso|pensaron|pregunto|preguntaron|pense) (?:que |si )?(?:yo |mi [a-z]+ )?(?:era|soy|fuera|eramos) (?:de )?(?:la migra|ice|agentes?|migra)|me confundieron con"
)
"""Somebody taken for an agent, which is no sighting of one."""
_SOURCE_ASKED = whole(
    r"(?:where|who) (?:did|does|is|was|s) (?:that|this|it) (?:come|coming|from|originate)[a-z]*|what's the source|whats the source|source \?|who (?:saw|reported|posted) (?:that|this|it)|de donde (?:salio|viene|sacaron|sacaste)|quien (?:vio|reporto|dijo) (?:eso|esto)"
)
_NO_RUMOUR = whole("(?:this is |its |it's |esto )?(?:not a rumou?r|not a drill|no es (?:un )?rumor)")
_TO_COME = whole("tomorrow|tmrw|next week|gonna|will be|manana va|manana van|va a haber|van a")


_OURS = later(r"^(?:[:=-] )?(?:just |only |solo )?(?:me|us|we|myself|yo|nosotros|nosotras)(?!\S)")
"""A size that counts the writers themselves: "S: me and 2 others"."""
_POSTED = whole(
    r"(?:someone|somebody|some1|everyone|everybody|everyones|people|ppl|they|you|u|alguien|todos) (?:just |had |has )?(?:post|posted|posting|shared|publico|puso|compartio|subio)(?! (?:up|outside|by|near|in front|afuera|behind|at the (?:door|corner|gate))(?!\S))"
    r"|re : (?:the|your|los|las|el|la)"
)
"""What somebody else wrote, asked about."""


def _size_of(board: Board) -> str:
    piece = board.piece(Letter.S)
    return " ".join(board.keys(piece)) if piece else ""


def _refused(board: Board, line: str, fields: set[Field], letters: int) -> WhyNot | None:
    line = NO_MARKS.sub("", line)
    if Field.PLACE in fields and {Field.PEOPLE, Field.VEHICLES} & fields:
        line = SOFT.sub("", line)
    line = DENIED_OTHERS.sub("", _NO_RUMOUR.sub("", _CLAIM.sub("", line)))
    if {Field.PLACE, Field.TIME} <= fields and {Field.PEOPLE, Field.VEHICLES} & fields:
        line = _STATUS.sub("", line)
    if _MISTAKEN.search(line):
        return WhyNot.NOTHING_SEEN
    unreal = _unreal(line, fields)
    if unreal:
        return unreal
    if _OURS.search(_size_of(board)):
        return WhyNot.PLAN
    if _POSTED.search(line) and "?" in line:
        return WhyNot.QUESTION
    first_hand = bool(FIRST_HAND.search(line))
    if is_hearsay(line, fields):
        return WhyNot.HEARSAY
    if (
        (QUOTED.search(line) and (line.rstrip().endswith("?") or _SOURCE_ASKED.search(line)))
        or (_SOURCE_ASKED.search(line) and '"' in line)
        or only_asks(board, line, fields)
    ):
        return WhyNot.QUESTION
    if _NEEDED.search(line) and not AGENCY.search(line) and Field.ACTIVITY not in fields:
        return WhyNot.NOTHING_SEEN
    strong = _plainly_seen(fields, line)
    if (TEACHING.search(line) and not {Field.PEOPLE, Field.PLACE} <= fields) or (
        line.startswith(("if ", "si ")) and not {Field.PEOPLE, Field.TIME} & fields
    ):
        return WhyNot.PLAN
    if letters >= 3:
        return WhyNot.ALL_CLEAR if FIRM_DENIAL.search(line) and Field.PEOPLE not in fields else None
    denied = FIRM_DENIAL.search(line) or (not strong and CLEAR.search(line))
    if (denied or SOMETHING_ELSE.search(line)) and not _but_elsewhere(board):
        return WhyNot.ALL_CLEAR
    if _only_thanks(line) and not _goes_on_to_tell(board):
        return WhyNot.THANKS
    if PAST.search(_LIKENED.sub("", line)) and not (strong and Field.TIME in fields):
        return WhyNot.PLAN
    everyday = EVERYDAY.search(_OF_A_PERSON.sub(" ", line) if strong else line)
    if everyday and not letters and not FEDERAL.search(line) and not {Field.UNIFORM} & fields:
        return WhyNot.NOTHING_SEEN
    if NEWS.search(line) and not first_hand:
        return WhyNot.HEARSAY
    if strong and not _TO_COME.search(line):
        return None
    if PLAN.search(line) or RIGHTS.search(line):
        return WhyNot.PLAN
    if NEED.search(line) or (WANTED.search(line) and not AGENCY.search(line)):
        return WhyNot.NOTHING_SEEN
    if "<link>" in line and not (Field.PLACE in fields and len(fields) >= (2 if first_hand else 3)):
        return WhyNot.LINK
    return None


def _unreal(line: str, fields: set[Field]) -> WhyNot | None:
    """Why a message that looks like a sighting tells of none: a template, an old post, what is to come, nothing found."""
    if REHEARSED.search(line):
        return WhyNot.PLAN
    if OLD_NEWS.search(line) and not FIRST_HAND.search(line):
        return WhyNot.HEARSAY
    if TO_COME.search(line) and Field.ACTIVITY not in fields:
        return WhyNot.PLAN
    if ABOUT_A_REPORT.search(line) and Field.PEOPLE not in fields:
        return WhyNot.QUESTION
    if NONE_THERE.search(line) and Field.ACTIVITY not in fields:
        return WhyNot.ALL_CLEAR
    concrete = {Field.PEOPLE, Field.ACTIVITY} <= fields or {Field.PEOPLE, Field.VEHICLES} <= fields
    return WhyNot.ALL_CLEAR if FOUND_NOTHING.search(line) and not concrete else None


def _plainly_seen(fields: set[Field], line: str) -> bool:
    """Whether so much was said that a word about a meeting or a need does not undo it."""
    if {Field.PLACE, Field.ACTIVITY} <= fields and (Field.VEHICLES in fields or AGENCY.search(line)):
        return True
    return {Field.PEOPLE, Field.PLACE} <= fields and bool({Field.ACTIVITY, Field.UNIFORM, Field.EQUIPMENT} & fields)


_TURN = whole("but|pero|however|ahora|sino|instead|aunque")


def _but_elsewhere(board: Board) -> bool:
    """Whether a denial is followed by a "but" with people or vehicles and a place: "false alarm on 31st but 3 agents at 33rd"."""
    for _, after, _ in board.typed.find(_TURN):
        then = {field for field in board.taken[after:] if field is not None}
        if Field.PLACE in then and {Field.PEOPLE, Field.VEHICLES} & then:
            return True
    return False


_NEEDED = later(
    r"^(?:(?:hi|hey|hola|ok|so|also|folks|friends|team|all|,|!) )*(?:we|i|they|the [a-z]+) (?:still |really |also |could )?(?:need|use|are short|are out of)(?! (?:help|backup|eyes|observers|someone|people|ppl|you|everyone|witnesses))(?!\S)"
    r"|^(?:(?:hola|hey|,|!) )*(?:necesitamos|ocupamos|nos faltan?|hacen? falta)(?! (?:ayuda|gente|observadores|testigos|que vengan))(?!\S)"
)
"""A need for things, told first."""
_OF_A_PERSON = whole(
    "selling|vendo|i have an?|tengo una?|clases?|misa de|medical|fiesta|i can take|i can bring|i can get"
)
"""Everyday words that may also tell of somebody or somewhere in a sighting: "the dude selling corn"."""
_LIKENED = whole(
    "(?:as|than|like|from|que|de) (?:the )?(?:last (?:week|time|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|the other day|la semana pasada|ayer|el otro dia|la otra vez)"
)
"""Another day that what was seen is likened to: "same Yukon as last week"."""
_DAY_BEFORE = whole("yesterday|last night|last nite|ayer|anoche")
_OPENS_THANKING = later(
    r"(?:(?:ok|hey|hi|hola|oh|aww|wow|muchas|mil|and|y|so|big|huge|special|many|,|!) )*(?:thanks|thank|thx|ty|tysm|gracias|appreciate|good job|great job|good work|great work|nice work|nice job|amazing work|proud of|shoutout|shout out|buen trabajo|bravo|felicidades|(?:you|yall|y'all|you guys|u guys|ustedes|everyone|you people|todos) (?:are |were |r |was |son |estuvieron )?(?:amazing|awesome|incredible|the best|heroes|so brave|lo maximo|increibles|unos heroes|rock))(?!\S)"
)


def _only_thanks(line: str) -> bool:
    """Whether the message opens with thanks and has no other sentence that tells something."""
    sentences = [s for s in re.split(r"(?<= [.!\n]) ", line) if len(s.split()) > 3]
    return bool(_OPENS_THANKING.match(line)) and len(sentences) < 2


def _goes_on_to_tell(board: Board) -> bool:
    """Whether people or vehicles and a place follow after the words of thanks."""
    keys = [word.key for word in board.typed.words]
    end = next((at for at, key in enumerate(keys) if key in {",", ".", "!", "\n", ";", "-"}), len(keys))
    then = set(board.taken[end:])
    told = Field.VEHICLES in then or bool({Field.ACTIVITY, Field.UNIFORM, Field.EQUIPMENT} & then)
    agents = bool(AGENCY.search(" ".join(keys[end:])))
    return Field.PLACE in then and (Field.VEHICLES in then or (Field.PEOPLE in then and (told or agents)))


def _enough(line: str, fields: set[Field]) -> bool:
    """Whether enough of a sighting was said: someone or something seen, and where, when or doing what."""
    seen = bool({Field.PEOPLE, Field.VEHICLES} & fields) or bool(AGENCY.search(line))
    around = {Field.PLACE, Field.TIME, Field.ACTIVITY, Field.UNIFORM, Field.EQUIPMENT} & fields
    if seen and Field.PLACE in fields:
        return True
    if seen and len(around) >= 1 and bool({Field.PEOPLE, Field.VEHICLES, Field.ACTIVITY} & fields):
        return True
    if Field.PLACE in fields and (
        len(around) >= 3 or ((Field.UNIFORM in fields or FACES.search(line)) and PERSONS.search(line))
    ):
        return True
    return Field.ACTIVITY in fields and (Field.PLACE in fields or Field.TIME in fields)


def _what_else(line: str) -> WhyNot:
    if THANKS.search(line):
        return WhyNot.THANKS
    return WhyNot.QUESTION if line.rstrip().endswith("?") else WhyNot.NOTHING_SEEN
