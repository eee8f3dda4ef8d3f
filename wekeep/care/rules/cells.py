"""What single cells of a list mean, however people and their spreadsheets write them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

from wekeep.care.rules.window import SPANS, Urgency

# A cell that a spreadsheet would compute is never kept: whoever opens an export of it would run it. A sign counts where a function, a
# program or a cell of another sheet is called; a list with dashes and a telephone number are none.
_FORMULA = re.compile(r"\s*(?:[=＝]|[@+\-＠＋－]\s*[^\s(|!]*?[A-Za-z]\d*(?:[(|]|!\$?[A-Za-z]+\$?\d))")
# What people put between several things in one cell, in the languages of the network.
_BETWEEN = re.compile(r"[,;/|+&\n،؛]")
_AND = re.compile(r"\s(?:and|y|e|iyo|thiab|و)\s|\sو(?=\w)")
# No name of ours has more commas in it.
_LONGEST = 4
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_FLOAT = re.compile(r"(\+?\d{7,})[.,]0+")
_HOUSE = re.compile(r"\d+\s*[^\W\d_]{2,}|[^\W\d_]{2,}\W+\d{3,}")
_DAY = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T]+[\d:.]+)?(?: ?[AaPp][Mm])?")
# Day 1 of a spreadsheet's calendar, and the days that are meant where a cell says a number of five digits.
_FIRST, _FROM, _UNTIL = date(1899, 12, 30), 40_000, 60_000


def plain(text: str) -> str:
    """A text without accents, capitals and signs, so that words typed in different ways are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute it."""
    return bool(_FORMULA.match(text))


def number_of(text: str) -> str:
    """A telephone number without the decimals that spreadsheets put behind it; "" where one has rounded it, so that nobody knows it any
    more."""
    if _ROUNDED.fullmatch(text):
        return ""
    exact = _FLOAT.fullmatch(text)
    return exact.group(1) if exact else text


def tells_house(area: str) -> bool:
    """Whether what stands for a part of town seems to be somebody's address."""
    return bool(_HOUSE.search(area))


def codes_in(text: str, known: Mapping[str, str]) -> list[str]:
    """What a cell names, each once, the longest names first, for a name may have a comma in it; "" for a part that is not known."""
    found, said = list[str](), [part for part in _BETWEEN.split(text) if part.strip()]
    while said:
        many = next((n for n in range(min(len(said), _LONGEST), 0, -1) if plain(" ".join(said[:n])) in known), 0)
        if many:
            found.append(known[plain(" ".join(said[:many]))])
        else:
            # only now, for a name may begin as the word "and" does
            found += [known.get(plain(word), "") for word in _AND.split(said[0]) if word.strip()]
        said = said[many or 1 :]
    return list(dict.fromkeys(found))


def day_in(text: str) -> date | None:
    """The day that a cell is: as 2026-11-24, 11/24/2026 (the month first, unless it cannot be), 24.11.2026, or as the number that a
    spreadsheet counts days by; None where it is none."""
    if text.isascii() and text.isdigit():
        return _FIRST + timedelta(days=int(text)) if len(text) == 5 and _FROM <= int(text) < _UNTIL else None
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    one, two, three = (int(part) for part in found.groups())
    if one > 31:
        year, month, day = one, two, three
    else:
        month, day = (two, one) if one > 12 or "." in text.split(" ")[0] else (one, two)
        year = three + 2000 if three < 100 else three
    try:
        return date(year, month, day)
    except ValueError:
        return None


def soon(day: date, today: date) -> Urgency | None:
    """How soon a day is; None for one that is over."""
    left = timedelta(days=(day - today).days)
    if left < timedelta():
        return None
    return next((one for one, span in SPANS.items() if left <= span), Urgency.ANY)
