"""Numbers as people write them: digits, number words in English and Spanish, dozens, ranges, "at least"."""

import re
from collections.abc import Iterator, Sequence

from wekeep.watch.rules.paste.patterns import alternatives
from wekeep.watch.rules.paste.typed import Word
from wekeep.watch.rules.salute import Count

MOST = 300
"""A count above this is not one of people seen on a street; it is read as no count."""

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez _ doce trece catorce "
    "quince dieciseis diecisiete dieciocho diecinueve veinte"
)
_UNITS = {word: n for names in (_ENGLISH, _SPANISH) for n, word in enumerate(names.split()) if word != "_"}
_VEINTI = {
    f"veinti{unit}": 20 + n
    for n, unit in enumerate(["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"], 1)
}
_TENS = {
    word: n * 10
    for names in ("twenty thirty forty fifty sixty", "veinte treinta cuarenta cincuenta sesenta")
    for n, word in enumerate(names.split(), 2)
}
WORDS = {**_UNITS, **_VEINTI, **_TENS}
_PHRASES = {
    ("half", "a", "dozen"): 6,
    ("media", "docena", "de"): 6,
    ("media", "docena"): 6,
    ("half", "dozen"): 6,
    ("a", "half", "dozen"): 6,
    ("couple", "dozen"): 24,
    ("two", "dozen"): 24,
    ("dos", "docenas", "de"): 24,
    ("a", "dozen"): 12,
    ("una", "docena", "de"): 12,
    ("una", "docena"): 12,
    ("dozen",): 12,
    ("docena",): 12,
    ("a", "couple", "of"): 2,
    ("a", "couple"): 2,
    ("couple", "of"): 2,
    ("couple",): 2,
    ("pair",): 2,
    ("par",): 2,
    ("un", "par", "de"): 2,
    ("un", "par"): 2,
    ("par", "de"): 2,
    ("a", "pair", "of"): 2,
    ("pair", "of"): 2,
    ("una", "pareja", "de"): 2,
    ("una", "pareja"): 2,
    ("twosome",): 2,
    ("a", "duo", "of"): 2,
    ("a", "duo"): 2,
    ("a", "trio", "of"): 3,
    ("a", "trio"): 3,
    ("un", "trio", "de"): 3,
    ("un", "trio"): 3,
    ("una", "decena", "de"): 10,
    ("una", "decena"): 10,
    ("una", "veintena", "de"): 20,
    ("medio", "docena", "de"): 6,
}
_LONGEST_PHRASE = 3
KNOWN = {*WORDS, *(word for phrase in _PHRASES for word in phrase), "several", "varios", "varias", "algunos", "muchos"}

_ABOUT = alternatives(
    """i should say|should say|about|abt|around|approx|approximately|approx .|roughly|maybe|prob|probably|like|some|~|nearly|almost|
        possibly|looks like|i think|est|estimated|easily|easy|prolly|probly|prly|bout|def|definitely|somethin like|something like|a good|a solid|close to|just about|give or take|perhaps|could be|must be|
        somewhere around|somewhere between|in the neighborhood of|say|id say|i'd say|i would say|i want to say|an estimated|a total of|
        por ahi de|por ahi|cosa de|facil|digamos|a ojo|calculo|le calculo|calculo que|serian|seran|han de ser|como unos|como unas|como|unos|unas|aprox|aproximadamente|casi|mas o menos|tal vez|quiza|
        quizas|alrededor de|cerca de|creo que|creo|yo creo que|a lo mejor|total de"""
)
_LEAST = alternatives(
    """at least|atleast|minimum|min|more than|over|no less than|no fewer than|not less than|not fewer than|upwards of|al menos|por lo menos|lo menos|minimo|
        como minimo|mas de|no menos de"""
)
_MOST = alternatives(
    "up to|upto|as many as|at most|at the most|not more than|never more than|no bigger than|maximum of|un maximo de|maximo de|max of|como maximo|como mucho|cuando mucho|no mas de|hasta|no more than|max|maximum|maximo|less than|under|fewer than|menos de|a lo mucho"
)
_BELOW = {"less than", "under", "fewer than", "menos de"}
_MORE = alternatives(r"\+|plus|or more|o mas|y pico|and counting|\+ or so|or so \+|y tantos|mas o menos \+")
COUNT = (
    rf"(?:(?P<least>{_LEAST}) |(?P<most>{_MOST}) )?(?:{_ABOUT} ){{0,2}}(?P<span>between "
    rf"|entre |from |de )?(?<![$#'] )(?P<low>\d{{1,3}})(?! ')"
    rf"(?: (?:-|/|~|to|or|a|o|u|ó|r|til|hasta|(?(span)and|~)|(?(span)y|~)|(?:[,(] )?(?:or |o )?(?:maybe|could be|possibly|perhaps|might be|quiza|quizas|tal vez|a lo mejor|capaz)|,(?= \d{{1,3}} (?:[.!\n]|$))) (?:{_ABOUT} )?(?P<high>\d{{1,3}})(?! "
    rf"-? ?\d)(?!\S))?(?: ?(?P<more>{_MORE})(?!\S)(?! (?:a |the |un |una |el |la |1 )?(?:drivers?|chofer|conductora?|supervisor|lookout)(?!\S)))?(?: - ish| ish| or so| o asi| o algo asi| mas o menos| more or less| give or take| aprox| approx)?(?: x)?"
)
"""A count, as a pattern with the groups `least`, `most`, `low`, `high` and `more`."""


