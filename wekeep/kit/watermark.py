"""A mark in the spaces of a text, which tells afterwards whose look a copied text comes from.

Between two words of a line stands one of three spaces of nearly the same width: U+0020, U+2005 or U+2004. Which of them
follows from a key of the look and from the two words beside it, so that a piece of the text still tells, wherever it was
cut out. All three are white space (Unicode's White_Space, WSegSpace in UAX 29): read aloud, wrapped and found as a space. Nothing
invisible is added, no word is changed. Normal form NFC keeps them; NFKC, retyping and photographs take them away.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import shake_128
from math import comb
from typing import Final

from wekeep.kit.envelope import canonical, digest

SPACES: Final = (" ", "\u2005", "\u2004")
# More tell no more, and a long paste costs nothing.
MOST_PLACES: Final = 200
LEAST_OF_A_LINE: Final = 10
# At most one text in so many is laid at the door of someone from whom it does not come.
WRONG_ONE_IN: Final = 10_000
_OURS: Final = "".join(SPACES)
_WORD: Final = re.compile(r"\S+")
# Pairs of words that share one of so many slots share a space too, and count once.
_SLOTS: Final = 2048


def key_of_look(stamp: bytes, kind: str, record: str, group: str) -> bytes:
    """The key of one look: of a reader on a day (`stamp`) at one group of one record."""
    return digest(canonical("look", kind, record, group), key=stamp)


def marked(text: str, key: bytes) -> str:
    """The text with the mark of a look; its words stay as they are."""
    plain, chosen = re.sub(f"[{_OURS}]", " ", text), _spaces(key)
    shown = list(plain)
    for at, slot in _places(plain):
        shown[at] = SPACES[_space(chosen, slot)]
    return "".join(shown)


def places_in(text: str) -> dict[int, int]:
    """What can carry a mark in a text that got out: what the two words beside each place stand for, and which of the three
    spaces it has. From the first place that is no ordinary space to the last one, so that what was copied along with it
    says nothing; words that meet twice count once; at most MOST_PLACES. Empty where there is no such place: then the
    text never had a mark, or somebody took it away."""
    found = [(slot, SPACES.index(text[at])) for at, slot in _places(text)]
    told = [n for n, (_slot, space) in enumerate(found) if space]
    kept: dict[int, int] = {}
    for slot, space in found[told[0] : told[-1] + 1] if told else ():
        if len(kept) < MOST_PLACES:
            kept.setdefault(slot, space)
    return kept


def pieces_of(text: str) -> list[dict[int, int]]:
    """The places of the whole text, and of each line that may tell by itself: a page holds words of several people."""
    whole, left = places_in(text), MOST_PLACES * 2
    pieces = [whole] if whole else []
    for line in text.splitlines():
        places = places_in(line)
        if len(places) >= LEAST_OF_A_LINE and places not in pieces and len(places) <= left:
            pieces.append(places)
            left -= len(places)
    return pieces


def hits(places: Mapping[int, int], key: bytes) -> int:
    """How many of the places are as this look showed them."""
    chosen = _spaces(key)
    return sum(_space(chosen, slot) == space for slot, space in places.items())


def one_in(hits: int, places: int) -> int:
    """Of how many looks that have nothing to do with a text one has at least so many of its places, on average: the
    tail of a binomial distribution at one third, whatever the text is, because the key is not known to who made it."""
    ways = sum(comb(places, n) * 2 ** (places - n) for n in range(hits, places + 1))
    return int(3**places // ways)


def tells(hits: int, places: int, compared: int) -> bool:
    """Whether a look may be named, after so many comparisons of a look with a piece of text."""
    return one_in(hits, places) >= WRONG_ONE_IN * max(1, compared)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where a single space stands between two words, and the slot of the two."""
    end, before = -1, ""
    for found in _WORD.finditer(text):
        word = _folded(found[0])
        if end >= 0 and found.start() == end + 1 and text[end] in _OURS:
            yield end, int.from_bytes(digest(canonical("place", before, word))[:4], "big") % _SLOTS
        end, before = found.end(), word


def _folded(word: str) -> str:
    """A word as it stays through quoting, sentence marks and capitals."""
    shown = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in shown if c.isalnum()) or shown


def _spaces(key: bytes) -> bytes:
    """Which space each slot has in this look: two bytes a slot from SHAKE128 (FIPS 202), so that thirds are even."""
    return shake_128(canonical("spaces", key)).digest(2 * _SLOTS)


def _space(chosen: bytes, slot: int) -> int:
    return int.from_bytes(chosen[2 * slot : 2 * slot + 2], "big") % len(SPACES)
