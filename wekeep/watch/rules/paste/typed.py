"""A message as typed, without what the eye cannot see, and as a row of plain words that can be compared."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

LONGEST = 4_000
"""Characters that are read; a longer message is read up to here."""

_HIDDEN = {"Cf", "Cc", "Cs", "Co", "Cn", "Me"}
_EVEN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‒": "-",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "⁄": "/",
        "\t": " ",
        "\r": "\n",
        "•": "\n",
        "·": "\n",
        "¿": " ",
        "¡": " ",
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
    }
)
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.|(?<!\w)[\w.-]{2,40}\.(?:com|be|org|net|me|ly|gov|io|co|news|tv|gl)/)\S+)"
    r"|(?P<clock>\d{1,2}(?:[:.]|;(?=\d)|(?<=\d)h|(?<=\d)y)[0-5]\d(?!\d))"
    r"|(?P<dogs>k[- ]?9s?(?!\w))"
    r"|(?P<road>(?:i-?)?(?:35[we]|35|94|394|494|694)(?:[nsew]b?)?(?<=[a-z])(?![\w:]))"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th|º|ª|ta|da|ra|va|ma)(?![\w:=])|(?<![.,;/|] )\d{1,3}a(?![\w:=]))"
    r"|(?P<half>(?<=\d)\s?[ap]\.?\s?m(?!\w)\.?|(?<=[:.]\d\d)[ap](?![\w&/])|(?<=\d)p(?![\w&/])|(?:(?<=[.,;/|] \d)|(?<=[.,;/|] \d\d))a(?=\s*(?:[.,;|\n]|$)))"
    r"|(?P<short>(?:n/a|s/o)(?!\w)|(?:w/o|w/|b/w|c/)(?=[\s\w]))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]*(?-i:[a-z])(?=(?-i:[SALUTE])[:=])|[^\W\d_]{3,}?(?=x\d(?!\w))|[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<space>[^\S\n]+)"
    r"|(?P<mark>.|\n)",
    re.IGNORECASE,
)
_SHORT = {"w/": "with", "w/o": "without", "b/w": "between", "c/": "con", "n/a": "na", "s/o": "someone"}
_EMOJI = {
    "👮": "agents",
    "🚗": "cars",
    "🚙": "suvs",
    "🚐": "vans",
    "🚓": "cars",
    "🚔": "cars",
    "🧊": "ice",
    "🔫": "gun",
    "@": "at",
}
_LABELS = set("📍👥👤🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⏰⌚🕰")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark: `key` is what it is compared by, `start` and `end` where it stands in the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Typed:
    """The cleaned text, its words, and `line`: the keys with one blank between, for patterns to look through."""

    text: str
    words: tuple[Word, ...]
    line: str = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word.key) + 1
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "line", " ".join(word.key for word in self.words))

    def index_at(self, offset: int) -> int:
        """The index of the word that `offset` of the line falls in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def offset_of(self, index: int) -> int:
        """Where the word at `index` begins in the line; one past the last word gives the end of the line."""
        return self._starts[index] if index < len(self._starts) else len(self.line)

    def find(
        self, pattern: re.Pattern[str], first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Each match of `pattern` in the words from `first` up to `last`, as word indices and the match."""
        end = self.offset_of(len(self.words) if last is None else last)
        for match in pattern.finditer(self.line, self.offset_of(first), end):
            if match.group().strip(" "):
                yield self.index_at(match.start()), self.index_at(max(match.start(), match.end() - 1)) + 1, match

    def shown(self, first: int, last: int) -> str:
        """The text as typed from the word at `first` up to the one at `last`."""
        return self.text[self.words[first].start : self.words[last - 1].end] if first < last else ""


def _visible(text: str) -> str:
    whole = unicodedata.normalize("NFKC", text[: LONGEST * 3].translate(_EVEN))
    return "".join(c for c in whole if c == "\n" or unicodedata.category(c) not in _HIDDEN)


def is_cut(text: str) -> bool:
    """Whether the message is longer than what is read of it."""
    return len(text) > LONGEST * 3 or len(_visible(text)) > LONGEST


def clean(text: str) -> str:
    """The text without invisible and control characters, evenly spelled, cut to `LONGEST` characters."""
    return _visible(text)[:LONGEST]


_QUOTED_LINE = re.compile(r"(?m)^[ ]*>[^\n]*$")


def without_quoted_lines(text: str) -> str:
    """The text with blanks for the lines that quote another message ("> …"), unless there are no others."""
    left = _QUOTED_LINE.sub(lambda match: " " * len(match.group()), text)
    return left if left.strip() else text


def plain(word: str) -> str:
    """The word in lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def words_of(text: str, spell: Callable[[str], str] = lambda word: word) -> tuple[Word, ...]:
    """The words of a cleaned text; `spell` sees each plain word and returns the one that was meant."""
    found = (_word(match, spell) for match in _TOKEN.finditer(text))
    return tuple(word for word in found if word is not None)


_TO = frozenset(
    ["the", "my", "him", "her", "them", "his", "their", "our", "every", "each", "be", "see", "work", "school"]
)


def told_to(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words, with a "2" that stands for "to" written out, before numbers are read."""
    return tuple(replace(word, key=_meant(words, at)) for at, word in enumerate(words))


def _meant(words: tuple[Word, ...], at: int) -> str:
    """ "2" between a verb and whom or where it goes stands for "to": "talkin 2 the owner"."""
    before, after = words[at - 1].key if at else "", words[at + 1].key if at + 1 < len(words) else ""
    leads = before.endswith(("ing", "in")) or before in {
        "next",
        "close",
        "back",
        "went",
        "go",
        "need",
        "want",
        "trying",
    }
    return "to" if words[at].key == "2" and leads and len(before) > 2 and after in _TO else words[at].key


def written_out(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words, with a lone Spanish "d" between two words as "de": "acabo d ver", "vestidos d verde"."""
    return tuple(
        replace(word, key="de")
        if word.key == "d"
        and 0 < at < len(words) - 1
        and words[at - 1].key.isalpha()
        and words[at + 1].key.isalpha()
        and len(words[at - 1].key) > 1
        and words[at - 1].key not in {"bldg", "building", "edificio", "apt", "gate", "lot", "unit"}
        else word
        for at, word in enumerate(words)
    )


def _word(match: re.Match[str], spell: Callable[[str], str]) -> Word | None:
    raw, kind = match.group(), match.lastgroup
    if kind == "space" or unicodedata.category(raw[0]) == "Mn":
        return None
    return Word(_key(raw, kind or "", spell), match.start(), match.end())


def _key(raw: str, kind: str, spell: Callable[[str], str]) -> str:
    if kind == "link":
        return "<link>"
    if kind == "half":
        return raw.strip().lower()[0] + "m"
    if kind == "dogs":
        return "k9s" if raw.lower().endswith("s") else "k9"
    if kind == "road":
        return raw.lower().replace("-", "")
    if kind == "clock":
        return re.sub("[.;hy]", ":", raw.lower())
    if kind == "short":
        return _SHORT[raw.lower()]
    if kind == "word":
        return spell(plain(raw))
    if kind == "mark" and raw not in _EMOJI and raw not in _LABELS and unicodedata.category(raw) in {"So", "Sk"}:
        return "!"
    return _EMOJI.get(raw, plain(raw) or raw)
