"""The map's doors: style, tiles by range, and the JSON door that finds a typed place."""

import json
import logging

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from wekeep.places.models import City
from wekeep.places.rules.map_style import DARK, LIGHT, THEMES, style_of
from wekeep.places.rules.zone import rings_of

pytestmark = pytest.mark.django_db


def test_the_style_asks_for_nothing_but_our_own_tiles(in_bend: City, client: Client) -> None:
    for theme in THEMES:
        response = client.get(reverse("places:style", args=[theme]))
        style = response.json()
        assert response.status_code == 200
        assert set(style["sources"]) == {"city"}
        assert style["sources"]["city"]["url"] == f"pmtiles:///map/{in_bend.code}.pmtiles"
        assert "glyphs" not in style and "sprite" not in style
        assert style["sources"]["city"]["attribution"] == "Made-up city"
        assert len({layer["id"] for layer in style["layers"]}) == len(style["layers"])


def test_the_style_that_caches_keep_is_the_same_whatever_host_was_asked_for(in_bend: City, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    address = reverse("places:style", args=["light"])
    ours, theirs = (Client().get(address, headers={"host": host}).content for host in ("ours.example", "evil.example"))
    assert ours == theirs
    assert b"example" not in theirs


def test_light_and_dark_differ_in_every_ground_colour() -> None:
    assert set(LIGHT) == set(DARK)
    assert all(LIGHT[name] != DARK[name] for name in LIGHT)
    light, dark = (json.dumps(style_of(theme, "", "", (0, 0))["layers"]) for theme in ("light", "dark"))
    assert light != dark


def test_there_is_no_style_of_another_name_and_no_tiles_of_another_import(in_bend: City, client: Client) -> None:
    assert client.get(reverse("places:style", args=["pink"])).status_code == 404
    assert client.get(reverse("places:tiles", args=["0123456789ab"])).status_code == 404
    assert client.get("/map/..%2f..%2fwekeep.pmtiles").status_code == 404


def test_tiles_come_whole_or_by_range_and_may_be_kept_for_ever(in_bend: City, client: Client) -> None:
    address = reverse("places:tiles", args=[in_bend.code])
    whole = client.get(address)
    body = b"".join(whole.streaming_content)  # type: ignore[attr-defined]
    part = client.get(address, headers={"range": "bytes=0-126"})
    beyond = client.get(address, headers={"range": f"bytes={len(body)}-"})
    assert (whole.status_code, part.status_code, beyond.status_code) == (200, 206, 416)
    assert part.content == body[:127] and body[:7] == b"PMTiles"
    assert part["Content-Range"] == f"bytes 0-126/{len(body)}"
    assert beyond["Content-Range"] == f"bytes */{len(body)}"
    assert "immutable" in part["Cache-Control"]


def test_a_typed_place_is_found_by_get_and_by_post(in_bend: City, client: Client) -> None:
    got = client.get("/api/v1/places", {"q": "Mill & Meridian"})
    posted = client.post("/api/v1/places", {"q": "Mill & Meridian"}, content_type="application/json")
    assert got.status_code == posted.status_code == 200
    assert got.json() == posted.json()
    [best, *_] = got.json()["candidates"]
    assert got.json()["verdict"] == "clear" and best["kind"] == "crossing"
    assert got["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "x" * 201}, {"q": "Mill", "lat": "91"}, {"q": "Mill", "limit": "0"}]
)
def test_a_wrong_question_is_answered_by_field(in_bend: City, client: Client, asked: dict[str, str]) -> None:
    response = client.get("/api/v1/places", asked)
    assert response.status_code == 422 and response.json()["errors"]


def test_nothing_that_was_typed_gets_into_a_log(
    in_bend: City, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/v1/places", {"q": "Porchlight Coffee"}, content_type="application/json")
    assert "Porchlight" not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )


def test_rings_are_read_from_polygons_with_holes_and_from_several_polygons() -> None:
    ring = [[1.0, 2.0], [3.0, 2.0], [3.0, 4.0], [1.0, 2.0]]
    assert rings_of({"type": "Polygon", "coordinates": [ring, ring]})[1][0] == (2.0, 1.0)
    assert len(rings_of({"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]})) == 3
    assert rings_of(None) == rings_of({"type": "Point", "coordinates": [1, 2]}) == ()


def test_before_a_city_was_imported_there_is_no_style_and_no_error(db: None, client: Client) -> None:
    City.objects.update(is_current=False)
    assert client.get(reverse("places:style", args=["light"])).status_code == 204
