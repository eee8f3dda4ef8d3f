"""Every word the watch says to people: activities, signs, outcomes, how far a report has come, and why sightings were put
together. All translatable."""

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wekeep.watch.queries.positions import Told
from wekeep.watch.queries.sightings import Progress, Stage
from wekeep.watch.rules.incident import Urgency
from wekeep.watch.rules.merging import ReasonCode
from wekeep.watch.rules.outcome import Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import PlaceKind
from wekeep.watch.rules.sign import Sign
from wekeep.watch.rules.standing import HeldFor
from wekeep.watch.rules.verification import Approach, LookFor

ACTIVITY_WORDS: dict[str, Promise | str] = {
    Activity.SURVEILLING: _("Watching or driving around"),
    Activity.STAGING: _("Gathering or waiting"),
    Activity.APPROACHING_HOME: _("At a home"),
    Activity.VEHICLE_STOP: _("Stopping a car"),
    Activity.QUESTIONING: _("Questioning people"),
    Activity.DETAINING: _("Detaining someone"),
    Activity.LOADING: _("Putting people into vehicles"),
    Activity.CHECKPOINT: _("Checkpoint"),
    Activity.LEAVING: _("Leaving"),
    Activity.EVERYWHERE: _("In many places at once"),
    "": _("Not said"),
}
HELD_WORDS: dict[str, Promise | str] = {
    HeldFor.NO_PROOF: _("Came during a flood, without the small sum that phones do"),
    HeldFor.TOO_MANY: _("One connection sent very many"),
    HeldFor.SAME_WORDS: _("The same words about many places"),
    HeldFor.FAR_APART: _("One connection in places too far from each other"),
    HeldFor.POOR_RECORD: _("From a connection whose reports were wrong before"),
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
    Outcome.UNCERTAIN: "unsure",
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
    Level.CONFIRMED: _("Present, no one detained"),
    Level.ACTIVE: _("Someone is being detained"),
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
SIGN_WORDS: dict[str, Promise | str] = {
    Sign.AGENCY_SHOWN: _("ICE, HSI, CBP or Border Patrol on a vest, patch or vehicle"),
    Sign.SAID_SO: _("They said who they are, or showed a badge"),
    Sign.PLAIN_VESTS: _("Vests that only say police, or nothing"),
    Sign.MASKED: _("Masked faces with vests or weapons"),
    Sign.VEHICLES_TOGETHER: _("Several vehicles together, people waiting inside"),
    Sign.TINTED_GLASS: _("Dark glass"),
    Sign.FROM_ELSEWHERE: _("Plates from elsewhere, or none"),
    Sign.STRANGE_VEHICLE: _("A vehicle that does not belong here"),
}
PLACE_KIND_WORDS: dict[str, Promise | str] = {
    PlaceKind.STREET: _("Street"),
    PlaceKind.HOME: _("Home"),
    PlaceKind.SCHOOL: _("School or day-care"),
    PlaceKind.WORK: _("Workplace"),
    PlaceKind.CLINIC: _("Clinic or hospital"),
    PlaceKind.COURT: _("Court"),
    PlaceKind.WORSHIP: _("Place of worship"),
    PlaceKind.TRANSIT: _("Bus, train or station"),
}
WHEN_WORDS: dict[str, Promise | str] = {
    "0": pgettext_lazy("when it was seen", "Now"),
    "5": _("5 minutes ago"),
    "15": _("15 minutes ago"),
    "30": _("Half an hour ago"),
    "60": _("An hour ago"),
    "other": _("Another time"),
}
STAGE_WORDS: dict[str, Promise | str] = {
    Stage.RECEIVED: _("Received. It is on its way to the people who check."),
    Stage.CHECKING: _("It is with the people who check. What they find stands here once it is public."),
    Stage.ANSWERED: _("It was checked."),
    Stage.ENDED: _("This is over."),
    Stage.WITHDRAWN: _("You took this report back. What you wrote was deleted."),
}
TOLD_OUTCOME_WORDS: dict[str, Promise | str] = {
    Outcome.CONFIRMED: _("Someone from the network looked: it is enforcement."),
    Outcome.NOT_ENFORCEMENT: _("Someone from the network looked: it was not enforcement."),
    Outcome.NOTHING_FOUND: _("Someone from the network looked and found nothing there."),
}


def progress_words(progress: Progress) -> list[str]:
    """What a reporter is told of their report, one sentence each."""
    told = [str(STAGE_WORDS[progress.stage])]
    if progress.others_told and progress.stage is not Stage.WITHDRAWN:
        told.append(gettext("Other people told of this too."))
    if progress.outcome and progress.stage is not Stage.WITHDRAWN:
        told.append(str(TOLD_OUTCOME_WORDS[progress.outcome]))
    if progress.outcome is Outcome.NOT_ENFORCEMENT and progress.outcome_kind:
        told.append(gettext("It was: %(kind)s.") % {"kind": KIND_WORDS[progress.outcome_kind]})
    return told


def place_words(told: Told) -> str:
    """A place that a verifier can choose, by its name where it has one."""
    if not told.away:
        return (
            gettext("Where it is shown now: %(place)s") % {"place": told.name}
            if told.name
            else gettext("Where it is shown now")
        )
    said = {"place": told.name, "metres": metres_words(told.away)}
    if told.name:
        return gettext("Where the new reports put it: %(place)s, %(metres)s from there") % said
    return gettext("Where the new reports put it: %(metres)s from there") % said


REASON_WORDS: dict[str, Promise | str] = {
    ReasonCode.NEAR: _("%(metres)s and %(minutes)s apart"),
    ReasonCode.FAR: _("Far apart: %(metres)s, %(minutes)s"),
    ReasonCode.MOVED_ON: _("Moved on: %(metres)s in %(minutes)s"),
    ReasonCode.SAME_VEHICLES: _("The same vehicles"),
    ReasonCode.LIKE_VEHICLES: _("Vehicles that look alike"),
    ReasonCode.OTHER_VEHICLES: _("Other vehicles"),
    ReasonCode.SAME_NUMBER: _("The same number of vehicles"),
    ReasonCode.OTHER_NUMBER: _("Another number of vehicles"),
    ReasonCode.LIKE_PEOPLE: _("About as many people"),
    ReasonCode.OTHER_PEOPLE: _("Many more or fewer people"),
    ReasonCode.ACTIVITY_FITS: _("What is done fits"),
    ReasonCode.ACTIVITY_DIFFERS: _("Something else is done"),
    ReasonCode.SAME_MARKS: _("The same markings"),
    ReasonCode.OTHER_MARKS: _("Other clothes or markings"),
    ReasonCode.SAME_SUBJECT: _("The same kind of person held or asked"),
    ReasonCode.OTHER_SUBJECT: _("Another kind of person held or asked"),
    ReasonCode.SAME_DETAIL: _("The same odd thing noticed"),
    ReasonCode.OTHER_DETAIL: _("Another odd thing noticed"),
    ReasonCode.SAME_STREETS: _("The same crossing"),
    ReasonCode.OTHER_STREETS: _("Another crossing"),
    ReasonCode.SAME_PLACE_NAMED: _("About the same place"),
    ReasonCode.SHARED_WORDS: _("Shared words: %(words)s"),
    ReasonCode.OTHER_PLACE_NAMES: _("Other place names"),
    ReasonCode.ELSEWHERE: _("Told from elsewhere, or later"),
    ReasonCode.SAME_TIME_SAID: _("The time in the words is this one's"),
    ReasonCode.OTHER_TIME_SAID: _("The words give another time"),
    ReasonCode.COPY: _("The same text, passed on"),
    ReasonCode.SECOND_HAND: _("Second-hand"),
    ReasonCode.SAYS_NO_MORE: _("Names the place and nothing seen there"),
    ReasonCode.DENIAL: _("Says that it is not true"),
    ReasonCode.SAME_LOOKALIKE: _("The same look-alike"),
    ReasonCode.OTHER_LOOKALIKE: _("Another look-alike"),
    ReasonCode.LOOKALIKE_BESIDE: _("A look-alike beside a real scene"),
    ReasonCode.TALK_BESIDE: _("Talk and something seen, side by side"),
    ReasonCode.ANSWERED: _("The earlier one has its answer; this is new"),
    ReasonCode.NOTHING_NEAR: _("Nothing like it near"),
    ReasonCode.BRIDGED: _("Showed two incidents to be one"),
    ReasonCode.FITS_BETTER: _("Fits here better"),
    ReasonCode.HELD_BY_PERSON: _("Looks like another one, but a person decided otherwise"),
}


def reason_words(code: str, values: list[object]) -> str:
    """Why a sighting was placed, as a phrase in the reader's language; an unknown code is shown as nothing."""
    metres, minutes = (*values, 0, 0)[:2]
    said = {"words": ", ".join(str(v) for v in values[:4])}
    if isinstance(metres, int | float) and isinstance(minutes, int | float):
        said |= {"metres": metres_words(round(metres)), "minutes": minutes_words(round(minutes))}
    return str(REASON_WORDS.get(code, "")) % said


def metres_words(n: int) -> str:
    """A distance, in the number that the reader's language asks for."""
    return ngettext("%(n)s metre", "%(n)s metres", n) % {"n": n}


def minutes_words(n: int) -> str:
    """A span of time, in the number that the reader's language asks for."""
    return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}


def swept(count: int, *, keep: bool) -> str:
    """What became of a batch of held reports."""
    if keep:
        words = ngettext(
            "Kept. %(count)s report is on its way to the board.",
            "Kept. %(count)s reports are on their way to the board.",
            count,
        )
    else:
        words = ngettext(
            "Dropped. %(count)s report is deleted with its time.",
            "Dropped. %(count)s reports are deleted with their time.",
            count,
        )
    return words % {"count": count}


def taken_back(count: int) -> str:
    """What became of a sweep that was taken back."""
    words = ngettext("Taken back. %(count)s report waits again.", "Taken back. %(count)s reports wait again.", count)
    return words % {"count": count}
