"""Small scenes by hand, one for each thing merging promises."""

from tests.watch.rules.merging.street import sighting, told
from wekeep.watch.rules.salute import Activity


def test_neighbours_reports_of_one_scene_are_one_incident() -> None:
    _, groups = told(
        sighting("a", vehicles=2, equipment="2 black SUVs", text="agents at Lake and 17th"),
        sighting("b", east=40, minute=3, people=5, text="about 5 men in vests by the laundromat"),
        sighting(
            "c",
            north=-60,
            minute=9,
            activity=Activity.DETAINING,
            equipment="black suv",
            text="someone is being handcuffed",
        ),
    )
    assert groups == [{"a", "b", "c"}]


def test_a_spanish_and_an_english_report_of_one_scene_are_one_incident() -> None:
    _, groups = told(
        sighting("a", vehicles=2, equipment="2 black SUVs", text="ICE agents at Lake and 17th"),
        sighting("b", east=90, minute=6, text="dos camionetas negras, la migra en la Lake y la 17", language="es"),
    )
    assert groups == [{"a", "b"}]


def test_two_scenes_two_blocks_apart_with_other_vehicles_stay_two() -> None:
    _, groups = told(
        sighting("a1", equipment="2 black SUVs", vehicles=2),
        sighting("b1", east=200, minute=1, equipment="white van", vehicles=1),
        sighting("a2", east=20, minute=4, equipment="black suvs"),
        sighting("b2", east=190, minute=5, equipment="a white van and nothing else"),
        sighting("a3", east=-20, minute=6),
        sighting("b3", east=215, minute=7),
    )
    assert groups == [{"a1", "a2", "a3"}, {"b1", "b2", "b3"}]


def test_other_vehicles_however_near_are_another_incident() -> None:
    _, groups = told(
        sighting("a1", equipment="red pickup", vehicles=1),
        sighting("b1", east=10, minute=1, equipment="2 white vans", vehicles=2),
    )
    assert groups == [{"a1"}, {"b1"}]


def test_a_party_that_stops_again_with_the_same_vehicles_is_one_incident() -> None:
    _, groups = told(
        sighting("a1", equipment="silver minivan and black SUV", vehicles=2),
        sighting("a2", minute=3, equipment="black suv, silver van"),
        sighting("b1", east=900, minute=14, equipment="black SUV, silver minivan", vehicles=2),
        sighting("b2", east=880, minute=15),
    )
    assert groups == [{"a1", "a2", "b1", "b2"}]


def test_the_same_convoy_an_hour_later_and_elsewhere_is_another_incident() -> None:
    _, groups = told(
        sighting("a1", equipment="silver minivan and black SUV", vehicles=2),
        sighting("b1", east=2500, minute=65, equipment="black SUV, silver minivan", vehicles=2),
    )
    assert groups == [{"a1"}, {"b1"}]


def test_a_report_between_two_stops_joins_them_though_it_comes_last() -> None:
    _, groups = told(
        sighting("a", equipment="silver minivan, red pickup", vehicles=2),
        sighting("c", east=1700, minute=24, equipment="silver minivan, red pickup", vehicles=2),
        sighting("b", east=850, minute=12, received=40, equipment="silver minivan, red pickup", vehicles=2),
    )
    assert groups == [{"a", "b", "c"}]


def test_a_report_that_comes_hours_late_is_put_with_what_it_saw() -> None:
    _, groups = told(
        sighting("a", equipment="black SUV", text="agents at the door"),
        sighting("b", minute=180, equipment="white van"),
        sighting("late", east=30, minute=5, received=240, text="men with vests earlier"),
    )
    assert groups == [{"a", "late"}, {"b"}]


def test_copies_and_denials_of_a_rumour_are_one_incident() -> None:
    rumour = "URGENT they are raiding the Mercado Central on Lake, 20 buses full of agents are coming"
    _, groups = told(
        sighting("a", text=rumour),
        sighting("b", east=4000, minute=70, text="Fwd: " + rumour),
        sighting(
            "c",
            east=-3000,
            minute=150,
            text="REENVIADO: redada en el Mercado Central de la Lake, 20 autobuses",
            language="es",
        ),
        sighting(
            "d", north=2500, minute=200, text="Not true. I work at Mercado Central, no raid, no buses, nothing here"
        ),
        sighting(
            "other", north=2500, minute=201, text="two white vans by the school on Franklin", equipment="white vans"
        ),
    )
    assert groups == [{"a", "b", "c", "d"}, {"other"}]


