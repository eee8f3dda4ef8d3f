"""Ways of saying things, each with several wordings: what a neighbour would type, and the one field it is about."""

from datetime import datetime
from typing import Any

import pytest

from wekeep.watch.rules.paste import read
from wekeep.watch.rules.paste.bulk import as_json

SENT = datetime.fromisoformat("2026-01-21T16:20:00-06:00")


def _read(text: str) -> dict[str, Any]:
    return as_json("m", read(text, SENT))


def _clock(hour: int, minute: int) -> str:
    return f"2026-01-21T{hour:02}:{minute:02}:00-06:00"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("7 agents minimum at 38th & Nicollet", [7, None]),
        ("They're breaking down the door at 2914 Pleasant!!! 8 of them at least, rifles out", [8, None]),
        ("size: up to 5 location: 24th and Cedar activity: knocking", [0, 5]),
        ("two in the car, two on the sidewalk, Lake & 17th, ICE vests", [4, 4]),
        ("1 driver 2 passengers, black Explorer MN plates, 46th & Hiawatha", [3, 3]),
        ("one woman agent and two men, vests, at the library on Franklin", [3, 3]),
        ("lone ICE guy at the bus stop on 8th", [1, 1]),
        ("vi a uno solo, con chaleco, en la parada de la 38", [1, 1]),
        ("now 12 agents (was 6), Lake & 15th", [12, 12]),
        ("up from 4 to 9 agents at 28th & Oakland", [9, 9]),
        ("ahora son 10, antes eran 5, en la Lake y 12, agentes", [10, 10]),
        ("4 agents and a supervisor at 1200 W Broadway", [5, 5]),
        ("two agents + 1 more in the truck, 27th and 1st", [3, 3]),
        ("S 4+2 A staging L Lake & 3rd", [6, 6]),
        ("3 black SUVs, 2 guys in each, vests, 36th & Bloomington", [6, 6]),
        ("tres camionetas con dos cada una, chalecos verdes, la 36 y Bloomington", [6, 6]),
        ("one agent with a clipboard and another with a dog at Cedar and 26th", [2, 2]),
        ("agents grabbed 2 guys at 36th & Cedar", None),
        ("a handful of agents by the school on 34th", None),
        ("2 of them at the door, another 3 by the cars, 2900 Park, agents", [5, 5]),
        ("two vans and a sedan, each with 2 agents, Lake & 10th", [6, 6]),
        ("3 agents left, 2 still at the door, 2400 Portland", [2, 2]),
        ("white van with 3 masked men at Lake and 4th", [3, 3]),
        ("10 bystanders and 4 officers at Lake & 4th", [4, 4]),
        ("S 5 (maybe 6) A staging L Lake & 3rd", [5, 6]),
        ("S still 3 A knocking L 2914 Pleasant", [3, 3]),
        ("S: 3 + driver L: Lake & 3rd A: watching", [4, 4]),
        ("size 6, they are knocking at 2914 Pleasant, vests", [6, 6]),
        ("L Lake & 3rd, A tres parados viendo la parada, E van gris", [3, 3]),
        ("gente con chalecos en la escalera de la 2914 Pleasant, tocando, al menos 4", [4, None]),
        ("route 5 bus 12 driver here, agents got on at Lake & 4th", None),
        ("a van parked on Lake & 4th since 7 with 3 men inside, watching", [3, 3]),
        ("they drove off with 2 men inside, Lake & 4th, white van", None),
        ("conté once en la Lake y 4, con chalecos", [11, 11]),
        ("agents at Lake & 4th, the number has grown from 4 to 9, vests", [9, 9]),
        ("two of the agents are by the door at 2914 Pleasant, one by the cars, vests", [3, 3]),
        ("q 5\na tocando puertas\nl 2914 Pleasant\nh 7:10", [5, 5]),
    ],
)
def test_a_party_is_counted_by_its_parts_and_by_the_latest_number(text: str, people: list[int | None] | None) -> None:
    assert _read(text)["people"] == people


