"""Building patterns that match whole words in a line of plain words with single blanks between them."""

import re


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
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


def several(word: str, least: int, most: int) -> str:
    """Between `least` and `most` words matching `word`, each followed by a blank."""
    return rf"(?:{word} ){{{least},{most}}}"


def known_words(*phrases: str) -> set[str]:
    """The plain words in a list of phrases, for the speller to know."""
    return {word for text in phrases for word in re.findall(r"[a-z]{5,}", text)}


def word_set(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())
