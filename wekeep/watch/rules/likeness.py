"""What two texts share that were copied from each other with a word or a number changed."""

import re
import unicodedata
from collections import OrderedDict
from hashlib import blake2b

# Shorter ones ("ICE on Lake Street") are said by many who never saw each other's words.
FEWEST_WORDS = 6
_RUN = 8
# bytes of half a hash
_HALF = 8
# So many sources with the same words about one place are neighbours who pass a warning on.
_GOES_ROUND, _MOST_PLACES = 3, 64
_WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks above and below letters, numbers and signs."""
    bare = text.lower()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _WORD.findall(bare)


def sketches(text: str) -> list[str]:
    """Up to three short marks of a text; two texts that share one are copies, give or take a few words. The first is of all
    its words, the others each of the run of eight words that hashes smallest (winnowing, after S. Schleimer and others,
    2003): a word changed elsewhere leaves it, and people who copied nobody hardly ever agree in eight words in a row. None
    for a text that is too short to tell."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return []
    runs = [_hash(" ".join(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)]
    marks = dict.fromkeys([_hash(" ".join(words))[:_HALF].hex()])
    if runs:
        # for each half of a hash the run in which it is smallest: the same as two hashes, for the price of one
        marks[min(runs)[:_HALF].hex()] = None
        marks[min(runs, key=_second_half)[:_HALF].hex()] = None
    return list(marks)


def _second_half(one: bytes) -> bytes:
    return one[_HALF:]


def _hash(value: str) -> bytes:
    return blake2b(value.encode(), digest_size=2 * _HALF).digest()


class _Telling:
    """The same words since a moment: which sources told them of which place."""

    def __init__(self, since: float) -> None:
        self.since, self.places = since, dict[tuple[int, int], set[int]]()

    def add(self, place: tuple[int, int], source: int) -> int:
        """In how many places they were told of; 0 where enough sources tell them of this one, whatever others do with the
        same words: then it is a message that goes round about something there."""
        if place in self.places or len(self.places) < _MOST_PLACES:
            told = self.places.setdefault(place, set())
            if len(told) < _GOES_ROUND:
                told.add(source)
            if len(told) >= _GOES_ROUND:
                return 0
        return len(self.places)


class Repeats:
    """In how many places the same words were told of, as far as the last `life` seconds and `capacity` marks go."""

    def __init__(self, life: float, capacity: int) -> None:
        self._life, self._capacity = life, capacity
        self._seen: OrderedDict[str, _Telling] = OrderedDict()

    def note(self, text: str, lat: float, lon: float, source: int, now: float) -> tuple[int, str]:
        """Note one more telling by `source`: in how many places of about a kilometre these words were told of by now, and
        the mark they share."""
        place, best = (round(lat * 100), round(lon * 70)), (0, "")
        for mark in sketches(text):
            telling = self._seen.pop(mark, None)
            if telling is None or now - telling.since > self._life:
                telling = _Telling(now)
            self._seen[mark] = telling
            many = telling.add(place, source)
            if many > best[0]:
                best = many, mark
        while len(self._seen) > self._capacity:
            self._seen.popitem(last=False)
        return best
