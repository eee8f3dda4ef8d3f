"""The one place where alerts turn what someone typed into a point."""

from dataclasses import dataclass

from wekeep.places.queries.gazetteer import look_up
from wekeep.places.rules.gazetteer import Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """A point (degrees, WGS 84) and what it is called."""

    words: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, the likeliest first; `clear` says that the first is surely meant."""

    clear: bool
    places: tuple[Found, ...]


def find(typed: str) -> Finding:
    """What `typed` may mean in the city that was imported: an address, a crossing, a landmark, or coordinates."""
    answer = look_up(typed, limit=4)
    return Finding(answer.verdict is Verdict.CLEAR, tuple(Found(c.label, c.lat, c.lon) for c in answer.candidates))
