"""The zones of the network, and making one, for stewards of every zone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.desk.forms import ZoneForm
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of
from wekeep.places.actions.zones import make_zone
from wekeep.places.queries.zones import zone_choices


@require_http_methods(["GET", "POST"])
def zones(request: HttpRequest) -> HttpResponse:
    """Every zone by name; on POST make one."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT, EVERY_ZONE)
    form = ZoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        make_zone(actor=actor, **form.cleaned_data)
        messages.success(request, _("The zone is there. Roles can be held in it now."))
        return redirect("desk:zones")
    context = {"zones": zone_choices(), "form": form}
    return render(request, "desk/zones.html", context, status=400 if form.errors else 200)
