"""Evidence from where and when: near in the same minutes, or moved on to the next stop."""

import math
from functools import lru_cache
from typing import NamedTuple

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.incident import BIN_MINUTES, Incident
from wekeep.watch.rules.merging.reading import Reading, metres_between
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
        return Reason(code, (round(self.metres), round(self.minutes)), self.scene)

    def moved_reason(self) -> Reason:
        """As a reason to show."""
        return Reason(ReasonCode.MOVED_ON, (round(self.moved_metres), round(self.moved_minutes)), c.MOVE_PRIOR)


NEVER = -99.0


def weigh_place(reading: Reading, incident: Incident) -> Nearness:
    """Compare the sighting with each of the incident's spots; the best one of them counts."""
    scene, metres, minutes = NEVER, math.inf, math.inf
    moved = False
    moved_metres = moved_minutes = math.inf
    for spot in incident.spots.values():
        lat, lon, middle = spot.middle()
        gap = max(0.0, abs(reading.at - middle) - reading.blur)
        if gap > c.SCENE_LONGEST_GAP:
            continue
        away = metres_between(reading.lat, reading.lon, lat, lon)
        weight = place_weight(away, spot.number) + time_weight(gap) if away <= c.REACH else NEVER
        if weight > scene or (scene == NEVER and away < metres):
            scene, metres, minutes = weight, away, gap
        if gap <= c.MOVE_GAP + c.MOVE_GAP_SLACK + BIN_MINUTES / 4 and away <= c.MOVE_DISTANCE + c.MOVE_DISTANCE_SLACK:
            if away < moved_metres:
                moved, moved_metres, moved_minutes = True, away, gap
    return Nearness(scene, metres, minutes, moved, moved_metres, moved_minutes)


def place_weight(metres: float, sightings: int) -> float:
    """Nats for a sighting `metres` from the mean of `sightings` others being of their scene rather than of one elsewhere.

    Pins are a mixture of good ones and vague ones, each a normal distribution; another scene lies anywhere in CITY_AREA.
    """
    return _place_weight(int(metres / 5), min(sightings, 8))


@lru_cache(maxsize=4096)
def _place_weight(steps: int, sightings: int) -> float:
    metres = steps * 5.0 + 2.5
    spread = 1 + 1 / sightings
    density = (1 - c.VAGUE_SHARE) * _normal(metres, c.PIN**2 * spread) + c.VAGUE_SHARE * _normal(
        metres, c.VAGUE**2 * spread
    )
    return math.log(density * c.CITY_AREA)


def _normal(metres: float, variance: float) -> float:
    return math.exp(-(metres**2) / (2 * variance)) / (2 * math.pi * variance)


def time_weight(gap: float) -> float:
    """Nats for `gap` minutes between a sighting and others of the scene."""
    return c.TIME_BONUS - max(0.0, gap - c.SCENE_GAP) / c.SCENE_FADE
