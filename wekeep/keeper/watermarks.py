"""Whose look a text that got out comes from: every look in the log is made anew and compared."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from wekeep.keeper.secrets import Secrets
from wekeep.kit.keeper_messages import LogLine, Reading, Readings
from wekeep.kit.watermark import hits, is_plain, key_of_look, one_in, places_in, tells

DAY: Final = 86_400
LONGEST_TEXT: Final = 20_000
MOST_NAMED: Final = 10
_LARGEST: Final = 2**53
Look = tuple[str, str, str, str, int]


def stamp_of(secrets: Secrets, member: str, day: int) -> bytes:
    """A reader's key of a day; the pages made for them that day are marked with it."""
    return secrets.mark("stamp", member, str(day))


def whose(secrets: Secrets, lines: Iterable[LogLine], text: str) -> Readings:
    """The looks in these lines of the log that the text comes from; none where chance could do as well."""
    places = places_in(text[:LONGEST_TEXT])
    looks = _looks(lines)
    if is_plain(places):
        return Readings((), 0, len(looks))
    stamps = {(member, day): stamp_of(secrets, member, day) for member, _k, _r, _g, day in looks}
    scored = ((hits(places, key_of_look(stamps[one[0], one[4]], *one[1:4])), one) for one in looks)
    found = sorted((n, one) for n, one in scored if tells(n, len(places), len(looks)))[::-1][:MOST_NAMED]
    named = (Reading(*one, n, min(_LARGEST, one_in(n, len(places)))) for n, one in found)
    return Readings(tuple(named), len(places), len(looks))


def _looks(lines: Iterable[LogLine]) -> set[Look]:
    """Who looked at what on which day. A look within a day of the first one has no line of its own."""
    return {(*one, day) for line in lines for one in _opened(line) for day in (line.at // DAY, line.at // DAY + 1)}


def _opened(line: LogLine) -> Iterator[tuple[str, str, str, str]]:
    words = json.loads(line.words) if line.words else {}
    if "power" not in words:
        yield from ((words["who"], *one) for one in words.get("opened", ()))
