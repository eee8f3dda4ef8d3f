"""Wording B: the words of the held-out scenes."""

from bench.scenes.lexicon import Wording
from bench.scenes.wording_b.en import EN
from bench.scenes.wording_b.es import ES
from bench.scenes.wording_b.hmn import HMN
from bench.scenes.wording_b.so import SO

_TREES = (
    "Maple",
    "Birch",
    "Walnut",
    "Hazel",
    "Juniper",
    "Laurel",
    "Poplar",
    "Rowan",
    "Sycamore",
    "Willow",
    "Aspen",
    "Cypress",
    "Spruce",
    "Linden",
)
_PEOPLE = (
    "Lincoln",
    "Adams",
    "Douglass",
    "Tubman",
    "Parks",
    "Chavez",
    "Huerta",
    "King",
    "Addams",
    "Wells",
    "Debs",
    "Keller",
    "Banneker",
    "Carver",
)

WORDING = Wording(
    languages={"en": EN, "es": ES, "so": SO, "hmn": HMN},
    across=tuple(
        f"{name} Ave"
        for name in (*_TREES, "Harbor", "Mill", "Station", "Union", "Canal", "Orchard", "Prospect", "Summit")
    ),
    along=(
        *_PEOPLE,
        "Market",
        "Front",
        "Water",
        "Broad",
        "Church",
        "Depot",
        "Garden",
        "High",
        "Liberty",
        "Vine",
        "Spring",
    ),
    cities=(
        (42.36, -71.08, -5),
        (35.22, -80.84, -5),
        (29.95, -90.08, -6),
        (47.60, -122.31, -8),
        (36.17, -115.14, -8),
        (43.04, -87.93, -6),
        (19.43, -99.14, -6),
        (52.52, 13.41, 1),
        (-33.91, 151.19, 10),
        (40.42, -3.70, 1),
    ),
    names={
        "church": ("Holy Rosary", "San Miguel church", "Grace Lutheran", "Sagrado Corazon"),
        "station": ("Union Station", "the Canal St stop", "Orchard station", "Airport line"),
        "laundromat": ("SpinCycle", "Sunny Wash", "the 24h Lavanderia", "Bubble King"),
        "market": ("the Sunday flea market", "Plaza Fiesta", "Depot Market", "Pulga del Sur"),
    },
    lookalike_cars={
        "parade": ("sedan", "white"),
        "inspectors": ("sedan", "blue"),
        "animal": ("van", "green"),
        "internet": ("truck", "white"),
        "security": ("sedan", "silver"),
        "firefighters": ("truck", "red"),
    },
)
