"""When it was seen: clock times, "10 min ago", "ahorita", in the zone in which the message was sent."""

import re
from datetime import date, datetime, timedelta

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.dates import said_day
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.moments import amount_of, day_of, if_recent, latest, part_of, past_minutes
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.spoken_times import spoken_time
from wekeep.watch.rules.paste.time_words import (
    AGO,
    AGO_UNIT,
    BARE_HOUR,
    FRACTION,
    FULL,
    GIVEN_PART,
    HACE,
    JUST_DONE,
    NOON,
    NOW,
    NOW_UNDER_LABEL,
    PART,
)


def read_time(board: Board, sent_at: datetime) -> datetime | None:
    """The moment it was seen, in the zone of `sent_at`; takes the words. None if unsaid, or too far from `sent_at`."""
    labelled = board.piece(Letter.T)
    if labelled:
        return _in_span(board, labelled, sent_at, labelled=True)
    for span in _outside_labels(board):
        found = _in_span(board, span, sent_at, labelled=False, now=False)
        if found:
            return found
    if found := _between_marks(board, sent_at):
        return found
    return next(
        (found for span in _outside_labels(board) if (found := _in_span(board, span, sent_at, labelled=False))), None
    )


_FOUR_ALONE = later(
    r"(?:^|(?<=[,;|/\n.] )|(?<=[a-z]{4} )(?<!late )(?<!ding )(?<!into )(?<!lock )(?<!unit )(?<!room )(?<!lding )(?<!mber )(?<!hway )(?<!oute )(?<!near )"
    r"(?<!side )(?<!from )(?<!hind )(?<!ouse )(?<!casa )(?<!icio )(?<!mero )(?<!code )(?<!tion )(?<!plates )(?<!tags )(?<!call ))"
    r"(?P<four>[01]?\d[0-5]\d|2[0-3][0-5]\d)(?= [,;|/\n.:]|$)"
)


def _between_marks(board: Board, sent_at: datetime) -> datetime | None:
    """Digits alone between marks that are a time of the last three hours: "5 / leaving / 1525 / 2 vans"."""
    for a, b, match in board.typed.find(_FOUR_ALONE):
        found = latest(
            sent_at,
            int(match["four"][:-2]),
            int(match["four"][-2:]),
            (0, 12) if int(match["four"]) < 1200 else None,
            None,
        )
        if found and sent_at - found <= timedelta(hours=3) and board.letter_at(a) not in {Letter.L, Letter.E, Letter.U}:
            board.take((a, b), Field.TIME)
            return found
    return None


def _outside_labels(board: Board) -> list[Span]:
    """Stretches outside the labelled pieces that hold whole texts; a place or a uniform has no clock in it."""
    if not board.labelled:
        return [(0, len(board.typed.words))]
    free, start = [], 0
    for at in range(len(board.typed.words) + 1):
        if at == len(board.typed.words) or board.letter_at(at) in {Letter.L, Letter.U} or at in board.labels:
            if start < at:
                free.append((start, at))
            start = at + 1
    return free


def _in_span(board: Board, span: Span, sent_at: datetime, *, labelled: bool, now: bool = True) -> datetime | None:
    day = said_day(board, span, sent_at)
    if day == "other":
        return None
    on = day if isinstance(day, date) else sent_at.date() - timedelta(days=1) if _opens_with_yesterday(board) else None
    for reader in (
        _ago,
        _noon,
        _fraction,
        _full,
        _with_part,
        _bare_hour,
        _spoken,
        *([_minutes_alone, _digits_alone] if labelled else []),
    ):
        found = reader(board, span, sent_at, on)
        if found is not None:
            return if_recent(found, sent_at)
    return sent_at if now and on is None and _said_now(board, span, labelled=labelled) else None


def _opens_with_yesterday(board: Board) -> bool:
    """Whether "yesterday" or "ayer" stands at the head of the message, for whatever hour comes after."""
    return bool({"yesterday", "ayer"} & set(board.keys((0, min(2, len(board.typed.words))))))


