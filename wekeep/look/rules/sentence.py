"""A sentence of the program, and when a translation of it may be used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PLACES = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)\}(?!\})|(?<!%)%([sd])")
_TAGS = re.compile(r"</?[a-zA-Z][^>]*>")
_ACCENTED = str.maketrans("aceinouyACEINOUY", "åçéîñöüýÅÇÉÎÑÖÜÝ")
_KEPT_OR_LETTER = re.compile(f"(?P<kept>{_PLACES.pattern}|{_TAGS.pattern}|%%|&\\w+;|https?://\\S+)|.", re.DOTALL)


@dataclass(slots=True)
class Sentence:
    """What a translator sees: the English, its plural and context where it has one, and the files that use it."""

    english: str
    plural: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other sentence."""
        return self.context, self.english


def faults(english: str, translation: str) -> Iterator[str]:
    """Say what a translation must keep and does not: the places to fill in, and the markup."""
    if sorted(_places(english)) != sorted(_places(translation)):
        yield f"fills in {_places(translation)} where the English fills in {_places(english)}"
    if sorted(_TAGS.findall(english)) != sorted(_TAGS.findall(translation)):
        yield "has other markup than the English"


def plural_faults(singular: str, plural: str, forms: dict[int, str], expected: int) -> Iterator[str]:
    """Say what is wrong with the plural forms of a translation; a form for one thing need not name the number."""
    if len(forms) != expected:
        yield f"has {len(forms)} plural forms where the language has {expected}"
    wanted = set(_places(singular)) | set(_places(plural))
    for number, text in forms.items():
        if not set(_places(text)) <= wanted:
            yield f"fills in {_places(text)} in plural form {number} where the English fills in {sorted(wanted)}"


def pseudo(english: str) -> str:
    """Return the sentence in a made-up language: brackets and accents, a third longer, what is filled in left alone.

    A page read in it shows at a glance every word that never passed through the catalogues.
    """
    text = _KEPT_OR_LETTER.sub(lambda at: at["kept"] or at[0].translate(_ACCENTED), english)
    return f"⟦{text}{'·' * (len(english) // 3)}⟧"


def _places(text: str) -> list[str]:
    return [found.group(0) for found in _PLACES.finditer(text)]
