"""The parts an alert is chosen from, so that one choice exists in every language at once."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line

PLACE_LIMIT = 120
MOST_PEOPLE, MOST_VEHICLES, MOST_ADVICE = 999, 99, 4


class What(StrEnum):
    """What is going on, spelled as a sighting's activity is."""

    SURVEILLING = "surveilling"
    STAGING = "staging"
    APPROACHING_HOME = "approaching_home"
    VEHICLE_STOP = "vehicle_stop"
    QUESTIONING = "questioning"
    DETAINING = "detaining"
    LOADING = "loading"
    CHECKPOINT = "checkpoint"
    LEAVING = "leaving"
    PRESENT = "present"


class Advice(StrEnum):
    """What people nearby can lawfully do."""

    STAY_INSIDE = "stay_inside"
    KNOW_RIGHTS = "know_rights"
    WARRANT = "warrant"
    KEEP_DISTANCE = "keep_distance"
    FILM = "film"
    CALL_HOTLINE = "call_hotline"
    CHECK_NEIGHBOURS = "check_neighbours"


class Change(StrEnum):
    """What an update adds."""

    MOVED = "moved"
    MORE = "more"
    FEWER = "fewer"
    DETENTION = "detention"
    STILL = "still"


class Ending(StrEnum):
    """Why an alert is called off (the first three) or over (the rest)."""

    SENT_IN_ERROR = "sent_in_error"
    NOT_ENFORCEMENT = "not_enforcement"
    WRONG_PLACE = "wrong_place"
    THEY_LEFT = "they_left"
    NOTHING_MORE_SEEN = "nothing_more_seen"


@dataclass(frozen=True, slots=True)
class Parts:
    """One alert's content. `place` is the public name of a neighbourhood, never an address; counts are as seen.

    `people` is (low, high), high None for "at least"; `seen_at` an aware time.
    """

    what: What = What.PRESENT
    place: str = ""
    people: tuple[int, int | None] | None = None
    vehicles: int | None = None
    seen_at: datetime | None = None
    advice: tuple[Advice, ...] = field(default=())
    change: Change | None = None
    ending: Ending | None = None


def check(parts: Parts) -> Parts:
    """`parts` with its place cleaned; Refused where a count cannot be or there is more advice than anyone reads."""
    low, high = parts.people or (0, None)
    if not 0 <= low <= MOST_PEOPLE or (high is not None and not low <= high <= MOST_PEOPLE):
        raise Refused("The number of people is not one that can be. Check it.")
    if not 0 <= (parts.vehicles or 0) <= MOST_VEHICLES:
        raise Refused("The number of vehicles is not one that can be. Check it.")
    if len(parts.advice) > MOST_ADVICE:
        raise Refused("Choose at most %(most)s pieces of advice: nobody reads more on a phone.", most=MOST_ADVICE)
    return replace(parts, place=clean_line(parts.place, PLACE_LIMIT))


def as_json(parts: Parts) -> dict[str, Any]:
    """`parts` as a dictionary that `from_json` reads back."""
    return {**asdict(parts), "seen_at": parts.seen_at.isoformat() if parts.seen_at else None}


def from_json(kept: dict[str, Any]) -> Parts:
    """The parts that `as_json` wrote."""
    return Parts(
        what=What(kept["what"]),
        place=kept["place"],
        people=(kept["people"][0], kept["people"][1]) if kept["people"] else None,
        vehicles=kept["vehicles"],
        seen_at=datetime.fromisoformat(kept["seen_at"]) if kept["seen_at"] else None,
        advice=tuple(Advice(a) for a in kept["advice"]),
        change=Change(kept["change"]) if kept["change"] else None,
        ending=Ending(kept["ending"]) if kept["ending"] else None,
    )
