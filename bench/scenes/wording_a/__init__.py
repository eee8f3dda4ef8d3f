"""Wording A: the words of the development scenes."""

from bench.scenes.lexicon import Wording
from bench.scenes.wording_a.en import EN
from bench.scenes.wording_a.es import ES
from bench.scenes.wording_a.hmn import HMN
from bench.scenes.wording_a.so import SO


def _ordinal(number: int) -> str:
    if 10 < number % 100 < 14:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


WORDING = Wording(
    languages={"en": EN, "es": ES, "so": SO, "hmn": HMN},
    across=(
        "Alder", "Bryant", "Cedar", "Dupont", "Elliot", "Fremont", "Garfield", "Harriet", "Irving", "James", "Kenwood",
        "Logan", "Morgan", "Nicollet", "Oakland", "Pleasant", "Queen", "Russell", "Stevens", "Thomas", "Upton", "Vincent",
        "Wentworth", "Xerxes", "York", "Zenith", "Aldrich", "Blaisdell", "Columbus", "Drew", "Emerson", "Franklin", "Girard",
        "Humboldt", "Ivy", "Juno", "Knox", "Lyndale", "Minnehaha", "Newton", "Ogema", "Portland", "Quincy", "Riverside",
        "Sheridan", "Tyler", "Ulysses", "Van Buren", "Washburn", "Park", "Chicago", "Bloomington", "Longfellow", "Hiawatha",
        "Snelling", "Dight", "Edmund", "Seabury", "Pillsbury", "Grand", "Clinton",
    ),
    along=tuple(f"{_ordinal(number)} St" for number in range(1, 48)),
    cities=(
        (44.96, -93.26, -6), (41.85, -87.68, -6), (34.05, -118.25, -8), (32.75, -97.13, -6), (39.73, -104.98, -7),
        (40.70, -73.92, -5), (45.52, -122.66, -8), (37.78, -122.22, -8), (29.74, -95.40, -6), (33.45, -112.07, -7),
        (60.19, 24.94, 2), (51.51, -0.06, 0),
    ),
    names={
        "store": ("Cub on Lake", "Mercado Central", "the Walmart on 38th", "Supermercado La Azteca", "Aldi on Franklin"),
        "school": ("Andersen School", "Green Central", "Roosevelt High", "Pratt Elementary", "Whittier School"),
        "hospital": ("HCMC", "Abbott Hospital", "Regions Hospital", "the Cedar clinic"),
        "bridge": ("the Ford Bridge", "the Lake Street bridge", "the 10th Ave bridge", "Highway 55"),
    },
    lookalike_cars={
        "film": ("truck", "white"), "tow": ("truck", "red"), "utility": ("truck", "white"), "sheriff": ("sedan", "tan"),
        "medics": ("van", "red"), "movers": ("truck", "blue"),
    },
)  # fmt: skip
