"""Finding an answer by a few words typed in a hurry."""

from collections.abc import Sequence

from rapidfuzz import fuzz, utils

# Of 100: "ceder 17" still finds "Cedar & 17th"; "birch" does not find "bench".
GOOD_ENOUGH = 80


def matching(words: str, texts: Sequence[str]) -> list[int]:
    """The positions of the `texts` that fit `words`, the best first; all of them, in their order, where there are no words.

    Every word typed must be found, whole or with a letter wrong, in any order.
    """
    typed = utils.default_process(words).split()
    scored = [(_fit(typed, utils.default_process(text).split()), at) for at, text in enumerate(texts)]
    return [at for fit, at in sorted(scored, key=lambda one: (-one[0], one[1])) if fit >= GOOD_ENOUGH]


def _fit(typed: list[str], words: list[str]) -> float:
    """How well the worst-found typed word is found."""
    return min((_best(word, words) for word in typed), default=100.0)


def _best(typed: str, words: list[str]) -> float:
    return max((_likeness(typed, word) for word in words), default=0.0)


def _likeness(typed: str, word: str) -> float:
    """100 for the beginning of the word; numbers are right or wrong, letters may be nearly right."""
    if word.startswith(typed) and (len(typed) > 1 or typed == word):
        return 100.0
    return 0.0 if any(letter.isdigit() for letter in typed) else fuzz.ratio(typed, word)