def test_a_lookalike_beside_a_real_scene_is_another_incident() -> None:
    _, groups = told(
        sighting(
            "a1",
            equipment="2 black SUVs",
            people=6,
            activity=Activity.DETAINING,
            text="agents in vests detaining a man",
        ),
        sighting("film", east=60, minute=4, text="film crew with actors in uniform, lots of cameras"),
        sighting("a2", east=15, minute=5, text="they are loading him into a black suv"),
    )
    assert groups == [{"a1", "a2"}, {"film"}]


def test_quiet_single_sightings_stay_apart() -> None:
    lone = [
        sighting(f"q{number}", east=number * 900, minute=number * 25, text="agents outside", equipment="black SUV")
        for number in range(8)
    ]
    _, groups = told(*lone)
    assert len(groups) == 8


def test_the_same_corner_an_hour_later_is_another_incident() -> None:
    _, groups = told(sighting("a"), sighting("b", east=15, minute=4), sighting("c", east=10, minute=64))
    assert groups == [{"a", "b"}, {"c"}]


def test_reports_hours_apart_in_receipt_are_weighed_by_when_they_saw() -> None:
    _, groups = told(
        sighting("c", minute=120, received=121),
        sighting("a", minute=0, received=122),
        sighting("b", minute=5, received=300),
    )
    assert groups == [{"a", "b"}, {"c"}]


def test_a_flood_about_one_event_is_one_incident() -> None:
    crowd = [
        sighting(
            f"f{number:03}",
            east=(number * 37) % 90 - 45,
            north=(number * 53) % 90 - 45,
            minute=number / 10,
            equipment="3 navy vans" if number % 3 == 0 else "",
            text="agents are taking a man" if number % 2 else "",
        )
        for number in range(200)
    ]
    _, groups = told(*crowd, sighting("apart", east=160, minute=10, equipment="red pickup", text="tow truck at work"))
    assert sorted(len(group) for group in groups) == [1, 200]


def test_a_forward_from_elsewhere_is_placed_by_crossing_clock_and_vehicles() -> None:
    scene = [
        sighting(f"a{at}", minute=at, equipment="two green pickups", text="agents at Oak & 9th", vehicles=2)
        for at in (3, 6, 9)
    ]
    later = [
        sighting(f"b{at}", east=2600, minute=200 + at, equipment="two green pickups", text="agents at Elm & 9th")
        for at in (0, 3)
    ]
    forward = sighting(
        "f", east=-1900, minute=215, text="a friend sent this: stop at 9th and Oak, two green trucks, 7:05, need help"
    )
    _, groups = told(*scene, *later, forward)
    assert {"a3", "a6", "a9", "f"} in groups


def test_a_rumour_in_two_languages_is_one_by_what_and_where_it_is_pinned() -> None:
    english = [
        sighting(f"e{at}", east=chance, north=north, minute=40 * at, text=text)
        for at, (chance, north, text) in enumerate(
            [
                (0, 0, "they say agents wait inside the county hospital, stay away"),
                (2400, 900, "my cousin says agents wait inside the county hospital"),
                (30, 20, "is it true about the hospital?"),
            ]
        )
    ]
    spanish = [
        sighting(f"s{at}", east=east, north=north, minute=25 + 40 * at, text=text, language="es")
        for at, (east, north, text) in enumerate(
            [
                (10, -20, "dicen que hay agentes en emergencias, no vayan"),
                (-3100, 400, "me dijeron que hay agentes en emergencias"),
                (20, 10, "no es cierto lo del hospital, eran guardias"),
            ]
        )
    ]
    _, groups = told(*english, *spanish)
    assert len(groups) == 1


def test_two_rumours_about_two_places_stay_two() -> None:
    _, groups = told(
        sighting("a1", text="they say agents wait at the county hospital"),
        sighting("a2", east=900, minute=20, text="my aunt says agents wait at the county hospital"),
        sighting("b1", east=3000, minute=25, text="they say agents are on the light rail"),
        sighting("b2", east=1500, minute=40, text="is it true, agents on the light rail?"),
    )
    assert groups == [{"a1", "a2"}, {"b1", "b2"}]


