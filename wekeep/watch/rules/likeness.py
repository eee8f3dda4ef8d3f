"""What two texts share that were copied from each other with a word or a number changed."""

import re
import unicodedata
from collections import OrderedDict
from hashlib import blake2b

# Shorter ones ("ICE on Lake Street") are said by many who never saw each other's words.
FEWEST_WORDS = 6
_SMALLEST = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks above and below letters, numbers and signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _WORD.findall(bare)


def sketches(text: str) -> list[str]:
    """Up to three short marks of a text; two texts that share one are copies, give or take a few words. The first is of all
    its words in order, the others each of the three words that hash smallest (A. Broder, 1997), which a changed word seldom
    touches. None for a text that is too short to tell."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return []
    return [_mark(" ".join(words)), *(_mark(" ".join(_smallest(set(words), seed))) for seed in (b"a", b"b"))]


def _smallest(words: set[str], seed: bytes) -> list[str]:
    return sorted(words, key=lambda word: blake2b(word.encode(), digest_size=8, person=seed).digest())[:_SMALLEST]


def _mark(value: str) -> str:
    return blake2b(value.encode(), digest_size=8).hexdigest()


class Repeats:
    """In how many places the same words were told of, as far as the last `life` seconds and `capacity` marks go."""

    def __init__(self, life: float, capacity: int) -> None:
        self._life, self._capacity = life, capacity
        self._seen: OrderedDict[str, tuple[float, set[tuple[int, int]]]] = OrderedDict()

    def note(self, text: str, lat: float, lon: float, now: float) -> tuple[int, str]:
        """Note one more telling: in how many places of about a kilometre these words were told of by now, and the mark
        they share."""
        place = (round(lat * 100), round(lon * 70))
        best = (0, "")
        for mark in sketches(text):
            since, places = self._seen.pop(mark, (now, set()))
            if now - since > self._life:
                since, places = now, set()
            if len(places) < 64:
                places.add(place)
            self._seen[mark] = (since, places)
            best = max(best, (len(places), mark), key=lambda found: found[0])
        while len(self._seen) > self._capacity:
            self._seen.popitem(last=False)
        return best
