"""Asking a member for a request, answering with one tap, and how a member wants to help."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.care import notices
from wekeep.care.actions.helping import keep_helping
from wekeep.care.actions.offering import answer_link, answer_offer, offer
from wekeep.care.forms.helping import HelpingForm
from wekeep.care.forms.source import brake_words
from wekeep.care.models import Offer
from wekeep.care.queries.leavers import has_left
from wekeep.care.queries.matching import by_link, helper_of
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.sent import never_helps
from wekeep.care.rules.offer import Said
from wekeep.care.views.desk import asked_twice, row
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said


@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, link: str) -> HttpResponse:
    """The link in the letter: need, part of town, language and window, and two buttons. GET answers nothing, because scanners
    follow links; a wrong link is as one that never was."""
    brake_words(request)
    found, wrong, status = by_link(link), "", 200
    if found is None:
        raise NotFound
    if request.method == "POST":
        try:
            found = answer_link(link=link, yes=request.POST.get("answer") == "yes")
        except Refused as refusal:
            wrong, status = said(refusal), 409
    return render(request, "care/offered.html", _offered(found) | {"link": link, "wrong": wrong}, status=status)


def _offered(found: Offer) -> dict[str, Any]:
    """What is asked for, while it waits for this very member's answer; nothing of it once that is over, and for whoever is to stay apart from
    the household since, or may help no more, as if they had been a little late."""
    waits = found.said == Said.ASKED and found.member not in never_helps(found.request)
    waits = waits and not has_left(found.member, found.request.zone)
    shown = row(found.request, dict(settings.LANGUAGES)) if waits else {}
    return shown | {"offer": found, "waits": waits}


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The same on the member's own page."""
    actor = actor_of(request)
    actor.require(Ability.BRING_HELP)
    yes = request.POST.get("answer") == "yes"
    answer_offer(actor=actor, code=code, yes=yes)
    messages.success(
        request, _("Thank you. A coordinator now opens to you where to.") if yes else _("Thank you for telling us.")
    )
    return redirect("care:mine")


@require_POST
def ask_helper(request: HttpRequest, code: str) -> HttpResponse:
    """Ask one of those who are offered on the page, or the best."""
    actor = actor_of(request)
    actor.require(Ability.SORT_REQUESTS)
    member = request.POST.get("member", "")
    twice = asked_twice(request, get_request(actor, code), member)
    if twice is not None:
        return twice
    offer(actor=actor, code=code, member=member, asks="twice" not in request.POST)
    messages.success(request, _("Asked. If they cannot, or are silent, the next is asked by itself."))
    return redirect("care:request", code=code)


@require_http_methods(["GET", "POST"])
def helping(request: HttpRequest) -> HttpResponse:
    """How the member wants to help."""
    actor = actor_of(request)
    actor.require(Ability.BRING_HELP)
    known = helper_of(actor.code)
    if request.method == "GET":
        return render(request, "care/helping.html", {"form": HelpingForm(initial=notices.helping_initial(known))})
    form = HelpingForm(request.POST)
    if not form.is_valid():
        return render(request, "care/helping.html", {"form": form}, status=422)
    keep_helping(actor=actor, **form.cleaned_data)
    messages.success(request, _("Kept. Thank you."))
    return redirect("care:mine")
