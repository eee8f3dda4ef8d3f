"""What a typed place means: a crossing, an address, a position or a name, and what may be answered about it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from wekeep.places.rules.cell import is_on_earth
from wekeep.places.rules.street_words import DIRECTIONS, STREET_KINDS, plain, stem_key, words_of


class Kind(StrEnum):
    """What a candidate is; the values are the spelling of the API."""

    ADDRESS = "address"
    CROSSING = "crossing"
    LANDMARK = "landmark"
    STREET = "street"
    NEIGHBOURHOOD = "neighbourhood"
    POINT = "point"


class Verdict(StrEnum):
    """How sure an answer is; only CLEAR may be taken without asking the person who typed."""

    CLEAR = "clear"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    OUTSIDE = "outside"
    NO_CITY = "no_city"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a typed text may mean: `confidence` from 0 to 1, `exact` false where the position is estimated."""

    label: str
    kind: Kind
    lat: float
    lon: float
    confidence: float
    neighbourhood: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates for one typed text, best first, and how sure they are."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class PointQuery:
    """A position typed as two numbers, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class CrossingQuery:
    """Two streets that meet."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """A house number and a street; `number` as typed, without spaces, in lower case."""

    number: str
    street: str


@dataclass(frozen=True, slots=True)
class NameQuery:
    """Anything else: a landmark, a street, a neighbourhood."""

    name: str


Query = PointQuery | CrossingQuery | AddressQuery | NameQuery

POINT = re.compile(r"^\(?\s*(-?\d{1,3}\.\d{2,})\s*[,; ]\s*(-?\d{1,3}\.\d{2,})\s*\)?$")
JOINERS = re.compile(r"\s*(?:&|\+|@|/|\\|×|;)\s*|\s+(?:and|y|at|con|with|x|iyo|thiab|ja|och|und|et|و|corner of)\s+")
LEAD_INS = re.compile(
    r"^(?:(?:on|at|by|near|en|cerca de|around)\s+)?(?:the\s+|la\s+)?(?:corner|intersection|crossing|esquina|cruce|interseccion)"
    r"\s+(?:of|de|at|on)\s+(?:la\s+|las\s+)?|^(?:at|near|by|en|cerca de|around)\s+"
)
NUMBER_FIRST = re.compile(
    r"^(\d{1,5}(?:-\d{1,5})?[a-z]?)(?:\s+1/2)?\s+"
    r"(\D.*|\d+\s*(?:st|nd|rd|th)\b.*|\d+\s+(?:st|street|av|ave|avenue)\b.*)$"
)
NUMBER_LAST = re.compile(r"^(\D+?)\s*,?\s+(?:#|no\.?\s*|num\.?\s*)?(\d{1,5}(?:[-/]\d{1,5})?\s?[a-z]?)$")
TAIL = re.compile(r",.*$|\s+(?:apt|unit|suite|depto|apartment|lower|upper|#)\.?\s*\w*$")


def readings_of(typed: str) -> tuple[Query, ...]:
    """Return what a typed place may mean, the likeliest first; empty when it holds no letter and no digit.

    Several readings are normal: "Bread and Roses" is tried as a crossing, then as a name.
    """
    text = plain(typed)
    point = POINT.match(text)
    if point and is_on_earth(float(point[1]), float(point[2])):
        return (PointQuery(float(point[1]), float(point[2])),)
    if not any(sign.isalnum() for sign in text):
        return ()
    bare = LEAD_INS.sub("", text).strip() or text
    return tuple(dict.fromkeys([*_crossings(bare), *_addresses(bare), NameQuery(text), NameQuery(bare)]))


def _crossings(text: str) -> list[Query]:
    parts = [part for part in (part.strip(" ,.") for part in JOINERS.split(text)) if words_of(part)]
    if len(parts) < 2:
        parts = [part.strip() for part in text.split(",") if words_of(part)]
        if len(parts) != 2 or not all(_could_be_street(part) for part in parts):
            return []
    return [CrossingQuery(parts[0], parts[1])]


def _could_be_street(part: str) -> bool:
    """A crossing by comma alone ("Lake St, 17th Ave") needs a street word or a number on both sides."""
    return bool(STREET_KINDS & set(words_of(part))) or stem_key(part).isdigit()


def _addresses(text: str) -> list[Query]:
    short = TAIL.sub("", text).strip()
    found: list[Query] = []
    for variant in dict.fromkeys((short, text)):
        first, last = NUMBER_FIRST.match(variant), NUMBER_LAST.match(variant)
        if first and words_of(first[2]):
            found.append(AddressQuery(first[1].replace(" ", ""), first[2].strip()))
        if last and words_of(last[1]):
            found.append(AddressQuery(last[2].replace(" ", ""), last[1].strip()))
    return found


CLEAR_LEAD = 0.12
SURE = 0.75
SAME_SPOT_M = 40.0


def verdict_on(candidates: tuple[Candidate, ...], far_apart: bool) -> Verdict:
    """Say how sure the candidates are: clear when the best is good and no other place comes near it.
    An estimated position is never clear: the person is shown where it would be.

    `far_apart` tells whether the rivals within the lead lie elsewhere; two names of one corner are no ambiguity.
    """
    if not candidates:
        return Verdict.NOT_FOUND
    if candidates[0].confidence < SURE or not candidates[0].exact:
        return Verdict.AMBIGUOUS
    return Verdict.AMBIGUOUS if far_apart else Verdict.CLEAR


def names_in_full(typed: str, label: str) -> bool:
    """Say whether a typed text holds every word of a label, but for "street", "east" and their like. Where it does not,
    the place was found by likeness, and whoever typed is shown which one was understood."""
    left_out = STREET_KINDS | DIRECTIONS
    return set(words_of(label)) - left_out <= set(words_of(typed))


def house_number(text: str) -> int | None:
    """Return the leading digits of a house number as a number: "12b" gives 12; None when it has none."""
    digits = re.match(r"\d{1,6}", text)
    return int(digits.group()) if digits else None
