"""Saying that one is on duty, and no longer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of
from wekeep.people.actions.duty import go_off_duty, go_on_duty
from wekeep.people.forms import DutyForm
from wekeep.people.queries import duty_zones


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """On duty in a zone for some hours."""
    actor = actor_of(request)
    actor.require(Ability.BE_ON_DUTY)
    form = DutyForm(request.POST, zones=duty_zones(actor))
    if not form.is_valid():
        raise Refused("Choose one of your zones and how long.")
    go_on_duty(actor=actor, **form.cleaned_data)
    messages.success(request, _("You are on duty. Thank you."))
    return redirect("desk:desk")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Off duty in a zone."""
    actor = actor_of(request)
    actor.require(Ability.BE_ON_DUTY)
    go_off_duty(actor=actor, zone=request.POST.get("zone", ""))
    messages.success(request, _("You are off duty. Rest well."))
    return redirect("desk:desk")
