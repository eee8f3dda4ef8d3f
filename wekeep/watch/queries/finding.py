"""Finding the place a reporter means: the watch's one call site of the gazetteer."""

from collections.abc import Callable
from dataclasses import dataclass

from wekeep.places.queries.city import current_city, inside_city, limits, parts_of
from wekeep.places.queries.gazetteer import example_crossing, look_up
from wekeep.places.rules.gazetteer import Candidate, Kind, Verdict, names_in_full

# A name alone of a part of town or of a street says where to look, not where to stand.
_COARSE = frozenset({Kind.NEIGHBOURHOOD, Kind.STREET})


@dataclass(frozen=True, slots=True)
class Found:
    """One place that typed words may mean; `coarse` says that it stands for a neighbourhood or a whole street."""

    label: str
    lat: float
    lon: float
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What typed words may mean: the place where there is no doubt, else the likely ones, the likeliest first.

    `by_likeness` says that the sure one was found although its name was typed otherwise; `no_map` that no city was
    imported, so that no words can be found.
    """

    sure: Found | None = None
    may_be: tuple[Found, ...] = ()
    outside: bool = False
    by_likeness: bool = False
    no_map: bool = False


def find(text: str) -> Answer:
    """What `text` may mean in this city."""
    answer = look_up(text)
    found = tuple(_found(candidate) for candidate in answer.candidates)
    sure = found[0] if found and answer.verdict is Verdict.CLEAR else None
    return Answer(
        sure,
        found,
        outside=answer.verdict is Verdict.OUTSIDE,
        by_likeness=sure is not None and not _typed_so(text, answer.candidates[0]),
        no_map=answer.verdict is Verdict.NO_CITY,
    )


def neighbourhoods() -> list[Found]:
    """Every neighbourhood by name, for a reporter whose words the gazetteer does not know."""
    city = current_city()
    parts = parts_of(city.code, city.key) if city else ()
    return [Found(part.name, part.lat, part.lon, coarse=True) for part in parts]


def middle() -> tuple[float, float] | None:
    """The middle of the city (lat, lon), where its map opens; None before a city was imported, when there is no map."""
    city = current_city()
    return city.middle if city else None


def example() -> str:
    """A crossing of this city, as someone might type one: the nearest to its middle. "" before a city was imported."""
    return example_crossing()


def inside(lat: float, lon: float) -> bool:
    """Whether the point lies in the area this network looks after; yes where no city was imported."""
    return inside_city(lat, lon)


def limits_now() -> Callable[[float, float], bool]:
    """The same as `inside`, for as long as no other city is imported, without asking the database."""
    return limits()


def _typed_so(text: str, candidate: Candidate) -> bool:
    return candidate.kind is Kind.POINT or names_in_full(text, candidate.label)


def _found(candidate: Candidate) -> Found:
    label = candidate.label
    if candidate.neighbourhood and candidate.kind is not Kind.NEIGHBOURHOOD:
        label = f"{label} ({candidate.neighbourhood})"
    return Found(label, candidate.lat, candidate.lon, coarse=candidate.kind in _COARSE)
