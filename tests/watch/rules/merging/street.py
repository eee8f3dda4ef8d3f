"""A street to place made-up sightings on: metres and minutes instead of degrees and dates."""

import itertools
import math
from datetime import UTC, datetime, timedelta

from wekeep.watch.rules.merging import Book
from wekeep.watch.rules.salute import Activity, Count, Observation

MORNING = datetime(2026, 1, 14, 13, 0, tzinfo=UTC)
LAT, LON = 44.9480, -93.2620
_numbers = itertools.count(1)


def sighting(
    name: str = "",
    *,
    east: float = 0,
    north: float = 0,
    minute: float = 0,
    received: float | None = None,
    people: int | None = None,
    vehicles: int | None = None,
    activity: Activity | None = None,
    uniform: str = "",
    equipment: str = "",
    text: str = "",
    language: str = "en",
    coarse: bool = False,
) -> Observation:
    """One sighting so many metres from the corner and minutes after the morning began; received a minute later."""
    observed = MORNING + timedelta(minutes=minute)
    return Observation(
        id=name or f"s{next(_numbers)}",
        observed_at=observed,
        received_at=observed + timedelta(minutes=1) if received is None else MORNING + timedelta(minutes=received),
        lat=LAT + north / 111_195,
        lon=LON + east / (111_195 * math.cos(math.radians(LAT))),
        people=None if people is None else Count(people, people),
        vehicles=vehicles,
        activity=activity,
        uniform=uniform,
        equipment=equipment,
        text=text,
        language=language,
        coarse=coarse,
    )


def told(*sightings: Observation) -> tuple[Book, list[set[str]]]:
    """A book that was told these in order of receipt, and the incidents it made of them, as sets of ids."""
    book = Book()
    for one in sorted(sightings, key=lambda one: one.received_at):
        book.place(one)
    return book, standing(book, [one.id for one in sightings])


def standing(book: Book, names: list[str]) -> list[set[str]]:
    """Which of these sightings are together now."""
    groups: dict[int | None, set[str]] = {}
    for name in names:
        groups.setdefault(book.incident_of(name), set()).add(name)
    return sorted(groups.values(), key=lambda group: sorted(group))
