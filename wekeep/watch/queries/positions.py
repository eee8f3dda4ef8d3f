"""Where a point lies, coarsely: the watch's one call site of places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import h3

from wekeep.places.queries.city import coarse_all
from wekeep.places.queries.gazetteer import nearest_crossing
from wekeep.places.queries.zones import zones_of
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.observations import observation_of
from wekeep.watch.rules.incident import summarise

# Nearer than this, two people who look at one scene differ by themselves.
_ELSEWHERE = 100


@dataclass(frozen=True, slots=True)
class Position:
    """The h3 cell (resolution 8), the zone's code and the neighbourhood's name; the last two are empty where unknown."""

    cell: str
    zone: str
    neighbourhood: str


@dataclass(frozen=True, slots=True)
class Told:
    """A place for a verifier to choose: degrees, what it is called (may be empty), and metres from where the incident is
    shown."""

    lat: float
    lon: float
    name: str
    away: int


def position_of(lat: float, lon: float) -> Position:
    """The coarse position of a point in degrees."""
    return positions_of([(lat, lon)])[0]


def positions_of(points: Sequence[tuple[float, float]]) -> list[Position]:
    """The coarse position of each of these points (lat, lon), in their order. Two queries for all."""
    places = zip(coarse_all(points), zones_of(points), strict=True)
    return [Position(place.cell, zone, place.name) for place, zone in places]


def places_told(incident: Incident, news: Iterable[Sighting]) -> list[Told]:
    """Where the incident is shown and, where `news` put it a hundred metres or more from there, that place as well; none
    for an incident that is nowhere."""
    if not incident.cell:
        return []
    shown = Told(incident.lat, incident.lon, place_name(incident.lat, incident.lon), 0)
    observations = [observation_of(sighting) for sighting in news]
    if not observations:
        return [shown]
    now = summarise(observations)
    away = round(h3.great_circle_distance((shown.lat, shown.lon), (now.lat, now.lon), unit="m"))
    return [shown, Told(now.lat, now.lon, place_name(now.lat, now.lon), away)] if away >= _ELSEWHERE else [shown]


def place_name(lat: float, lon: float) -> str:
    """What a point is called: the nearest crossing, else the neighbourhood; empty where neither is known."""
    return crossing_near(lat, lon) or position_of(lat, lon).neighbourhood


def crossing_near(lat: float, lon: float) -> str:
    """The name of the nearest crossing, for an answer that it was not enforcement; empty where none is known."""
    crossing = nearest_crossing(lat, lon)
    return crossing.label if crossing else ""
