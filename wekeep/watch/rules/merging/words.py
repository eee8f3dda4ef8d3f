"""Words of a report, folded and mapped to concepts, so that spelling, case, accents and language matter less."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from wekeep.watch.rules.merging import lexicon, place_words, talk_words, vehicle_words
from wekeep.watch.rules.merging.spelling import spellings

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th|a|o)$")
PLATE = re.compile(r"^(?=(?:\D*\d){2,})(?=.*[a-z])[a-z0-9]{5,8}$")
WITH = re.compile(r"\bw/")
JOINS = re.compile(r"[&/@+]|(?<=[^\W\d])\s+[xX]\s+(?=\w)")
KNOWN_WITH_DIGITS = frozenset({"4runner", "f150", "f250", "rav4"})
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None, "؟": " ", "،": " "})
LONGEST_PHRASE = 4
LONGEST_TELLER = 5  # "my", and so many words at most until "says"
OWN = frozenset({"my", "our", "mi", "mis", "nuestra", "nuestro"})
TELLERS = frozenset(talk_words.TELLERS.split())
SAYING = frozenset(talk_words.SAYING.split())
SHINGLE = 3
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\b", re.IGNORECASE)


class Word(NamedTuple):
    """One word or known phrase: the concept or folded spelling it stands for, and whether it looked like a name.

    `ordinal` is true for "17th", which is a street and never a number of people; `joined` when no punctuation
    stands before it; `folded` how a known word was spelled.
    """

    token: str
    named: bool
    ordinal: bool = False
    joined: bool = True
    folded: str = ""


def fold(text: str) -> str:
    """Lower case without accents, Arabic letters in one spelling."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC).lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(ARABIC)


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    return fold(word).replace("'", "").replace("’", "")


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
    if not text:
        return []
    text = CLOCK.sub(" . ", text)
    text = JOINS.sub(" and ", WITH.sub(" with ", text))
    shouted = text.isupper()
    found = list(_spelled(text))
    folded = [_fold_word(word) for word, _ in found]
    words: list[Word] = []
    at, said = 0, -1
    while at < len(folded):
        length, token = _known_at(folded, at)
        said = said if at <= said else _said_at(found, folded, at)
        if at <= said < at + length:
            length, token = said - at + 1, "cue:forward"
        elif at < said and token[:4] == "who:":
            token = "stop:"  # it is the one who tells
        if token:
            words.append(_known(found[at][0], folded[at], token, joined=found[at][1], shouted=shouted))
        elif not PLATE.match(folded[at]) or folded[at] in KNOWN_WITH_DIGITS:
            words.append(_plain(found[at][0], folded[at], joined=found[at][1], shouted=shouted))
        at += length
    return words


def _said_at(found: list[tuple[str, bool]], folded: list[str], at: int) -> int:
    """Where "says" stands in "my mother in law says" or "a coworker says", or -1: whoever it is, it is passed on."""
    nearest, furthest = (2, 1 + LONGEST_TELLER) if folded[at] in OWN else (1, 1) if folded[at] in TELLERS else (1, 0)
    for near in range(at + 1, min(at + furthest + 1, len(folded))):
        if not found[near][1]:
            break
        if near < at + nearest:
            continue
        if "_".join(folded[near : near + 2]) in SAYING:
            return near + 1
        if folded[near] in SAYING:
            return near
    return -1


def wording_of(words: list[Word]) -> tuple[frozenset[int], int]:
    """Each three words in a row as a number, so that a text may be found again inside another: near-verbatim copies share
    many; and how many there are, with those of common words only, which are not given.

    Left out are numbers, which differ from copy to copy, and what only says that something is passed on. The numbers given
    hold within one run of the program.
    """
    plain = [(word.token, word.folded) for word in words if word.token != "cue:forward" and not word.token.isdigit()]
    threes = {tuple(plain[at : at + SHINGLE]) for at in range(len(plain) - SHINGLE + 1)}
    telling = (three for three in threes if any(":" not in token or token[:6] == "place:" for token, _ in three))
    return frozenset(hash(three) for three in telling), len(threes)


def _spelled(text: str) -> Iterator[tuple[str, bool]]:
    """Each word as it is spelled, and whether it continues a sentence, so that a capital letter means a name."""
    end = len(text)
    for match in WORD.finditer(text):
        yield match.group(), text[end : match.start()].isspace()
        end = match.end()


