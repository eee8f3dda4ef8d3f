"""Typed places are found in the made-up city and in the real centre of Helsinki, and never guessed silently."""

import pytest
from pytest_django import DjangoAssertNumQueries

from wekeep.places.models import City, Place
from wekeep.places.queries.city import coarse, coarse_all, inside_city, neighbourhood_of
from wekeep.places.queries.gazetteer import find_place, look_up, nearest_crossing
from wekeep.places.queries.zones import zone_of, zones_of
from wekeep.places.rules.cell import cell_of, metres_between
from wekeep.places.rules.gazetteer import Kind, Verdict

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "Mill & Meridian",
        "mill st and meridian ave",
        "Meridian y la Mill",
        "corner of Mill and Meridian",
        "Mill\u200b St & \u202eMeridian",
    ],
)
def test_a_crossing_is_found_however_it_is_typed(in_bend: City, typed: str) -> None:
    answer = look_up(typed)
    assert answer.verdict is Verdict.CLEAR
    assert set(answer.candidates[0].label.split(" & ")) == {"Mill Street", "Meridian Avenue"}
    assert answer.candidates[0].neighbourhood != ""


def test_an_address_is_found_exactly_and_with_a_spelling_of_its_own(in_bend: City) -> None:
    row = Place.objects.filter(kind="address", street__name="Meridian Avenue").order_by("pk")[0]
    for typed in (
        f"{row.number} Meridian Avenue",
        f"{row.number} meridian ave",
        f"meridian av. {row.number}",
        f"{row.number} Meridian Ave, Apt 3",
    ):
        answer = look_up(typed)
        assert (answer.verdict, answer.candidates[0].label) == (Verdict.CLEAR, f"{row.number} Meridian Avenue"), typed
        assert metres_between((row.lat, row.lon), (answer.candidates[0].lat, answer.candidates[0].lon)) < 1


def test_a_house_number_between_two_known_ones_is_estimated_and_says_so(in_bend: City) -> None:
    rows = list(Place.objects.filter(kind="address", street__name="Meridian Avenue").order_by("number_value"))
    known = {row.number_value for row in rows}
    missing = next(
        n for row in rows for n in [(row.number_value or 0) + 2] if n not in known and n < (rows[-1].number_value or 0)
    )
    answer = look_up(f"{missing} Meridian Ave")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert answer.candidates[0].label == f"{missing} Meridian Avenue" and not answer.candidates[0].exact


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Porchlight Coffee", "Porchlight Coffee"),
        ("porchlite cofee", "Porchlight Coffee"),
        ("city hall", "Sorrel Bend City Hall"),
    ],
)
def test_a_landmark_is_found_by_name_by_part_and_with_a_typo(in_bend: City, typed: str, label: str) -> None:
    assert find_place(typed)[0].label == label


def test_a_name_that_fits_several_places_is_said_to_be_ambiguous(in_bend: City) -> None:
    answer = look_up("Landing")
    assert answer.verdict is Verdict.AMBIGUOUS and len(answer.candidates) > 1


def test_streets_that_never_meet_give_nothing_rather_than_a_guess(in_bend: City) -> None:
    assert look_up("Mill & Division").verdict in (Verdict.NOT_FOUND, Verdict.AMBIGUOUS)
    assert all(one.kind is not Kind.CROSSING for one in find_place("Mill & Division"))


def test_a_position_is_clear_inside_the_city_and_outside_is_said(in_bend: City) -> None:
    inside, outside = look_up("47.7600, -87.5200"), look_up("44.9500, -93.2600")
    assert inside.verdict is Verdict.CLEAR and inside.candidates[0].neighbourhood
    assert outside.verdict is Verdict.OUTSIDE


@pytest.mark.parametrize(
    "typed",
    [
        "qqqq wwww",
        "100000 Meridian Avenue",
        "'; DROP TABLE places_place; --",
        'a" OR "b',
        "NEAR(a b)",
        "🚓 x",
        "x" * 10_000_000,
    ],
)
def test_what_is_no_place_is_not_found_and_breaks_nothing(in_bend: City, typed: str) -> None:
    assert look_up(typed).verdict in (Verdict.NOT_FOUND, Verdict.AMBIGUOUS)


@pytest.mark.parametrize("typed", ["", " ", "\u200b\u202e", "?!", "🚓"])
def test_nothing_typed_is_empty(in_bend: City, typed: str) -> None:
    assert look_up(typed).verdict is Verdict.EMPTY


def test_near_breaks_a_tie_towards_it(in_bend: City) -> None:
    rows = find_place("Landing", limit=20)
    far = max(rows, key=lambda one: one.lat)
    tied = [one for one in rows if round(one.confidence, 2) == round(far.confidence, 2)]
    assert find_place("Landing", near=(far.lat, far.lon))[0].label == far.label or rows[0].confidence > far.confidence
    assert tied


def test_two_misspelt_streets_are_found_but_asked_about(in_bend: City) -> None:
    answer = look_up("Mil & Meridain")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert set(answer.candidates[0].label.split(" & ")) == {"Mill Street", "Meridian Avenue"}


def test_a_look_up_costs_a_fixed_number_of_queries(
    in_bend: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    look_up("bluffs")  # names are read into memory once an import
    look_up("zzzzzzz")
    with django_assert_num_queries(2):
        look_up("Mill & Meridian")
    with django_assert_num_queries(2):
        look_up("Porchlight Coffee")


def test_many_points_are_placed_as_each_alone_and_ask_the_database_no_more(
    in_bend: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    points = [(47.7594 + n / 100, -87.5160 - n / 100) for n in range(8)]
    alone = [(coarse(*point), zone_of(*point)) for point in points]
    with django_assert_num_queries(2):
        assert list(zip(coarse_all(points), zones_of(points), strict=True)) == alone
    assert len({place.cell for place, _zone in alone}) > 1 and len({zone for _place, zone in alone}) > 1


def test_a_point_has_its_zone_its_part_of_town_and_a_coarse_place(in_bend: City) -> None:
    lat, lon = 47.7594, -87.5160
    place = coarse(lat, lon)
    assert (neighbourhood_of(lat, lon), zone_of(lat, lon)) == ("Ferry Landing", "ferry-landing")
    assert place.cell == cell_of(lat, lon) and place.name == neighbourhood_of(place.lat, place.lon) != ""
    assert (place.lat, place.lon) != (lat, lon)


def test_two_houses_of_one_cell_have_the_same_coarse_place(in_bend: City) -> None:
    first = coarse(47.7594, -87.5160)
    beside = (first.lat + 0.0011, first.lon - 0.0007)
    assert coarse(*beside) == first


def test_the_nearest_crossing_names_a_corner_and_never_a_house(in_bend: City) -> None:
    known = find_place("Mill & Meridian")[0]
    found = nearest_crossing(known.lat + 0.0001, known.lon)
    assert found is not None and found.label == known.label and found.kind is Kind.CROSSING
    assert nearest_crossing(0.0, 0.0) is None


def test_inside_the_city_reaches_a_little_beyond_its_streets(in_bend: City) -> None:
    assert inside_city(47.76, -87.52)
    assert not inside_city(44.95, -93.26)
    assert not inside_city(float("nan"), 0.0)
