"""Every word the watch says to people: activities, outcomes, and why sightings were put together. All translatable."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wekeep.watch.rules.incident import Urgency
from wekeep.watch.rules.merging import ReasonCode
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.verification import Approach, LookFor

ACTIVITY_WORDS: dict[str, Promise | str] = {
    Activity.SURVEILLING: _("Watching or driving around"),
    Activity.STAGING: _("Gathering or waiting"),
    Activity.APPROACHING_HOME: _("At a home"),
    Activity.VEHICLE_STOP: _("Stopping a car"),
    Activity.QUESTIONING: _("Questioning people"),
    Activity.DETAINING: _("Taking someone"),
    Activity.LOADING: _("Putting people into vehicles"),
    Activity.CHECKPOINT: _("Checkpoint"),
    Activity.LEAVING: _("Leaving"),
    "": _("Not said"),
}
OUTCOME_WORDS: dict[str, Promise | str] = {
    Outcome.CONFIRMED: _("Confirmed"),
    Outcome.NOT_ENFORCEMENT: _("Not enforcement"),
    Outcome.NOTHING_FOUND: _("Nothing found"),
    Outcome.UNCERTAIN: _("Uncertain, still watching"),
    Outcome.UNABLE: _("Could not look"),
    "": _("Not verified"),
}
OUTCOME_SHAPES: dict[str, str] = {
    Outcome.CONFIRMED: "alarm",
    Outcome.NOT_ENFORCEMENT: "clear",
    Outcome.NOTHING_FOUND: "clear",
    Outcome.UNCERTAIN: "wait",
    Outcome.UNABLE: "quiet",
    "": "wait",
}
KIND_WORDS: dict[str, Promise | str] = {
    NotEnforcement.LOCAL_POLICE: _("local police"),
    NotEnforcement.SHERIFF: _("sheriff's office"),
    NotEnforcement.SECURITY: _("private security"),
    NotEnforcement.DELIVERY: _("a delivery"),
    NotEnforcement.UTILITY: _("utility workers"),
    NotEnforcement.FILM_CREW: _("a film crew"),
    NotEnforcement.TOW_TRUCK: _("a tow truck"),
    NotEnforcement.RESIDENT: _("people who live there"),
    NotEnforcement.OTHER: _("something else"),
    "": "",
}
METHOD_WORDS: dict[str, Promise | str] = {
    Method.IN_PERSON: _("Seen in person"),
    Method.LIVE_VIDEO: _("Live video"),
    Method.TWO_REPORTS: _("Two independent reports"),
    Method.MEDIA_CHECK: _("Photo or video checked"),
    Method.PARTNER: _("Partner network"),
    Method.OTHER: _("Another way"),
}
LEVEL_WORDS: dict[str, Promise | str] = {
    Level.WATCH: _("Watch"),
    Level.CONFIRMED: _("Present, no one taken"),
    Level.ACTIVE: _("People are being taken"),
}
APPROACH_WORDS: dict[str, Promise | str] = {
    Approach.FROM_A_DISTANCE: _("Look from a distance"),
    Approach.DRIVE_PAST_ONCE: _("Pass by once"),
    Approach.BY_PHONE: _("Call someone who lives there"),
    Approach.ASK_A_NEIGHBOUR: _("Ask a neighbour"),
    Approach.DO_NOT_GO: _("Do not go; check what is sent in"),
}
LOOK_FOR_WORDS: dict[str, Promise | str] = {
    LookFor.PRESENCE: _("Is anyone there"),
    LookFor.MARKINGS: _("Words on vests and vehicles"),
    LookFor.NUMBERS: _("How many people and vehicles"),
    LookFor.PEOPLE_HELD: _("Is anyone held"),
    LookFor.WARRANT: _("Was a paper shown"),
    LookFor.MOVEMENT: _("Where they are going"),
}
URGENCY_WORDS: dict[int, Promise | str] = {
    Urgency.NOW: _("Look now"),
    Urgency.SOON: _("Look soon"),
    Urgency.LATER: _("Look when you can"),
}

_REASONS: dict[str, Callable[[list[object]], str]] = {
    ReasonCode.NEAR: lambda v: _now("%(metres)s metres and %(minutes)s minutes apart") % _distance(v),
    ReasonCode.FAR: lambda v: _now("Far apart: %(metres)s metres, %(minutes)s minutes") % _distance(v),
    ReasonCode.MOVED_ON: lambda v: _now("Moved on: %(metres)s metres in %(minutes)s minutes") % _distance(v),
    ReasonCode.SAME_VEHICLES: lambda v: _now("The same vehicles"),
    ReasonCode.LIKE_VEHICLES: lambda v: _now("Vehicles that look alike"),
    ReasonCode.OTHER_VEHICLES: lambda v: _now("Other vehicles"),
    ReasonCode.SAME_NUMBER: lambda v: _now("The same number of vehicles"),
    ReasonCode.OTHER_NUMBER: lambda v: _now("Another number of vehicles"),
    ReasonCode.LIKE_PEOPLE: lambda v: _now("About as many people"),
    ReasonCode.OTHER_PEOPLE: lambda v: _now("Many more or fewer people"),
    ReasonCode.ACTIVITY_FITS: lambda v: _now("What is done fits"),
    ReasonCode.ACTIVITY_DIFFERS: lambda v: _now("Something else is done"),
    ReasonCode.SAME_MARKS: lambda v: _now("The same markings"),
    ReasonCode.SHARED_WORDS: lambda v: _shared_words(v),
    ReasonCode.OTHER_PLACE_NAMES: lambda v: _now("Other place names"),
    ReasonCode.COPY: lambda v: _now("The same text, passed on"),
    ReasonCode.SECOND_HAND: lambda v: _now("Second-hand"),
    ReasonCode.DENIAL: lambda v: _now("Says that it is not true"),
    ReasonCode.SAME_LOOKALIKE: lambda v: _now("The same look-alike"),
    ReasonCode.OTHER_LOOKALIKE: lambda v: _now("Another look-alike"),
    ReasonCode.LOOKALIKE_BESIDE: lambda v: _now("A look-alike beside a real scene"),
    ReasonCode.ANSWERED: lambda v: _now("The earlier one has its answer; this is new"),
    ReasonCode.NOTHING_NEAR: lambda v: _now("Nothing like it near"),
    ReasonCode.BRIDGED: lambda v: _now("Showed two incidents to be one"),
    ReasonCode.FITS_BETTER: lambda v: _now("Fits here better"),
    ReasonCode.HELD_BY_PERSON: lambda v: _now("Placed by a person"),
}


def reason_words(code: str, values: list[object]) -> str:
    """Why a sighting was placed, as a phrase in the reader's language; an unknown code is shown as nothing."""
    say = _REASONS.get(code)
    return say(values) if say else ""


def _distance(values: list[object]) -> dict[str, object]:
    metres, minutes = (*values, 0, 0)[:2]
    return {"metres": metres, "minutes": minutes}


def _shared_words(values: list[object]) -> str:
    words = ", ".join(str(v) for v in values[:4])
    return ngettext("Shared word: %(words)s", "Shared words: %(words)s", len(values)) % {"words": words}