_OF_A_REPORT = later(
    r"(?:^| )(?:note|post|message|msg|report|update|alert|text|call|mensaje|reporte|aviso|bus|shift|appointment|class|mass|meeting|cita|turno|junta) (?:of|from|at|is|de las|de la|es a las|a las)(?: \S+)?$"
)
"""A time that is that of another message, or of a bus or a meeting."""


def _full(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for a, b, match in board.typed.find(FULL, *span):
        if _OF_A_REPORT.search(" ".join(board.keys((max(0, a - 4), a + 1)))):
            continue
        four = match["four"] or (match["after"].zfill(4) if match["after"] else None)
        spoken = match["spoken"] or match["spoken2"]
        if spoken:
            four = "".join(part.zfill(2) for part in spoken.replace("oh ", "0").replace("o ", "0").split())
        hour, minute = (int(four[:2]), int(four[2:])) if four else (int(match["hour"]), int(match["minute"]))
        leading_zero = bool(match["four"]) or (match["hour"] or "").startswith("0")
        part = part_of(match) or ((0, 12) if leading_zero and hour < 12 else None)
        found = latest(sent_at, hour, minute, part, day_of(match, sent_at, on))
        board.take((a, b), Field.TIME)
        if found:
            return found
    return None


def _with_part(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for a, b, match in board.typed.find(GIVEN_PART, *span):
        digits = match["four"] or match["hour"]
        hour, minute = (int(digits[:-2]), int(digits[-2:])) if match["four"] else (int(digits), 0)
        if hour > 12:
            continue
        found = latest(sent_at, hour, minute, part_of(match), day_of(match, sent_at, on))
        board.take((a, b), Field.TIME)
        return found + timedelta(minutes=past_minutes(match["past"])) if found else None
    return None


def _bare_hour(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for a, b, match in board.typed.find(BARE_HOUR, *span):
        if not 1 <= int(match["hour"]) <= (24 if board.letter_at(a) is Letter.T else 12) or _goes_on_as_something_else(
            board, b, match
        ):
            continue
        shift = timedelta(minutes=past_minutes(match["past"]))
        found = latest(sent_at - shift, int(match["hour"]), 0, part_of(match), day_of(match, sent_at, on))
        board.take((a, b), Field.TIME)
        return found + shift if found else None
    return None


def _spoken(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    told = spoken_time(board, span)
    if told is None:
        return None
    where, hour, minute, part = told
    shift = timedelta(minutes=minute)
    found = latest(sent_at - shift, hour, 0, PART.get(part or ""), on)
    if found:
        board.take(where, Field.TIME)
    return found + shift if found else None


_NOT_AFTER_HOUR = word_set(
    "& + / y con agents agentes people of them suvs cars vans guys x at least carros camionetas por calle avenida"
)


_MAY_FOLLOW_HOUR = word_set("""
    and they still this today hoy when with w please pls stay can cuidado careful watch be share there then ice la los
    the a an just already ya siguen i we he she im in on near by outside plz heads everyone avoid""")


def _goes_on_as_something_else(board: Board, after: int, match: re.Match[str]) -> bool:
    words = board.typed.words
    follows = words[after].key if after < len(words) else "\n"
    if re.search(r"\bla \d", match.group()) and match["hour"] != "1":
        return True
    if follows == "-":
        return (
            after + 1 < len(words)
            and words[after + 1].key[0].isdecimal()
            and words[after].end == words[after + 1].start
        )
    if follows in {"and", "y"} and match.group().startswith(("at", "a la")) and not match["past"]:
        rest = board.typed.words[after + 1].key if after + 1 < len(board.typed.words) else ""
        return match.group().startswith("at ") or rest[:1].isdecimal()
    if follows in _NOT_AFTER_HOUR:
        return True
    if match.group().startswith(("at ", "its", "it")) or match.group().startswith("since"):
        return follows[:1].isalnum() and follows not in _MAY_FOLLOW_HOUR
    return False


def _noon(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for a, b, match in board.typed.find(NOON, *span):
        board.take((a, b), Field.TIME)
        night = match["name"] in {"midnight", "medianoche", "media noche"}
        return latest(sent_at, 0 if night else 12, 0, (0, 12) if night else (12, 24), on)
    return None


def _fraction(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for a, b, match in board.typed.find(FRACTION, *span):
        said = match["word"].split()
        amount = {"half": 30, "quarter": 15, "cuarto": 15}.get(said[0]) or int(said[0])
        after = timedelta(minutes=amount if said[1] in {"past", "after"} else -amount)
        if not 1 <= int(match["hour"]) <= 12:
            continue
        found = latest(sent_at - after, int(match["hour"]), 0, part_of(match), on)
        board.take((a, b), Field.TIME)
        return found + after if found else None
    return None


def _ago(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    for pattern in (AGO, HACE):
        for a, b, match in board.typed.find(pattern, *span):
            said = match["amount"]
            amount = amount_of(said)
            amount += 0.5 if match["half"] else 0
            board.take((a, b), Field.TIME)
            return sent_at - timedelta(seconds=amount * AGO_UNIT[match["unit"][0]])
    return None


_ALONE = later(
    r"^(?:[~\-.] )*(?:(?:about|abt|around|like|aprox|since|como|a las|las|la|"
    r"desde|approx|at|from|a eso de las|tipo|by|around like|just before|right before|a little before|just after|a little after|right after|pasadas|pasaditas|antes de) )*(?P<digits>\d{1,2} ?(?::|y|con|,)? (?:[0-5]\d)|\d{1,2} (?:oh|o) \d|\d{1,4})(?: ish| - ish| hrs| h| hr| horas)?(?P<past> "
    r"y media| y cuarto| menos cuarto)?(?: (?P<half>[ap])m?)?(?: |$)"
)


_MINUTES_ALONE = later(
    r"^(?:[~\-.:] )*(?:about |abt |like |around |maybe |como |unos )?(?P<amount>\d{1,3}) (?P<unit>m|min|mins|minutes|minutos|hr|hrs|hour|hours|hora|horas)(?= [,;.\n/|]|$)"
)


def _minutes_alone(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    """Under the label "10 mins" is ten minutes ago."""
    match = _MINUTES_ALONE.match(" ".join(board.keys(span)))
    if match is None:
        return None
    board.take((span[0], span[0] + len(match.group().split())), Field.TIME)
    return sent_at - timedelta(seconds=int(match["amount"]) * AGO_UNIT[match["unit"][0]])


def _digits_alone(board: Board, span: Span, sent_at: datetime, on: date | None) -> datetime | None:
    match = _ALONE.match(" ".join(board.keys(span)))
    if not match:
        return None
    digits = re.sub(r"\D+o?h? ?", "0" if re.search(r" oh? ", match["digits"]) else "", match["digits"])
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    night_or_day = (0, 12) if digits.startswith("0") and len(digits) > 2 else None
    night_or_day = {"a": (0, 12), "p": (12, 24)}.get(match["half"] or "", night_or_day)
    shift = timedelta(minutes=past_minutes(match["past"]))
    found = latest(sent_at - shift, hour, minute, night_or_day, on) if hour < 24 else None
    if found:
        found += shift
        board.take((span[0], min(span[1], span[0] + len(match.group().split()))), Field.TIME)
    return found


def _said_now(board: Board, span: Span, *, labelled: bool) -> bool:
    for pattern in (NOW, JUST_DONE, *([NOW_UNDER_LABEL] if labelled else [])):
        for a, b, _ in board.typed.find(pattern, *span):
            if pattern is JUST_DONE and board.letter_at(a) not in {None, Letter.T}:
                continue
            following = " ".join(board.keys((b, min(b + 2, span[1]))))
            if not labelled and _merely_even_now(board, a, following):
                continue
            if pattern is not JUST_DONE:
                board.take((a, b), Field.TIME)
            return True
    return False


def _merely_even_now(board: Board, at: int, following: str) -> bool:
    """Whether "now" only says how long it has gone on: "3 hrs now", "4 times now", "for now"."""
    before = board.typed.words[at - 1].key if at else ""
    if before == "que" and at > 1 and board.typed.words[at - 2].key in {"dice", "dicen", "dijo"}:
        return False
    return before in {
        "hrs",
        "hours",
        "times",
        "mins",
        "minutes",
        "for",
        "until",
        "min",
        "hr",
        "hour",
        "days",
        "horas",
        "minutos",
        "by",
        "veces",
        "que",
        "from",
        "not",
        "no",
    }
