"""What may not merge: sightings of a quiet day, and talk of another thing, however alike in words."""

from tests.watch.rules.merging.street import sighting, told
from wekeep.watch.rules.salute import Observation

UNLIKE = ("a black SUV", "two white vans", "a red pickup", "a green sedan", "a tan minivan", "three gray Jeeps")


def _day(number: int) -> list[Observation]:
    """So many sightings kilometres and hours from the corner and each other, of other vehicles each time."""
    return [
        sighting(
            f"d{at}",
            east=4000 + 2500 * (at % 6),
            north=2500 * (at // 6),
            minute=-1000 + 23 * at,
            text=f"{UNLIKE[at % 6]} going by",
        )
        for at in range(number)
    ]


def _unsure() -> list[Observation]:
    """Two that are near, of vehicles and clothes that are alike only in part."""
    return [
        sighting("a", equipment="dark SUV", text="somebody was stopped"),
        sighting("b", east=108, minute=21, equipment="gray Pathfinder", text="going round slowly"),
    ]


def test_two_unsure_sightings_are_one_on_a_usual_day_and_two_on_a_quiet_one() -> None:
    _, usual = told(*_unsure())
    _, quiet = told(*_day(40), *_unsure())
    assert {"a", "b"} in usual
    assert {"a"} in quiet and {"b"} in quiet


def test_two_sure_sightings_are_one_on_the_quietest_day() -> None:
    pair = [
        sighting("a", equipment="two white vans", vehicles=2, text="agents at Oak & 9th"),
        sighting("b", east=20, minute=3, equipment="two white vans", vehicles=2, text="Oak and 9th, two vans"),
    ]
    _, groups = told(*_day(40), *pair)
    assert {"a", "b"} in groups


def test_the_same_crossing_named_an_hour_later_is_another_incident() -> None:
    _, groups = told(
        sighting("a", text="Agents seen corner of Lowry and 27th, staging", vehicles=1),
        sighting("b", east=40, minute=70, text="Agents seen corner of Lowry and 27th, pulled over a car", vehicles=1),
    )
    assert groups == [{"a"}, {"b"}]


def test_what_is_told_plainly_hours_later_of_the_same_market_is_another_incident() -> None:
    _, groups = told(
        sighting("a", uniform="POLICE", text="a mom with a stroller yelling for help, the Halal market"),
        sighting("b", east=2098, minute=237, text="3 construction guys were taken from the Halal market"),
    )
    assert groups == [{"a"}, {"b"}]


def test_a_truck_and_a_minivan_of_one_colour_side_by_side_are_two() -> None:
    _, groups = told(
        sighting("a", minute=3, vehicles=3, text="a black truck and a silver cargo van, stopped cars"),
        sighting("b", east=53, people=6, vehicles=2, text="6 men waiting in cars. two black minivans"),
    )
    assert groups == [{"a"}, {"b"}]


def test_a_fire_drill_at_one_school_is_not_what_is_said_of_another() -> None:
    _, groups = told(
        sighting("a", text="ICE is inside Belden Elementary, keep your kids home"),
        sighting("b", east=2500, minute=20, text="is it true about Belden Elementary?"),
        sighting("c", east=-3000, minute=60, text="fire trucks at the middle school, a drill"),
    )
    assert groups == [{"a", "b"}, {"c"}]


def test_two_rumours_in_the_same_words_about_two_markets_are_two() -> None:
    words = "my cousin says ICE is at {} asking vendors for visas, {} vendors were taken"
    first = [sighting(f"a{at}", east=900 * at, minute=9 * at, text=words.format("Alder Market", at)) for at in range(4)]
    second = [
        sighting(f"b{at}", east=-2000 - 900 * at, minute=40 + 9 * at, text=words.format("Juniper Market", at))
        for at in range(4)
    ]
    _, groups = told(*first, *second)
    assert groups == [{"a0", "a1", "a2", "a3"}, {"b0", "b1", "b2", "b3"}]


def test_a_rumour_about_a_shop_on_a_street_is_not_the_scene_at_its_crossing() -> None:
    _, groups = told(
        *(
            sighting(f"s{at}", minute=at, equipment="two tan SUVs", text="agents at Franklin & 29th St")
            for at in range(3)
        ),
        sighting("r", east=3000, minute=30, text="Is it true about Aldi on Franklin?"),
    )
    assert groups == [{"r"}, {"s0", "s1", "s2"}]
