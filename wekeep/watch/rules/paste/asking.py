"""Whether a message only asks, or asks beside what it tells."""

import re

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import later, whole
from wekeep.watch.rules.paste.sighting_words import AGENCY, ASKING, OPENS, WONDERS
from wekeep.watch.rules.paste.time_words import JUST_DONE


def _told_besides(board: Board, asking: list[str]) -> bool:
    """Whether a sentence that does not ask tells how many there are and what they do, wear or carry."""
    start, told, agents, news = 0, set(), False, False
    keys = [word.key for word in board.typed.words]
    for at in range(len(keys) + 1):
        if at == len(keys) or keys[at] in {".", "!", "?", "\n"}:
            sentence = " ".join(keys[start : at + 1])
            if sentence.strip(" .!?\n") and not any(sentence.startswith(question) for question in asking):
                told |= {field for field in board.taken[start:at] if field is not None}
                agents |= bool(AGENCY.search(sentence))
                news |= bool(AGENCY.search(sentence) and JUST_DONE.search(sentence))
            start = at + 1
    if Field.PLACE in board.taken and agents and {Field.ACTIVITY, Field.TIME} & told:
        return True
    if Field.PLACE in board.taken and (Field.PEOPLE in told or {Field.VEHICLES, Field.PLACE} <= told):
        return True
    if Field.PLACE in board.taken and news:
        return True
    return Field.PEOPLE in told and bool({Field.ACTIVITY, Field.UNIFORM, Field.EQUIPMENT} & told)


_CALL_FOR_HELP = whole(
    r"(?:can|could|puede|pueden|podria) (?:someone|somebody|anyone|anybody|alguien|ppl|people|we) (?:pls |please |por favor )?"
    r"(?:come|go|get|help|drive by|observe|document|record|film|get here|venir|ir|ayudar|grabar)(?: [^.!?\n]{0,40})?\?"
)
_THEM = later(
    r"(?:(?:hey|hi|hola|ok|um|uh|so) )*(?:are|is|r|son|seran|sera) (?:those|these|that|this|they|the|esos|esas|estos|estas|ese|los|las)(?!\S)"
)
"""Asking who those are that stand there."""
_TAKEN_FOR_GRANTED = later(
    r"(?:(?:hey|hi|hola|ok|um|uh|so|y|and|does|do|anyone|anybody|you|alguien|sabe|saben|know|,) )*"
    r"(?:(?:why|how come|what|whats|what's|who|por que|q|que|quienes) (?:are|is|were|r|up with|hay|estan|hacen|haciendo|son|there|with) (?!the same)"
    r"|(?:is there a reason|any idea why|any reason|(?:is )?anyone else seeing|anyone else see|anybody else seeing|alguien mas ve|alguien mas esta viendo|ya vieron))"
)
"""Asking why they are there takes for granted that they are: "why are there 6 agents at the station"."""
_NOT_READ = later(r"(?<= [:=\-./)] )(?:\? ?)+(?=$|[^?])|(?<= [salute] )(?:\? ?)+(?=$|[^?])")


_ASKS_TO_LOOK = whole(
    r"(?:can|could|would|will|may) (?:someone|somebody|anyone|anybody|one of you|a verifier) (?:pls |please |go |come |quickly )*(?:check|look|see|drive|swing|go|come|verify|watch|get|head|confirm)"
    r"|(?:is )?(?:anyone|anybody|someone|somebody|who is|who's|whos) (?:here )?(?:near|around|by|close|free|available|able)"
    r"|(?:alguien|quien) (?:que )?(?:puede|podria|anda|esta|pueda) (?:por favor )?(?:ir|pasar|checar|revisar|ver|cerca|por|verificar|venir|asomarse)"
    r"|(?:puede|podria) alguien (?:ir|pasar|checar|revisar|ver|verificar|venir)|pueden (?:ir|pasar|checar|revisar|venir)"
)
"""Asking that someone go and look, which is no doubt about what is told beside it."""


def _tells_after_asking(board: Board) -> bool:
    """Whether someone is asked to go and look, and then people or vehicles are told: "can someone check X, 2 guys in a Tahoe"."""
    for _, after, _ in board.typed.find(_ASKS_TO_LOOK):
        keys = [word.key for word in board.typed.words]
        mark = next(
            (at for at in range(after, len(keys)) if keys[at] in {",", "?", ".", "-", ":", ";", "\n"}), len(keys)
        )
        if Field.PLACE in board.taken and {Field.PEOPLE, Field.VEHICLES} & set(board.taken[mark:]):
            return True
    return False


def only_asks(board: Board, line: str, fields: set[Field]) -> bool:
    """Whether the message is a question: every telling sentence of it asks, or it opens by asking."""
    if _THEM.match(line) and {Field.PEOPLE, Field.PLACE} <= fields and {Field.UNIFORM, Field.ACTIVITY} & fields:
        return False
    if _TAKEN_FOR_GRANTED.match(line) and Field.PLACE in fields and {Field.PEOPLE, Field.VEHICLES} & fields:
        return False
    if _tells_after_asking(board):
        return False
    line = _CALL_FOR_HELP.sub(" ", line)
    if len(board.labelled) > 1:
        line = _NOT_READ.sub(" ", line)
        last = board.labelled[-1]
        line = line.rstrip("? ") if set(board.keys((last.first, last.last))) <= {"?", "!", "."} else line
    sentences = [s.strip() for s in re.split(r"(?<= [.!\n])|(?<= \?)", line) if s.strip(" .!?\n")]
    asking = [s for s in sentences if OPENS.match(s) and (s.endswith("?") or ASKING.search(s))]
    if len(sentences) == 1 and line.rstrip().endswith("?") and not {Field.PEOPLE, Field.VEHICLES, Field.TIME} & fields:
        return True
    if not asking:
        return bool(WONDERS.search(line)) and not AGENCY.search(line)
    if _told_besides(board, asking):
        return False
    return sentences[0] in asking or len(asking) * 2 > len(sentences)