def test_two_parties_joined_by_thin_reports_are_taken_apart_when_vehicles_are_told() -> None:
    _, groups = told(
        sighting("t1", text="agents here"),
        sighting("t2", east=40, minute=1, text="agents here"),
        sighting("a1", east=-10, minute=2, equipment="white van", vehicles=1, text="Lake & 17th"),
        sighting("a2", east=-15, minute=3, equipment="white van", text="Lake & 17th"),
        sighting("b1", east=75, minute=4, equipment="two black SUVs", vehicles=2, text="Lake & 18th"),
        sighting("b2", east=85, minute=5, equipment="two black SUVs", text="Lake & 18th"),
    )
    vans = next(group for group in groups if "a1" in group)
    assert "a2" in vans and not vans & {"b1", "b2"}
    assert any({"b1", "b2"} <= group for group in groups)


def test_a_party_said_to_come_from_the_last_crossing_is_the_same() -> None:
    _, groups = told(
        sighting("a1", equipment="black van", text="Oak & 9th"),
        sighting("a2", minute=2, text="agents at Oak and 9th"),
        sighting("b", east=500, minute=12, text="same ones that were at Oak & 9th, black van"),
    )
    assert groups == [{"a1", "a2", "b"}]


def test_a_place_that_stands_for_a_neighbourhood_joins_nothing_by_itself() -> None:
    _, groups = told(
        sighting("a", text="agents at a door", equipment="white van"),
        sighting("thin", minute=1, text="agents", coarse=True),
    )
    assert groups == [{"a"}, {"thin"}]


def test_a_place_that_stands_for_a_neighbourhood_joins_by_what_is_told() -> None:
    _, groups = told(
        sighting("a1", equipment="three red pickups", vehicles=3, text="Oak & 9th"),
        sighting("a2", minute=1, equipment="three red pickups", vehicles=3),
        sighting("b", east=700, minute=2, equipment="three red pickups", vehicles=3, text="Oak & 9th", coarse=True),
    )
    assert groups == [{"a1", "a2", "b"}]


def test_a_rumour_that_speaks_of_vehicles_and_a_crossing_is_still_talk() -> None:
    _, groups = told(
        sighting("a1", text="they say vans with bars take children at the pool on Oak and 9th, white vans"),
        sighting(
            "a2",
            east=2100,
            minute=50,
            text="dicen que en la alberca de la Oak con 9th, camionetas blancas",
            language="es",
        ),
        sighting(
            "a3",
            east=-1700,
            north=800,
            minute=95,
            text="my aunt says vans with bars take children at the pool, keep them home",
        ),
        sighting("a4", east=20, minute=130, text="not true about the pool at Oak & 9th, I went to look"),
    )
    assert groups == [{"a1", "a2", "a3", "a4"}]


def test_the_same_opening_of_two_rumours_joins_nothing() -> None:
    _, groups = told(
        sighting("a1", text="my friend sent me this: they take children at the pool"),
        sighting("b1", east=1500, minute=30, text="my friend sent me this: tanks at the airport tonight"),
        sighting("a2", east=900, minute=45, text="is it true about the pool?"),
    )
    assert groups == [{"a1", "a2"}, {"b1"}]


def test_a_rumour_s_copy_in_a_language_nobody_used_yet_joins_it_by_the_kind_of_place_alone() -> None:
    _, groups = told(
        sighting("a", text="my sister was told they are going to raid the mosque on friday, Dar Al Hijrah"),
        sighting("b", east=900, minute=20, text="fwd: is dar al hijrah masjid being raided? my mom is crying"),
        sighting("c", east=4000, minute=45, text="سمعت ان الهجرة ستأتي الى مسجد دار الهجرة هل هذا صحيح", language="ar"),
    )
    assert groups == [{"a", "b", "c"}]


def test_talk_of_what_a_city_has_one_of_is_one_in_whatever_words() -> None:
    _, groups = told(
        sighting("a", text="heard agents are riding the light rail asking for tickets"),
        sighting("b", east=2500, minute=20, text="is it true that passengers get handcuffed in trains downtown?"),
        sighting("c", east=-3000, minute=45, text="dicen que los inspectores del tren son de la migra"),
        sighting("d", east=3000, minute=60, text="tell everyone ICE on the train, get off at the next station"),
    )
    assert groups == [{"a", "b", "c", "d"}]


