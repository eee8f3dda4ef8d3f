"""What merging reads from one observation: a place in metres, minutes, vehicles, words, and what kind of telling it is."""

import math
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import h3

from wekeep.watch.rules.merging import constants as c
from wekeep.watch.rules.merging.clocks import clock_moments
from wekeep.watch.rules.merging.names import Names, find_names
from wekeep.watch.rules.merging.spelling import spellings
from wekeep.watch.rules.merging.vehicles import Mention, vehicles_in
from wekeep.watch.rules.merging.words import Word, read_words, wording_of
from wekeep.watch.rules.salute import Activity, Count, Observation

METRES_A_DEGREE = 111_195.0
NEGATIONS = frozenset({"not", "no", "isnt", "arent", "wasnt", "werent", "nor", "ni"})
CLOTHES = {"navy": "blue", "dark": "black", "brown": "tan"}
AGENCIES = frozenset({"ice", "ero", "marshal", "green", "blue"})
SAYS = frozenset({"says", "say", "dice", "dicen"})
LETTERS = frozenset(
    {"back", "letter", "letra", "badge", "patch", "espalda", "placa", "gafete", "logo", "sign", "topic:plate"}
)
UNIFORMS = frozenset(
    {
        "gear",
        "uniform",
        "uniforme",
        "clothing",
        "ropa",
        "khaub_ncaws",
        "tsho",
        "ris_tsho",
        "dhar",
        "direys",
        "dirays",
        "زي",
        "ملابس",
    }
)


class Reading(NamedTuple):
    """One sighting prepared for weighing. `at` and `received` are minutes of the epoch; lat and lon whole microdegrees."""

    id: str
    at: float
    received: float
    blur: float
    lat: int
    lon: int
    coarse: bool
    cell: str
    fine_cell: str
    vehicles: int | None
    mentions: frozenset[Mention]
    undescribed: bool
    people: Count | None
    activity: Activity | None
    marks: frozenset[str]
    lookalikes: frozenset[str]
    says: bool  # has a text
    tokens: frozenset[str]
    wording: frozenset[int]
    threes: int
    names: Names
    spelled: frozenset[str]
    subjects: frozenset[str]
    details: frozenset[str]
    kinds: frozenset[str]
    language: str
    forwards: bool
    denies: bool
    urges: bool
    hearsay: bool  # passes on, asks, urges or denies, in words alone
    tells_more: bool  # tells what one sees on a spot
    talk: bool  # is talk of a place, or about what others say, with nothing seen in it
    clocks: tuple[float, ...]


def read(observation: Observation) -> Reading:
    """Prepare `observation` for weighing; nothing of the reporter and no plate is kept."""
    words = read_words(observation.text)
    equipment = read_words(observation.equipment)
    uniform = read_words(observation.uniform)
    equipped = bool(uniform or equipment)
    at = observation.observed_at.timestamp() / 60
    received = observation.received_at.timestamp() / 60
    (described, counted), (said, said_counted) = vehicles_in(equipment), vehicles_in(words)
    told, counted = described | said, counted or said_counted
    tokens = {word.token for word in words}
    everything = tokens | {word.token for word in (*equipment, *uniform)}
    names = find_names(words)
    wording, threes = wording_of(words)
    marks = _marks(uniform, whole=True) | _marks(words, whole=False)
    details = _of_kind("detail:", everything)
    clocks = clock_moments(observation.text, received, observation.lon)
    forwards = "cue:forward" in tokens or _tells_of_earlier(clocks, at)
    denies = "cue:deny" in tokens
    urges = "cue:urge" in tokens or observation.activity is Activity.EVERYWHERE
    passes_on = forwards or denies or urges
    hearsay = passes_on and not equipped
    # One street alone may be part of a name, and odd things are passed on as well as seen.
    seen = marks or equipped or len(names.streets) > 1 or (details and not passes_on)
    tells_more = bool(seen) or any(mention.colour for mention in told)
    lookalikes = _lookalikes((*words, *equipment, *uniform))
    disguised = "topic:disguise" in tokens
    kinds = _kinds_of_place(tokens)
    if not kinds and not tells_more and (passes_on or disguised):
        kinds = _talked_of(tokens, lookalikes)
    return Reading(
        id=observation.id,
        at=at,
        received=received,
        blur=min(c.LATE_BLUR_MOST, max(0.0, received - at) * c.LATE_BLUR),
        lat=round(observation.lat * 1e6),
        lon=round(observation.lon * 1e6),
        coarse=observation.coarse,
        cell=h3.latlng_to_cell(observation.lat, observation.lon, c.CELL_RESOLUTION),
        fine_cell=h3.latlng_to_cell(observation.lat, observation.lon, c.SPOT_RESOLUTION),
        vehicles=observation.vehicles or counted,
        mentions=told,
        undescribed=bool(told) and (observation.vehicles or 0) > (counted or len(told)),
        people=observation.people,
        activity=observation.activity,
        marks=marks,
        lookalikes=frozenset() if disguised else lookalikes,
        says=bool(words),
        tokens=frozenset(token for token in tokens if _says_something(token)),
        wording=wording,
        threes=threes,
        names=names,
        spelled=frozenset(spelling for name in names.words for spelling in spellings(name)),
        subjects=_of_kind("who:", tokens),
        details=details,
        kinds=kinds,
        language=observation.language[:2],
        forwards=forwards,
        denies=denies,
        urges=urges,
        hearsay=hearsay,
        tells_more=tells_more,
        talk=bool(names.landmarks or kinds or passes_on) and (hearsay or not tells_more),
        clocks=clocks,
    )


