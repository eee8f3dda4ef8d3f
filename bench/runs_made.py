"""Days of a city that does not exist, by seeds: a school run and a delivery round, as a coordinator would plan them for tomorrow."""

from random import Random

from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.planning.problem import Driver, Problem, Seating, Stop, Task, Window
from wekeep.care.rules.planning.straight import as_the_crow_flies

MIDDLE = (44.95, -93.25)
EIGHT = 8 * 3600


def spots(draw: Random, count: int, wide: float) -> list[tuple[float, float]]:
    """Points around the middle, half of them in a few dense quarters."""
    quarters = [(draw.gauss(0, wide), draw.gauss(0, wide)) for _ in range(5)]
    found = []
    for number in range(count):
        north, east = draw.choice(quarters) if number % 2 else (draw.gauss(0, wide), draw.gauss(0, wide))
        lat, lon = MIDDLE[0] + north + draw.gauss(0, wide / 5), MIDDLE[1] + 1.4 * (east + draw.gauss(0, wide / 5))
        found.append((lat, lon))
    return found


def school(seed: int, children: int = 50, cars: int = 20) -> Problem:
    """Children of about two thirds as many homes to one school between 7:30 and 8:00, in cars with seats of several kinds.

    Siblings ride together; a fifth of the drivers speak Somali, and a tenth of the homes need one who does; nobody rides longer than 35 minutes.
    """
    draw = Random(seed)
    homes = max(1, children * 7 // 10)
    places = [MIDDLE, *spots(draw, homes, 0.02), *spots(draw, cars, 0.02)]
    lives = [*range(homes), *(draw.randrange(homes) for _ in range(children - homes))]
    needs = [Load(seats=1), Load(seats=1, booster=1), Load(seats=1, booster=1), Load(seats=1, harness=1)]
    speaks = {home: frozenset({"so"} if draw.random() < 0.1 else ()) for home in range(homes)}
    tasks = tuple(
        Task(
            code=f"child{number}",
            household=f"home{home}",
            pickup=Stop(1 + home, Window(EIGHT - 5400, EIGHT), 60),
            drop=Stop(0, Window(EIGHT - 1800, EIGHT), 0),
            demand=draw.choice(needs),
            ride_cap=2100,
            languages=speaks[home],
            siblings=f"home{home}",
        )
        for number, home in enumerate(lives)
    )
    seatings = [
        (Seating("boosters", Load(seats=4, booster=3)),),
        (Seating("harness", Load(seats=4, booster=2, harness=2)),),
        (
            Seating("big", Load(seats=6, booster=3, harness=2)),
            Seating("rear", Load(seats=5, booster=3, harness=1, rear_facing=1)),
        ),
    ]
    drivers = tuple(
        Driver(
            code=f"driver{number}",
            start=1 + homes + number,
            end=None,
            window=Window(EIGHT - 2 * 3600, EIGHT + 3600),
            seatings=seatings[number % 3],
            languages=frozenset({"so"} if number % 5 == 0 else ()),
        )
        for number in range(cars)
    )
    return Problem(as_the_crow_flies(places), drivers, tasks)


def groceries(seed: int, homes: int = 500, cars: int = 80) -> Problem:
    """A box or two for each home from one hub between four and half past eight, each home free for two hours, eight to twelve boxes a car."""
    draw = Random(seed)
    places = [MIDDLE, *spots(draw, homes, 0.04), *spots(draw, cars, 0.04)]
    early = [16 * 3600 + 1800 * draw.randrange(0, 5) for _ in range(homes)]
    tasks = tuple(
        Task(
            code=f"box{number}",
            household=f"home{number}",
            pickup=Stop(0, Window(15 * 3600, 20 * 3600), 0),
            drop=Stop(1 + number, Window(early[number], early[number] + 7200), 180),
            demand=Load(boxes=draw.choice([1, 1, 1, 2])),
        )
        for number in range(homes)
    )
    drivers = tuple(
        Driver(
            code=f"driver{number}",
            start=1 + homes + number,
            end=1 + homes + number,
            window=Window(15 * 3600, 21 * 3600),
            seatings=(Seating("boxes", Load(seats=4, boxes=draw.choice([8, 10, 12]))),),
            max_duty=4 * 3600,
        )
        for number in range(cars)
    )
    return Problem(as_the_crow_flies(places), drivers, tasks)
