"""A poster for a zone: every language on it, a code that leads to where its notices are switched on, nobody's secret."""

import re
from urllib.parse import unquote

import pytest
import segno
from django.conf import settings
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("page", "copies"), [("/poster/north/", 1), ("/poster/north/cards/", 4)])
def test_a_poster_speaks_every_language_and_its_code_is_the_address_beneath_it(
    cast: Cast, page: str, copies: int
) -> None:
    told = Client().get(page).content.decode()
    assert {code for code, _name in settings.LANGUAGES} <= set(re.findall(r'<div lang="(\w+)"', told))
    assert '<div lang="ar" dir="rtl">' in told and "North Side" in told
    address = f"{settings.SITE_URL}/alerts/?zone=north"
    assert told.count(address) == 2 * copies
    pictures = set(re.findall(r'<img src="(data:image/svg[^"]+)"', told))
    drawn = segno.make(address, error="q").svg_data_uri(scale=8, border=4, light="#fff", dark="#000")
    assert {unquote(one.replace("&#x27;", "'")) for one in pictures} == {unquote(drawn)}


def test_who_comes_by_the_code_finds_the_zone_chosen(cast: Cast) -> None:
    page = Client().get("/alerts/?zone=north").content.decode()
    assert re.search(r'<input[^>]*name="zones"[^>]*value="north"[^>]*checked', page)
    assert not re.search(r'<input[^>]*name="zones"[^>]*checked', Client().get("/alerts/?zone=nowhere").content.decode())


def test_a_zone_that_is_not_there_has_no_poster(cast: Cast) -> None:
    assert Client().get("/poster/nowhere/").status_code == 404
