"""Words drawn by us: receipts of six and passphrases of five from the EFF's long list (7,776 words, 12.9 bits each)."""

import secrets
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

RECEIPT_WORDS = 6
PASSPHRASE_WORDS = 5


@cache
def word_list() -> tuple[str, ...]:
    """The EFF long word list as the xkcdpass package ships it."""
    words = tuple((files("xkcdpass") / "static" / "eff-long").read_text().split())
    if len(set(words)) != 7776:
        raise RuntimeError("the word list is not the EFF's long list of 7,776 words")
    return words


def draw(count: int) -> str:
    """`count` words drawn at random, joined by spaces."""
    return " ".join(secrets.choice(word_list()) for _ in range(count))


def from_digest(digest: str, count: int) -> str:
    """The `count` words that a hex digest of 32 bytes stands for: the same digest, the same words, evenly spread."""
    number, chosen = int(digest, 16), []
    for _ in range(count):
        number, index = divmod(number, len(word_list()))
        chosen.append(word_list()[index])
    return " ".join(chosen)


def normal_form(typed: str) -> str:
    """What a person typed as words, as we keep them: lower case, single spaces, no punctuation but the list's hyphen.

    One mistyped letter in a word is mended where just one word of the list fits; anything else is left as typed.
    """
    kept = "".join(c if c.isalpha() or c == "-" else " " for c in typed[:400].lower())
    return " ".join(_nearest(word) for word in kept.split()[:12])


def _nearest(word: str) -> str:
    if word in _word_set() or len(word) < 4:
        return word
    close = process.extract(word, word_list(), scorer=OSA.distance, score_cutoff=1, limit=2)
    return str(close[0][0]) if len(close) == 1 else word


@cache
def _word_set() -> frozenset[str]:
    return frozenset(word_list())
