"""A mark in the spaces of a text, which tells afterwards whose look a copied text comes from.

Between two words of a line stands one of three spaces of nearly the same width: U+0020, U+2005 or U+2004. Which of them
follows from a key of the look and from the two words beside it, so that a piece of the text still tells, wherever it was
cut out. All three are white space (Unicode's White_Space, WSegSpace in UAX 29): read aloud, wrapped and found as a space. Nothing
invisible is added, no word is changed. Normal form NFC keeps them; NFKC, retyping and photographs take them away.
"""

import re
import unicodedata
from collections.abc import Mapping
from math import comb
from typing import Final

from wekeep.kit.envelope import canonical, digest

SPACES: Final = (" ", "\u2005", "\u2004")
# Three times as many tell no more, and a long paste costs nothing.
MOST_PLACES: Final = 64
# At most one text in so many is laid at the door of someone from whom it does not come.
WRONG_ONE_IN: Final = 10_000
_OURS: Final = "".join(SPACES)
_PLACE: Final = re.compile(rf"(?<=[^\s])[{_OURS}](?=[^\s])")
Pair = tuple[str, str]


def key_of_look(stamp: bytes, kind: str, record: str, group: str) -> bytes:
    """The key of one look: of a reader on a day (`stamp`) at one group of one record."""
    return digest(canonical("look", kind, record, group), key=stamp)


def marked(text: str, key: bytes) -> str:
    """The text with the mark of a look; its words stay as they are."""
    plain = re.sub(f"[{_OURS}]", " ", text)
    return _PLACE.sub(lambda at: SPACES[_space(key, _beside(plain, at.start()))], plain)


def places_in(text: str) -> dict[Pair, int]:
    """Every place that can carry a mark: the two words, and which of the three spaces stands between them. Words that
    meet twice count once; at most MOST_PLACES."""
    found: dict[Pair, int] = {}
    for at in _PLACE.finditer(text):
        found.setdefault(_beside(text, at.start()), SPACES.index(at[0]))
        if len(found) == MOST_PLACES:
            break
    return found


def is_plain(places: Mapping[Pair, int]) -> bool:
    """Whether nothing but ordinary spaces is left: then the text never had a mark, or somebody took it away."""
    return not any(places.values())


def hits(places: Mapping[Pair, int], key: bytes) -> int:
    """How many of the places are as this look showed them."""
    return sum(_space(key, pair) == space for pair, space in places.items())


def one_in(hits: int, places: int) -> int:
    """Of how many looks that have nothing to do with a text one has at least so many of its places, on average: the
    tail of a binomial distribution at one third, whatever the text is, because the key is not known to who made it."""
    ways = sum(comb(places, n) * 2 ** (places - n) for n in range(hits, places + 1))
    return int(3**places // ways)


def tells(hits: int, places: int, compared: int) -> bool:
    """Whether a look may be named, after `compared` of them were tried."""
    return one_in(hits, places) >= WRONG_ONE_IN * max(1, compared)


def _beside(text: str, at: int) -> Pair:
    before = re.search(r"\S+$", text[max(0, at - 80) : at])
    after = re.match(r"\S+", text[at + 1 : at + 81])
    return _folded(before), _folded(after)


def _folded(word: re.Match[str] | None) -> str:
    """A word as it stays through quoting, sentence marks and capitals."""
    shown = unicodedata.normalize("NFKC", word[0] if word else "").casefold()
    return "".join(c for c in shown if c.isalnum()) or shown


def _space(key: bytes, pair: Pair) -> int:
    return int.from_bytes(digest(canonical("space", *pair), key=key)[:8], "big") % len(SPACES)
