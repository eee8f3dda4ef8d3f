"""Whose look a text that got out comes from: every look in the log is made anew and compared."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from wekeep.keeper.secrets import Secrets
from wekeep.kit.keeper_messages import LogLine, Reading, Readings
from wekeep.kit.watermark import hits, key_of_look, one_in, pieces_of, tells

DAY: Final = 86_400
LONGEST_TEXT: Final = 20_000
MOST_NAMED: Final = 10
# What nobody reads any more precisely.
_LARGEST: Final = 10**9
Look = tuple[str, str, str, str, int]


def stamp_of(secrets: Secrets, member: str, day: int) -> bytes:
    """A reader's key of a day; the pages made for them that day are marked with it."""
    return secrets.mark("stamp", member, str(day))


def whose(secrets: Secrets, lines: Iterable[LogLine], text: str) -> Readings:
    """The looks in these lines of the log that the text comes from; none where chance could do as well."""
    pieces, looks = pieces_of(text[:LONGEST_TEXT]), _looks(lines)
    stamps = {(member, day): stamp_of(secrets, member, day) for member, _k, _r, _g, day in looks} if pieces else {}
    found = []
    for one in looks if pieces else ():
        key, compared = key_of_look(stamps[one[0], one[4]], *one[1:4]), len(looks) * len(pieces)
        fits = [(hits(places, key), len(places)) for places in pieces]
        odds, fit = max((one_in(*fit), fit) for fit in fits)
        if tells(*fit, compared):
            found.append((odds, Reading(*one, *fit, min(_LARGEST, odds // len(pieces)))))
    best = sorted(found, key=lambda row: -row[0])[:MOST_NAMED]
    return Readings(tuple(reading for _odds, reading in best), bool(pieces), len(looks))


def _looks(lines: Iterable[LogLine]) -> set[Look]:
    """Who looked at what on which day. A look within a day of the first one has no line of its own."""
    return {(*one, day) for line in lines for one in _opened(line) for day in (line.at // DAY, line.at // DAY + 1)}


def _opened(line: LogLine) -> Iterator[tuple[str, str, str, str]]:
    words = json.loads(line.words) if line.words else {}
    if "power" not in words:
        yield from ((words["who"], *one) for one in words.get("opened", ()))
