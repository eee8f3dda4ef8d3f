"""The plan of Sorrel Bend, a city that does not exist: its river, lake, parks, main streets, quarters and names.

All positions are metres east and north of the city's middle. The middle is laid into the open water of Lake Superior,
so that no coordinate of a demonstration is anyone's home.
"""

from dataclasses import dataclass

from wekeep.places.rules.made_up.names import (
    BIRDS,
    CLOTH,
    COLOURS,
    CRAFTS,
    FERNS,
    FISH,
    FORGES,
    MEADOW,
    MILLS,
    PEOPLE,
    SHOES,
    STARS,
    STONES,
    TOOLS,
    TREES,
    WATERS,
)

CITY = "Sorrel Bend"
MIDDLE_LAT, MIDDLE_LON = 47.76, -87.52
HALF = 3000.0
"""The city is a square of twice this many metres, with its corners rounded off."""

RIVER: list[tuple[float, float]] = [
    (-3600, 1900), (-2900, 1700), (-2200, 1720), (-1500, 1500), (-950, 1000), (-450, 560), (150, 420), (700, 640),
    (1150, 1080), (1650, 1290), (2200, 1120), (2750, 760), (3600, 640),
]  # fmt: skip
RIVER_WIDTH = 150.0
CREEK = [
    (-3400, -620),
    (-2600, -760),
    (-2150, -560),
    (-1700, -700),
    (-1150, -520),
    (-700, -80),
    (-520, 300),
    (-440, 560),
]
LAKE = [
    (1290, -1180), (1500, -980), (1830, -930), (2120, -1060), (2290, -1330), (2250, -1640), (2010, -1880), (1700, -1900),
    (1480, -1760), (1400, -1540), (1270, -1400),
]  # fmt: skip
POND = [(-1690, -1990), (-1590, -1905), (-1430, -1940), (-1380, -2050), (-1500, -2120), (-1650, -2090)]
ISLAND = [(-1990, 1600), (-1850, 1668), (-1690, 1600), (-1620, 1545), (-1750, 1545), (-1900, 1570)]

BASE_X, BASE_Y = -120.0, -330.0
"""House numbers count from here: east and west of Meridian Avenue, north and south of Division Street."""


@dataclass(frozen=True, slots=True)
class Main:
    """A main street drawn by hand: OpenStreetMap class, points, and whether it runs as two one-way carriageways."""

    name: str
    highway: str
    points: list[tuple[float, float]]
    dual: bool = False
    bridge: bool = True


MAINS = (
    Main("Meridian Avenue", "primary", [(-120, -3100), (-120, -1700), (-105, -700), (-120, -330), (-60, 80), (60, 640), (130, 1500), (90, 3100)], dual=True),
    Main("Division Street", "primary", [(-3100, -360), (-2200, -345), (-900, -330), (-120, -330), (900, -335), (2100, -300), (3100, -330)], dual=True),
    Main("Ferry Road", "secondary", [(-3100, -2540), (-2300, -1960), (-1250, -1180), (-120, -330), (560, 190), (1140, 640), (1640, 1290), (2200, 2050), (3000, 3050)]),
    Main("Mill Street", "secondary", [(-3100, -1215), (-1500, -1200), (-120, -1205), (760, -1190), (1130, -1120)]),
    Main("Tannery Road", "secondary", [(-3100, 2330), (-2300, 2260), (-1500, 2150), (-600, 2010), (110, 1990), (1000, 2080), (2100, 1920), (3100, 1700)]),
    Main("Quarry Road", "secondary", [(-1790, -390), (-1830, 400), (-1760, 980), (-1700, 1500), (-1560, 2150), (-1600, 3100)]),
    Main("Lakeview Avenue", "secondary", [(880, -3100), (900, -2300), (905, -1190), (900, -335), (840, 100), (800, 420)]),
    Main("Kettle Street", "secondary", [(-3100, -2230), (-1900, -2215), (-120, -2230), (900, -2225), (1900, -2235), (3100, -2215)]),
    Main("Old Wharf Road", "secondary", [(2560, -3100), (2540, -2230), (2620, -1200), (2520, -320), (2380, 500), (2330, 1080), (2300, 1890), (2250, 3100)]),
)  # fmt: skip

