"""What merging answers: the incident a sighting belongs to, the reasons as codes, and what it changed on the way."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """Why two sightings are, or are not, taken for one event; worded for people elsewhere, in any language."""

    NEAR = "near"  # metres, minutes
    FAR = "far"  # metres, minutes
    MOVED_ON = "moved_on"  # metres, minutes
    SAME_VEHICLES = "same_vehicles"  # colour and kind words
    LIKE_VEHICLES = "like_vehicles"
    OTHER_VEHICLES = "other_vehicles"
    SAME_NUMBER = "same_number"  # vehicles counted
    OTHER_NUMBER = "other_number"
    LIKE_PEOPLE = "like_people"
    OTHER_PEOPLE = "other_people"
    ACTIVITY_FITS = "activity_fits"
    ACTIVITY_DIFFERS = "activity_differs"
    SAME_MARKS = "same_marks"  # uniform concepts
    OTHER_MARKS = "other_marks"
    SAME_SUBJECT = "same_subject"  # who is held, as a kind of person
    OTHER_SUBJECT = "other_subject"
    SAME_DETAIL = "same_detail"
    OTHER_DETAIL = "other_detail"
    SAME_STREETS = "same_streets"  # names
    OTHER_STREETS = "other_streets"
    SAME_PLACE_NAMED = "same_place_named"  # names of places
    SHARED_WORDS = "shared_words"  # words
    OTHER_PLACE_NAMES = "other_place_names"
    ELSEWHERE = "elsewhere"  # told from elsewhere or hours later: the words have to carry it
    SAME_TIME_SAID = "same_time_said"  # minutes apart
    OTHER_TIME_SAID = "other_time_said"
    COPY = "copy"  # shared words, share of the shorter text in percent
    SECOND_HAND = "second_hand"
    SAYS_NO_MORE = "says_no_more"  # talk of a place, with nothing seen in it
    DENIAL = "denial"
    SAME_LOOKALIKE = "same_lookalike"  # kinds
    OTHER_LOOKALIKE = "other_lookalike"
    LOOKALIKE_BESIDE = "lookalike_beside"
    TALK_BESIDE = "talk_beside"  # something seen where a rumour was told from
    ANSWERED = "answered"  # the incident was closed with an answer; what is seen after is new
    NOTHING_NEAR = "nothing_near"
    BRIDGED = "bridged"  # a sighting showed two incidents to be one: the other incident's id
    FITS_BETTER = "fits_better"  # a sighting was reassigned: from the incident with this id
    HELD_BY_PERSON = "held_by_person"  # looks like one with the incident with this id, but a person decided otherwise


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: what it is, the values a sentence about it needs, and its weight in nats (for or against)."""

    code: ReasonCode
    values: tuple[str | int, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """A sighting that now belongs to another incident than before, and why; `target` may be an incident opened just now."""

    sighting: str
    origin: int
    target: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where one sighting belongs as of now.

    `incident` is its incident, `opened` whether that is a new one, which has then joined no other. `joins` are incidents that
    ceased because they proved to be the same as `incident` (all their sightings are in it now); `moves` are single sightings
    that changed incident, in order, after the joins, this one perhaps among them; an incident they leave empty has ceased as
    well. `score` is the balance of evidence in nats for the incident chosen (for an opened one: against the best of the
    others), `confidence` the same as a probability.
    """

    incident: int
    opened: bool
    reasons: tuple[Reason, ...]
    score: float
    confidence: float
    joins: tuple[int, ...] = ()
    moves: tuple[Move, ...] = ()
