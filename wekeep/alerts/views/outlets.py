"""The page on which stewards name the groups and rooms that their zone's alerts are posted to, and try them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.alerts.actions.outlets import add_outlet, end_outlet, keep_outlet, propose_outlet, try_outlet
from wekeep.alerts.forms import OutletForm
from wekeep.alerts.notices import CHANNEL_WORDS
from wekeep.alerts.notices.sending import asked_for
from wekeep.alerts.queries.outlets import outlets_visible_to, that_may_be_stood_in_for
from wekeep.channels.registry import group_kinds
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.forms.application import said
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.rules.power import NeedsSecond


@sensitive_post_parameters("address", "token")
@require_http_methods(["GET", "POST"])
def outlets(request: HttpRequest) -> HttpResponse:
    """The groups of the reader's zones; on POST name one, or ask for the second person it takes."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_OUTLETS)
    form = OutletForm(request.POST or None, zones=_zones(actor), kinds=list(group_kinds()), others=_others(actor))
    if request.method == "POST" and form.is_valid():
        try:
            _name(request, form)
            return redirect("alerts:outlets")
        except NeedsSecond:
            raise
        except Refused as refusal:
            form.add_error(None, said(refusal))
    names = dict(zone_choices())
    shown = [(one, names.get(one.outlet.zone, ""), CHANNEL_WORDS[one.outlet.kind]) for one in outlets_visible_to(actor)]
    page = {"outlets": shown, "form": form}
    return render(request, "alerts/outlets.html", page, status=422 if form.errors else 200)


@require_POST
def outlet(request: HttpRequest, code: str) -> HttpResponse:
    """Try one, keep it for another year, or post nothing there any more."""
    actor, wish = actor_of(request), request.POST.get("do")
    if wish == "try":
        try_outlet(actor=actor, code=code)
        messages.success(request, _("An exercise is on its way there."))
    elif wish == "keep":
        keep_outlet(actor=actor, code=code)
        messages.success(request, _("It is kept for another year."))
    elif wish == "end":
        end_outlet(actor=actor, code=code)
        messages.success(request, _("Nothing is posted there any more, and its address is forgotten."))
    else:
        raise NotFound
    return redirect("alerts:outlets")


def _name(request: HttpRequest, form: OutletForm) -> None:
    unlocked = unlocked_of(request)
    try:
        add_outlet(unlocked=unlocked, wanted=form.wanted())
        messages.success(request, _("Alerts of this zone are posted there from now on. Try it."))
    except NeedsSecond:
        propose_outlet(unlocked=unlocked, wanted=form.wanted())
        messages.warning(request, asked_for())


def _others(actor: Actor) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in that_may_be_stood_in_for(actor)]


def _zones(actor: Actor) -> list[tuple[str, str]]:
    mine = actor.zones_where(Ability.KEEP_OUTLETS)
    return [(code, name) for code, name in zone_choices() if EVERY_ZONE in mine or code in mine]
