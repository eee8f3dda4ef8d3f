"""The catalogues on disk: merged with what the program says, checked, filled in by translators, compiled."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib

from wekeep.look.languages import LOCALE_DIR, PLURAL_FORMS
from wekeep.look.rules.sentence import Sentence, faults, plural_faults

UNREVIEWED = "unreviewed"
"""The translator comment on a machine-made translation that no speaker has read yet."""

Found = dict[tuple[str, str], Sentence]


def path_of(language: str, folder: Path = LOCALE_DIR) -> Path:
    """Return where the catalogue of `language` lies."""
    return folder / language / "LC_MESSAGES" / "django.po"


def load(language: str, folder: Path = LOCALE_DIR) -> polib.POFile:
    """Read a catalogue; one that does not exist yet is empty."""
    path = path_of(language, folder)
    catalogue = polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "WeKeep",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    return catalogue


def save(language: str, catalogue: polib.POFile, folder: Path = LOCALE_DIR) -> None:
    """Write a catalogue in one order, so that two people's changes seldom touch the same lines."""
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgid, entry.msgctxt or ""))
    path = path_of(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def merge(language: str, found: Found, folder: Path = LOCALE_DIR) -> int:
    """Add the sentences that are new, drop those the program no longer says; return how many were added."""
    catalogue = load(language, folder)
    kept = {_key(entry): entry for entry in catalogue if _key(entry) in found and not entry.obsolete}
    entries = [kept.get(key) or _new(sentence, language) for key, sentence in found.items()]
    catalogue.clear()
    for entry in entries:
        sentence = found[_key(entry)]
        entry.occurrences = [(file, "") for file in sorted(sentence.files)]
        entry.flags = ["python-format"] if "%" in entry.msgid else []
        _match_plural(entry, sentence, language)
        catalogue.append(entry)
    save(language, catalogue, folder)
    return len(found) - len(kept)


def problems(language: str, found: Found, *, complete: bool, folder: Path = LOCALE_DIR) -> Iterator[str]:
    """Say everything that is wrong with a catalogue, a line each; with `complete`, untranslated sentences too."""
    catalogue = load(language, folder)
    entries = {_key(entry): entry for entry in catalogue}
    for key, sentence in found.items():
        entry = entries.get(key)
        if entry is None:
            yield f"{language}: missing: {sentence.english!r} ({', '.join(sorted(sentence.files))})"
        elif entry.fuzzy:
            yield f"{language}: fuzzy: {sentence.english!r}"
        elif not entry.translated():
            if complete:
                yield f"{language}: untranslated: {sentence.english!r}"
        else:
            yield from (f"{language}: {sentence.english!r} {fault}" for fault in _faults_of(entry, language))


def untranslated(language: str, folder: Path = LOCALE_DIR) -> dict[str, Any]:
    """Return what is left to translate, in the shape `fill` takes back once each `translation` is written."""
    left = [entry for entry in load(language, folder) if not entry.translated()]
    return {
        "language": language,
        "plural_forms": PLURAL_FORMS[language],
        "sentences": [_asked(e, language) for e in left],
    }


def fill(filled: dict[str, Any], folder: Path = LOCALE_DIR, *, comment: str = UNREVIEWED) -> list[str]:
    """Put translations into their catalogue, marked with `comment`; return what could not be taken, a line each."""
    language = filled["language"]
    catalogue = load(language, folder)
    entries = {_key(entry): entry for entry in catalogue}
    refused: list[str] = []
    for given in filled["sentences"]:
        entry = entries.get((given.get("context", ""), given["english"]))
        refused += [
            f"{language}: {given['english']!r} {fault}"
            for fault in _put(entry, given["translation"], language, comment)
        ]
    save(language, catalogue, folder)
    return refused


def compile_all(folder: Path = LOCALE_DIR) -> list[str]:
    """Write the .mo and the list of unreviewed sentences beside every catalogue; return the languages."""
    languages = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/django.po"))
    for language in languages:
        catalogue = load(language, folder)
        target = path_of(language, folder).parent
        catalogue.save_as_mofile(str(target / "django.mo"))
        listed = sorted({e.msgid for e in catalogue if not e.translated() or UNREVIEWED in e.tcomment})
        (target / "unreviewed.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    return languages


def plural_count(language: str) -> int:
    """Return how many plural forms `language` has."""
    return int(PLURAL_FORMS[language].split(";")[0].removeprefix("nplurals="))


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _new(sentence: Sentence, language: str) -> polib.POEntry:
    return polib.POEntry(msgid=sentence.english, msgctxt=sentence.context or None)


def _match_plural(entry: polib.POEntry, sentence: Sentence, language: str) -> None:
    if entry.msgid_plural == sentence.plural:
        return
    entry.msgid_plural, entry.msgstr = sentence.plural, ""
    entry.msgstr_plural = dict.fromkeys(range(plural_count(language)), "") if sentence.plural else {}


def _asked(entry: polib.POEntry, language: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"english": entry.msgid, "files": [file for file, _ in entry.occurrences]}
    if entry.msgctxt:
        asked["context"] = entry.msgctxt
    if entry.msgid_plural:
        return {**asked, "plural": entry.msgid_plural, "translation": [""] * plural_count(language)}
    return {**asked, "translation": ""}


def _put(entry: polib.POEntry | None, translation: str | list[str], language: str, comment: str) -> Iterable[str]:
    if entry is None:
        return ["is not in the catalogue: run extract first"]
    if not all([translation] if isinstance(translation, str) else translation):
        return ["has no translation"]
    if isinstance(translation, list) != bool(entry.msgid_plural):
        return ["has plural forms where the English has none, or none where it has"]
    before = entry.msgstr, dict(entry.msgstr_plural)
    if isinstance(translation, list):
        entry.msgstr_plural = dict(enumerate(translation))
    else:
        entry.msgstr = translation
    wrong = list(_faults_of(entry, language))
    if wrong:
        entry.msgstr, entry.msgstr_plural = before
    else:
        entry.tcomment = comment
    return wrong


def _faults_of(entry: polib.POEntry, language: str) -> Iterator[str]:
    if entry.msgid_plural:
        return plural_faults(entry.msgid, entry.msgid_plural, entry.msgstr_plural, plural_count(language))
    return faults(entry.msgid, entry.msgstr)