@pytest.mark.parametrize(
    ("text", "vehicles"),
    [
        ("a convoy of black SUVs, at least 6, on Cedar, ICE", 6),
        ("black SUVs (3) agents (7) Lake & 4th", 3),
        ("4 agents on foot, Lake & 4th, no vehicles", 0),
        ("sin vehículos, 4 agentes a pie en la Lake y 4", 0),
        ("two SUVs boxed in a minivan at Lake & 4th, ICE", 2),
        ("1 suv left, 2 still here at Lake & 4th, agents in vests", 2),
        ("se fue una camioneta, quedan dos en la Lake y 4, agentes", 2),
        ("agents have a landscaping truck stopped on 42nd & 28th, 2 SUVs", 2),
        ("agents pulling cars over on Lake & 4th, 5 vehicles", 5),
        ("agents going floor by floor at 2500 Blaisdell", None),
        ("gray van gray van gray van, 3 of them behind the church on 31st, agents", 3),
        ("K-9 unit + 3 agents checking bags at the station on Hawthorne", None),
        ("Hola, pararon una troca blanca con 2 Suburbans negras, Lake y 4", 2),
        ("An Explorer and a Ram with tinted windows at 12th & Cedar, agents in vests", 2),
        ("3 agents with a ram at the door of 2914 Pleasant", None),
        ("E: both trucks + a gray sedan, L: Lake & 10th, A: leaving", 3),
        ("both suvs drove off, 29th and Park, agents", 2),
        ("dos guaguas blancas y un microbús, agentes en la Lake y 4", 3),
        ("route 5 driver here, bus 5 is stopped at Penn & Lowry, 2 agents got on", None),
        ("agents by the transit center on Chicago, 4 of them in vests", None),
        ("a tow truck is taking the neighbor's car, 2 agents with vests watching, 38th & Park", None),
        ("blue Civic boxed in by 3 black SUVs, 26th and Lyndale, agents", 3),
        ("three SUVs pulled in behind a red Corolla at Lake & 4th, agents out", 3),
        ("convoy: 6 with lights off, NB on Cedar from 38th, ICE", 6),
    ],
)
def test_only_the_vehicles_that_came_are_counted(text: str, vehicles: int | None) -> None:
    assert _read(text)["vehicles"] == vehicles


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("agents walking a woman to their SUV, 2600 block of Pleasant", "loading"),
        ("5 agents put two workers on a bus at the warehouse on 9th St", "loading"),
        ("pararon a mi vecino en su carro en la Lake y 4, dos agentes", "vehicle_stop"),
        ("acaban de parar la troca de mi tio en la 38 y Park, 3 agentes", "vehicle_stop"),
        ("agents at Lake & 4th have the driver out of the car, 3 of them", "vehicle_stop"),
        ("S 3 A esculcando un carro que pararon L Lake y 4", "vehicle_stop"),
        ("S 4 A checking cars, all of them L Lake & 4th", "checkpoint"),
        ("2 agents waiting in the lobby at the clinic on Chicago", "surveilling"),
        ("dos tipos con chaleco esperando en la camioneta, Lake y 4", "surveilling"),
        ("un hombre con chaleco sacaba fotos de los carros en la Lake y 4", "surveilling"),
        ("S 3 A parked facing out, staging L Lake & 4th", "staging"),
        ("4 agents pulling on their jackets in the Cub lot on Lake", "staging"),
        ("S 4 A knock L 2914 Pleasant", "approaching_home"),
        ("hay 2 con chaleco parados afuera de mi puerta, 2914 Pleasant", "approaching_home"),
        ("6 SUVs pulling out of the Whipple lot, agents", "leaving"),
        ("2 agentes en la Lake y 4, lo soltaron, lo dejaron ir", None),
        ("3 agents lookin like soldiers at Lake & 4th", None),
        ("a lady with a camera watching 4 agents at Lake & 4th", "surveilling"),
        ("ya lo treparon a la camioneta, Lake y 15", "loading"),
        ("ICE picked up a roofer at 4120 Aldrich, 3 agents", "detaining"),
        ("lo tienen tirado en el piso afuera de la tienda, Lake y 15, 4 migras", "detaining"),
        ("2 agents leaning on the buzzer at 1410 Portland", "approaching_home"),
        ("están adentro del edificio 2800 de la Park, van por cada apartamento", "approaching_home"),
        ("le pegaron el alto a una troca en la Snelling y Marshall", "vehicle_stop"),
        ("they pulled ovr a painter on Penn & 26th, 4 agnts", "vehicle_stop"),
        ("cooks at the diner on 7th getting IDd by 3 agents", "questioning"),
        ("le preguntan a la gente si son ciudadanos afuera del Cub en la Lake", "questioning"),
        ("every car gets waved over at the 94 exit, Dale st", "checkpoint"),
        ("about 10 guys in vests huddled by 4 SUVs behind the church on 28th", "staging"),
        ("siguen dando la vuelta a la manzana de la 31 y Grand", "surveilling"),
        ("agents just staring at the line outside the food shelf, 5th and Main", "surveilling"),
        ("they packed up and went, 36th and 3rd", "leaving"),
        ("the lot on Fort Rd is emptying out, 9 ICE cars", "leaving"),
        ("Leaving church we saw two black Tahoes at 31st & Park with agents", None),
        ("4 agents by a parked Tahoe at 31st & Park", None),
        ("A) going into the kitchen of the restaurant L) 66th & Penn S) 4", None),
    ],
)
def test_an_activity_is_heard_in_many_wordings_and_not_in_what_others_do(text: str, activity: str | None) -> None:
    assert _read(text)["activity"] == activity


