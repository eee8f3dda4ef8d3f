"""A made-up language to read pages in, and a table of addresses that holds the rock alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.translation import trans_real

import config.middleware
from tests.look import pages
from wekeep.look.extraction import sentences
from wekeep.look.rules.sentence import pseudo

MADE_UP = "qps"


def _forget() -> None:
    """Drop what Django remembers about languages."""
    for remembering in vars(trans_real).values():
        if hasattr(remembering, "cache_clear"):
            remembering.cache_clear()
    vars(trans_real)["_translations"].pop(MADE_UP, None)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Whatever language the test before was read in."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def pseudo_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue drawn from the code as it is now."""
    folder = tmp_path_factory.mktemp("locale")
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for one in sentences().values():
        entry = polib.POEntry(msgid=one.english, msgctxt=one.context or None, msgid_plural=one.plural)
        if one.plural:
            entry.msgstr_plural = {0: pseudo(one.english), 1: pseudo(one.plural)}
        else:
            entry.msgstr = pseudo(one.english)
        catalogue.append(entry)
    target = folder / MADE_UP / "LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue.save_as_mofile(str(target / "django.mo"))
    return folder


@pytest.fixture
def pseudo_locale(pseudo_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The code of a made-up language, in which every sentence of the catalogues stands in brackets."""
    monkeypatch.setattr(settings, "LANGUAGES", [*settings.LANGUAGES, (MADE_UP, "Made up")])
    monkeypatch.setattr(settings, "LOCALE_PATHS", [pseudo_catalogue])
    names: dict[str, Any] = {"bidi": False, "code": MADE_UP, "name": "Made up", "name_local": "⟦Made up⟧"}
    monkeypatch.setitem(LANG_INFO, MADE_UP, names)
    _forget()
    yield MADE_UP
    _forget()


class _EveryDoor:
    def __contains__(self, _door: object) -> bool:
        return True


@pytest.fixture
def only_look(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Serve the addresses of tests/look/pages.py, all of them open."""
    settings.ROOT_URLCONF = "tests.look.pages"
    (engine,) = settings.TEMPLATES
    processors = [one for one in engine["OPTIONS"]["context_processors"] if not one.startswith("config.")]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "context_processors": processors}}]
    monkeypatch.setattr(config.middleware, "PUBLIC_DOORS", _EveryDoor())
    for kept in (pages.STORED, pages.POSTS, pages.STREAM, pages.STREAM_ASKED):
        kept.clear()