PARKWAY = "Orrin Lake Parkway"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter: where its grid starts, how it is turned (degrees) and spaced (metres), and what its streets are called.

    `across` names the streets that run east and west in the quarter's own frame, `along` the others; "#" stands for ordinals.
    """

    name: str
    seed: tuple[float, float]
    turn: float
    block: tuple[float, float]
    wave: float
    across: tuple[str, ...]
    along: tuple[str, ...]
    built: str


QUARTERS = (
    Quarter("Ferry Landing", (260, 40), 31.0, (104, 118), 0, ("# Street",), CRAFTS, "centre"),
    Quarter("Millrace", (-900, 200), -37.0, (98, 168), 10, MILLS, FISH, "dense"),
    Quarter("Larkspur", (-1200, -1700), 0.0, (92, 172), 14, TREES, ("# Avenue",), "homes"),
    Quarter("Cobbler's Row", (400, -1700), 0.0, (90, 150), 8, PEOPLE, SHOES, "dense"),
    Quarter("Orrin Shore", (2000, -700), 4.0, (100, 180), 22, BIRDS, WATERS, "homes"),
    Quarter("Brickyard", (1800, 300), 12.0, (124, 205), 6, FORGES, TOOLS, "works"),
    Quarter("Quarry Hill", (-2300, 700), 18.0, (118, 200), 46, STONES, FERNS, "hill"),
    Quarter("Tannery", (-600, 2500), 9.0, (100, 176), 20, CLOTH, COLOURS, "homes"),
    Quarter("Eastmeadow", (1200, 2600), -8.0, (108, 190), 38, MEADOW, STARS, "hill"),
)
NEIGHBOURHOODS = {
    "Ferry Landing": "Ferry Landing", "Millrace": "Millrace", "Larkspur": "Larkspur", "Cobbler's Row": "Cobbler's Row",
    "Orrin Shore": "Orrin Shore", "Brickyard": "Orrin Shore", "Quarry Hill": "Quarry Hill", "Tannery": "Northbank",
    "Eastmeadow": "Northbank",
}  # fmt: skip

PARKS = (
    ("Sorrel Bluffs Park", [(-900, 860), (-430, 470), (-330, 380), (-560, 330), (-780, 520), (-1060, 800)]),
    ("Landing Green", [(330, 330), (560, 470), (640, 380), (420, 230)]),
    ("Founders Commons", [(-1010, -1520), (-640, -1520), (-640, -1290), (-1010, -1290)]),
    ("Thistledown Park", [(-1800, -2180), (-1270, -2180), (-1270, -1830), (-1800, -1830)]),
    ("Quarry Overlook", [(-2900, 760), (-2480, 980), (-2280, 760), (-2420, 480), (-2800, 420)]),
    ("Meadow Commons", [(1180, 2380), (1620, 2330), (1700, 2620), (1280, 2700)]),
    ("Tanners Field", [(-1150, 2420), (-880, 2380), (-840, 2610), (-1110, 2650)]),
    ("Brickworks Park", [(1560, 120), (1840, 160), (1820, 420), (1500, 380)]),
    ("Rowan Square", [(230, -900), (470, -900), (470, -740), (230, -740)]),
)  # fmt: skip

BUSES = (
    ("2", "Meridian Avenue"),
    ("7", "Division Street"),
    ("11", "Ferry Road"),
    ("14", "Mill Street"),
    ("19", "Kettle Street"),
    ("23", "Tannery Road"),
    ("31", "Lakeview Avenue"),
)
RAIL = [
    (3400, -2760),
    (2860, -1900),
    (2830, -900),
    (2700, -120),
    (2040, 240),
    (1560, 560),
    (980, 340),
    (420, -130),
    (-250, -620),
    (-1300, -980),
    (-2300, -1500),
    (-3400, -1800),
]
TRAM_STOPS = (("Wharf Station", 0.22), ("Brickyard Station", 0.36), ("Landing Station", 0.52), ("Meridian Station", 0.60), ("Larkspur Station", 0.72), ("Ferry Road Station", 0.86))  # fmt: skip
