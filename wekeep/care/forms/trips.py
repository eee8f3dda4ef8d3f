"""Parsing of trips: deliveries and rides of one request, many deliveries at once, and what a household fetches itself."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wekeep.care.actions.pick_ups import Fetching
from wekeep.care.actions.trips import Delivery, Ride
from wekeep.care.forms.ask import DayField
from wekeep.care.forms.fleet import MinutesField, clock_of, day_widget
from wekeep.care.models import Destination, Request, Rider
from wekeep.care.notices import NEED_WORDS
from wekeep.care.notices.fleet import ITEM_WORDS, rider_words
from wekeep.care.rules.item import items, items_for
from wekeep.care.rules.trip import Purpose
from wekeep.care.rules.trip_wish import DELIVERED, KINDS, MOST_BOXES, following, window
from wekeep.care.rules.two_adults import TwoAdults
from wekeep.kit.text import whole_number
from wekeep.places.queries.today import today

_WEEKS = (1, 2, 3, 4)


class DeliveryForm(forms.Form):
    """What is brought from which hub, on which day, at which time."""

    hub = forms.ChoiceField(label=_("From which hub?"))
    item = forms.ChoiceField(label=_("What is brought?"))
    boxes = forms.IntegerField(label=_("How many boxes?"), min_value=1, max_value=MOST_BOXES, initial=1)
    day = DayField(label=_("Which day?"), widget=day_widget())
    begins = MinutesField(label=_("From"))
    ends = MinutesField(label=_("Until"))

    def __init__(self, *args: Any, hubs: list[Destination], need: str, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "hub", [(hub.code, hub.name) for hub in hubs])
        packed = items_for(need) if need else items().values()
        _offer(self, "item", [(one.code, str(ITEM_WORDS[one.code])) for one in packed])

    def wish(self) -> Delivery:
        """What to make; call it only when the form is valid."""
        said = self.cleaned_data
        return Delivery(said["day"], said["hub"], said["item"], said["boxes"], said["begins"], said["ends"])


class DeliverAllForm(DeliveryForm):
    """The same for every request of a need that is ready."""

    need = forms.ChoiceField(label=_("For whom?"), choices=[(need, NEED_WORDS[need]) for need in DELIVERED])
    field_order = ("need", "hub", "item", "boxes", "day", "begins", "ends")


def delivery_initial(one: Request | None = None, people: int = 0) -> dict[str, Any]:
    """Tomorrow, when the household may be met, a box for each four people."""
    begins, ends = window(one.parts if one else ())
    boxes = max(1, -(-people // 4)) if people else 1
    return {
        "day": today() + timedelta(days=1),
        "begins": clock_of(begins),
        "ends": clock_of(ends),
        "boxes": min(boxes, MOST_BOXES),
    }


class RideForm(forms.Form):
    """Where to, on which days, there by when and back from when, and who rides."""

    destination = forms.ChoiceField(label=_("Where to?"))
    day = DayField(label=_("Which day?"), widget=day_widget())
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Also on these days of the week"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    weeks = forms.TypedChoiceField(label=_("For how long?"), coerce=int, required=False)
    there_by = MinutesField(label=_("To be there by"), required=False)
    back_at = MinutesField(label=_("Back from"), required=False)
    riders = forms.MultipleChoiceField(label=_("Who rides?"), required=False, widget=forms.CheckboxSelectMultiple)
    adults = forms.IntegerField(
        label=_("How many grown-ups of the household ride along?"), min_value=0, max_value=8, initial=0
    )
    escorts = forms.IntegerField(
        label=_("How many vetted grown-ups of ours ride along?"), min_value=0, max_value=3, initial=0
    )
    two_adults = forms.BooleanField(label=_("Two grown-ups have to be in the car"), required=False)
    may_split = forms.BooleanField(label=_("They may ride in two cars"), required=False)
    same_driver = forms.BooleanField(label=_("The same driver both ways"), required=False)

    def __init__(
        self, *args: Any, places: list[Destination], riders: list[Rider], is_linked: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        _offer(self, "destination", [(place.code, place.name) for place in places])
        weeks = [(n, ngettext("%(number)s week", "%(number)s weeks", n) % {"number": n}) for n in _WEEKS]
        _offer(self, "weeks", [(str(n), words) for n, words in weeks])
        named = [(rider.code, f"{number}. {_rider(rider)}") for number, rider in enumerate(riders, 1)]
        _offer(self, "riders", named)
        if not named:
            del self.fields["riders"]
        if not is_linked:
            del self.fields["same_driver"]
        if settings.TWO_ADULTS == TwoAdults.CHILDREN:
            self.fields["two_adults"].help_text = gettext(
                "By the rule of this network also wherever a child rides without a grown-up of its household."
            )

    def wish(self) -> Ride:
        """What to make; call it only when the form is valid."""
        said = self.cleaned_data
        days = {said["day"], *following(said["day"], set(said["weekdays"]), int(said["weeks"] or 1))}
        return Ride(
            days=sorted(days),
            destination=said["destination"],
            there_by=said["there_by"],
            back_at=said["back_at"],
            riders=said.get("riders", ()),
            adults=said["adults"],
            escorts=said["escorts"],
            two_adults=said["two_adults"],
            same_driver=said.get("same_driver", False),
            may_split=said["may_split"],
        )


def _rider(rider: Rider) -> str:
    """How they ride, and that it has to be asked again."""
    due = rider.ask_again_on is not None and rider.ask_again_on <= today()
    return f"{rider_words(rider)} ({gettext('Ask again: they grow')})" if due else rider_words(rider)


def ride_initial(one: Request, riders: list[Rider], answers: dict[str, str]) -> dict[str, Any]:
    """What the need, its tags and, where they were opened, the answers say."""
    wished = next((tag.partition(":")[2] for tag in one.tags if tag.startswith("riders:")), "")
    number = whole_number(wished) or 1
    hour = answers.get("hour", "")
    said: dict[str, Any] = {
        "day": answers.get("day") or today() + timedelta(days=1),
        "riders": [rider.code for rider in riders],
        "adults": max(0, number - len(riders)) if riders or one.need != "ride_school" else 0,
        "there_by": hour or None,
        "two_adults": False,
    }
    if KINDS[one.need].purpose is Purpose.SCHOOL:
        said |= {"weekdays": list(range(5)), "weeks": 1}
    return said


class FetchForm(forms.Form):
    """What a household fetches itself, where and when."""

    fetch_hub = forms.ChoiceField(label=_("At which hub?"))
    fetch_item = forms.ChoiceField(label=_("What is fetched?"))
    fetch_boxes = forms.IntegerField(label=_("How many boxes?"), min_value=1, max_value=MOST_BOXES, initial=1)
    fetch_day = DayField(label=_("Which day?"), widget=day_widget())
    fetch_begins = MinutesField(label=_("From"))
    fetch_ends = MinutesField(label=_("Until"))

    def __init__(self, *args: Any, hubs: list[Destination], need: str, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "fetch_hub", [(hub.code, hub.name) for hub in hubs])
        _offer(self, "fetch_item", [(one.code, str(ITEM_WORDS[one.code])) for one in items_for(need)])

    def wish(self) -> Fetching:
        """What to make; call it only when the form is valid."""
        said = self.cleaned_data
        midnight = datetime.combine(said["fetch_day"], datetime.min.time(), ZoneInfo(settings.TIME_ZONE))
        return Fetching(
            said["fetch_hub"],
            said["fetch_item"],
            said["fetch_boxes"],
            midnight.replace(hour=said["fetch_begins"] // 60, minute=said["fetch_begins"] % 60),
            midnight.replace(hour=said["fetch_ends"] // 60, minute=said["fetch_ends"] % 60),
        )


def fetch_initial() -> dict[str, Any]:
    """Tomorrow afternoon."""
    return {"fetch_day": today() + timedelta(days=1), "fetch_begins": clock_of(960), "fetch_ends": clock_of(1140)}


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
