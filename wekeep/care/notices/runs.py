"""The words of runs as they are driven: what is to be done at a stop, what became of it, why it came to nothing, what a call brought."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wekeep.care.rules.driving import CallState
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.restraint import Restraint
from wekeep.care.rules.run import Outcome, RunState
from wekeep.care.rules.trip import Failure, Purpose
from wekeep.care.rules.way_back import StillRides

PURPOSE_WORDS = {
    Purpose.SCHOOL: _("School run"),
    Purpose.DELIVERY: _("Deliveries"),
    Purpose.MEDICAL: _("Rides to the doctor"),
    Purpose.RIDE: _("Rides"),
}
RUN_WORDS = {
    RunState.TOLD: _("Not answered yet"),
    RunState.ACCEPTED: _("Said yes"),
    RunState.OUT: _("On the way"),
    RunState.DONE: _("Done"),
    RunState.DROPPED_OUT: _("Dropped out"),
    RunState.WITHDRAWN: _("Taken back"),
}
RUN_TONES = {
    RunState.TOLD: "wait",
    RunState.ACCEPTED: "clear",
    RunState.OUT: "unsure",
    RunState.DONE: "quiet",
    RunState.DROPPED_OUT: "alarm",
    RunState.WITHDRAWN: "quiet",
}
# What a driver presses, and what stands there afterwards.
OUTCOME_WORDS = {
    Outcome.WAITING: _("To do"),
    Outcome.LOADED: _("In the car"),
    Outcome.LEFT: _("Left at the door"),
    Outcome.HANDED: _("Handed over"),
    Outcome.BOARDED: _("Got in"),
    Outcome.DROPPED: _("Got out"),
    Outcome.FAILED: _("It did not work"),
}
FAILURE_WORDS = {
    Failure.NOT_HOME: _("Nobody there"),
    Failure.BAD_ADDRESS: _("The address is wrong"),
    Failure.NOT_WANTED: _("They did not want it"),
    Failure.NOT_READY: _("It was not ready"),
    Failure.TOO_FAR: _("Too far, or not reachable"),
    Failure.OTHER: _("Something else"),
    Failure.NO_SHOW: _("Nobody came out"),
    Failure.LATE_CANCEL: _("They called it off"),
    Failure.MISSED: _("We came too late"),
    Failure.TURNED_DOWN: _("They did not want to ride"),
}
CALL_WORDS = {
    CallState.ASKED: _("The desk was asked to call."),
    CallState.COMING: _("They come to the door."),
    CallState.LEAVE_IT: _("Leave it at the door."),
    CallState.WAIT: _("Wait five minutes."),
    CallState.GO_ON: _("Go on to the next stop."),
    CallState.NO_ANSWER: _("Nobody answered the phone."),
}
# What stands on the sheet of whoever drives a way back whose way there did not work, or of which nobody said how it went.
STILL_RIDES_WORDS = {
    StillRides.ASKED: _(
        "The way there did not work, or nobody has said how it went, and we ask whether they ride back. Go there and wait as always, unless this is called off."
    ),
    StillRides.YES: _("It was not sure whether they ride back: they do ride back."),
}
# What the desk chooses from where it writes down how a run ended: who got in and did not get out, and at which end it came to nothing.
STILL_IN = _("Still in the car")
END_WORDS = {
    (True, Side.PICKUP): _("Never in the car"),
    (True, Side.DROP): _("Not handed over"),
    (False, Side.PICKUP): _("Never got in"),
    (False, Side.DROP): _("Got in, and could not get out there"),
}
SEAT_WORDS = {
    Restraint.REAR_FACING: _("Rear-facing child seat"),
    Restraint.HARNESS: _("Child seat with harness"),
    Restraint.BOOSTER: _("Booster seat"),
    Restraint.BELT: _("Belt"),
}


def gone_words(names: list[str]) -> str:
    """These stops, by what stands on the sheet, are not the driver's any more."""
    text = ngettext(
        "Not taken: %(names)s. This stop is with somebody else now, or was called off. If you did it all the same, tell the desk.",
        "Not taken: %(names)s. These stops are with somebody else now, or were called off. If you did them all the same, tell the desk.",
        len(names),
    )
    return text % {"names": _named(names)}


def otherwise_words(names: list[str]) -> str:
    """You told us something else about these stops before."""
    text = ngettext(
        "Not taken: %(names)s. You told us something else about this stop before. If that was wrong, tell the desk.",
        "Not taken: %(names)s. You told us something else about these stops before. If that was wrong, tell the desk.",
        len(names),
    )
    return text % {"names": _named(names)}


def late_words(names: list[str]) -> str:
    """These stops are not the driver's any more; what they did there is kept."""
    text = _(
        "Called off meanwhile, or with somebody else: %(names)s. What you did is kept, and the desk sees it. You need do nothing more."
    )
    return str(text) % {"names": _named(names)}


def by_desk_words(names: list[str]) -> str:
    """The desk wrote down something else when nothing was heard of the driver; what they did there is kept."""
    text = _(
        "The desk had written down something else: %(names)s. What you did is kept, and the desk sees it. You need do nothing more."
    )
    return str(text) % {"names": _named(names)}


def not_yours_words(names: list[str]) -> str:
    """The run is not the driver's any more; what they did on it is kept."""
    text = _(
        "This run is not yours any more: %(names)s. What you did is kept, and the desk sees it. You need do nothing more."
    )
    return str(text) % {"names": _named(names)}


def _named(names: list[str]) -> str:
    """What stands on the sheet; where a press named nothing, how many."""
    known = [one for one in names if one]
    return ", ".join(known) if len(known) == len(names) else stops_words(len(names))


def boxes_words(n: int) -> str:
    """So many boxes."""
    return ngettext("%(n)s box", "%(n)s boxes", n) % {"n": n}


def people_words(n: int) -> str:
    """So many who ride."""
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}


def task_words(*, delivers: bool, side: Side, n: int) -> str:
    """What is to be done with so many boxes or people at one end."""
    values = {"n": n}
    if delivers and side is Side.PICKUP:
        return ngettext("Load %(n)s box", "Load %(n)s boxes", n) % values
    if delivers:
        return ngettext("Bring %(n)s box", "Bring %(n)s boxes", n) % values
    if side is Side.PICKUP:
        return ngettext("%(n)s person gets in", "%(n)s people get in", n) % values
    return ngettext("%(n)s person gets out", "%(n)s people get out", n) % values


def stops_words(n: int) -> str:
    """So many doors."""
    return ngettext("%(n)s stop", "%(n)s stops", n) % {"n": n}
