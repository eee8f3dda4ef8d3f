"""Building patterns that match whole words in a line of plain words with single blanks between them."""

import re
from typing import Any, cast


class _Later:
    """A pattern that is compiled when it is first used, so that what reads no messages does not wait for two hundred."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        made = re.compile(self.pattern)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


def alternatives(*phrases: str) -> str:
    """One group of the phrases, longest first; phrases are parted by `|` or by new lines and may hold blanks.

    A phrase with a backslash in it is a pattern already; in any other each mark stands for itself.
    """
    split = {" ".join(phrase.split()) for text in phrases for phrase in re.split(r"[|\n]", text)}
    ordered = sorted(split - {""}, key=lambda phrase: (-len(phrase), phrase))
    return (
        "(?:"
        + "|".join(phrase if "\\" in phrase else re.escape(phrase).replace("\\ ", " ") for phrase in ordered)
        + ")"
    )


def whole(pattern: str) -> re.Pattern[str]:
    """The pattern, matching only from the start of a word to the end of one."""
    return later(rf"(?<!\S)(?:{pattern})(?!\S)")


def later(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first used."""
    return cast(re.Pattern[str], _Later(pattern))


def several(word: str, least: int, most: int) -> str:
    """Between `least` and `most` words matching `word`, each followed by a blank."""
    return rf"(?:{word} ){{{least},{most}}}"


def known_words(*phrases: str) -> set[str]:
    """The plain words in a list of phrases, for the speller to know."""
    return {word for text in phrases for word in re.findall(r"[a-z]{5,}", text)}


def word_set(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())
