"""Translators get every sentence, cannot lose a number, and see what no speaker has read yet."""

import ast
import gettext
import json
from pathlib import Path

import django
import polib
import pytest

from wekeep.look import catalogues, django_words, languages
from wekeep.look.extraction import CALLS, ROOT, in_python, in_template, sentences
from wekeep.look.languages import LANGUAGES, PLURAL_FORMS, needs_english_beside
from wekeep.look.messages import main
from wekeep.look.rules.sentence import Sentence, pseudo

SENT = Sentence("Sent to %(n)s people.", files={"wekeep/alerts/notices.py"})
ONE_OR_MANY = Sentence("%(n)s person", "%(n)s people")


def found(*sentences_: Sentence) -> catalogues.Found:
    return {one.key: one for one in sentences_}


def filled(language: str, english: str, translation: object) -> dict[str, object]:
    return {"language": language, "sentences": [{"english": english, "translation": translation}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in PLURAL_FORMS:
        catalogues.merge(language, found(SENT, ONE_OR_MANY), tmp_path)
    return tmp_path


def test_sentences_are_found_in_python() -> None:
    source = 'a = _("Send" " report")\nb = ngettext("%(n)s man", "%(n)s men", n)\nc = pgettext("time", "now")\nd = gettext(word)'
    assert [(s.english, s.plural, s.context) for s in in_python(source)] == [
        ("Send report", "", ""),
        ("%(n)s man", "%(n)s men", ""),
        ("now", "", "time"),
    ]


def test_a_refusal_spoken_by_a_rule_is_found() -> None:
    assert [s.english for s in in_python('raise Refused("Someone is looking already.")')] == [
        "Someone is looking already."
    ]


def test_the_health_of_a_channel_and_a_place_that_is_not_found_are_spoken_too() -> None:
    source = 'a = Health(True, "The mail server answers.")\nraise NoPlace("No such street.", found)'
    assert [s.english for s in in_python(source)] == ["The mail server answers.", "No such street."]


def test_whatever_kind_of_refusal_a_rule_raises_translators_get_its_words() -> None:
    kinds, grown = {"Refused"}, True
    classes = [
        (node.name, {getattr(base, "id", "") for base in node.bases})
        for file in (ROOT / "wekeep").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    while grown:
        more = {name for name, bases in classes if bases & kinds} - kinds
        kinds, grown = kinds | more, bool(more)
    assert len(kinds) > 3
    assert kinds <= set(CALLS)


def test_sentences_are_found_in_templates() -> None:
    source = (
        '{% load i18n %}{% translate "It\'s over" %}{% translate "Open" context "door" %}'
        "{% blocktranslate count n=n %}{{ n }} car{% plural %}{{ n }} cars{% endblocktranslate %}"
    )
    assert [(s.english, s.plural, s.context) for s in in_template(source)] == [
        ("It's over", "", ""),
        ("Open", "", "door"),
        ("%(n)s car", "%(n)s cars", ""),
    ]


def test_a_sentence_in_no_catalogue_is_reported(folder: Path) -> None:
    new = Sentence("Stand down", files={"wekeep/desk/templates/desk/board.html"})
    assert list(catalogues.problems("so", found(SENT, ONE_OR_MANY, new), complete=False, folder=folder)) == [
        "so: missing: 'Stand down' (wekeep/desk/templates/desk/board.html)"
    ]


def test_a_translation_that_loses_the_number_is_refused_and_not_kept(folder: Path) -> None:
    assert catalogues.fill(filled("es", SENT.english, "Enviado."), folder) != []
    assert "es: untranslated" in " ".join(catalogues.problems("es", found(SENT), complete=True, folder=folder))


def test_a_lost_number_is_found_in_a_catalogue_edited_by_hand(folder: Path) -> None:
    catalogue = catalogues.load("es", folder)
    catalogue[-1].msgstr = "Enviado a %(x)s personas."
    catalogues.save("es", catalogue, folder)
    assert len(list(catalogues.problems("es", found(SENT), complete=False, folder=folder))) == 1


def test_what_a_machine_translated_is_marked_until_a_speaker_has_read_it(folder: Path) -> None:
    assert catalogues.fill(filled("es", SENT.english, "Enviado a %(n)s personas."), folder) == []
    assert catalogues.load("es", folder).find(SENT.english).tcomment == "unreviewed"
    catalogues.compile_all(folder)
    listed = folder / "es" / "LC_MESSAGES" / "unreviewed.json"
    assert SENT.english in json.loads(listed.read_text(encoding="utf-8"))
    catalogues.fill(filled("es", SENT.english, "Enviado a %(n)s personas."), folder, comment="")
    catalogues.compile_all(folder)
    assert SENT.english not in json.loads(listed.read_text(encoding="utf-8"))


def test_what_is_left_comes_out_and_goes_back_in(folder: Path) -> None:
    asked = catalogues.untranslated("ar", folder)
    for one in asked["sentences"]:
        one["translation"] = [f"%(n)s {k}" for k in range(6)] if "plural" in one else "%(n)s"
    assert catalogues.fill(asked, folder) == []
    assert catalogues.untranslated("ar", folder)["sentences"] == []


def test_arabic_has_six_plurals_and_hmong_one() -> None:
    assert [catalogues.plural_count(language) for language in ("ar", "hmn", "so", "es")] == [6, 1, 2, 2]


def test_extracting_again_keeps_translations_and_drops_what_is_gone(folder: Path) -> None:
    catalogues.fill(filled("so", SENT.english, "%(n)s qof ayaa loo diray."), folder)
    assert catalogues.merge("so", found(SENT), folder) == 0
    kept = catalogues.load("so", folder)
    assert [entry.msgid for entry in kept] == [SENT.english]
    assert kept[0].msgstr == "%(n)s qof ayaa loo diray."


def test_the_made_up_language_leaves_what_is_filled_in_alone() -> None:
    made_up = pseudo("Sent to %(n)s people in <b>{n}</b>")
    assert "%(n)s" in made_up and "<b>{n}</b>" in made_up
    assert "people" not in made_up


def test_every_language_but_the_source_has_a_catalogue() -> None:
    assert {code for code, _ in LANGUAGES} - {"en"} == set(PLURAL_FORMS)
    assert all(catalogues.path_of(language).exists() for language in PLURAL_FORMS)


def test_every_sentence_of_the_program_is_in_every_catalogue() -> None:
    found_now = sentences()
    assert len(found_now) > 100
    assert [
        line for language in PLURAL_FORMS for line in catalogues.problems(language, found_now, complete=False)
    ] == []


def test_catalogues_are_read_by_django_once_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues.fill(filled("hmn", SENT.english, "Xa rau %(n)s leej."), folder)
    assert catalogues.compile_all(folder) == ["ar", "es", "hmn", "so"]
    read = gettext.translation("django", str(folder), ["hmn"])
    assert read.gettext(SENT.english) == "Xa rau %(n)s leej."
    assert (
        polib.mofile(str(folder / "hmn" / "LC_MESSAGES" / "django.mo")).metadata["Plural-Forms"] == PLURAL_FORMS["hmn"]
    )


def test_the_command_prints_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["untranslated", "so"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "so"


def test_what_django_says_beside_a_field_is_still_what_our_catalogues_translate() -> None:
    catalogue = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    known = {entry.msgid for entry in polib.pofile(str(catalogue))}
    listed = {one.english for one in in_python(Path(django_words.__file__).read_text(encoding="utf-8"))}
    assert len(listed) == len(django_words.SAID_BY_DJANGO) + len(django_words.SAID_IN_DATES)
    assert listed <= known


def test_a_sentence_no_speaker_has_read_asks_for_the_english_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogues.fill(filled("es", SENT.english, "Enviado a %(n)s personas."), folder, comment="")
    catalogues.compile_all(folder)
    monkeypatch.setattr(languages, "LOCALE_DIR", folder)
    languages._unreviewed.cache_clear()
    assert not needs_english_beside("en", SENT.english)
    assert not needs_english_beside("es", SENT.english)
    assert needs_english_beside("es", SENT.english, ONE_OR_MANY.english)
    assert needs_english_beside("so", SENT.english)
    languages._unreviewed.cache_clear()
