"""Which day was named: yesterday, a weekday, a date."""

import re
from datetime import date, datetime, timedelta

from wekeep.watch.rules.paste.board import Board, Span
from wekeep.watch.rules.paste.pasted import Field
from wekeep.watch.rules.paste.time_words import (
    DATE,
    MONTHS,
    OTHER_DAY,
    WEEKDAY,
    WEEKDAYS,
)


def said_day(board: Board, span: Span, sent_at: datetime) -> date | str | None:
    """The day that was named; "other" when it is none of yesterday and today."""
    for a, b, _ in board.typed.find(OTHER_DAY, *span):
        board.take((a, b), Field.TIME)
        return "other"
    for a, b, match in board.typed.find(WEEKDAY, *span):
        back = (sent_at.weekday() - WEEKDAYS[match["weekday"]]) % 7
        if back > 1 or match.group().startswith("last"):
            return "other"
        board.take((a, b), Field.TIME)
        return sent_at.date() - timedelta(days=back)
    for a, b, match in board.typed.find(DATE, *span):
        named = _named_date(match, sent_at)
        if named is None:
            continue
        board.take((a, b), Field.TIME)
        return named if abs((sent_at.date() - named).days) <= 1 else "other"
    return None


def _named_date(match: re.Match[str], sent_at: datetime) -> date | None:
    groups = match.groupdict()
    month = groups["m"] or groups["im"] or MONTHS.get(groups["month"] or groups["emes"] or "")
    day = groups["d"] or groups["id"] or groups["md"] or groups["ed"]
    year = int(groups["iy"] or groups["y"] or sent_at.year)
    try:
        named = date(year + 2000 if year < 100 else year, int(month or 0), int(day))
    except ValueError:
        return None
    if not (groups["iy"] or groups["y"]) and (named - sent_at.date()).days > 180:
        return named.replace(year=named.year - 1)
    return named