@pytest.mark.parametrize(
    ("text", "uniform", "equipment"),
    [
        ("4 of them with balaclavas at Lake & 4th, one rifle", None, "one rifle, balaclavas"),
        ("tres con cubrebocas en la Lake y 4, agentes", None, "cubrebocas"),
        ("they have HSI on the back, 3 of them, Lake & 4th", "HSI on the back", None),
        ("5 men in tactical vests with no name tags at Lake & 4th", "tactical vests with no name tags", None),
        (
            "agents at Lake & 4th, gray Malibu, WI plates, lights in the grill",
            None,
            "gray Malibu, WI plates, lights in the grill",
        ),
        ("update: the van is gone, 2 agents still at Lake & 4th", None, None),
        ("one agent with a malinois at Lake & 4th", None, "malinois"),
        ("U: masks L: Lake & 4th E: masks, rifles S: 3", "masks", "masks, rifles"),
        ("S 2 L Lake & 4th U vests E rifles, no cars that we can see", "vests", "rifles"),
        ("S 2 L Lake & 4th U vests E black Jeep headed north on Cedar", "vests", "black Jeep"),
        ("two vans, one gray one white, 3 agents at Lake & 4th", None, "two vans, one gray one white"),
        ("3 agents put a woman in a van at Lake & 4th, she had a blue coat", None, "van"),
        ("4 agentes en la Lake y 4, no llevan insignias", "no llevan insignias", None),
        ("3 agents at Lake & 4th, badges around their necks", "badges around their necks", None),
        ("3 agents putting their gear on at Lake & 4th", None, None),
        ("3 agents in vests at Lake & 4th, gas masks on their belts", "vests", "gas masks"),
    ],
)
def test_what_is_worn_is_told_from_what_is_carried_and_driven(
    text: str, uniform: str | None, equipment: str | None
) -> None:
    answer = _read(text)
    assert (answer["uniform"] or "").removeprefix("con ") == (uniform or "").removeprefix("con ")
    assert answer["equipment"] == equipment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("agents at Lake & 4th around 2", _clock(14, 0)),
        ("2ish, 3 agents at Lake and 4th", _clock(14, 0)),
        ("3 agents lined up on Lake by the park 340ish", _clock(15, 40)),
        ("4 agentes Lake y 4 a las 3 con 20", _clock(15, 20)),
        ("4 agentes Lake y 4 pasadas las 3", _clock(15, 0)),
        ("cuatro menos diez vi 4 agentes en la Lake y 4", _clock(15, 50)),
        ("three thirty, 4 agents at Lake & 4th", _clock(15, 30)),
        ("quarter of 4, 4 agents at Lake & 4th", _clock(15, 45)),
        ("S 4 A knocking L 2914 Pleasant T 10 to 4", _clock(15, 50)),
        ("S 4 A knocking T 20 to 4 E rifles L 2914 Pleasant", _clock(15, 40)),
        ("4 agents Lake & 4th 1.5 hours ago", _clock(14, 50)),
        ("4 agentes Lake y 4 hace cosa de 10 minutos", _clock(16, 10)),
        ("4 agentes Lake y 4 hace un cuarto de hora", _clock(16, 5)),
        ("4 agents Lake & 4th as I type", _clock(16, 20)),
        ("4 agentes Lake y 4 en este instante", _clock(16, 20)),
        ("2 agents at 22nd & 11th, 8-ish SUVs", None),
        ("whole crew at Lake & 4th, like 20 agents", None),
        ("4 agents at Lake & 4th, saw them at half three", _clock(15, 30)),
        ("4 agents at Lake & 4th a few min ago", None),
        ("L Lake & 4th T noonish S 4 agents", _clock(12, 0)),
        ("I just biked past Lake & 4th, 4 agents in vests", _clock(16, 20)),
        ("4 agentes en la Lake y 4 hace ratito", None),
        ("alguien puede ir a la 24 y Bloomington, hay una Tahoe negra con 2 tipos", None),
    ],
)
def test_spoken_and_rounded_times_are_read_and_counts_are_not(text: str, moment: str | None) -> None:
    assert _read(text)["observed_at"] == moment


