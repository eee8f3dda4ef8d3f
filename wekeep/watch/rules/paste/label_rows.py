"""Labels that are no words before their piece: pictures, and the letters all in one row before the pieces."""

import re

from wekeep.watch.rules.paste.patterns import later
from wekeep.watch.rules.paste.typed import Typed

_ROW = later(r"^(?:(?:formato|salute|talue|format) )?(?P<row>[saltuhe](?: [/,.|-] [saltuhe]){2,6}) [:=.-] ")
_PARTS = {"/", ",", ";", "|", "\n"}
_PEOPLE_SHOWN = frozenset("👥👤👮🧑👨")
_VEHICLES_SHOWN = frozenset("🚗🚙🚐🚓🚔🛻🚚")


def in_listed_order(typed: Typed) -> list[tuple[str, int, int]]:
    """The pieces of "T/A/L/U/H/E: 2 / vigilando / …" as letter, first and last word; none unless there are as many."""
    match = _ROW.match(typed.line)
    if match is None:
        return []
    names, first = re.findall("[a-z]", match["row"]), typed.index_at(match.end())
    for mark in _PARTS:
        cuts = [at for at in range(first, len(typed.words)) if typed.words[at].key == mark]
        if len(cuts) == len(names) - 1:
            edges = [first - 1, *cuts, len(typed.words)]
            if "h" in names:
                names = ["s" if name == "t" else name for name in names]
            return [(name, edges[at] + 1, edges[at + 1]) for at, name in enumerate(names)]
    return []


def pictured(typed: Typed) -> list[tuple[str, int]]:
    """Pictures of people and of vehicles that stand before a number, where the place is pictured too: 📍 Lake 👥 4 🚗 2."""
    found = []
    for at, word in enumerate(typed.words[:-1]):
        shown = typed.text[word.start]
        times = typed.words[at + 1].key == "x" and at + 2 < len(typed.words)
        if not typed.words[at + 1 + times].key.isdecimal():
            continue
        if shown in _PEOPLE_SHOWN:
            found.append(("s", at))
        elif shown in _VEHICLES_SHOWN:
            found.append(("e", at))
    return found if "📍" in typed.text else []
