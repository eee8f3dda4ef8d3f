"""What a coordinator plans of a request: which trips it becomes, by which times, and where they go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.trip import Purpose, Way
from wekeep.care.rules.window import Part
from wekeep.kit.errors import Refused

# No day further ahead is planned, and no request becomes more trips at once.
FARTHEST, MOST_DAYS, MOST_BOXES = timedelta(days=60), 31, 60
DAY_MINUTES = 1440
# A school takes children in for so long before its hour, and others wait as long for their appointment.
BEFORE, AFTER = 25, 20
# Nobody can say when a doctor is done: the way back may begin so long after the hour that was said.
SOFT_AFTER = 60
_CAPS = {Purpose.SCHOOL: 45, Purpose.MEDICAL: 75, Purpose.RIDE: 75}


class Back(StrEnum):
    """How the way back is bound to the way there."""

    FREE = "free"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a need is planned as: the purpose, where such trips go, and how a way back hangs on the way there."""

    purpose: Purpose
    places: tuple[DestinationKind, ...]
    back: Back = Back.LINKED


_RIDE = Purpose.RIDE
KINDS: dict[str, Kind] = {
    "groceries": Kind(Purpose.DELIVERY, (DestinationKind.HUB,)),
    "hot_meal": Kind(Purpose.DELIVERY, (DestinationKind.HUB,)),
    "diapers": Kind(Purpose.DELIVERY, (DestinationKind.HUB,)),
    # whoever goes to school one way may be fetched by their own people
    "ride_school": Kind(Purpose.SCHOOL, (DestinationKind.SCHOOL,), Back.FREE),
    "ride_medical": Kind(Purpose.MEDICAL, (DestinationKind.CLINIC,)),
    "ride_work": Kind(_RIDE, (DestinationKind.WORK, DestinationKind.OTHER), Back.FREE),
    "ride_court": Kind(_RIDE, (DestinationKind.COURT, DestinationKind.OTHER)),
    "ride_worship": Kind(_RIDE, (DestinationKind.WORSHIP, DestinationKind.OTHER)),
}
DELIVERED = tuple(need for need, kind in KINDS.items() if kind.purpose is Purpose.DELIVERY)
_HOURS = {Part.MORNING: (480, 720), Part.AFTERNOON: (720, 1020), Part.EVENING: (1020, 1260)}


@dataclass(frozen=True, slots=True)
class Leg:
    """One way, in minutes from midnight; None where a time does not matter. `is_back`: it is the way back of the one before."""

    way: Way
    ride_cap: int
    leaves_from: int | None = None
    leaves_until: int | None = None
    arrives_from: int | None = None
    arrives_until: int | None = None
    is_back: bool = False


def legs(purpose: Purpose, there_by: int | None, back_at: int | None) -> tuple[Leg, ...]:
    """The ways of one day: there by an hour, back from an hour on, or both. Refused where neither is said, or back before there."""
    if there_by is None and back_at is None:
        raise Refused("Say by when they have to be there, or when they go back.")
    if there_by is not None and back_at is not None and back_at <= there_by:
        raise Refused("The way back begins after the way there.")
    cap, found = _CAPS[purpose], list[Leg]()
    if there_by is not None:
        found.append(Leg(Way.FROM_HOME, cap, arrives_from=max(0, there_by - BEFORE), arrives_until=there_by))
    if back_at is not None:
        waits = SOFT_AFTER if purpose is Purpose.MEDICAL else AFTER
        both = there_by is not None
        found.append(Leg(Way.TO_HOME, cap, leaves_from=back_at, leaves_until=back_at + waits, is_back=both))
    return tuple(found)


def check_days(days: Collection[date], today: date) -> None:
    """Refused where there are none, too many, or one that is over or too far ahead."""
    if not days:
        raise Refused("Choose at least one day.")
    if len(days) > MOST_DAYS or not all(today <= day <= today + FARTHEST for day in days):
        raise Refused("Choose days from today on, within two months, and a month of them at most.")


def check_window(begins: int, ends: int) -> None:
    """Refused where a time of the day ends before it begins."""
    if not 0 <= begins < ends <= DAY_MINUTES:
        raise Refused("The time ends before it begins.")


def window(parts: Iterable[str]) -> tuple[int, int]:
    """From the beginning of the first part of the day that was chosen to the end of the last; with none the whole working day."""
    chosen = [_HOURS[Part(part)] for part in parts if part in set(Part)]
    return (min(one[0] for one in chosen), max(one[1] for one in chosen)) if chosen else (_HOURS[Part.MORNING][0], 1200)


def within(begins: int, ends: int, parts: Iterable[str]) -> tuple[int, int] | None:
    """What is left of a time when somebody may only be met at these parts of the day; None where nothing is."""
    first, last = window(parts) if parts else (begins, ends)
    found = max(begins, first), min(ends, last)
    return found if found[0] < found[1] else None


def following(first: date, weekdays: Collection[int], weeks: int) -> list[date]:
    """The first day and those after it on these days of the week (0 is Monday), for so many weeks; with none only the first."""
    if not weekdays:
        return [first]
    span = [first + timedelta(days=number) for number in range(7 * max(1, weeks))]
    return [day for day in span if day.weekday() in weekdays]
