"""Words of a report, folded and mapped to concepts, so that spelling, case, accents and language matter less."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from wekeep.watch.rules.merging import lexicon

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th|a|o)$")
PLATE = re.compile(r"^(?=(?:\D*\d){2,})(?=.*[a-z])[a-z0-9]{5,8}$")
KNOWN_WITH_DIGITS = frozenset({"4runner", "f150", "f250", "rav4"})
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None, "؟": " ", "،": " "})
LONGEST_PHRASE = 3


class Word(NamedTuple):
    """One word or known phrase: the concept or folded spelling it stands for, and whether it looked like a name."""

    token: str
    named: bool


def fold(text: str) -> str:
    """Lower case without accents, Arabic letters in one spelling."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC).lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(ARABIC)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Drop an English or Spanish plural ending, and an Arabic article; crude on purpose and the same for both sides."""
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    ordinal = ORDINAL.match(word)
    return ordinal.group(1) if ordinal else word


def read_words(text: str) -> list[Word]:
    """The words of `text` in order, known phrases as one; licence plates and their like are left out for good."""
    spelled = WORD.findall(text)
    folded = [fold(word).replace("'", "").replace("’", "") for word in spelled]
    words: list[Word] = []
    at = 0
    while at < len(folded):
        length, token = _known_at(folded, at)
        if token:
            words.append(Word(token, named=False))
        elif not PLATE.match(folded[at]) or folded[at] in KNOWN_WITH_DIGITS:
            words.append(_plain(spelled[at], folded[at], opens=at == 0))
        at += length
    return words


def _plain(spelled: str, folded: str, *, opens: bool) -> Word:
    stemmed = stem(folded)
    return Word(stemmed, named=stemmed.isdigit() or (spelled[0].isupper() and not spelled.isupper() and not opens))


def _known_at(folded: list[str], at: int) -> tuple[int, str]:
    """How many words the longest known phrase at `at` takes (at least 1), and its concept or ""."""
    if folded[at] in PHRASE_OPENERS:
        for length in range(min(LONGEST_PHRASE, len(folded) - at), 1, -1):
            token = CONCEPTS.get("_".join(folded[at : at + length]))
            if token:
                return length, token
    return 1, CONCEPTS.get(folded[at]) or CONCEPTS.get(stem(folded[at]), "")


def _concepts() -> dict[str, str]:
    """Spelling to concept; a later table does not take over a word of an earlier one."""
    tables: list[tuple[str, str]] = []
    for prefix, table in (
        ("look", lexicon.LOOKALIKES), ("colour", lexicon.COLOURS), ("vehicle", lexicon.VEHICLES),
    ):  # fmt: skip
        tables += [(f"{prefix}:{name}", forms) for name, forms in table.items()]
    tables += [("cue:forward", lexicon.FORWARDING), ("cue:deny", lexicon.DENYING)]
    tables += [(f"topic:{name}", forms) for name, forms in lexicon.TOPICS.items()]
    tables += [(f"number:{name}", forms) for name, forms in lexicon.NUMBERS.items()]
    tables += [("street:", lexicon.STREETS), ("stop:", lexicon.STOPWORDS)]
    found: dict[str, str] = {}
    for concept, forms in tables:
        for form in forms.split():
            found.setdefault(fold(form).replace("'", ""), concept)
    return found


CONCEPTS = _concepts()
PHRASE_OPENERS = frozenset(form.split("_")[0] for form in CONCEPTS if "_" in form)
