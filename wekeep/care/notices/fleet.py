"""The words care says of places, cars, seats, trips and stock, translatable."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wekeep.care.models import Car, Rider, Trip
from wekeep.care.notices import CHOICE_WORDS
from wekeep.care.notices.runs import SEAT_WORDS
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.planning.load import Load
from wekeep.care.rules.restraint import Question, Restraint
from wekeep.care.rules.stock import StockReason
from wekeep.care.rules.trip import BondKind, TripState, Way

PLACE_KIND_WORDS = {
    DestinationKind.HUB: _("Hub: food is packed here"),
    DestinationKind.SCHOOL: _("School or day-care"),
    DestinationKind.CLINIC: _("Clinic, doctor or pharmacy"),
    DestinationKind.WORK: _("Workplace"),
    DestinationKind.COURT: _("Court or office"),
    DestinationKind.WORSHIP: _("Place of worship"),
    DestinationKind.OTHER: _("Another place"),
}
ITEM_WORDS = {
    "food_box": _("Food box"),
    "fresh_box": _("Fresh food, kept cold"),
    "meals": _("Hot meals"),
    "diapers": _("Diapers"),
    "formula": _("Formula"),
    "household_box": _("Soap and household things"),
}
STOCK_WORDS = {
    StockReason.CAME_IN: _("Came in"),
    StockReason.COUNTED: _("Counted"),
    StockReason.RESERVED: _("Promised"),
    StockReason.FREED: _("No longer promised"),
    StockReason.LOADED: _("Loaded into a car"),
    StockReason.BROUGHT_BACK: _("Brought back"),
    StockReason.PICKED_UP: _("Fetched by a household"),
    StockReason.SPOILED: _("Spoiled"),
    StockReason.SENT_ON: _("Sent to another place"),
}
ROOM_WORDS = {
    "seats": _("People who can ride along"),
    "rear_facing": CHOICE_WORDS["rear_facing"],
    "harness": CHOICE_WORDS["harness"],
    "booster": CHOICE_WORDS["booster"],
    "wheelchair": _("Places for a wheelchair that is ridden in"),
    "boxes": _("Food boxes"),
}
SEATING_WORDS = {
    "usual": _("As usual"),
    "second": _("Seated in another way"),
    "third": _("Seated in a third way"),
}
QUESTION_WORDS = {
    Question.OUTGROWN_REAR_FACING: _(
        "Is the child too tall or too heavy for the rear-facing seat, by the seat's own label?"
    ),
    Question.OUTGROWN_HARNESS: _(
        "Is the child too tall or too heavy for the seat with harness, by the seat's own label?"
    ),
    Question.OUTGROWN_BOOSTER: _("Is the child too tall or too heavy for the booster, by the booster's own label?"),
    Question.BELT_FITS: _(
        "Does the belt fit without a booster: back against the seat, knees bent over its edge, belt low on the hips and across the shoulder?"
    ),
}
WAY_WORDS = {Way.FROM_HOME: _("From home"), Way.TO_HOME: _("To their home")}
TRIP_STATE_WORDS = {
    TripState.WANTED: _("To be planned"),
    TripState.PLANNED: _("Planned"),
    TripState.LEFT_OUT: _("Nobody can drive it"),
    TripState.ABOARD: _("On its way"),
    TripState.DONE: _("Done"),
    TripState.FAILED: _("Came to nothing"),
    TripState.CANCELLED: _("Called off"),
}
TRIP_TONES = {
    TripState.WANTED: "wait",
    TripState.LEFT_OUT: "alarm",
    TripState.FAILED: "alarm",
    TripState.CANCELLED: "quiet",
}
BOND_WORDS = {
    BondKind.SITS_WITH: _("Rides together with"),
    BondKind.NOT_WITH: _("Never in one car with"),
    BondKind.NO_GO: _("Never driven by"),
}


def minutes_words(minutes: int | None) -> str:
    """Minutes from midnight as 24-hour time, "" for none."""
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def span_words(begins: int | None, ends: int | None) -> str:
    """From one time of the day to another, or as much of it as is said."""
    first, last = minutes_words(begins), minutes_words(ends)
    if first and last:
        return f"{first}–{last}"
    if last:
        return gettext("until %(time)s") % {"time": last}
    return gettext("from %(time)s") % {"time": first} if first else ""


def trip_times(trip: Trip) -> str:
    """When a trip has to be where, in words."""
    leaves = span_words(trip.leaves_from, trip.leaves_until)
    arrives = span_words(trip.arrives_from, trip.arrives_until)
    said = [gettext("picked up %(time)s") % {"time": leaves}] if leaves else []
    return ", ".join(said + ([gettext("there %(time)s") % {"time": arrives}] if arrives else []))


def room_words(room: Mapping[str, int]) -> str:
    """What a way of seating holds, kind by kind; "" for nothing."""
    held = [(name, int(room.get(name, 0))) for name in Load._fields]
    return ", ".join(f"{ROOM_WORDS[name]}: {number}" for name, number in held if number)


def car_words(car: Car) -> list[tuple[str, str]]:
    """Each way to seat a car, and what it then holds."""
    return [(str(SEATING_WORDS.get(one["name"], one["name"])), room_words(one)) for one in car.seatings]


def rider_words(rider: Rider) -> str:
    """How somebody rides."""
    if rider.in_wheelchair:
        return gettext("In a wheelchair")
    return str(SEAT_WORDS[Restraint(rider.restraint)]) if rider.is_child else gettext("A grown-up")


def party_words(trip: Trip) -> str:
    """Who rides, without saying who: each way of sitting, and of how many."""
    found = Counter(rider_words(rider) for rider in trip.riders.all())
    return ", ".join(words if number == 1 else f"{number} × {words}" for words, number in found.items())


def day_words(day: date) -> str:
    """A day with its weekday."""
    said = {"weekday": date_format(day, "l"), "day": date_format(day, "MONTH_DAY_FORMAT")}
    return gettext("%(weekday)s, %(day)s") % said


def span_of(begins: datetime, ends: datetime) -> str:
    """From one time to another of the same day, as clocks here show it."""
    first, last = timezone.localtime(begins), timezone.localtime(ends)
    return span_words(first.hour * 60 + first.minute, last.hour * 60 + last.minute)
