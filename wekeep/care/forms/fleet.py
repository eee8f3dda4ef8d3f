"""Parsing of places, cars and the days on which their drivers can drive."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wekeep.care.actions.fleet import CarTold, Place, Times
from wekeep.care.forms.ask import DayField
from wekeep.care.models import Car, Destination
from wekeep.care.notices.fleet import PLACE_KIND_WORDS, ROOM_WORDS, SEATING_WORDS
from wekeep.care.queries.fleet import Spot, cars_of, spots
from wekeep.care.rules.car import SEATINGS
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.trip_wish import following
from wekeep.kit.text import clean_line
from wekeep.places.queries.today import today

NAME, ADDRESS = 80, 120
_QUIET = {"autocomplete": "off"}
_WEEKS = (1, 2, 4, 8)


class MinutesField(forms.TimeField):
    """A time of the day, as minutes from midnight."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **more)

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else found.hour * 60 + found.minute


def clock_of(minutes: int | None) -> time | None:
    """Minutes from midnight as a form shows them; midnight at the end of a day as its last minute."""
    return None if minutes is None else time(min(minutes, 1439) // 60, min(minutes, 1439) % 60)


def day_widget() -> forms.DateInput:
    """A day, as browsers pick it."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class DestinationForm(forms.Form):
    """A place that is no secret, and the point that its address means."""

    zone = forms.ChoiceField(label=_("Neighbourhood"))
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(k.value, words) for k, words in PLACE_KIND_WORDS.items()]
    )
    name = forms.CharField(label=_("What is it called?"), max_length=NAME, widget=forms.TextInput(_QUIET))
    address = forms.CharField(
        label=_("Its address, or a crossing nearby"),
        help_text=_("It is looked up in the city on this server. Never a home: homes stay sealed."),
        max_length=ADDRESS,
        widget=forms.TextInput(_QUIET),
    )
    point = forms.ChoiceField(label=_("Which one is it?"), required=False, widget=forms.RadioSelect)
    opens = MinutesField(label=_("Opens at"), required=False)
    closes = MinutesField(label=_("Closes at"), required=False)
    handling = forms.IntegerField(
        label=_("How many minutes does a stop there take?"), min_value=0, max_value=60, initial=3
    )
    is_used = forms.BooleanField(label=_("It is in use"), required=False, initial=True)

    def __init__(self, *args: Any, zones: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.spot: Spot | None = None
        _offer(self, "zone", zones)
        found, _sure = spots(str(self.data.get("address", ""))) if self.is_bound else ([], False)
        _offer(self, "point", [(_as_text(spot), spot.label) for spot in found])

    def clean(self) -> dict[str, Any]:
        """The address has to mean one point, or one of several that were shown is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("address"):
            self.spot = self._spot(str(cleaned["address"]), str(cleaned.get("point", "")))
        return cleaned

    def _spot(self, address: str, chosen: str) -> Spot | None:
        found, sure = spots(address)
        named = next((spot for spot in found if _as_text(spot) == chosen), None)
        if named is not None or (sure and found):
            return named or found[0]
        missing = _("This city has no such place. Try a crossing, or two numbers as on a map: 44.95, -93.26")
        self.add_error("point" if found else "address", _("Choose which one it is.") if found else missing)
        return None

    def place(self) -> Place:
        """What to keep; call it only when the form is valid."""
        said, spot = self.cleaned_data, self.spot
        assert spot is not None
        return Place(
            zone=said["zone"],
            kind=DestinationKind(said["kind"]),
            name=clean_line(said["name"], NAME),
            address=clean_line(said["address"], ADDRESS),
            lat=spot.lat,
            lon=spot.lon,
            opens=said["opens"] or 0,
            closes=said["closes"] or 1440,
            handling=said["handling"],
            is_used=said["is_used"],
        )


def destination_initial(one: Destination) -> dict[str, Any]:
    """A place as the form shows it."""
    said: dict[str, Any] = {n: getattr(one, n) for n in ("zone", "kind", "name", "address", "handling", "is_used")}
    return said | {"opens": clock_of(one.opens or None), "closes": clock_of(one.closes if one.closes < 1440 else None)}


def _as_text(spot: Spot) -> str:
    return f"{spot.lat:.6f},{spot.lon:.6f}"


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class CountField(forms.IntegerField):
    """A number, where an empty field is none."""

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0 if value not in self.empty_values else 0


def _rooms(label: str) -> dict[str, forms.Field]:
    """One number for each kind of room."""
    most = {"seats": 8, "rear_facing": 4, "harness": 4, "booster": 6, "wheelchair": 2, "boxes": 80}
    return {
        f"{label}-{name}": CountField(label=words, min_value=0, max_value=most[name], initial=0)
        for name, words in ROOM_WORDS.items()
    }


# Own children take no boxes along.
_OWN = ("seats", "rear_facing", "harness", "booster")


class CarForm(forms.Form):
    """A car: how many it takes, in one to three ways, and who is in it anyway."""

    name = forms.CharField(
        label=_("What do you call the car?"),
        help_text=_("Its colour is enough. Never a number plate."),
        max_length=40,
        widget=forms.TextInput(_QUIET),
    )
    adults = forms.TypedChoiceField(
        label=_("Grown-ups who always ride in it, you among them"),
        choices=[(n, str(n)) for n in (1, 2, 3, 4)],
        coerce=int,
        initial=1,
    )
    keeps_cold = forms.BooleanField(label=_("It keeps fresh food cold"), required=False)
    insured_until = forms.DateField(label=_("Insured until"), required=False, widget=day_widget())

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for label in (*SEATINGS, "aboard"):
            self.fields |= _rooms(label)
        for name in ("wheelchair", "boxes"):
            del self.fields[f"aboard-{name}"]
        self.fields["aboard-seats"].label = _("How many of your own ride along each time?")

    def seatings(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Each way to seat the car: its words, its numbers, and whether something stands there."""
        found = []
        for label in SEATINGS:
            rows = [self[f"{label}-{name}"] for name in ROOM_WORDS]
            found.append((str(SEATING_WORDS[label]), rows, any(str(row.value() or 0) != "0" for row in rows)))
        return found

    def own(self) -> list[forms.BoundField]:
        """Who rides all the way."""
        return [self[f"aboard-{name}"] for name in _OWN]

    def told(self) -> CarTold:
        """What to keep; call it only when the form is valid."""
        said = self.cleaned_data
        rooms = [self._room(label, list(ROOM_WORDS)) for label in SEATINGS]
        return CarTold(
            name=clean_line(said["name"], 40),
            seatings=[room for room in rooms if room] or [{}],
            aboard=self._room("aboard", list(_OWN)),
            adults=said["adults"],
            keeps_cold=said["keeps_cold"],
            insured_until=said["insured_until"],
        )

    def _room(self, label: str, names: list[str]) -> dict[str, int]:
        said = {name: self.cleaned_data.get(f"{label}-{name}") or 0 for name in names}
        return {name: number for name, number in said.items() if number}


def car_initial(car: Car) -> dict[str, Any]:
    """A car as the form shows it."""
    said: dict[str, Any] = {n: getattr(car, n) for n in ("name", "adults", "keeps_cold", "insured_until")}
    rooms = {one["name"]: one for one in car.seatings} | {"aboard": car.aboard}
    return said | {
        f"{label}-{name}": number for label, room in rooms.items() for name, number in room.items() if name != "name"
    }


class DaysForm(forms.Form):
    """From when to when somebody can drive, on which days, in which car."""

    car = forms.ChoiceField(label=_("In which car?"))
    day = DayField(label=_("Which day?"), widget=day_widget())
    begins = MinutesField(label=_("From"))
    ends = MinutesField(label=_("Until"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Also on these days of the week"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    weeks = forms.TypedChoiceField(label=_("For how long?"), coerce=int, required=False)
    ends_anywhere = forms.BooleanField(label=_("My way may end anywhere, not only where it began"), required=False)
    most_minutes = forms.IntegerField(
        label=_("At most so many minutes on the road"), required=False, min_value=15, max_value=720
    )
    most_km = forms.IntegerField(label=_("At most so many kilometres"), required=False, min_value=1, max_value=500)

    def __init__(self, *args: Any, member: str, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "car", [(car.code, car.name) for car in cars_of(member)])
        weeks = [(n, ngettext("%(number)s week", "%(number)s weeks", n) % {"number": n}) for n in _WEEKS]
        _offer(self, "weeks", [(str(n), words) for n, words in weeks])
        self.fields["day"].initial = today() + timedelta(days=1)

    def times(self) -> Times:
        """What to keep; call it only when the form is valid."""
        said = self.cleaned_data
        weeks, same = int(said["weeks"] or 1), {said["day"].weekday()}
        days = following(said["day"], set(said["weekdays"]) | (same if weeks > 1 else set()), weeks)
        return Times(
            sorted({said["day"], *days}),
            said["begins"],
            said["ends"],
            said["ends_anywhere"],
            said["most_minutes"],
            said["most_km"],
        )
