"""What merging reads from words: vehicles, names and marks, in several languages and with slips."""

import pytest

from tests.watch.rules.merging.street import sighting
from wekeep.watch.rules.merging.reading import Reading, read


def reading(text: str = "", language: str = "en", **fields: str) -> Reading:
    """Read one text."""
    return read(
        sighting(text=text, language=language, equipment=fields.get("equipment", ""), uniform=fields.get("uniform", ""))
    )


def described(found: Reading) -> set[str]:
    """Vehicles as plain words."""
    return {f"{mention.colour} {'/'.join(sorted(mention.kinds))}".strip() for mention in found.mentions}


@pytest.mark.parametrize(
    ("text", "language", "vehicles"),
    [
        ("2 black SUVs and a white van", "en", {"black suv", "white van"}),
        ("un Jeep azul marino y dos vans blancas", "es", {"navy jeep", "white van"}),
        ("van hacia el norte", "es", set()),
        ("uniformes verdes, dos carros plateados", "es", {"silver"}),
        ("laba van oo madow", "so", {"black van"}),
        ("peb lub tsheb SUV dawb", "hmn", {"white suv"}),
        ("سيارة سوداء", "ar", {"black"}),
        ("agents near Van Buren and 9th", "en", set()),
        ("men in black vests", "en", set()),
        ("dos camionetas pickup azules y un sedán gris", "en", {"blue pickup", "gray sedan"}),
        ("two black Chevy Tahoes, a dark gray Ford Transit", "es", {"black suv", "charcoal van"}),
        ("una van de carga blanca", "es", {"white van"}),
        ("Colorado plates, white Express", "en", {"white van"}),
        ("they express concern about transit", "en", set()),
    ],
)
def test_vehicles_are_read_in_five_languages(text: str, language: str, vehicles: set[str]) -> None:
    assert described(reading(text, language)) == vehicles


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("at Lake & 17th", {"lake", "#17"}),
        ("on 17th St just off Lake, two cars", {"lake", "#17"}),
        ("Lake/17th", {"lake", "#17"}),
        ("cerca de lake y 17th", {"lake", "#17"}),
        ("Lake iyo 17th", {"lake", "#17"}),
        ("Lake thiab 17th", {"lake", "#17"}),
        ("we crossed 17th. Lake was calm", {"#17"}),
        ("17 agents at the door", set()),
        ("by Juniper Ave and Banneker", {"juniper", "banneker"}),
        ("frente a la tienda de rowan ave y vine", {"rowan", "vine"}),
        ("Rowan Ave esquina Church", {"rowan", "church"}),
        ("the Willow Ave Banneker intersection", {"willow", "banneker"}),
        ("Lake and Bloomington", {"lake", "bloomington"}),
        ("they blocked the street and pulled people", set()),
    ],
)
def test_crossings_are_read_however_they_are_joined(text: str, streets: set[str]) -> None:
    assert reading(text).names.streets == streets


@pytest.mark.parametrize(
    "text",
    [
        "ICE at Andersen School",
        "la migra en la escuela Andersen",
        "do not go to andersen school",
        "they are at Adnersen School",
    ],
)
def test_a_named_place_is_recognised_across_languages_and_slips(text: str) -> None:
    assert reading("Andersen School is closed").names.landmarks & reading(text).names.landmarks


@pytest.mark.parametrize(
    ("text", "streets"),
    [("the Walgreens off 31st Ave", {"#31"}), ("on 8th Ave off Penn", {"#8", "penn"})],
)
def test_a_shop_off_a_street_is_no_street(text: str, streets: set[str]) -> None:
    assert reading(text).names.streets == streets


def test_a_place_called_after_a_make_of_cars_is_a_place() -> None:
    assert "bridge~ford" in reading("do not cross the Ford Bridge").names.landmarks


def test_the_coat_of_the_person_held_is_no_uniform() -> None:
    assert reading("they hold a girl in a green coat").marks == frozenset()
    assert reading("men in green jackets").marks == {"green"}


def test_what_it_is_said_not_to_be_is_no_look_alike() -> None:
    assert reading("these are not regular cops").lookalikes == frozenset()
    assert reading("just regular cops").lookalikes == {"local_police"}


def test_a_tow_truck_that_came_along_makes_no_look_alike() -> None:
    assert reading("tow truck beside them, POLICE ICE vests").lookalikes == frozenset()
    assert reading("it is only a tow truck").lookalikes == {"towing"}


def test_an_agency_says_more_than_police() -> None:
    assert reading("vests say POLICE/ICE").marks == {"ice"}


def test_a_time_long_before_the_time_given_makes_it_second_hand() -> None:
    at_noon = sighting(minute=300, text="agents at the door, 7:05")  # the morning began at seven, local time
    assert read(at_noon).forwards
    assert not read(sighting(minute=5, text="agents at the door, 7:05")).forwards


def test_no_plate_is_kept() -> None:
    found = reading("black SUV plate ABC1234 and 7XKJ22", equipment="placa XYZ987")
    assert not {token for token in found.tokens | found.names.words if any(letter.isdigit() for letter in token)}


def test_clothes_are_marks_and_not_vehicles() -> None:
    found = reading("all in blue windbreakers, one silver sedan", uniform="navy jackets")
    assert found.marks == {"blue"}
    assert described(found) == {"silver sedan"}


def test_a_car_in_passing_is_not_counted() -> None:
    assert reading("3 black Chargers, they put her into a vehicle").vehicles == 3
    assert reading("two men put her into a car").vehicles is None


@pytest.mark.parametrize("text", ["two whiet vans", "two whte vans", "2 wwhite vans"])
def test_a_slip_of_the_thumb_hides_no_colour(text: str) -> None:
    assert described(reading(text)) == {"white van"}


def test_having_been_somewhere_is_no_denial() -> None:
    assert not reading("she has been put in the back").denies
