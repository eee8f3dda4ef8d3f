"""The stewards' page of the log of reads and powers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.desk.forms import WhoseForm
from wekeep.desk.notices.waiting import LOGGED_GROUPS, SEALED_WORDS, power_words
from wekeep.desk.queries.log import reading_of, touches_visible_to, trace
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.views.few import few_shown
from wekeep.vault.actions.honey import see_touches
from wekeep.vault.queries.audit import Head, newest_head, verify_log

DAYS = (1, 7, 30)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint's words and the roles that too few hold; on POST the whole check, who opened how much, whose
    look a text comes from, or that they have seen who opened what nobody sent."""
    actor = actor_of(request)
    actor.require(Ability.SEE_JOURNAL)
    if request.POST.get("do") == "seen":
        return _seen(request)
    shown: dict[str, Any] = {
        "head": _head(),
        "few": few_shown(actor),
        "days": DAYS,
        **_touched(actor),
        "whose_form": WhoseForm(),
    }
    if request.method == "POST":
        shown |= _ASKED.get(request.POST.get("do", ""), _read)(request)
    return render(request, "desk/log.html", shown)


def _touched(actor: Actor) -> dict[str, Any]:
    touches = touches_visible_to(actor)
    return {"touches": touches, "unseen": max((one.number for one in touches if one.is_new), default=0)}


def _seen(request: HttpRequest) -> HttpResponse:
    said = request.POST.get("upto", "")
    see_touches(unlocked=unlocked_of(request), number=int(said) if said.isdecimal() and len(said) < 16 else 0)
    return redirect("desk:log")


def _check(_request: HttpRequest) -> dict[str, Any]:
    return {"verdict": verify_log()}


def _read(request: HttpRequest) -> dict[str, Any]:
    reading = reading_of(unlocked_of(request), _days(request))
    return {
        "reading": reading,
        "chosen": _days(request),
        "readers": [(one, [(LOGGED_GROUPS.get(g, g), n) for g, n in one.groups]) for one in reading.readers],
        "powers": [(one, power_words(one.power)) for one in reading.powers],
    }


def _whose(request: HttpRequest) -> dict[str, Any]:
    form = WhoseForm(request.POST)
    if not form.is_valid():
        return {"whose_form": form}
    found = trace(unlocked_of(request), form.cleaned_data["text"])
    words = [
        (
            one,
            SEALED_WORDS.get(one.kind, one.kind),
            LOGGED_GROUPS.get(one.group, one.group),
            number_format(one.one_in, force_grouping=True),
        )
        for one in found.looks
    ]
    return {"whose_form": WhoseForm(), "traced": found, "looks": words}


def _head() -> Head | None:
    try:
        return newest_head()
    except Refused:
        return None


def _days(request: HttpRequest) -> int:
    asked = request.POST.get("days", "")
    return int(asked) if asked in {str(one) for one in DAYS} else DAYS[0]


_ASKED = {"check": _check, "whose": _whose}
