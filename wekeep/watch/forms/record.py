"""One sighting as JSON or as a row of a file, read into a checked report or into errors by field."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.watch.forms.place import Inside, NoPlace, spot_at, spot_in_words
from wekeep.watch.queries.finding import Found
from wekeep.watch.rules import sighting as rules
from wekeep.watch.rules.salute import Activity, Count
from wekeep.watch.rules.sighting import PlaceKind, Report, Spot
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.status import Source

T = TypeVar("T")
_TIME_AS_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*", re.DOTALL)


def _iso(value: Any) -> Any:
    if isinstance(value, str) and not _TIME_AS_TEXT.fullmatch(value):
        raise ValueError("a time such as 2026-01-14T07:40:00-06:00 is needed")
    if not isinstance(value, str | datetime):
        raise ValueError("a time such as 2026-01-14T07:40:00-06:00 is needed")
    return value


class Record(BaseModel):
    """A sighting in SALUTE form. Something seen and a place (lat and lon, or place_text) are needed; all else may be
    left out."""

    model_config = ConfigDict(extra="forbid")

    observed_at: Annotated[AwareDatetime, BeforeValidator(_iso)] | None = Field(
        None, description="When it was seen: ISO 8601 with a zone; the time of receipt where it is left out."
    )
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False, strict=True, description="Degrees, WGS 84.")
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False, strict=True, description="Degrees, WGS 84.")
    place_text: str = Field(
        "", description="An address, or a crossing of two streets joined by &. At most 200 characters."
    )
    place_kind: PlaceKind | None = None
    people: Annotated[int, Field(strict=True)] | tuple[Annotated[int, Field(strict=True)], int | None] | None = Field(
        None, description="How many agents: a number, or [at least, at most] with null for no upper bound."
    )
    vehicles: Annotated[int, Field(strict=True)] | None = Field(None, description="How many vehicles, 0 to 200.")
    activity: Activity | None = None
    uniform: str = Field("", description="Words on vests, patches and vehicles. At most 300 characters.")
    equipment: str = Field(
        "", description="Masks, weapons, shields, kind and colour of vehicles. At most 300 characters."
    )
    text: str = Field("", description="What was seen, in words. At most 2,000 characters.")
    signs: list[Sign] = Field(default_factory=list, max_length=20)
    first_hand: StrictBool | None = None
    still_there: StrictBool | None = None
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$", description="Of the words, such as es.")


class NewRecord(Record):
    """A sighting that is filed for the first time, by whoever saw it."""

    reach: str = Field(
        "",
        description="How a verifier may reach the reporter: a telephone number or a name on Signal, at most"
        f" {rules.REACH_LENGTH} characters. It is sealed: only a verifier of the zone opens it, one by one, for a reason"
        " that is logged. It is deleted with the report. Leave it out unless the reporter wrote it for this.",
    )


_spelled = json.JSONEncoder(sort_keys=True).encode


def body_of(record: Record) -> str:
    """What was sent, in one spelling: neither the order of fields nor white space makes another report."""
    return _spelled(record.model_dump(mode="json", exclude_unset=True))


class WrongRecord(Exception):
    """A record cannot be filed: `errors` are English sentences by field, each with the values it is filled with."""

    def __init__(self, errors: dict[str, Refused], choices: list[Found] | None = None) -> None:
        super().__init__("a record with errors")
        self.errors, self.choices = errors, choices or []


def report_of(record: Record, source: Source, inside: Inside | None = None) -> tuple[Report, str]:
    """The checked report of `record`, and what its typed place was understood as ("" where it gave a point); WrongRecord
    with every error at once. `inside` as for `spot_at`."""
    if record.lat is not None and record.lon is not None:
        with suppress(Refused):
            return _checked(record, record.lat, record.lon, source, inside), ""
    return _with_every_error(record, source, inside)


def _checked(record: Record, lat: float, lon: float, source: Source, inside: Inside | None) -> Report:
    """What gives a point, as nearly all do, without looking for a second error behind the first; Refused for that one."""
    uniform, equipment = (
        rules.check_line(record.uniform, rules.UNIFORM_LENGTH),
        rules.check_line(record.equipment, rules.EQUIPMENT_LENGTH),
    )
    text, signs, now = rules.check_text(record.text, rules.TEXT_LENGTH), frozenset(record.signs), clock.now()
    rules.check_something_seen(signs, record.activity, text, uniform, equipment)
    return Report(
        rules.check_observed_at(record.observed_at or now, now, source),
        spot_at(lat, lon, inside=inside),
        rules.check_line(record.place_text, rules.PLACE_LENGTH),
        record.place_kind,
        _people(record),
        rules.check_vehicles(record.vehicles),
        record.activity,
        uniform,
        equipment,
        text,
        signs,
        record.first_hand,
        record.still_there,
        record.language,
    )


def _with_every_error(record: Record, source: Source, inside: Inside | None) -> tuple[Report, str]:
    errors: dict[str, Refused] = {}
    choices: list[Found] = []

    def attempt(name: str, check: Callable[[], T]) -> T | None:
        try:
            return check()
        except NoPlace as trouble:
            errors[name] = trouble.refusal()
            choices.extend(trouble.choices)
        except Refused as refusal:
            errors.setdefault(name, refusal)
        return None

    lines = {
        name: attempt(name, _line(getattr(record, name), limit)) or ""
        for name, limit in (
            ("place_text", rules.PLACE_LENGTH),
            ("uniform", rules.UNIFORM_LENGTH),
            ("equipment", rules.EQUIPMENT_LENGTH),
        )
    }
    text = attempt("text", lambda: rules.check_text(record.text, rules.TEXT_LENGTH)) or ""
    place = attempt("place_text", lambda: _place(record, lines["place_text"], inside))
    now = clock.now()
    seen_at = attempt("observed_at", lambda: rules.check_observed_at(record.observed_at or now, now, source))
    people = attempt("people", lambda: _people(record))
    vehicles = attempt("vehicles", lambda: rules.check_vehicles(record.vehicles))
    signs = frozenset(record.signs)
    said = (text, lines["uniform"], lines["equipment"])
    if not errors.keys() & {"text", "uniform", "equipment"}:  # what is too long was said all the same
        attempt("activity", lambda: rules.check_something_seen(signs, record.activity, *said))
    if errors or place is None or seen_at is None:
        raise WrongRecord(errors, choices)
    spot, understood = place
    report = Report(
        observed_at=seen_at,
        spot=spot,
        place_kind=record.place_kind,
        people=people,
        vehicles=vehicles,
        activity=record.activity,
        text=text,
        signs=signs,
        first_hand=record.first_hand,
        still_there=record.still_there,
        language=record.language,
        **lines,
    )
    return report, understood


def _line(value: str, limit: int) -> Callable[[], str]:
    return lambda: rules.check_line(value, limit)


def _place(record: Record, place_text: str, inside: Inside | None) -> tuple[Spot, str]:
    if record.lat is not None and record.lon is not None:
        return spot_at(record.lat, record.lon, inside=inside), ""
    if not place_text:
        raise Refused("Say where: lat and lon, or place_text with an address or a crossing.")
    return spot_in_words(place_text)


def _people(record: Record) -> Count | None:
    if isinstance(record.people, tuple):
        return rules.check_people(*record.people)
    return rules.check_people(record.people, record.people)
