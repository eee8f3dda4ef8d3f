"""Pages of the rock: calm when all is broken, the same words for every language, light on the wire."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client, override_settings
from django.utils import translation

import wekeep.look
from tests.look.pseudo import said_without_catalogue
from wekeep.look.packages import SPRITE

LOOK = Path(wekeep.look.__file__).parent
ERRORS = ["400", "403", "403_csrf", "404", "410", "413", "429", "500"]
pytestmark = pytest.mark.usefixtures("only_look")


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_no_request_no_context_and_no_database(name: str) -> None:
    html = get_template(f"{name}.html").render()
    assert html.count("<h1>") == 1
    assert "!" not in re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("name", [*(f"{name}.html" for name in ERRORS), "look/offline.html", "look/print.html"])
def test_every_word_of_a_plain_page_passes_through_the_catalogues(name: str, pseudo_locale: str) -> None:
    with translation.override(pseudo_locale):
        assert said_without_catalogue(get_template(name).render()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/board"])
def test_every_word_of_a_page_passes_through_the_catalogues(address: str, pseudo_locale: str) -> None:
    html = Client(headers={"Accept-Language": pseudo_locale}).get(address).content.decode()
    assert f'lang="{pseudo_locale}"' in html
    assert said_without_catalogue(html, allowed={"WeKeep", "English", "lantern maple river copper bread window"}) == []


def test_a_hard_coded_word_is_caught() -> None:
    assert said_without_catalogue("<p>⟦Séñt⟧ Hello <b title='There'>4 · 5</b></p>") == ["Hello", "There"]


@pytest.mark.django_db
def test_titles_say_nothing_about_the_page() -> None:
    html = Client().get("/").content.decode()
    assert "<title>Neighbours</title>" in html


@pytest.mark.django_db
def test_language_and_leaving_are_plain_links() -> None:
    html = Client().get("/?place=north").content.decode()
    assert 'href="?place=north&amp;lang=so"' in html
    assert re.search(r'<a class="[^"]*exit" href="https?://[^"]+" rel="noreferrer nofollow"', html)


def test_no_page_carries_a_script_or_a_style_of_its_own() -> None:
    for file in sorted((LOOK / "templates").rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), file.name


@pytest.mark.django_db
def test_the_first_view_of_a_public_page_weighs_little() -> None:
    html = Client().get("/report").content
    scripts = ["page.js", "clock.js", "quick-exit.js", "draft.js", "offline.js", "queue.js", "packages/idb/umd.js"]
    script = sum(packed(f"look/{name}") for name in scripts)
    all_of_it = script + len(gzip.compress(html)) + sum(map(packed, ("look/look.css", SPRITE, "look/marks/lamp.svg")))
    assert script <= 20_000
    assert all_of_it <= 60_000


@pytest.mark.django_db
def test_a_public_page_loads_neither_htmx_nor_the_map() -> None:
    html = Client().get("/report").content.decode()
    assert "htmx" not in html
    assert "maplibre" not in html


def packed(name: str) -> int:
    return len(gzip.compress(Path(str(finders.find(name))).read_bytes()))


@override_settings(DEBUG=False)
@pytest.mark.django_db
def test_an_address_that_does_not_exist_gets_calm_words() -> None:
    answer = Client().get("/nothing-here")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
