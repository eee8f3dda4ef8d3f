"""Reports in Somali, Hmong and Arabic: their words, told by a small list, stand for those the readers know."""

from collections.abc import Sequence
from dataclasses import replace

from wekeep.watch.rules.paste.patterns import later, word_set
from wekeep.watch.rules.paste.tongue_words import ARABIC, HMONG, SOMALI
from wekeep.watch.rules.paste.typed import Word

Glosses = dict[tuple[str, ...], list[str]]


def _glosses(listed: str) -> Glosses:
    pairs = (entry.strip().split("=") for entry in listed.replace("\n", " ").split("|"))
    return {tuple(said.split()): meant.split() for said, meant in pairs}


_SOMALI, _HMONG, _ARABIC = _glosses(SOMALI), _glosses(HMONG), _glosses(ARABIC)
_SURELY_SOMALI = word_set(
    """iyo oo waxay waxaa askari askar askarta waa ilaa gaari gawaari baabuur xiran subaxnimo galabnimo walaalayaal mahadsanid hadda guryaha
    albaabada waxaan ayaa ee nin niman rag wadada dukaanka masjidka kulanka joogaan taagan fadhiya madow cagaaran saddex toddoba"""
)
_SURELY_HMONG = word_set(
    """muaj tsheb neeg nyob ntawm kuv pom tug lub thiab hnav tsho npog ntsej muag hauv txiv neej tabtom daim ntawv cov lawv nug khob qhov rooj ntes tub xwm"""
)
_ARABIC_LETTER = later(r"[\u0621-\u064a]")
_ATTACHED = ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ف", "ل")
_LONGEST = 6


def glosses_for(words: Sequence[Word]) -> Glosses | None:
    """The list of the language that the words are in; None for English and Spanish, which need none."""
    keys = {word.key for word in words}
    if any(_ARABIC_LETTER.match(key) for key in keys):
        return _ARABIC
    if len(keys & _SURELY_HMONG) >= 3:
        return _HMONG
    return _SOMALI if len(keys & _SURELY_SOMALI) >= 2 else None


def glossed(words: Sequence[Word], glosses: Glosses) -> tuple[Word, ...]:
    """The words with those that are listed replaced by ours, each still standing where it was typed."""
    done: list[Word] = []
    at = 0
    while at < len(words):
        taken, meant = _meant(words, at, glosses)
        done.extend(Word(key, words[at].start, words[at + taken - 1].end) for key in meant)
        at += taken
    return tuple(done)


def _meant(words: Sequence[Word], at: int, glosses: Glosses) -> tuple[int, list[str]]:
    for taken in range(min(_LONGEST, len(words) - at), 0, -1):
        found = glosses.get(tuple(word.key for word in words[at : at + taken]))
        if found is not None:
            return taken, found
    key = words[at].key
    bare = next((key[len(p) :] for p in _ATTACHED if key.startswith(p) and (key[len(p) :],) in glosses), None)
    if bare:
        return 1, [*(["and"] if key.startswith("و") and glosses[(bare,)] != ["with"] else []), *glosses[(bare,)]]
    return 1, [key]


def evenly_marked(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with Arabic commas and question marks as ours."""
    marks = {"،": ",", "؛": ";", "؟": "?"}
    return tuple(replace(word, key=marks[word.key]) if word.key in marks else word for word in words)
