"""The words care says of lists that are brought in."""

from django.utils.translation import gettext_lazy as _

from wekeep.care.rules.list_state import State
from wekeep.care.rules.listed import Column, Fault

COLUMN_WORDS = {
    Column.CONTACT: _("Telephone, e-mail or name there"),
    Column.CONTACT_KIND: _("By which way"),
    Column.NAME: _("Name to ask for"),
    Column.HOURS: _("When it is safe"),
    Column.AREA: _("Part of town"),
    Column.ADDRESS: _("Address"),
    Column.ENTRANCE: _("How to find the door"),
    Column.NEEDS: _("Need"),
    Column.URGENCY: _("How soon?"),
    Column.LANGUAGE: _("Language"),
    Column.ABOUT: _("In their words"),
}
FAULT_WORDS = {
    Fault.NO_CONTACT: _("no way to reach them"),
    Fault.BAD_CONTACT: _("not a telephone number or address"),
    Fault.NO_NEED: _("no need"),
    Fault.UNKNOWN_NEED: _("a need that we do not know"),
    Fault.NO_PLACE: _("neither address nor part of town"),
    Fault.TOO_LONG: _("a cell that is too long"),
    Fault.FORMULA: _("a cell that a spreadsheet would compute"),
    Fault.AS_WISHED: _("left out because you chose so"),
    Fault.NOT_TAKEN: _("could not be kept: write it down by hand"),
}
STATE_WORDS = {
    State.SHOWN: _("Look at it first"),
    State.RUNNING: _("Being brought in"),
    State.DONE: _("Brought in"),
    State.STOPPED: _("Stopped"),
    State.DROPPED: _("Dropped"),
    State.UNDOING: _("Being taken back"),
    State.UNDONE: _("Taken back"),
}
STATE_TONES = {
    State.SHOWN: "wait",
    State.RUNNING: "unsure",
    State.UNDOING: "unsure",
    State.DONE: "clear",
    State.STOPPED: "quiet",
    State.DROPPED: "quiet",
    State.UNDONE: "quiet",
}
