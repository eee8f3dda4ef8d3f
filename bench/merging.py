"""How fast the merging rules place sightings: `python -m bench.merging [--number N] [--runs N]`.

Prints sightings a second of processor time (one core) through `Book.place`, the same for the plain way (rapidfuzz
token_set_ratio of each text against the last 3,000, without blocking) in the same run, their ratio, and the machine. The mix
is made up: scenes with many reports, lone sightings and rumours over a city, in order of receipt.
"""

import argparse
import math
import os
import platform
import random
import statistics
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rapidfuzz import fuzz, process

from wekeep.kit.memory import look_for_garbage_less_often
from wekeep.watch.rules.merging import Book
from wekeep.watch.rules.salute import Activity, Count, Observation

START = datetime(2026, 1, 14, 6, 0, tzinfo=UTC)
CITY = 9_000.0  # metres from the middle
HOURS = 12.0
COLOURS = ("black", "white", "gray", "silver", "navy", "tan", "red", "green")
KINDS = ("SUV", "van", "sedan", "pickup", "jeep")
FIRST, LAST = ("Al", "Bel", "Cor", "Dan", "El", "Far"), ("by", "ton", "wick", "mere", "stead")
STREETS = tuple(first + last for first in FIRST for last in LAST)
OPENERS = ("I see", "there are", "just saw", "neighbours,", "hay", "please come,")
KEEPERS = 3_000


def city(number: int, seed: int) -> list[Observation]:
    """`number` sightings in order of receipt: two thirds of scenes, the rest lone ones and rumours."""
    draw = random.Random(seed)
    found: list[Observation] = []
    while len(found) < number:
        kind = draw.random()
        found += _rumour(draw) if kind < 0.02 else _scene(draw, 1 if kind < 0.5 else draw.randint(4, 40))
    return sorted(found[:number], key=lambda one: (one.received_at, one.id))


def _scene(draw: random.Random, size: int) -> Iterator[Observation]:
    east, north, minute = draw.uniform(-CITY, CITY), draw.uniform(-CITY, CITY), draw.uniform(0, HOURS * 60)
    vehicle = f"{draw.randint(1, 5)} {draw.choice(COLOURS)} {draw.choice(KINDS)}s"
    corner = f"{draw.choice(STREETS)} and {draw.randint(4, 48)}th"
    activity = draw.choice(list(Activity))
    for _ in range(size):
        text = f"{draw.choice(OPENERS)} agents at {corner}, {vehicle} parked" if draw.random() < 0.7 else ""
        told = vehicle if draw.random() < 0.4 else ""
        yield _sighting(draw, (east, north), minute + draw.expovariate(0.1), text, told, activity)


def _rumour(draw: random.Random) -> Iterator[Observation]:
    text = f"they say there is a raid at {draw.choice(STREETS)} School, keep the children home"
    minute = draw.uniform(0, HOURS * 60)
    for _ in range(draw.randint(5, 40)):
        place = (draw.uniform(-CITY, CITY), draw.uniform(-CITY, CITY))
        yield _sighting(draw, place, minute + draw.uniform(0, 180), text, "", None)


def _sighting(
    draw: random.Random, place: tuple[float, float], minute: float, text: str, equipment: str, activity: Activity | None
) -> Observation:
    observed = START + timedelta(minutes=minute)
    people = draw.randint(2, 9)
    return Observation(
        id=f"{draw.getrandbits(60):015x}",
        observed_at=observed,
        received_at=observed + timedelta(minutes=draw.expovariate(0.3)),
        lat=44.95 + (place[1] + draw.gauss(0, 30)) / 111_195,
        lon=-93.26 + (place[0] + draw.gauss(0, 30)) / (111_195 * math.cos(math.radians(44.95))),
        people=Count(people, people) if draw.random() < 0.5 else None,
        activity=activity if draw.random() < 0.5 else None,
        equipment=equipment,
        text=text,
    )


def rate_of_book(observations: list[Observation]) -> float:
    """Sightings a second through `Book.place`."""
    book = Book()
    began = time.process_time()
    for observation in observations:
        book.place(observation)
    return len(observations) / (time.process_time() - began)


def rate_of_plain(observations: list[Observation]) -> float:
    """Sightings a second by comparing each text with the last ones, all of them."""
    recent: deque[str] = deque((one.text for one in observations), maxlen=KEEPERS)
    sample = observations[:300]
    began = time.process_time()
    for observation in sample:
        process.extractOne(observation.text, recent, scorer=fuzz.token_set_ratio, score_cutoff=62)
        recent.append(observation.text)
    return len(sample) / (time.process_time() - began)


def main() -> None:
    """Run both and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    look_for_garbage_less_often()  # as every process of the program does
    observations = city(asked.number, seed=7)
    book = statistics.median(rate_of_book(observations) for _ in range(asked.runs))
    plain = statistics.median(rate_of_plain(observations) for _ in range(asked.runs))
    print(f"Book.place              {book:8.0f} sightings/s (median of {asked.runs} runs of {asked.number})")
    print(f"token_set_ratio, 3,000  {plain:8.0f} sightings/s (the last {KEEPERS} texts, unblocked)")
    print(f"ratio                   {book / plain:8.1f}")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    print(f"machine                 {machine}")


if __name__ == "__main__":
    main()