def _known(spelled: str, folded: str, token: str, *, joined: bool, shouted: bool) -> Word:
    capital = joined and not shouted and spelled[0].isupper() and not spelled.isupper()
    return Word(token, named=capital, joined=joined, folded=folded)


def _plain(spelled: str, folded: str, *, joined: bool, shouted: bool) -> Word:
    stemmed = stem(folded)
    ordinal = stemmed.isdigit() and stemmed != folded
    may_name = joined and not shouted
    capital = may_name and spelled[0].isupper() and not spelled.isupper()
    acronym = may_name and spelled.isupper() and spelled.isalpha() and len(spelled) in (3, 4, 5)
    return Word(stemmed, named=ordinal or capital or acronym, ordinal=ordinal, joined=joined)


def _known_at(folded: list[str], at: int) -> tuple[int, str]:
    """How many words the longest known phrase at `at` takes (at least 1), and its concept or ""."""
    if folded[at] in PHRASE_OPENERS:
        for length in range(min(LONGEST_PHRASE, len(folded) - at), 1, -1):
            phrase = "_".join(folded[at : at + length])
            token = CONCEPTS.get(phrase) or (CONCEPTS.get(stem(phrase)) if phrase[-1] == "s" else None)
            if token:
                return length, token
    return 1, _concept(folded[at])


@lru_cache(maxsize=20_000)
def _concept(word: str) -> str:
    """The concept of one word, or ""; colours, vehicles and kinds of place are known with one slip in them."""
    known = CONCEPTS.get(word) or CONCEPTS.get(stem(word), "")
    if known or len(word) < SHORTEST_WITH_SLIP:
        return known
    near = sorted({meant for spelling in spellings(word) for meant in SLIPS.get(spelling, ())})
    return next((CONCEPTS[form] for form in near if _is_slip(word, form)), "")


def _is_slip(word: str, form: str) -> bool:
    """Whether one letter is too many, missing, or has changed places with another; the first is always right."""
    if word[0] != form[0]:
        return False
    return word in spellings(form) or form in spellings(word) or sorted(word) == sorted(form)


def _concepts() -> dict[str, str]:
    """Spelling to concept; a later table does not take over a word of an earlier one."""
    tables: list[tuple[str, str]] = []
    for prefix, table in (
        ("mark", lexicon.MARKS), ("who", lexicon.SUBJECTS), ("detail", lexicon.DETAILS), ("look", lexicon.LOOKALIKES),
        ("colour", vehicle_words.COLOURS), ("vehicle", vehicle_words.VEHICLES), ("make", vehicle_words.MAKES),
        ("place", place_words.PLACE_KINDS),
    ):  # fmt: skip
        tables += [(f"{prefix}:{name}", forms) for name, forms in table.items()]
    tables += [("garment:", lexicon.GARMENTS)]
    tables += [
        ("cue:forward", talk_words.FORWARDING),
        ("cue:deny", talk_words.DENYING),
        ("cue:urge", talk_words.URGING),
    ]
    tables += [(f"topic:{name}", forms) for name, forms in lexicon.TOPICS.items()]
    tables += [(f"number:{name}", forms) for name, forms in vehicle_words.NUMBERS.items()]
    tables += [("join:", lexicon.JOINERS), ("stop:", lexicon.STOPWORDS)]
    tables += [(f"street:{where}", forms) for where, forms in lexicon.STREETS.items()]
    found: dict[str, str] = {}
    for concept, forms in tables:
        for form in forms.split():
            found.setdefault(fold(form).replace("'", ""), concept)
    return found


CONCEPTS = _concepts()
SHORTEST_WITH_SLIP = 4
SHORTEST_SLIP = {"place": 7, "colour": 5, "vehicle": 5, "look": 7, "street": 6}
SLIPPING_TOO = frozenset({"school", "bridge", "clinic"})


def _slips() -> dict[str, tuple[str, ...]]:
    """Spellings to the words of a few kinds that may be meant: colours, vehicles, look-alikes, kinds of place, "street"."""
    found: dict[str, tuple[str, ...]] = {}
    for form, concept in CONCEPTS.items():
        least = SHORTEST_SLIP.get(concept.partition(":")[0], 99)
        if form.isalpha() and (len(form) >= least or form in SLIPPING_TOO):
            for spelling in spellings(form):
                found[spelling] = (*found.get(spelling, ()), form)
    return found


SLIPS = _slips()
PHRASE_OPENERS = frozenset(form.split("_")[0] for form in CONCEPTS if "_" in form)
