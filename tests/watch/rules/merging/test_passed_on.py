"""What is passed on, by whoever, and what it is recognised by."""

import pytest

from tests.watch.rules.merging.street import sighting, told
from wekeep.watch.rules.merging.reading import read
from wekeep.watch.rules.merging.vehicles import Mention


@pytest.mark.parametrize(
    "text",
    [
        "my mother in law says ICE is at the market",
        "My kid's teacher told us they are at the market",
        "a coworker saw three men at the market",
        "cousin says they are at the market",
        "mi suegra me dijo que andan en el mercado",
        "una vecina vio a tres en el mercado",
    ],
)
def test_whoever_s_word_it_is_it_is_passed_on(text: str) -> None:
    assert read(sighting(text=text)).forwards


@pytest.mark.parametrize(
    "text", ["two men outside my building", "my neighbors are filming", "un vecino salió a grabar"]
)
def test_what_one_sees_at_home_is_not_passed_on(text: str) -> None:
    assert not read(sighting(text=text)).forwards


def test_says_ice_is_worn_only_on_clothes() -> None:
    assert "ice" in read(sighting(text="two men in a vest that says ICE")).marks
    assert "ice" in read(sighting(uniform="says ICE")).marks
    assert not read(sighting(text="my mother in law says ICE is at the market")).marks


def test_a_forward_without_names_is_known_by_the_place_the_person_and_the_clothes() -> None:
    seen = [
        sighting("a", uniform="green uniforms", text="agents at the gate of the swap meet"),
        sighting(
            "b", east=20, minute=8, uniform="green uniforms", text="they put a vendor in a truck at the swap meet"
        ),
    ]
    forward = sighting(
        "f", east=6000, minute=230, text="sister sent me this: border patrol took 8 vendors from the swap meet today"
    )
    _, groups = told(*seen, forward)
    assert groups == [{"a", "b", "f"}]


def test_a_forward_that_shares_only_the_kind_of_place_stays_alone() -> None:
    _, groups = told(
        sighting("a", text="agents at the gate of the swap meet", equipment="white Tahoe"),
        sighting("f", east=6000, minute=30, text="sister sent me this: they are at a swap meet"),
    )
    assert groups == [{"a"}, {"f"}]


def test_a_street_said_without_street_is_the_one_a_scene_is_on() -> None:
    _, groups = told(
        sighting("a", minute=1, text="ten agents at the construction site on Albemarle Rd"),
        sighting("b", east=10, minute=4, text="they have four workers at the construction site on Albemarle Rd"),
        sighting("f", east=4600, minute=200, text="FWD from my cousin: ICE was at the construction site on Albemarle"),
    )
    assert groups == [{"a", "b", "f"}]


def test_stations_of_one_line_have_no_name_in_common() -> None:
    assert not read(sighting(text="agents near the light rail station")).names.landmarks


def test_a_place_is_known_by_what_it_is_called_of() -> None:
    assert "market~sur" in read(sighting(text="Pulga del Sur is closed")).names.landmarks
    assert "church~merced" in read(sighting(text="en la iglesia de la Merced")).names.landmarks
    assert not read(sighting(text="frente a la tienda de Union Ave")).names.landmarks
    assert not read(sighting(text="afuera de la escuela de mi hijo")).names.landmarks


def test_a_verb_before_a_crossing_is_no_street() -> None:
    found = read(sighting(text="viendo a la gente pasar donde cruza Sycamore Ave con Liberty"))
    assert found.names.streets == {"sycamore", "liberty"}


def test_a_road_is_no_truck_and_a_taco_truck_no_vehicle_of_theirs() -> None:
    assert not read(sighting(text="busquen otro camino")).mentions
    assert not read(sighting(text="handcuffing two people at the taco truck")).mentions
    assert read(sighting(text="a black truck")).mentions == {Mention("black", frozenset({"pickup", "suv", "truck"}))}
