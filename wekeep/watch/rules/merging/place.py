"""Evidence from where and when: near in the same minutes, or moved on to the next stop."""

import math
from functools import lru_cache
from typing import NamedTuple

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import BIN_MINUTES, Incident
from wekeep.watch.rules.merging.reading import METRES_A_DEGREE, Reading, metres_between
from wekeep.watch.rules.merging.verdict import Reason, ReasonCode


class Nearness(NamedTuple):
    """What place and time say: nats for one scene, with its metres and minutes, and the same for a party that moved on."""

    scene: float
    metres: float
    minutes: float
    moved: bool
    moved_metres: float
    moved_minutes: float

    def scene_reason(self) -> Reason:
        """As a reason to show."""
        code = ReasonCode.NEAR if self.scene > 0 else ReasonCode.FAR
        values = (round(self.metres), round(self.minutes)) if self.metres < math.inf else ()
        return Reason(code, values, self.scene)

    def moved_reason(self) -> Reason:
        """As a reason to show."""
        values = (round(self.moved_metres), round(self.moved_minutes))
        return Reason(ReasonCode.MOVED_ON, values, move_weight(self.moved_metres, self.moved_minutes))


NEVER = -99.0
NOWHERE = Nearness(NEVER, math.inf, math.inf, moved=False, moved_metres=math.inf, moved_minutes=math.inf)
LAST_MOVE = c.MOVE_GAP + c.MOVE_GAP_SLACK + BIN_MINUTES / 4
LONGEST_MOVE = c.MOVE_DISTANCE + c.MOVE_DISTANCE_SLACK
FAR_NORTH = round(LONGEST_MOVE / METRES_A_DEGREE * 1e6)  # microdegrees
PIN_NORTH = round(c.TALK_REACH / METRES_A_DEGREE * 1e6)


def weigh_place(reading: Reading, incident: Incident) -> Nearness:
    """Compare the sighting with each of the incident's spots; the best one of them counts."""
    if reading.coarse:
        return _within_a_neighbourhood(reading, incident)
    spots = incident.near_latitude(reading.lat, FAR_NORTH)
    if not spots:
        return NOWHERE
    scene, metres, minutes = NEVER, math.inf, math.inf
    spread = _rounded(incident.spread())
    moved = False
    moved_metres = moved_minutes = math.inf
    for lat, lon, minute, number in spots:
        gap = abs(reading.at - minute) - reading.blur
        if gap > c.SCENE_LONGEST_GAP:
            continue
        gap = max(0.0, gap)
        away = metres_between(reading.lat, reading.lon, lat, lon)
        weight = _place_weight(int(away / 5), min(number, 8), spread) + time_weight(gap) if away <= c.REACH else NEVER
        if weight > scene or (weight == scene and (away, gap) < (metres, minutes)):
            scene, metres, minutes = weight, away, gap
        if away <= LONGEST_MOVE and gap <= LAST_MOVE and (away, gap) < (moved_metres, moved_minutes):
            moved, moved_metres, moved_minutes = True, away, gap
    moved = moved and moved_metres >= c.MOVE_LEAST
    return Nearness(scene, metres, minutes, moved, moved_metres, moved_minutes)


def _within_a_neighbourhood(reading: Reading, incident: Incident) -> Nearness:
    """A place that stands for a neighbourhood says only that it may be there: the rest has to come from what is told."""
    near = (
        (abs(reading.at - spot.middle[2]), metres_between(reading.lat, reading.lon, spot.middle[0], spot.middle[1]))
        for spot in incident.spots.values()
    )
    minutes, metres = min(((gap, away) for gap, away in near if away <= c.COARSE_REACH), default=(math.inf, math.inf))
    gap = max(0.0, minutes - reading.blur)
    scene = c.COARSE + time_weight(gap) if gap <= c.SCENE_LONGEST_GAP else NEVER
    return Nearness(scene, metres, minutes, moved=False, moved_metres=math.inf, moved_minutes=math.inf)


def weigh_pin(reading: Reading, incident: Incident) -> Reason | None:
    """The pin on the place it is about, however many hours later, as long as it is still told."""
    best, metres = 0.0, math.inf
    for lat, lon, minute, number in () if reading.coarse else incident.near_latitude(reading.lat, PIN_NORTH):
        away = metres_between(reading.lat, reading.lon, lat, lon)
        if away > c.TALK_REACH:
            continue
        hours = abs(reading.at - minute) / 60
        weight = (
            min(c.TALK_PLACE_MOST, place_weight(away, number, incident.spread())) - max(0.0, hours - 1) / c.TALK_FADE
        )
        # the nearer of equals, so that it is the same in whatever order the spots were counted
        if weight > best or (weight == best > 0 and away < metres):
            best, metres = weight, away
    return Reason(ReasonCode.NEAR, (round(metres), 0), best) if best > 0 else None


def move_weight(metres: float, minutes: float) -> float:
    """Nats for a party having moved on, before its vehicles are compared: the more ground, the more others on it."""
    overdue = max(0.0, minutes - c.MOVE_GAP) * c.MOVE_OVERDUE
    return c.MOVE_PRIOR - 2 * math.log(max(1.0, metres / c.MOVE_NEAR)) - overdue


def place_weight(metres: float, sightings: int, spread: float) -> float:
    """Nats for a sighting `metres` from the mean of `sightings` others being of their scene rather than of one elsewhere.

    Pins are a mixture of good ones, which lie around the scene as its others do (`spread`), and vague ones; each is a normal
    distribution. Another scene lies anywhere in CITY_AREA.
    """
    return _place_weight(int(metres / 5), min(sightings, 8), _rounded(spread))


def _rounded(spread: float) -> int:
    return round(spread / 2) * 2


@lru_cache(maxsize=40_000)
def _place_weight(steps: int, sightings: int, spread: int) -> float:
    metres = steps * 5.0 + 2.5
    mean = 1 + 1 / sightings
    density = (1 - c.VAGUE_SHARE) * _normal(metres, spread**2 * mean) + c.VAGUE_SHARE * _normal(
        metres, c.VAGUE**2 * mean
    )
    return math.log(density * c.CITY_AREA)


def _normal(metres: float, variance: float) -> float:
    return math.exp(-(metres**2) / (2 * variance)) / (2 * math.pi * variance)


def time_weight(gap: float) -> float:
    """Nats for `gap` minutes between a sighting and others of the scene."""
    return c.TIME_BONUS - max(0.0, gap - c.SCENE_GAP) / c.SCENE_FADE
