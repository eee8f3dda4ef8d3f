"""What merging reads from one observation: a place in metres, minutes, vehicles, words, and what kind of telling it is."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import h3

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.words import Word, read_words
from wekeep.watch.rules.salute import Activity, Count, Observation

METRES_A_DEGREE = 111_195.0
KIND_REACH = 3


class Mention(NamedTuple):
    """One vehicle as described: its colour ("" when not said) and the kinds it may be (empty when not said)."""

    colour: str
    kinds: frozenset[str]


class Reading(NamedTuple):
    """One sighting prepared for weighing. `at` and `received` are minutes of the epoch; lat and lon whole microdegrees."""

    id: str
    at: float
    received: float
    blur: float
    lat: int
    lon: int
    cell: str
    fine_cell: str
    vehicles: int | None
    mentions: frozenset[Mention]
    people: Count | None
    activity: Activity | None
    marks: frozenset[str]
    lookalikes: frozenset[str]
    tokens: frozenset[str]
    names: frozenset[str]
    forwards: bool
    denies: bool


def read(observation: Observation) -> Reading:
    """Prepare `observation` for weighing; nothing of the reporter and no plate is kept."""
    words = read_words(observation.text)
    equipment = read_words(observation.equipment)
    uniform = read_words(observation.uniform)
    at = observation.observed_at.timestamp() / 60
    received = observation.received_at.timestamp() / 60
    told = _vehicles_told(equipment, "") | _vehicles_told(words, observation.language)
    tokens = {word.token for word in words}
    return Reading(
        id=observation.id,
        at=at,
        received=received,
        blur=min(c.LATE_BLUR_MOST, max(0.0, received - at) * c.LATE_BLUR),
        lat=round(observation.lat * 1e6),
        lon=round(observation.lon * 1e6),
        cell=h3.latlng_to_cell(observation.lat, observation.lon, c.CELL_RESOLUTION),
        fine_cell=h3.latlng_to_cell(observation.lat, observation.lon, c.SPOT_RESOLUTION),
        vehicles=observation.vehicles if observation.vehicles else None,
        mentions=told,
        people=observation.people,
        activity=observation.activity,
        marks=frozenset(word.token for word in uniform if _is_mark(word.token)),
        lookalikes=frozenset(
            token[5:] for token in tokens | {w.token for w in equipment + uniform} if token[:5] == "look:"
        ),
        tokens=frozenset(token for token in tokens if _says_something(token)),
        names=frozenset(word.token for word in words if word.named),
        forwards="cue:forward" in tokens,
        denies="cue:deny" in tokens,
    )


def metres_between(lat: int, lon: int, other_lat: int, other_lon: int) -> float:
    """Metres between two points in microdegrees, on a plane; good to a percent within some kilometres, anywhere on Earth."""
    across = (lon - other_lon + 180_000_000) % 360_000_000 - 180_000_000
    return math.hypot(lat - other_lat, across * _narrowing(lat // 100_000)) * (METRES_A_DEGREE / 1e6)


@lru_cache(maxsize=4096)
def _narrowing(tenth_of_degree: int) -> float:
    return math.cos(math.radians((tenth_of_degree + 0.5) / 10))


def _is_mark(token: str) -> bool:
    return token[:5] not in ("stop:", "cue:f", "cue:d") and not token.startswith("street:")


def _says_something(token: str) -> bool:
    return (token[:5] != "stop:" and token[:4] != "cue:" and token != "street:" and len(token) > 1) or token.isdigit()


def _vehicles_told(words: Iterable[Word], language: str) -> frozenset[Mention]:
    """Vehicles described: a kind with the colours just before it (English) or after it (Spanish, Arabic, Somali, Hmong)."""
    tokens = [word.token for word in words]
    mentions = []
    used: set[int] = set()
    for at, token in enumerate(tokens):
        if token[:8] != "vehicle:" or _is_spanish_verb(tokens, at, language):
            continue
        colour = _colour_near(tokens, at, used)
        kinds = frozenset(token[8:].split("|")) if token[8:] else frozenset[str]()
        if colour or kinds:
            mentions.append(Mention(colour, kinds))
    return frozenset(mentions)


def _is_spanish_verb(tokens: list[str], at: int, language: str) -> bool:
    """Whether this "van" is Spanish for "they go": it stands neither after an article or number nor before a colour."""
    if language[:2] != "es" or tokens[at] != "vehicle:van":
        return False
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    return not (before[:7] in ("number:", "colour:") or before.isdigit() or after[:7] == "colour:")


def _colour_near(tokens: list[str], at: int, used: set[int]) -> str:
    """The nearest colour before the kind, else after it, not crossing another vehicle and not used by one."""
    for step in (range(at - 1, at - 1 - KIND_REACH, -1), range(at + 1, at + 1 + KIND_REACH)):
        for near in step:
            if not 0 <= near < len(tokens) or tokens[near][:8] == "vehicle:":
                break
            if tokens[near][:7] == "colour:" and near not in used:
                used.add(near)
                return tokens[near][7:]
    return ""