def test_talk_of_two_schools_is_two() -> None:
    _, groups = told(
        sighting("a", text="heard agents are inside Andersen school taking kids out of class"),
        sighting("b", east=2500, minute=20, text="is it true that buses got stopped outside Banneker school?"),
    )
    assert groups == [{"a"}, {"b"}]


def test_talk_of_agents_dressed_as_the_water_company_is_one_and_no_look_alike() -> None:
    _, groups = told(
        sighting("a", text="careful, agents dressed as the water department knocking on doors, please share"),
        sighting("b", east=2500, minute=20, text="heard the meter readers are impostors, it is immigration"),
        sighting("c", east=900, minute=50, text="cuídense, agentes disfrazados de la compañía de agua"),
        sighting(
            "d", east=901, minute=51, text="water department crew, a burst pipe, white truck", equipment="white truck"
        ),
    )
    assert groups == [{"a", "b", "c"}, {"d"}]


def test_talk_of_two_kinds_of_place_told_side_by_side_is_two() -> None:
    _, groups = told(
        sighting("a", text="dicen que la migra entró a la escuela, salón por salón"),
        sighting("b", east=80, minute=8, text="un audio dice que están agarrando pacientes en emergencias"),
    )
    assert groups == [{"a"}, {"b"}]


def test_what_is_passed_on_of_another_corner_of_a_long_street_is_two() -> None:
    _, groups = told(
        sighting("a", text="agents questioning people at 70th and 23rd St", equipment="navy pickup"),
        sighting("b", east=3200, minute=90, text="my neighbor says about 4 men are lined up behind Walgreens on 23rd"),
    )
    assert groups == [{"a"}, {"b"}]


def test_two_film_crews_told_of_in_the_same_words_across_town_are_two() -> None:
    words = "Cameras and a director, {} white box {}, not real"
    _, groups = told(
        sighting("a", text=words.format("one", "truck")),
        sighting("b", east=5000, minute=85, text=words.format("two", "trucks")),
    )
    assert groups == [{"a"}, {"b"}]


def test_patients_are_no_name_of_a_hospital() -> None:
    _, groups = told(
        sighting("a", text="heard they are checking students at Roosevelt school"),
        sighting("b", east=2500, minute=20, text="heard agents checking patients papers in the emergency room"),
    )
    assert groups == [{"a"}, {"b"}]


def test_talk_pinned_beside_a_scene_does_not_join_the_scene_to_the_talk() -> None:
    _, groups = told(
        *(sighting(f"r{at}", east=2000 + 900 * at, minute=at * 9, text=text) for at, text in enumerate(DMV)),
        sighting("s1", minute=30, activity=Activity.QUESTIONING, equipment="gray pickup, red pickup", people=8),
        sighting(
            "s2",
            east=2,
            minute=33,
            activity=Activity.QUESTIONING,
            equipment="red pickup",
            text="asking workers for a passport",
        ),
        sighting(
            "s3",
            east=5,
            minute=36,
            activity=Activity.QUESTIONING,
            equipment="gray pickup",
            text="workers held by the tower",
        ),
        sighting(
            "both",
            east=5,
            minute=38,
            people=8,
            activity=Activity.QUESTIONING,
            text="heads up DMV workers call immigration when you show a passport",
        ),
    )
    assert groups == [{"both", "r0", "r1", "r2", "r3"}, {"s1", "s2", "s3"}]


DMV = (
    "is this true? avoid the dmv, agents behind the desk",
    "heard 5 people taken at the dmv counter",
    "heads up DMV workers call immigration, pass it on",
    "dicen que hay ICE en el DMV",
)


def test_what_is_seen_at_one_gas_station_is_not_what_was_said_of_another() -> None:
    _, groups = told(
        sighting("a", text="heard of one white silverado and 13 agents regrouping behind the gas station"),
        sighting("b", east=4900, minute=280, text="17 agents regrouping behind a gas station"),
    )
    assert groups == [{"a"}, {"b"}]


def test_greeting_friends_in_hmong_passes_nothing_on() -> None:
    _, groups = told(
        sighting("a", text="Cov phooj ywg, 13 leej tsom tsom cov tsev", language="hmn"),
        sighting("b", east=4900, minute=190, text="Cov phooj ywg, 12 leej tsom tsom cov tsev", language="hmn"),
    )
    assert groups == [{"a"}, {"b"}]
