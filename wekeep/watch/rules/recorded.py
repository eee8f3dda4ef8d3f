"""Recorded sightings, one JSON object a line, read into observations."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from wekeep.watch.rules.salute import Activity, Count, Observation

LONGEST_TEXT = 20_000
# At the edges of the calendar no hours can be added or taken away.
EARLIEST_YEAR, LATEST_YEAR = 1970, 2999


class Unreadable(ValueError):
    """A recorded line that cannot be read; says which line, which field and why."""

    def __init__(self, line: int, field: str, why: str) -> None:
        """`line` counts from 1; `field` is "" when the whole line is at fault."""
        self.line, self.field, self.why = line, field, why
        place = f"line {line}, field {field!r}" if field else f"line {line}"
        super().__init__(f"{place}: {why}")


def read_recorded(lines: Iterable[str]) -> Iterator[Observation]:
    """Yield one observation a line, in the order of the file; empty lines are passed over.

    Missing and null fields are taken as not said. Raises `Unreadable` for anything that would have to be guessed, and for
    an id that was used before.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        text = line.lstrip("\ufeff").strip()
        if not text:
            continue
        observation = read_line(text, number)
        if observation.id in seen:
            raise Unreadable(number, "id", f"{observation.id!r} was used on line {seen[observation.id]} already")
        seen[observation.id] = number
        yield observation


def in_order_of_arrival(observations: Iterable[Observation]) -> list[Observation]:
    """The same observations sorted by when they were received; those of one instant keep their order."""
    return sorted(observations, key=lambda observation: observation.received_at)


def read_line(text: str, number: int = 1) -> Observation:
    """Read one JSON object; raises `Unreadable` naming line and field."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(number, "", f"not valid JSON ({error})") from error
    if not isinstance(found, dict):
        raise Unreadable(number, "", "not a JSON object")
    return _Line(found, number).observation()


class _Line:
    """One parsed line, and what its fields mean."""

    def __init__(self, found: Mapping[str, object], number: int) -> None:
        self.found, self.number = found, number

    def observation(self) -> Observation:
        observed = self.moment("observed_at", fallback="received_at")
        return Observation(
            id=self.identifier(),
            observed_at=observed,
            received_at=self.moment("received_at", fallback="observed_at"),
            lat=self.degrees("lat", limit=90.0),
            lon=self.degrees("lon", limit=180.0),
            people=self.people(),
            vehicles=self.whole("vehicles"),
            activity=self.activity(),
            uniform=self.words("uniform"),
            equipment=self.words("equipment"),
            text=self.words("text"),
            language=self.words("language").strip().lower() or "en",
        )

    def fault(self, field: str, why: str) -> Unreadable:
        return Unreadable(self.number, field, why)

    def identifier(self) -> str:
        value = self.found.get("id")
        if isinstance(value, bool) or not isinstance(value, str | int) or str(value).strip() == "":
            raise self.fault("id", "needs text or a whole number")
        return str(value)

    def moment(self, field: str, fallback: str) -> datetime:
        value = self.found.get(field)
        if value is None:
            field, value = fallback, self.found.get(fallback)
        if not isinstance(value, str):
            raise self.fault(field, 'needs a time such as "2026-01-14T07:40:00-06:00"')
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise self.fault(field, f"{value!r} is not an ISO 8601 time") from error
        if moment.utcoffset() is None:
            raise self.fault(field, f"{value!r} does not say its time zone")
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise self.fault(field, f"{value!r} is not a time of our days")
        return moment

    def degrees(self, field: str, limit: float) -> float:
        value = self.found.get(field)
        if isinstance(value, str):
            value = self.number_in(field, value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fault(field, "needs a number of degrees")
        if abs(value) > limit:
            raise self.fault(field, f"{value} is outside -{limit:g} to {limit:g} degrees")
        return float(value)

    def number_in(self, field: str, value: str) -> float:
        try:
            return float(value)
        except ValueError as error:
            raise self.fault(field, f"{value!r} is not a number") from error

    def people(self) -> Count | None:
        value = self.found.get("people")
        if not isinstance(value, list):
            exact = self.whole("people")
            return None if exact is None else Count(exact, exact)
        if len(value) != 2:
            raise self.fault("people", "a range needs two entries, [least, most or null]")
        low, high = self.as_whole("people", value[0]), self.as_whole("people", value[1])
        if low is None:
            return None if high is None else Count(0, high)
        if high is not None and high < low:
            raise self.fault("people", f"the range {low} to {high} runs backwards")
        return Count(low, high)

    def whole(self, field: str) -> int | None:
        return self.as_whole(field, self.found.get(field))

    def as_whole(self, field: str, value: object) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            value = self.number_in(field, value)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or value != value
            or value in (math.inf, -math.inf)
        ):
            raise self.fault(field, "needs a whole number or null")
        if value != int(value) or value < 0:
            raise self.fault(field, f"{value} is not a whole number from 0 up")
        return int(value)

    def activity(self) -> Activity | None:
        value = self.found.get("activity")
        if value is None or value == "":
            return None
        try:
            return Activity(str(value).strip().lower())
        except ValueError as error:
            raise self.fault("activity", f"{value!r} is none of {', '.join(Activity)}") from error

    def words(self, field: str) -> str:
        value = self.found.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fault(field, "needs text or null")
        if len(value) > LONGEST_TEXT:
            raise self.fault(field, f"is longer than {LONGEST_TEXT} characters")
        return value
