"""The words care says of how it was, and of what is wrong."""

from django.utils.translation import gettext_lazy as _

from wekeep.care.rules.concern import About, Close, Kind, State
from wekeep.care.rules.feedback import Side, Was

WAS_WORDS = {
    Was.WELL: _("It went well"),
    Was.LATE: _("Too late, or not when we agreed"),
    Was.NOT_ALL: _("Not what we asked for"),
    Was.NOT_THERE: _("Nobody was there, or I did not find it"),
    Was.TOO_MUCH: _("More than one person can do"),
    Was.SOMEBODY_ELSE: _("Next time somebody else, please"),
}
SIDE_WORDS = {Side.HOUSEHOLD: _("The household"), Side.HELPER: _("The helper")}
KIND_WORDS = {
    Kind.UNSAFE: _("Somebody is afraid, or was threatened, touched or hurt"),
    Kind.MONEY: _("Somebody asked for money or something else in return"),
    Kind.TOLD_OTHERS: _("Somebody told others about us"),
    Kind.RUDE: _("Somebody was rude, or treated us badly"),
    Kind.OTHER: _("Something else"),
}
ABOUT_WORDS = {
    (Side.HOUSEHOLD, About.HELPER): _("Whoever came, or was to come"),
    (Side.HOUSEHOLD, About.DESK): _("Whoever telephoned, or read what we wrote"),
    (Side.HOUSEHOLD, About.SOMEBODY): _("Somebody else"),
    (Side.HELPER, About.HOUSEHOLD): _("What I met there"),
    (Side.HELPER, About.DESK): _("Whoever sent me"),
    (Side.HELPER, About.SOMEBODY): _("Somebody else"),
}
STATE_WORDS = {
    State.TOLD: _("Nobody has read it yet"),
    State.READ_BY_ONE: _("One of the two has read it"),
    State.READ_BY_TWO: _("Both have read it"),
    State.CLOSED: _("Closed"),
}
STATE_TONES = {
    State.TOLD: "alarm",
    State.READ_BY_ONE: "wait",
    State.READ_BY_TWO: "unsure",
    State.CLOSED: "quiet",
}
CLOSE_WORDS = {
    Close.SETTLED: _("We talked with those it is about, and it is settled"),
    Close.APART: _("They do not meet again; more is not wanted"),
    Close.STANDING: _("Vetters look at whether they may go on helping"),
    Close.OUTSIDE: _("Others help now: a lawyer, a doctor, a shelter"),
    Close.NOTHING: _("Nothing was wrong, or it was a mistake"),
    Close.UNHEARD: _("Its time ended"),
}
FIELD_WORDS = {
    "text": _("What happened"),
    "keep_from": _("Not to be told to"),
    "reach": _("How and when it is safe to talk"),
}
