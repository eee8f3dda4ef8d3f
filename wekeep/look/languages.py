"""The languages WeKeep speaks, and which of its sentences a speaker has not read yet."""

import json
from functools import cache
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
"""Where the catalogues lie; settings put it in LOCALE_PATHS."""

SOURCE_LANGUAGE = "en"

LANGUAGES: list[tuple[str, str]] = [
    ("en", "English"),
    ("es", "Español"),
    ("so", "Soomaali"),
    ("hmn", "Hmoob"),
    ("ar", "العربية"),
]
"""For settings.LANGUAGES: every language under the name its own speakers use."""

ADDED_LANG_INFO: dict[str, dict[str, str | bool]] = {
    "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
    "hmn": {"bidi": False, "code": "hmn", "name": "Hmong", "name_local": "Hmoob"},
}
"""What django.conf.locale.LANG_INFO lacks."""

PLURAL_FORMS: dict[str, str] = {
    "es": "nplurals=2; plural=(n != 1);",
    "so": "nplurals=2; plural=(n != 1);",
    "hmn": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
}
"""The plural rule each catalogue carries (Unicode CLDR; Hmong nouns do not change with number)."""


def reads_right_to_left(language: str) -> bool:
    """Tell whether text in `language` (a code of LANGUAGES) runs from right to left."""
    return language.split("-")[0] in {"ar", "fa", "he", "ur"}


def needs_english_beside(language: str, *sentences: str) -> bool:
    """Tell whether any of the English `sentences` is still an unreviewed machine translation, or missing, in `language`.

    The answer comes from the list that `python -m wekeep.look.messages compile` writes beside each catalogue.
    """
    return language != SOURCE_LANGUAGE and not _unreviewed(language).isdisjoint(sentences)


@cache
def _unreviewed(language: str) -> frozenset[str]:
    listed = LOCALE_DIR / language / "LC_MESSAGES" / "unreviewed.json"
    return frozenset(json.loads(listed.read_text(encoding="utf-8")))
