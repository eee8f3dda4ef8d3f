"""What really happened in a scene: parties, their stops, the incidents they make, and the recorded sightings of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bench.scenes.geometry import Spot


class Sort(StrEnum):
    """What sort of thing an incident is, which decides the words that witnesses have for it."""

    REAL = "real"
    LOOKALIKE = "lookalike"
    RUMOUR = "rumour"


SHADES: dict[str, frozenset[str]] = {
    "black": frozenset({"dark"}),
    "navy": frozenset({"dark"}),
    "charcoal": frozenset({"dark"}),
    "white": frozenset({"light"}),
    "silver": frozenset({"light", "dark"}),
    "tan": frozenset({"light"}),
    "red": frozenset({"red"}),
    "green": frozenset({"green"}),
    "blue": frozenset({"dark"}),
}
"""Colours that one witness may take for another share a shade: grey may be called dark, and blue dark blue."""


@dataclass(frozen=True, slots=True)
class Cars:
    """So many vehicles of one kind and colour."""

    count: int
    kind: str
    colour: str


@dataclass(frozen=True, slots=True)
class Party:
    """People who move together, with their vehicles; the keys are looked up in the words of each language."""

    cars: tuple[Cars, ...]
    people: int
    uniform: str
    detail: str

    @property
    def vehicles(self) -> int:
        """How many vehicles they have in all."""
        return sum(cars.count for cars in self.cars)

    def differs_from(self, other: "Party") -> bool:
        """Whether a witness with a fair look could tell the two by their vehicles: no kind, or no shade, in common."""
        kinds = {cars.kind for cars in self.cars} & {cars.kind for cars in other.cars}
        return not kinds or not self._shades & other._shades

    def has_other_colours(self, other: "Party") -> bool:
        """Whether no witness could take a vehicle of one for one of the other by its colour, whatever kind it is called."""
        return not self._shades & other._shades

    @property
    def _shades(self) -> frozenset[str]:
        return frozenset().union(*(SHADES[cars.colour] for cars in self.cars))


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a party stood, from `begins` for `lasts` minutes of the scene's clock; the plot says what they do there."""

    spot: Spot
    begins: float
    lasts: float
    plot: str

    @property
    def ends(self) -> float:
        """The minute at which it was over."""
        return self.begins + self.lasts


@dataclass(slots=True)
class Incident:
    """One true incident: everything recorded about it belongs together, and nothing else does.

    `whom` is who it happens to, `theme` what a look-alike or rumour is, `name` the place a rumour is about; `rival_metres` is the
    distance to another incident at the same time, or 0 when there is none to be mistaken for.
    """

    id: str
    sort: Sort
    party: Party
    stops: list[Stop]
    whom: str = ""
    theme: str = ""
    name: str = ""
    rival_metres: float = 0.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """One recorded sighting, as it is written into a scene's file, with the incident it truly belongs to."""

    id: str
    incident: str
    observed_at: datetime
    received_at: datetime
    lat: float
    lon: float
    people: int | list[int] | None
    vehicles: int | None
    activity: str | None
    uniform: str
    equipment: str
    text: str
    language: str

    def as_row(self, *, zulu: bool) -> dict[str, object]:
        """The line of the file, times in the city's zone or (`zulu`) in UTC with a Z."""
        return {
            "id": self.id,
            "observed_at": stamp(self.observed_at, zulu=zulu),
            "received_at": stamp(self.received_at, zulu=zulu),
            "lat": self.lat,
            "lon": self.lon,
            "people": self.people,
            "vehicles": self.vehicles,
            "activity": self.activity,
            "uniform": self.uniform,
            "equipment": self.equipment,
            "text": self.text,
            "language": self.language,
        }


def stamp(moment: datetime, *, zulu: bool) -> str:
    """ISO 8601 to the second, with the zone's offset, or in UTC with a Z."""
    if not zulu:
        return moment.isoformat(timespec="seconds")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


@dataclass(slots=True)
class Scene:
    """A whole scene: its kind, its city, what happened (in order of making), and what was recorded of it."""

    kind: str
    centre: tuple[float, float]
    incidents: list[Incident] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    zulu: bool = False
    shuffled: bool = False
