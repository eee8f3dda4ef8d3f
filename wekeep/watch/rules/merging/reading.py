"""What merging reads from one observation: a place in metres, minutes, vehicles, words, and what kind of telling it is."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import h3

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.names import Names, find_names
from wekeep.watch.rules.merging.spelling import spellings
from wekeep.watch.rules.merging.words import Word, read_words
from wekeep.watch.rules.salute import Activity, Count, Observation

METRES_A_DEGREE = 111_195.0
KIND_REACH = 3
ARTICLES = frozenset({"a", "an", "un", "una", "the", "el", "la", "hal", "ib"})
CLOTHES = {"navy": "blue", "dark": "black"}


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
    names: Names
    spelled: frozenset[str]
    subjects: frozenset[str]
    details: frozenset[str]
    forwards: bool
    denies: bool

    @property
    def talk(self) -> bool:
        """Whether it is talk of a place, or about what others say, with nothing seen in it."""
        about = self.names.landmarks or self.forwards or self.denies
        return bool(about) and not self.tells_more

    @property
    def tells_more(self) -> bool:
        """Whether it tells what one sees on a spot: vehicles, clothes, odd things or a crossing; one street alone may be part of a name."""
        crossing = len(self.names.streets) > 1
        return bool(self.marks or self.details or crossing) or any(mention.colour for mention in self.mentions)


def read(observation: Observation) -> Reading:
    """Prepare `observation` for weighing; nothing of the reporter and no plate is kept."""
    words = read_words(observation.text)
    equipment = read_words(observation.equipment)
    uniform = read_words(observation.uniform)
    at = observation.observed_at.timestamp() / 60
    received = observation.received_at.timestamp() / 60
    told = _vehicles_told(equipment, observation.language) | _vehicles_told(words, observation.language)
    tokens = {word.token for word in words}
    everything = tokens | {word.token for word in (*equipment, *uniform)}
    names = find_names(words)
    return Reading(
        id=observation.id,
        at=at,
        received=received,
        blur=min(c.LATE_BLUR_MOST, max(0.0, received - at) * c.LATE_BLUR),
        lat=round(observation.lat * 1e6),
        lon=round(observation.lon * 1e6),
        cell=h3.latlng_to_cell(observation.lat, observation.lon, c.CELL_RESOLUTION),
        fine_cell=h3.latlng_to_cell(observation.lat, observation.lon, c.SPOT_RESOLUTION),
        vehicles=observation.vehicles
        or _vehicles_counted(equipment, observation.language)
        or _vehicles_counted(words, observation.language),
        mentions=told,
        people=observation.people,
        activity=observation.activity,
        marks=_marks(uniform, whole=True) | _marks(words, whole=False),
        lookalikes=_of_kind("look:", everything),
        tokens=frozenset(token for token in tokens if _says_something(token)),
        names=names,
        spelled=frozenset(spelling for name in names.words for spelling in spellings(name)),
        subjects=_of_kind("who:", tokens),
        details=_of_kind("detail:", everything),
        forwards="cue:forward" in tokens,
        denies="cue:deny" in tokens,
    )


def _of_kind(prefix: str, tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(token[len(prefix) :] for token in tokens if token.startswith(prefix))


def _marks(words: list[Word], *, whole: bool) -> frozenset[str]:
    """What they wear: marks known by name, and the colours of clothes; in the uniform field (`whole`) every colour is one."""
    tokens = [word.token for word in words]
    found = {token[5:] for token in tokens if token[:5] == "mark:"}
    for at, token in enumerate(tokens):
        if token[:7] == "colour:" and (whole or "garment:" in tokens[max(0, at - 2) : at + 3]):
            found.add(CLOTHES.get(token[7:], token[7:]))
        elif token == "topic:police" and (whole or "topic:vest" in tokens[max(0, at - 4) : at + 4]):
            found.add("police")
    return frozenset(found)


def metres_between(lat: int, lon: int, other_lat: int, other_lon: int) -> float:
    """Metres between two points in microdegrees, on a plane; good to a percent within some kilometres, anywhere on Earth."""
    across = (lon - other_lon + 180_000_000) % 360_000_000 - 180_000_000
    return math.hypot(lat - other_lat, across * _narrowing(lat // 100_000)) * (METRES_A_DEGREE / 1e6)


@lru_cache(maxsize=4096)
def _narrowing(tenth_of_degree: int) -> float:
    return math.cos(math.radians((tenth_of_degree + 0.5) / 10))


def _says_something(token: str) -> bool:
    return (
        token[:5] not in ("stop:", "join:")
        and token[:4] != "cue:"
        and token[:7] not in ("street:", "number:")
        and not token.isdigit()
    )


def _vehicles_told(words: list[Word], language: str) -> frozenset[Mention]:
    """Vehicles described: a kind, and its colour where the language puts it (before in English, else after), or else around."""
    mentions = []
    used: set[int] = set()
    for at, word in enumerate(words):
        if word.token[:8] != "vehicle:" or (word.token == "vehicle:van" and not _is_vehicle(words, at, language)):
            continue
        colour = _colour_near(words, at, used, step=-1 if language[:2] == "en" else 1)
        kinds = frozenset(word.token[8:].split("|")) if word.token[8:] else frozenset[str]()
        if colour or kinds:
            mentions.append(Mention(colour, kinds))
    return frozenset(mentions)


def _is_vehicle(words: list[Word], at: int, language: str) -> bool:
    """Whether this "van" is one: not of "Van Buren", nor Spanish for "they go"."""
    joined = at and words[at].joined and not words[at - 1].ordinal
    before = words[at - 1].token if joined else ""
    after = words[at + 1] if at + 1 < len(words) else None
    if before[:7] in ("number:", "colour:") or before.isdigit() or (after and after.token[:7] == "colour:"):
        return True
    return language[:2] != "es" and not (after and after.named and after.joined and ":" not in after.token)


def _colour_near(words: list[Word], at: int, used: set[int], step: int) -> str:
    """The nearest colour on the side `step` points to, else on the other; not across punctuation, another vehicle or clothes,
    and not one that another vehicle has."""
    for way in (step, -step):
        for near in range(at + way, at + way * (KIND_REACH + 1), way):
            if not 0 <= near < len(words) or not words[max(near, near - way)].joined:
                break
            token = words[near].token
            if token[:8] in ("vehicle:", "garment:"):
                break
            if token[:7] == "colour:" and near not in used:
                used.add(near)
                return token[7:]
    return ""


def _vehicles_counted(words: list[Word], language: str) -> int | None:
    """How many vehicles a text counts, when every kind of vehicle in it comes with a number.

    "A car" in passing ("into a car", "stopped a car") is not counted.
    """
    total = 0
    kinds = any(word.token[:8] == "vehicle:" and word.token != "vehicle:" for word in words)
    for at, word in enumerate(words):
        if word.token[:8] != "vehicle:" or (word.token == "vehicle:van" and not _is_vehicle(words, at, language)):
            continue
        number = _number_before(words, at)
        if word.token == "vehicle:":
            total += 0 if kinds or (number == 1 and words[at - 1].folded in ARTICLES) else number or 0
        elif number is None:
            return None
        else:
            total += number
    return total or None


def _number_before(words: list[Word], at: int) -> int | None:
    for near in range(at - 1, max(-1, at - 1 - KIND_REACH), -1):
        token = words[near].token
        if token[:7] == "number:":
            return int(token[7:])
        if token.isdigit() and len(token) <= 2 and not words[near].ordinal:
            return int(token)
        if token[:7] != "colour:" and near != at - 1:
            break
    return None
