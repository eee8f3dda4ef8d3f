"""The words of a sighting: its choices, and what a reporter is told of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wekeep.watch.queries.sightings import Stage
from wekeep.watch.rules.outcome import NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import PlaceKind
from wekeep.watch.rules.sign import Sign

Words = str | Promise

ACTIVITY: dict[Activity, Words] = {
    Activity.DETAINING: _("Holding or arresting someone"),
    Activity.LOADING: _("Putting someone in a vehicle"),
    Activity.APPROACHING_HOME: _("At the door of a home"),
    Activity.QUESTIONING: _("Asking people questions or for papers"),
    Activity.VEHICLE_STOP: _("Stopping a car"),
    Activity.CHECKPOINT: _("Checkpoint"),
    Activity.STAGING: _("Gathering or getting ready"),
    Activity.SURVEILLING: _("Parked and watching"),
    Activity.LEAVING: _("Leaving"),
}
"""The gravest first, because that is the one to reach in a hurry."""

SIGN: dict[Sign, Words] = {
    Sign.AGENCY_SHOWN: _("ICE, HSI, CBP or Border Patrol on a vest, patch or vehicle"),
    Sign.SAID_SO: _("They said who they are, or showed a badge"),
    Sign.PLAIN_VESTS: _("Vests that only say police, or nothing"),
    Sign.MASKED: _("Masked faces with vests or weapons"),
    Sign.VEHICLES_TOGETHER: _("Several vehicles together, people waiting inside"),
    Sign.TINTED_GLASS: _("Dark glass"),
    Sign.OTHER_PLATES: _("Plates from elsewhere, or none"),
    Sign.STRANGE_VEHICLE: _("A vehicle that does not belong here"),
}

PLACE_KIND: dict[PlaceKind, Words] = {
    PlaceKind.STREET: _("Street"),
    PlaceKind.HOME: _("Home"),
    PlaceKind.SCHOOL: _("School or day-care"),
    PlaceKind.WORK: _("Workplace"),
    PlaceKind.CLINIC: _("Clinic or hospital"),
    PlaceKind.COURT: _("Court"),
    PlaceKind.WORSHIP: _("Place of worship"),
    PlaceKind.TRANSIT: _("Bus, train or station"),
}

WHEN: dict[str, Words] = {
    "0": pgettext_lazy("when it was seen", "Now"),
    "5": _("5 minutes ago"),
    "15": _("15 minutes ago"),
    "30": _("Half an hour ago"),
    "60": _("An hour ago"),
    "other": _("Another time"),
}

STAGE: dict[Stage, Words] = {
    Stage.RECEIVED: _("Received. It is on its way to people who check."),
    Stage.CHECKING: _("It is being checked."),
    Stage.ANSWERED: _("It was checked."),
    Stage.ENDED: _("This is over."),
    Stage.WITHDRAWN: _("You took this report back. What you wrote was deleted."),
}

OUTCOME: dict[Outcome, Words] = {
    Outcome.CONFIRMED: _("Someone from the network looked: it is enforcement."),
    Outcome.NOT_ENFORCEMENT: _("Someone from the network looked: it was not enforcement."),
    Outcome.NOTHING_FOUND: _("Someone from the network looked and found nothing there."),
    Outcome.UNCERTAIN: _("Someone from the network looked and could not tell. They keep looking."),
    Outcome.UNABLE: _("Nobody could get there in time to look."),
}

NOT_ENFORCEMENT: dict[NotEnforcement, Words] = {
    NotEnforcement.LOCAL_POLICE: _("It was the local police."),
    NotEnforcement.SHERIFF: _("It was the sheriff."),
    NotEnforcement.SECURITY: _("It was a security company."),
    NotEnforcement.DELIVERY: _("It was a delivery."),
    NotEnforcement.UTILITY: _("It was utility workers."),
    NotEnforcement.FILM_CREW: _("It was a film crew."),
    NotEnforcement.TOW_TRUCK: _("It was a tow truck."),
    NotEnforcement.RESIDENT: _("It was someone who lives there."),
    NotEnforcement.OTHER: _("It was something else."),
}
