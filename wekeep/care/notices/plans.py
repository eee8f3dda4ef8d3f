"""The words of plans of a day: their states, why somebody is left out, what a change would break, and the letter to a driver."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wekeep.care.notices.fleet import ITEM_WORDS
from wekeep.care.rules.offer import Said
from wekeep.care.rules.planning.breach import Breach, Phrase
from wekeep.care.rules.planning.explaining import Reason
from wekeep.care.rules.run import PlanState, Shape
from wekeep.care.rules.stock import Wanted
from wekeep.care.rules.trip import Purpose, TripState
from wekeep.channels.actions.outbox import Text

PURPOSE_WORDS = {
    Purpose.SCHOOL: _("School runs"),
    Purpose.DELIVERY: _("Deliveries"),
    Purpose.MEDICAL: _("Rides to doctors"),
    Purpose.RIDE: _("Other rides"),
}
SHAPE_WORDS = {
    Shape.ROUTES: _("Runs with an order and times"),
    Shape.BUNDLES: _("Bundles by area, one a carer"),
}
STATE_WORDS = {
    PlanState.DRAFT: _("Not told yet"),
    PlanState.SEARCHING: _("Being searched for"),
    PlanState.PUBLISHED: _("Told"),
    PlanState.OVER: _("Over"),
}
STATE_TONES = {
    PlanState.DRAFT: "unsure",
    PlanState.SEARCHING: "wait",
    PlanState.PUBLISHED: "clear",
    PlanState.OVER: "quiet",
}
TRIP_WORDS = {
    TripState.ABOARD: _("on the way"),
    TripState.DONE: _("done"),
    TripState.FAILED: _("failed"),
    TripState.CANCELLED: _("called off"),
}
# Whose values are codes, by the names that breaches and reasons give them.
_TRIPS = frozenset({"task", "tasks", "there", "back", "other"})


def run_letter() -> dict[str, Text]:
    """What a driver is told: that a run of theirs is new or has changed, and nothing of whom, where or when, because a locked phone may
    show it."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            heading, words = gettext("Your runs"), gettext("Something is new or has changed. Look at it when you can.")
            found[language] = Text(heading, words, heading, words, gettext("Stop these notices"))
    return found


def breach_words(one: Breach, trip: Callable[[str], str], driver: Callable[[str], str]) -> str:
    """What a plan breaks, in the reader's language, with what people call trips and drivers instead of codes."""
    return gettext(one.why) % _named(one.values, trip, driver)


def reason_words(one: Reason, trip: Callable[[str], str], driver: Callable[[str], str]) -> str:
    """Why nobody serves a trip."""
    return gettext(one.why) % _named(one.values, trip, driver)


def left_words(said: Said, driver: str) -> str:
    """Why a trip was taken out whose household wants to say yes first; the driver is named where one is given."""
    if said is Said.REFUSED:
        return (
            gettext("The household said no to %(driver)s.") % {"driver": driver} if driver else gettext("It said no.")
        )
    if driver:
        return gettext("The household was asked about %(driver)s and has not answered in time.") % {"driver": driver}
    return gettext("It has not answered in time.")


def wanted_words(one: Wanted) -> str:
    """What a plan takes from a hub, and whether the hub has it."""
    values = {
        "hub": one.hub,
        "item": ITEM_WORDS.get(one.item, one.item),
        "boxes": one.boxes,
        "free": max(0, one.free),
        "missing": one.missing,
    }
    if one.missing:
        return gettext("%(hub)s, %(item)s: %(boxes)s wanted, %(free)s free, %(missing)s missing.") % values
    return gettext("%(hub)s, %(item)s: %(boxes)s wanted, %(free)s free.") % values


def _named(values: Mapping[str, object], trip: Callable[[str], str], driver: Callable[[str], str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in values.items():
        if name in _TRIPS:
            found[name] = ", ".join(trip(code) for code in str(value).split(", "))
        elif name == "driver":
            found[name] = driver(str(value))
        elif name == "languages":
            spoken = dict(settings.LANGUAGES)
            found[name] = ", ".join(str(spoken.get(code, code)) for code in str(value).split(", "))
        else:
            found[name] = gettext(value) if isinstance(value, Phrase) else value
    return found
