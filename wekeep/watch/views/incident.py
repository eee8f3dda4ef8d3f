"""What members do with one incident; each door answers with the way back to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of
from wekeep.watch.actions.incidents import merge_incidents, split_incident
from wekeep.watch.actions.verification import ask_verifier, claim_verification, give_outcome, hand_over_verification
from wekeep.watch.forms.incident import AskForm, MergeForm, OutcomeForm, SplitForm
from wekeep.watch.queries.incidents import get_incident, sightings_of


@require_POST
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """I am looking at this."""
    claim_verification(actor=actor_of(request), code=code)
    return redirect("desk:incident", code=code)


@require_POST
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """I can no longer look at this."""
    hand_over_verification(actor=actor_of(request), code=code)
    return redirect("desk:incident", code=code)


@require_POST
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """This is what I found."""
    actor = actor_of(request)
    actor.require(Ability.VERIFY)
    get_incident(actor, code)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise Refused("Say what you found and how you know.")
    give_outcome(actor=actor, code=code, answer=form.answer())
    messages.success(request, _("The outcome is written down."))
    return redirect("desk:incident", code=code)


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the verifiers of the zone to look."""
    actor = actor_of(request)
    actor.require(Ability.ASK_VERIFIER)
    get_incident(actor, code)
    form = AskForm(request.POST)
    if not form.is_valid():
        raise Refused("Say how to approach and by when to report.")
    ask_verifier(actor=actor, code=code, **form.cleaned_data)
    messages.success(request, _("The verifiers of the zone are asked."))
    return redirect("desk:incident", code=code)


@require_POST
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Make another incident part of this one."""
    actor = actor_of(request)
    actor.require(Ability.EDIT_INCIDENTS)
    get_incident(actor, code)
    form = MergeForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose the other incident.")
    kept = merge_incidents(actor=actor, into=code, other=form.cleaned_data["other"])
    return redirect("desk:incident", code=kept.code)


@require_POST
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Take sightings out into an incident of their own."""
    actor = actor_of(request)
    actor.require(Ability.EDIT_INCIDENTS)
    incident = get_incident(actor, code)
    form = SplitForm(request.POST, codes=[s.code for s in sightings_of(actor, incident)])
    if not form.is_valid():
        raise Refused("Choose some of the sightings, but not all of them.")
    new = split_incident(actor=actor, code=code, sightings=form.cleaned_data["sightings"])
    return redirect("desk:incident", code=new.code)