_BEFORE_ELEVEN = {"conte", "son", "eran", "como", "unos", "hay", "vi", "habia", "llegaron", "andan"}
"""What tells the Spanish "once", eleven, from the English word."""


def in_digits(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words with each number word, dozen or couple as one word of digits ("treinta y cinco" is 35)."""
    done: list[Word] = []
    at = 0
    while at < len(words):
        taken, value = _number_at(words, at)
        if value is None and words[at].key == "once" and at and words[at - 1].key in _BEFORE_ELEVEN:
            done.append(Word("11", words[at].start, words[at].end))
        elif value is None:
            done.append(_one_o_clock(words, at))
        else:
            done.append(Word(str(value), words[at].start, words[at + taken - 1].end))
        at += taken
    return tuple(_parted(done))


def _one_o_clock(words: Sequence[Word], at: int) -> Word:
    """ "Una" is an hour after "a la" or "de la", and no count."""
    before = [word.key for word in words[max(0, at - 2) : at]]
    hour = words[at].key == "una" and before in (["a", "la"], ["de", "la"], ["desde", "la"])
    return Word("1", words[at].start, words[at].end) if hour else words[at]


def _parted(words: Sequence[Word]) -> Iterator[Word]:
    """The words, with a dash that stands between a greater and a smaller number read as a comma: "17 - 3 agents"."""
    for at, word in enumerate(words):
        around = [words[at - 1].key, words[at + 1].key] if 0 < at < len(words) - 1 else []
        backward = (
            word.key == "-"
            and bool(around)
            and all(key.isdecimal() for key in around)
            and int(around[0]) > int(around[1])
        )
        apart = backward and words[at - 1].end < word.start and word.end < words[at + 1].start
        yield Word(",", word.start, word.end) if apart else word


def _number_at(words: Sequence[Word], at: int) -> tuple[int, int | None]:
    keys = tuple(word.key for word in words[at : at + _LONGEST_PHRASE + 1])
    if len(keys) == _LONGEST_PHRASE + 1 and keys[1::2] == ("(", ")") and keys[2] == str(WORDS.get(keys[0])):
        return 4, WORDS[keys[0]]
    keys = keys[:_LONGEST_PHRASE]
    for taken in range(len(keys), 0, -1):
        if keys[:taken] in _PHRASES:
            return taken, _PHRASES[keys[:taken]]
    if keys[0] in _TENS and len(keys) == _LONGEST_PHRASE and keys[1] in {"-", "y"} and 0 < _UNITS.get(keys[2], 0) < 10:
        return 3, _TENS[keys[0]] + _UNITS[keys[2]]
    if keys[0] in _TENS and len(keys) > 1 and 0 < _UNITS.get(keys[1], 0) < 10:
        return 2, _TENS[keys[0]] + _UNITS[keys[1]]
    return 1, WORDS.get(keys[0])


def count_of(match: re.Match[str]) -> Count | None:
    """The count a match of `COUNT` stands for: "up to 6" is from 0 to 6; None for "under 6", which names no number of them."""
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if not 0 < low <= high <= MOST or match["most"] in _BELOW:
        return None
    if match["most"]:
        return Count(0, high)
    return Count(low, None if match["least"] or match["more"] else high)
