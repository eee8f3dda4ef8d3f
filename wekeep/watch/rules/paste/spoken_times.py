"""Clock times as they are spoken: "three thirty", "cinco menos diez", "340ish", "around 2" at the end of a phrase."""

import re

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.patterns import alternatives, later, whole
from wekeep.watch.rules.paste.people_words import PEOPLE
from wekeep.watch.rules.paste.time_words import LEAD, PARTS
from wekeep.watch.rules.paste.vehicle_words import ANY_VEHICLE

_ENDS = r"(?= (?:[.,;!?\n)|/]|and they|they|y (?:ya|se|les|los|le)|pero|but|hay|vi|veo|i saw|today|hoy|this|still|maybe|right|when)(?!\S)|$)"
_NEARLY = alternatives(
    "around|about|abt|bout|like|at like|around like|@|~|sobre|sobre las|tipo|tipo las|como a las|roughly|approx|prob|circa|como"
)
_PATTERNS = (
    whole(
        rf"(?:{LEAD} )?(?P<hour>\d{{1,2}}) (?:y (?P<past>media|cuarto)|menos (?P<less>cuarto|\d{{1,2}})|con (?P<with>[0-5]\d)(?= (?:[.,;\n]|min|de la)|$))(?: (?P<part>{PARTS}))?(?! (?:agentes|personas|camionetas|carros|hombres))"
    ),
    whole(
        rf"(?:{LEAD} )?(?P<less>\d{{1,2}}|quarter|1/4|a quarter) (?:til|till|before|of|b4)(?= \d{{1,2}} (?:[.,;!\n]|am|pm|this|at|on|in)|\S* \d{{1,2}}$) (?P<hour>\d{{1,2}})(?: (?P<part>{PARTS}))?"
    ),
    later(
        rf"(?<!\S)(?:{LEAD} )?(?P<less>10|20|25) to (?P<hour>[1-9])(?!\S)(?: (?P<part>{PARTS}))?(?= ?(?:[.,;!\n/|]|[salue] |$))"
    ),
    whole(rf"(?:{LEAD} )?(?P<past>half) (?P<hour>1[0-2]|[1-9])(?: (?P<part>{PARTS}))?"),
    whole(r"(?:at |a )?(?P<past>half|quarter|a quarter) (?:past|after) (?P<noon>noon|midday|midnight)"),
    whole(r"(?:at |a )?(?P<less>\d{1,2}|quarter|a quarter) (?:til|till|to|of|before) (?P<noon>noon|midday|midnight)"),
    whole(r"(?:al |a )?(?P<noon>mediodia|medianoche) (?:y (?P<past>media|cuarto)|menos (?P<less>cuarto|\d{1,2}))"),
    whole(r"(?:a las |las |at )?(?P<less>\d{1,2}|cuarto|un cuarto) (?:para|pa) (?:las|la) (?P<hour>\d{1,2})"),
    whole(rf"(?P<part>{PARTS}) ,? ?(?:(?:{LEAD}|{_NEARLY}) ){{1,3}}(?P<digits>\d{{1,4}})(?: ish| - ish)?"),
    whole(
        rf"(?:(?:{LEAD}|{_NEARLY}) ){{0,3}}(?P<digits>\d{{1,4}})(?: -)? (?:ish|o'clock|o clock|oclock|oclock)(?: (?P<part>{PARTS}))?"
    ),
    later(
        rf"(?<!\S)(?:pasad(?:it)?as las|pasando las|poquito despues de las|poco despues de las|un poco despues de las|al filo de las|poco antes de las|just before|right before|shortly before|"
        rf"a little before|little before|just after|right after|shortly after|a little after|little after|a bit after|a bit past|just past|a little past|right at|exactly at|around|at around|at about|around like|@|sobre las|tipo las|como a las|circa|(?:at|about|abt|like|at like|roughly|approx|tipo|prob)(?= \d{{3}})) "
        rf"(?P<digits>\d{{1,4}})(?: (?P<part>{PARTS}))?{_ENDS}"
    ),
)
_WORDS = later(
    r"(?<!\S)(?P<hour>\d{1,2}) (?P<minute>[0-5]\d)(?!\S)(?! (?:agents|men|people|guys|suvs|cars|vans|vehicles|st|ave)(?!\S))"
)
_VEHICLE_NEXT = later(rf"(?:[a-z]+ )?{ANY_VEHICLE}(?!\S)")
_LESS = {"quarter": 15, "a quarter": 15, "1/4": 15, "cuarto": 15, "un cuarto": 15}


_NOON = {"noon": "pm", "midday": "pm", "mediodia": "pm", "midnight": "am", "medianoche": "am"}


def spoken_time(board: Board, span: Span) -> tuple[Span, int, int, str | None] | None:
    """Where it stands, the hour (1 to 24), minutes past it (negative before it) and the part of the day, or None."""
    for pattern in _PATTERNS:
        for first, last, match in board.typed.find(pattern, *span):
            told = _told(match)
            if told and _may_be_a_time(board, first, last):
                return (
                    (first, last),
                    *told,
                    _NOON.get(match.groupdict().get("noon") or "", match.groupdict().get("part")),
                )
    for first, last, match in board.typed.find(_WORDS, *span):
        if _in_words(board, first) and 1 <= int(match["hour"]) <= 12 and _may_be_a_time(board, first, last):
            return (first, last), int(match["hour"]), int(match["minute"]), None
    return None


def _told(match: re.Match[str]) -> tuple[int, int] | None:
    said = match.groupdict()
    if said.get("digits"):
        digits = said["digits"]
        hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    else:
        hour = 12 if said.get("noon") else int(said["hour"])
        less, past = said.get("less"), said.get("past")
        minute = (
            -(_LESS.get(less) or int(less))
            if less
            else {"half": 30, "media": 30, "cuarto": 15, "quarter": 15, "a quarter": 15}.get(past or "")
            or int(said.get("with") or 0)
        )
    return (hour, minute) if 1 <= hour <= 24 and -60 < minute < 60 else None


def _in_words(board: Board, first: int) -> bool:
    """Whether hour and minute are written out, as in "three thirty"."""
    return all(board.shown((at, at + 1))[0].isalpha() for at in (first, first + 1))


def _may_be_a_time(board: Board, first: int, last: int) -> bool:
    """Whether the number is no count and no street: nobody is named beside it, and no label but a time's is over it."""
    if not board.free((first, last)) or board.letter_at(first) not in {None, Letter.T}:
        return False
    before = " ".join(board.keys((max(0, first - 2), first)))
    after = " ".join(board.keys((last, last + 2)))
    return (
        not PEOPLE.search(before)
        and not PEOPLE.match(after)
        and not _VEHICLE_NEXT.match(after)
        and not re.search(r"(?:&|and|y|/|con|on|la) $", before + " ")
    )