@pytest.mark.parametrize(
    "text",
    [
        "no son policías, son migra, 4 en la Lake y 12, chalecos negros",
        "my sister just called, 2 ICE agents in her lobby at 2700 Park, they're asking for unit 302",
        "a friend texted me: 5 agents detaining someone at Lake and Minnehaha 10 min ago",
        "why are there 6 agents at the light rail station on 38th",
        "alguien sabe que pasa? hay 3 camionetas y hombres con chalecos en la 18 y Bloomington",
        "thanks everyone, still 2 SUVs here at 31st and Cedar tho",
        "no ICE markings but 3 guys w rifles at 31st & Cedar",
        "ICE knocking at 2400 Portland, don't open the door",
        "same Yukon as last week, 2 men in it, 31st & Cedar now",
        "men in masks outside Aldi on Lake",
        "they're gone from 31st, took one person",
        "saw 3 agents when I was going to work, 38th and Chicago, green vests",
        "is anyone watching 31st? agents just pulled up",
        "can someone check 24th and Bloomington, black Tahoe with 2 guys sitting in it",
        "me dijo mi vecina que hay 4 agentes en la 38 y Chicago",
    ],
)
def test_an_observation_is_a_sighting_whatever_stands_around_it(text: str) -> None:
    assert _read(text)["is_sighting"] is True


@pytest.mark.parametrize(
    "text",
    [
        "The men in vests at 35th are from CenterPoint checking a gas leak, I asked",
        "that big 'ICE truck' by the rink is literally an ice cream truck",
        "turns out the 3 SUVs on Grand were a funeral procession",
        "heard ICE is in Richfield today be careful",
        "Friend of a friend said 50 agents staying at the Hilton",
        "le dijeron a mi esposo que hay retén en la 494",
        "can someone check on the church on 31st?",
        'the person who said "5 agents at Aldi" - which Aldi?',
        "whoever reported the tahoe on 24th, what time was that?",
        "Car accident at Hiawatha and 46th, 2 cars, avoid",
        "I have a gray Honda Odyssey and can give rides from Lake & Bloomington",
        "the black Tahoe on 42nd is my uncle lol",
        "good job on 33rd today everyone, they left because of us",
        "ICE arrested 400 people in Minnesota this week per the Strib",
        "arrived at 2815 Stevens, no agents, talked to the resident, he is ok",
        "ya revisé la 31 y Grand, no hay nada, era una troca de construcción",
        'a great report reads like this: "S 4, A staging, L 2nd & Oak, U vests, T 8:00, E a van"',
        "S: me and one other A: watching L: 34th & Cedar T: 3:00 E: whistle",
        "who took the photo of the 2 Tahoes someone posted at 10 on Elliot?",
        "two police and a fire truck at 33rd & Park, nothing to do with ICE",
        "A question for the group: when I press the bell, do I stop hearing from everybody?",
        "nah thats just the landlord's guy, he parks his truck on 31st every day",
    ],
)
def test_everyday_matters_rumours_and_denials_are_no_sighting(text: str) -> None:
    assert _read(text)["is_sighting"] is False


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("agents across the street from the mosque on 12th ave", "across the street from the mosque on 12th ave"),
        ("saw 3 agents when I was going to work, 38th and Chicago", "38th and Chicago"),
        ("mi hermana me contó que se llevaron a dos en la construcción de la 50", "la construcción de la 50"),
        ("Hermanos y hermanas, tres agentes en Karmel Mall", "Karmel Mall"),
        ("Brothers and sisters, three agents came to Karmel Mall and asked for papers", "Karmel Mall"),
        ("they stopped a truck in front of us at Penn and Dowling, 3 agents", "Penn and Dowling"),
    ],
)
def test_a_place_keeps_its_landmark_and_nothing_else(text: str, place: str) -> None:
    assert _read(text)["place_text"] == place


@pytest.mark.parametrize("piece", ["about ", "at about ", "7 - ish ", "blac - ", "\U00010a40 "])
def test_runs_of_the_same_words_are_read_at_once(piece: str) -> None:
    assert _read(piece * 2000)["is_sighting"] is False


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("T 5 A tocando puertas L Lake y 17 U chaleco H 9:15 E rifles", "people", [5, 5]),
        ("S/A/L/U/T/E: 4 / staging / Lake & 17th / vests / 7:10 / 2 black suvs", "people", [4, 4]),
        ("📍 Lake & 17th 👥 5 🚙 3 white Yukons", "vehicles", 3),
        ("> 5 agents at Lake & 17th\nnow 7 of them at Lake & 17th with vests", "people", [7, 7]),
        ("habia 3 agentes pero ahora son 6 en la 38 y Chicago", "people", [6, 6]),
        ("3 agents on the sidewalk, 1 still in the van, 38th and Chicago", "people", [4, 4]),
        ("no hay carros, 3 agentes en la 38 y Chicago", "vehicles", 0),
        ("1 suv left, 2 still here at 31st & Cedar", "activity", None),
        ("3 agents in vests ran up, they went through the back door at 2400 Park", "activity", "approaching_home"),
        ("no dejan pasar a nadie sin papeles en la 38 y Chicago, 4 agentes", "activity", "checkpoint"),
        ("going stall to stall asking people for papers, 3 agents, mercado central", "activity", "questioning"),
    ],
)
def test_a_class_of_wordings_is_read_alike(text: str, field: str, value: object) -> None:
    assert _read(text)[field] == value
