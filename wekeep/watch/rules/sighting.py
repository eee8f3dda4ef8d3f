"""What a sighting may say: times, numbers and words within reason; what may be changed until when; how long it is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.kit.errors import Refused
from wekeep.kit.text import clean, clean_line
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sign import Evidence, Sign, evidence_of
from wekeep.watch.rules.status import Source

FUTURE_SLACK = timedelta(minutes=2)
OLDEST_LIVE = timedelta(hours=24)
OLDEST_IMPORT = timedelta(days=400)
LIVE = timedelta(hours=4)
STORED = timedelta(hours=72)

MOST_PEOPLE = 500
MOST_VEHICLES = 200
PLACE_LENGTH, UNIFORM_LENGTH, EQUIPMENT_LENGTH, TEXT_LENGTH = 200, 300, 300, 2000
REACH_LENGTH = 120
MOST_ADDITIONS = 20


class PlaceKind(StrEnum):
    """What kind of place it is; a home, a school or a clinic is never named to the public."""

    STREET = "street"
    HOME = "home"
    SCHOOL = "school"
    WORK = "work"
    CLINIC = "clinic"
    COURT = "court"
    WORSHIP = "worship"
    TRANSIT = "transit"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map in degrees (WGS 84). `coarse` says it stands for a neighbourhood, not a point."""

    lat: float
    lon: float
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One sighting as told, every part checked: what a form, an API call or a row of a file becomes."""

    observed_at: datetime
    spot: Spot
    place_text: str = ""
    place_kind: PlaceKind | None = None
    people: Count | None = None
    vehicles: int | None = None
    activity: Activity | None = None
    uniform: str = ""
    equipment: str = ""
    text: str = ""
    signs: frozenset[Sign] = field(default_factory=frozenset)
    first_hand: bool | None = None
    still_there: bool | None = None
    language: str = "en"

    @property
    def evidence(self) -> Evidence:
        """How much it weighs."""
        return evidence_of(self.signs, self.activity, has_words(self.text + self.uniform + self.equipment))


def check_observed_at(observed_at: datetime, now: datetime, source: Source) -> datetime:
    """`observed_at` where it is not in the future (two minutes of wrong clocks are forgiven, and become `now`) and not
    too long ago: a day for what is live, 400 days for what is imported or replayed."""
    if observed_at > now + FUTURE_SLACK:
        raise Refused("That time has not come yet. Choose when you saw it.")
    recorded = source in (Source.IMPORT, Source.REPLAY)
    if observed_at < now - (OLDEST_IMPORT if recorded else OLDEST_LIVE):
        raise Refused(
            "That is more than 400 days ago."
            if recorded
            else "That is more than a day ago. This page is for what is new."
        )
    return min(observed_at, now)


def check_people(low: int | None, high: int | None) -> Count | None:
    """How many people, from "at least" and "at most"; either alone is enough. None where neither was said."""
    if low is None and high is None:
        return None
    at_least = low if low is not None else 1
    if at_least < 0 or (high if high is not None else at_least) > MOST_PEOPLE or at_least > MOST_PEOPLE:
        raise Refused("Give a number of people from 0 to %(most)s.", most=MOST_PEOPLE)
    if high is not None and high < at_least:
        raise Refused("The larger number of people is smaller than the other one.")
    return Count(at_least, high)


def check_vehicles(vehicles: int | None) -> int | None:
    """How many vehicles, within reason."""
    if vehicles is not None and not 0 <= vehicles <= MOST_VEHICLES:
        raise Refused("Give a number of vehicles from 0 to %(most)s.", most=MOST_VEHICLES)
    return vehicles


def check_line(value: str, limit: int) -> str:
    """One line of text, cleaned of what cannot be seen; Refused where it is longer than `limit`, never cut."""
    return _whole(clean_line(value, 4 * limit), limit) if value else ""


def check_text(value: str, limit: int) -> str:
    """Some lines of text, cleaned of what cannot be seen; Refused where they are longer than `limit`, never cut."""
    return _whole(clean(value, 4 * limit), limit) if value else ""


def _whole(value: str, limit: int) -> str:
    if len(value) > limit:
        raise Refused("This is too long: at most %(limit)s characters. Nothing was cut off.", limit=limit)
    return value


def has_words(value: str) -> bool:
    """Whether there is at least one letter or digit in it: pictures and signs alone say nothing that can be checked."""
    return any(c.isalnum() for c in value)


def check_something_seen(signs: frozenset[Sign], activity: Activity | None, *said: str) -> None:
    """Raise Refused unless something was chosen or written about what was seen."""
    if signs or activity is not None or any(has_words(words) for words in said):
        return
    if any(words.strip() for words in said):
        raise Refused("Pictures and signs alone cannot be checked. Say it in a word, or choose what is happening.")
    raise Refused("Choose what is happening or a sign you saw, or write it in words.")


def check_spot(lat: float, lon: float, *, inside: bool) -> None:
    """Raise Refused for a place that is not on Earth or not `inside` the area this network looks after."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Refused("That is not a place on the map.")
    if not inside:
        raise Refused("That place is outside the area this network looks after. Nothing was sent.")


def forget_at(received_at: datetime) -> datetime:
    """When a sighting is deleted: 72 hours after it came in."""
    return received_at + STORED


def is_live(received_at: datetime, now: datetime) -> bool:
    """Whether a sighting still counts as news: four hours from when it came in."""
    return now < received_at + LIVE


def check_may_change(received_at: datetime, withdrawn_at: datetime | None, now: datetime) -> None:
    """Raise Refused unless the sighting may still be added to or corrected: while it is news and not withdrawn."""
    if withdrawn_at is not None:
        raise Refused("You took this report back. Send a new one if you see more.")
    if not is_live(received_at, now):
        raise Refused("This report is more than four hours old and can no longer be changed. Send a new one.")
