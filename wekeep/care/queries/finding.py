"""Where a household lives, as roughly as a queue may know it: the one place where care asks the gazetteer."""

from dataclasses import dataclass

from wekeep.places.queries.city import coarse, neighbourhoods
from wekeep.places.queries.gazetteer import look_up
from wekeep.places.queries.zones import zone_of
from wekeep.places.rules.gazetteer import Verdict


@dataclass(frozen=True, slots=True)
class Rough:
    """A rough place: an h3 cell of resolution 8, the part of town, and the zone it lies in. All empty where nothing is known."""

    cell: str = ""
    area: str = ""
    zone: str = ""


def area_choices() -> list[tuple[str, str]]:
    """Every part of town, by name, to choose from; none before a city was imported."""
    return [(part.name, part.name) for part in neighbourhoods()]


def rough_place(area: str, address: str) -> Rough:
    """The rough place of an address where the gazetteer is sure of it, else of the part of town that was chosen."""
    answer = look_up(address, limit=1) if address else None
    if answer is not None and answer.verdict is Verdict.CLEAR:
        found = answer.candidates[0]
        return _rough(found.lat, found.lon, area)
    part = next((one for one in neighbourhoods() if one.name == area), None)
    return _rough(part.lat, part.lon, area) if part else Rough(area=area)


def _rough(lat: float, lon: float, area: str) -> Rough:
    place = coarse(lat, lon)
    return Rough(place.cell, area or place.name, zone_of(lat, lon))