def _tells_of_earlier(clocks: tuple[float, ...], at: float) -> bool:
    """Whether all times in the words lie well before what was given as the time of seeing: then it is passed on."""
    return bool(clocks) and all(abs(clock - at) > c.EARLIER for clock in clocks)


def _lookalikes(words: Sequence[Word]) -> frozenset[str]:
    """What else it is said to be; "not regular cops" says what it is not, and a tow truck may come along with a party."""
    found = set()
    seen = any(word.token[:5] == "mark:" or word.token[:4] == "who:" for word in words)
    for at, word in enumerate(words):
        if word.token[:5] != "look:" or any(before.folded in NEGATIONS for before in words[max(0, at - 2) : at]):
            continue
        if word.token != "look:towing" or not seen:
            found.add(word.token[5:])
    return frozenset(found)


def _kinds_of_place(tokens: Iterable[str]) -> frozenset[str]:
    """The kinds of place named; the station where people get off a train is one of the train's."""
    found = _of_kind("place:", tokens)
    return found - {"station"} if "train" in found else found


def _talked_of(tokens: Collection[str], lookalikes: frozenset[str]) -> frozenset[str]:
    """What talk is about that names no kind of place: somebody at the door for the water, or a checkpoint."""
    if "utility" in lookalikes:
        return frozenset({"water"})
    return frozenset({"checkpoint"}) if "topic:checkpoint" in tokens else frozenset()


def _of_kind(prefix: str, tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(token[len(prefix) :] for token in tokens if token.startswith(prefix))


def _marks(words: list[Word], *, whole: bool) -> frozenset[str]:
    """What they wear: marks known by name, and the colours of clothes; in the uniform field (`whole`) every colour is one.

    In a text, one coat is that of the person held ("in a green coat"); what they wear is told as many, or as a uniform.
    """
    tokens = [word.token for word in words]
    found = {
        word.token[5:] for at, word in enumerate(words) if word.token[:5] == "mark:" and (whole or _is_worn(words, at))
    }
    for at, token in enumerate(tokens):
        if token[:7] == "colour:" and (whole or _are_uniforms(words[max(0, at - 2) : at + 3])):
            found.add(CLOTHES.get(token[7:], token[7:]))
        elif token in ("topic:police", "topic:ice") and (whole or "topic:vest" in tokens[max(0, at - 4) : at + 4]):
            found.add(token[6:])
        elif token == "topic:ice" and "mark:police" in tokens[max(0, at - 3) : at]:
            found.add("ice")
    if found & AGENCIES:
        found -= {"police", "plain"}
    return frozenset(found - {"plain"} if "police" in found else found)


def _is_worn(words: list[Word], at: int) -> bool:
    """Whether "says ICE" tells of letters on clothes, and not of somebody who says that ICE is there."""
    if words[at].folded not in SAYS:
        return True
    before = words[max(0, at - 5) : at]
    return any(
        word.token in ("topic:vest", "garment:") or word.folded in LETTERS or word.token in LETTERS for word in before
    )


def _are_uniforms(words: list[Word]) -> bool:
    return any(
        word.token == "topic:vest"
        or (word.token == "garment:" and (word.folded[-1:] == "s" or word.folded in UNIFORMS))
        for word in words
    )


def metres_between(lat: int, lon: int, other_lat: int, other_lon: int) -> float:
    """Metres between two points in microdegrees, on a plane; good to a percent within some kilometres, anywhere on Earth."""
    across = (lon - other_lon + 180_000_000) % 360_000_000 - 180_000_000
    return math.hypot(lat - other_lat, across * _narrowing(lat // 100_000)) * (METRES_A_DEGREE / 1e6)


@lru_cache(maxsize=4096)
def _narrowing(tenth_of_degree: int) -> float:
    return math.cos(math.radians((tenth_of_degree + 0.5) / 10))


@lru_cache(maxsize=20_000)
def _says_something(token: str) -> bool:
    return (
        token[:5] not in ("stop:", "join:")
        and token[:4] != "cue:"
        and token[:7] not in ("street:", "number:")
        and not token.isdigit()
        and len(token) > 1
    )
