"""The parts of one party, told one after another: "two in front and three in back", "2 men and a woman", "1x in the car"."""

import re
from dataclasses import dataclass

from wekeep.watch.rules.paste.numbers import COUNT, count_of
from wekeep.watch.rules.paste.patterns import alternatives, later
from wekeep.watch.rules.paste.people_words import AGENT_ONE, AGENTS, PERSON_MANY, PERSON_ONE, WORD
from wekeep.watch.rules.paste.vehicle_words import ADJECTIVE, ANY_VEHICLE
from wekeep.watch.rules.salute import Count

_WHERE = (
    r"(?:(?:posted |stationed |standing |sitting |seated |waiting |hanging |walking |left |staying |sat |stood |parad[oa]s? |sentad[oa]s? |esperando |vigilando |metid[oa]s? )?"
    r"(?:in|inside|outside|out|(?:in )?(?:front|back)|on|at|by|behind|beside|near|up|around|round|across|under|down|over|next to|adentro|dentro|fuera|afuera|en|atras|detras|"
    r"enfrente|adelante|delante|arriba|abajo|junto|al|a pie|por)(?!\S)(?! (?:the |la |el )?\d)(?! (?:custody|cuffs|handcuffs|zip|esposas|top of|the ground|my|mi|our)(?!\S))(?! (?:a |an |un |una |their |all |plain |full |black |green |tan )?"
    r"(?:vests?|masks?|uniforms?|camo|jackets?|hoodies?|clothes|plainclothes|gear|uniforme|chalecos?|civil)(?!\S))"
    r"|(?:driving|filming|manejando|grabando|staying|standing guard|al volante|behind the wheel|keeping watch|de guardia|waiting|sitting|standing)(?!\S))"
)
_PERSON = alternatives(
    AGENTS,
    AGENT_ONE,
    PERSON_MANY,
    PERSON_ONE,
    "supervisor|supervisors|boss|jefe|commander|translator|interpreter|sergeant",
)
_ROLE = alternatives(
    "driver|chofer|conductor|conductora|supervisor|lookout|commander|boss|jefe|sergeant|translator|interpreter|passenger|pasajero|photographer|k9 handler|dog handler|handler|sniper|guard"
)
_QUALITY = rf"(?!(?:a|an|un|una|to|al|who|that|que|\S+ing|\S+ando|\S+iendo)(?!\S)){WORD}"
_JOIN = r"(?:(?:, |; |[(] |- )?(?:and|y|e|n|&|\+|plus|mas|with|con|w|along with|ademas de|aparte de|as well as|junto con) |, |; |/ |[(] |(?=\d{1,2} (?!of|de|st|min|am|pm|x)[a-z]))"
_MORE_OF = r"(?:more|mas|others?|otr[oa]s?|additional|adicionales)"
_ARTICLE = r"(?:(?P<another>another|a second|a third|a 2nd|otr[oa]|one more|uno mas|una mas|1 (?:more|other|mas)|the other(?: 1)?|el otro|la otra|el tercero)|(?P<article>a|an|un|una|the|el|la|their|su|1|uno|somebody|someone))"
PART = later(
    rf"^ (?P<aside>(?:(?!and |y |plus |\+ )[^.;!?\n ]+ ){{0,12}}?)(?P<join>{_JOIN})(?:also |tambien |then |luego |there was |there is |theres |hay |maybe |like |about )*"
    rf"(?:(?P<many>{COUNT})(?: x)?(?: (?P<extra>{_MORE_OF}))?|{_ARTICLE})"
    rf"(?: (?:(?:is |are |was |were |esta |estan |de ellos )?(?P<where>{_WHERE})|(?:{_QUALITY}){{0,3}}?(?P<noun>{_PERSON})(?! (?:{ADJECTIVE} ){{0,2}}{ANY_VEHICLE}(?!\S)))(?!\S)|(?P<bare>(?= (?:[.,;!?\n)]|$)|$)))"
)
"""A further part: what stands between, the mark or word that joins it, its number or article, and who or where."""
_PLACED = later(rf"(?:^| ){_WHERE}")
_SUBSET = later(
    r"(?:^| )(?:of them|of em|de ellos|of which|of whom|incl|including|incluyendo|entre ellos|at least)(?: |$)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """How many more there are, and how far this reaches in the line after the others, and in how many words."""

    count: Count
    length: int
    words: int


def next_part(after: str) -> Part | None:
    """The part that follows in `after`, the line from the end of the last one on; None where none is told."""
    match = PART.match(after)
    if (
        match is None
        or (not match["join"] and (match["aside"] or not match["noun"]))
        or _SUBSET.search(match["aside"] or "")
        or _SUBSET.match(after[match.end("join") :])
    ):
        return None
    if match["noun"] in {"of them", "of em", "of 'em", "de ellos"} and not match["extra"]:
        return None
    if (
        match["where"] is None
        and match["noun"] is None
        and match["another"] is None
        and not (match["many"] and match["extra"])
    ):
        return None
    if match["another"] is None and match["article"] and not _article_counts(match):
        return None
    count = count_of(match) if match["many"] else Count(1, 1)
    if count is None:
        return None
    mark = bool(match["join"]) and not re.search(r"[a-z&+]", match["join"])
    if mark and not (match["another"] or match["extra"] or _names_role(match) or _apart(match) or _other_sex(match)):
        return None
    if match["join"].strip() in {"with", "con", "w"} and not _names_role(match):
        return None
    return Part(count, match.end(), len(after[match.end("join") : match.end()].split()))


def _apart(match: re.Match[str]) -> bool:
    """Whether both those before and these are told by where they are: "2 on foot, 1 in the car"."""
    return bool(match["where"] and _PLACED.search(match["aside"]))


def _other_sex(match: re.Match[str]) -> bool:
    """Whether these are told from those before as men or women: "three men, one woman"."""
    return bool(match["noun"]) and bool(
        re.fullmatch(
            "woman|women|female|females|lady|ladies|mujer|mujeres|senora|muchacha|muchachas|man|men", match["noun"]
        )
    )


def _names_role(match: re.Match[str]) -> bool:
    return bool(match["noun"]) and bool(re.fullmatch(_ROLE, match["noun"]))


def _article_counts(match: re.Match[str]) -> bool:
    """Whether "a" or "the" before the words brings one more: a person with a noun, or one who is somewhere else."""
    if match["noun"] is None:
        return match["article"] in {"1", "uno", "somebody", "someone"}
    one = bool(re.fullmatch(alternatives(PERSON_ONE, AGENT_ONE), match["noun"])) or _names_role(match)
    return one and (match["article"] not in {"the", "el", "la", "their", "su"} or _names_role(match))
