"""Street names as people type them, brought to one spelling: "E. 17th Ave", "17 avenida este" and "East 17th Avenue" agree."""

import re
import unicodedata

LONGEST_TYPED = 200
"""Longer texts are cut before they are read: no place has a name this long."""

SPELLINGS = {
    **dict.fromkeys(("st", "str", "street", "calle", "cll"), "street"),
    **dict.fromkeys(("av", "ave", "avn", "aven", "avenue", "avenida", "avda"), "avenue"),
    **dict.fromkeys(("blvd", "boul", "boulevard", "bulevar"), "boulevard"),
    **dict.fromkeys(("rd", "road"), "road"),
    **dict.fromkeys(("dr", "drive"), "drive"),
    **dict.fromkeys(("ln", "lane"), "lane"),
    **dict.fromkeys(("ct", "court"), "court"),
    **dict.fromkeys(("pl", "place"), "place"),
    **dict.fromkeys(("pkwy", "pky", "parkway"), "parkway"),
    **dict.fromkeys(("hwy", "highway", "carretera"), "highway"),
    **dict.fromkeys(("ter", "terr", "terrace"), "terrace"),
    **dict.fromkeys(("cir", "circle"), "circle"),
    **dict.fromkeys(("sq", "square"), "square"),
    **dict.fromkeys(("trl", "trail"), "trail"),
    **dict.fromkeys(("n", "no", "north", "norte"), "north"),
    **dict.fromkeys(("s", "so", "south", "sur"), "south"),
    **dict.fromkeys(("e", "east", "este"), "east"),
    **dict.fromkeys(("w", "west", "oeste"), "west"),
    **dict.fromkeys(("ne", "northeast"), "northeast"),
    **dict.fromkeys(("nw", "northwest"), "northwest"),
    **dict.fromkeys(("se", "southeast"), "southeast"),
    **dict.fromkeys(("sw", "southwest"), "southwest"),
}
STREET_KINDS = frozenset(
    [
        "street",
        "avenue",
        "boulevard",
        "road",
        "drive",
        "lane",
        "court",
        "place",
        "parkway",
        "highway",
        "terrace",
        "circle",
        "square",
        "trail",
    ]
)
DIRECTIONS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])
FILLERS = frozenset(["the", "of", "at", "on", "la", "el", "los", "las", "le", "les", "de", "del"])
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first primera primero",
            "second segunda segundo",
            "third tercera tercero tercer",
            "fourth cuarta cuarto",
            "fifth quinta quinto",
            "sixth sexta sexto",
            "seventh septima septimo",
            "eighth octava octavo",
            "ninth novena noveno",
            "tenth decima decimo",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ),
        start=1,
    )
    for word in words.split()
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINAL_DIGITS = re.compile(r"^0*(\d{1,3})(?:st|nd|rd|th|a|o|ª|º)$")


def plain(text: str) -> str:
    """Return a text without accents, case, control, zero-width and direction characters, one space between words."""
    letters = []
    for sign in unicodedata.normalize("NFKD", text[:LONGEST_TYPED]):
        category = unicodedata.category(sign)
        if category == "Mn" and unicodedata.combining(sign) in (220, 230):
            continue  # an accent above or below a letter; Arabic and Indic signs have other classes and stay
        letters.append(" " if category in ("Cc", "Zs", "Zl", "Zp") else "" if category == "Cf" else sign)
    return " ".join("".join(letters).casefold().split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in one spelling: street words and directions in full, ordinals as bare numbers.

    Languages whose street word is part of the name (Mannerheimintie, Hauptstraße) pass through unchanged.
    """
    bare = re.sub(r"['’`.]", "", plain(text))
    words = [word for word in re.split(r"[^\w]+", bare) if word]
    return tuple(_spelled(word) for word in _numbers_joined(words) if word not in FILLERS)


def name_key(name: str) -> str:
    """Return the words of a name in order, joined by spaces: equal for two spellings of one name."""
    return " ".join(words_of(name))


def stem_key(name: str) -> str:
    """Return a name's words without its street word and directions: "East Lake Street" gives "lake".

    A name made of such words alone ("North Avenue") keeps what is left of it, never nothing.
    """
    words = words_of(name)
    for left_out in (STREET_KINDS | DIRECTIONS, STREET_KINDS, frozenset[str]()):
        kept = [word for word in words if word not in left_out]
        if kept:
            return " ".join(kept)
    return ""


def _spelled(word: str) -> str:
    digits = ORDINAL_DIGITS.match(word)
    if digits:
        return digits.group(1)
    return SPELLINGS.get(word) or ORDINALS.get(word) or word


def _numbers_joined(words: list[str]) -> list[str]:
    """Join "twenty second" (or "twenty-second") to "22"; every other word stays."""
    joined: list[str] = []
    for word in words:
        unit = ORDINALS.get(word, "")
        if joined and joined[-1] in TENS and unit and int(unit) < 10:
            joined[-1] = str(TENS[joined[-1]] + int(unit))
        else:
            joined.append(word)
    return [word.removesuffix("ieth") + "y" if word.removesuffix("ieth") + "y" in TENS else word for word in joined]
