"""What dispatchers do with alerts; each door answers with the way back to the incident."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.alerts.queries.proposals import Proposed
from wekeep.alerts.rules.alert import AlreadyOut
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.vault.rules.power import Braked, NeedsSecond
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.watch.actions import previews, warnings
from wekeep.watch.forms.warning import AlertForm, CancelForm, ClearForm, ReachForm, UpdateForm
from wekeep.watch.queries.incidents import get_incident
from wekeep.watch.views.wording import shown

_FORMS: dict[str, type[Form]] = {
    previews.ALERT: AlertForm,
    previews.WIDEN: ReachForm,
    previews.UPDATE: UpdateForm,
    previews.CANCEL: CancelForm,
    previews.OVER: ClearForm,
}


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """What the form `said` with these choices would send, in two languages, and whom it would reach: a fragment beside the
    form, and for the form itself, pressed without scripts, a page from which it is sent."""
    unlocked = _sender(request, code)
    if said not in _FORMS:
        raise NotFound
    asked = request.POST if request.method == "POST" else request.GET
    form = _FORMS[said](asked)
    if not form.is_valid() and said == previews.ALERT:
        raise Refused("Choose how grave it is, how far it goes, and four pieces of advice at most.")
    context: dict[str, Any] = {"unchosen": True}
    if form.is_valid():
        found = previews.preview(actor=unlocked.actor, code=code, said=said, chosen=form.cleaned_data)
        context = shown(found, said, asked.get("other", "")) | {"send_to": _send_to(code, said, found.alert)}
    if request.method == "GET":
        return render(request, "watch/_preview.html", context)
    chosen = [(name, value) for name in form.fields for value in asked.getlist(name)]
    return render(request, "watch/read_first.html", context | {"chosen": chosen, "incident": code})


def _send_to(code: str, said: str, alert: str) -> str:
    if said == previews.ALERT:
        return reverse("watch:alert_send", args=[code])
    return reverse(f"watch:alert_{said}", args=[code, alert]) if alert else reverse("watch:over", args=[code])


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send the alert."""
    unlocked = _sender(request, code)
    form = AlertForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose how grave it is, how far it goes, and four pieces of advice at most.")
    try:
        warnings.send_alert(unlocked=unlocked, code=code, **form.cleaned_data)
        messages.success(request, _("The alert is on its way."))
    except AlreadyOut:
        messages.warning(
            request, _("Someone else sent an alert about this first. Send what you know as an update of it.")
        )
        return redirect(f"{reverse('desk:incident', args=[code])}?offer=update")
    except NeedsSecond as why:
        proposal = warnings.propose_alert(unlocked=unlocked, code=code, **form.cleaned_data)
        messages.warning(request, _waits(proposal, why))
    return redirect("desk:incident", code=code)


@require_POST
def widen(request: HttpRequest, code: str, alert: str) -> HttpResponse:
    """Send it further."""
    unlocked = _sender(request, code)
    form = ReachForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose how grave it is and how far it goes.")
    try:
        warnings.widen_alert(unlocked=unlocked, code=code, alert=alert, **form.cleaned_data)
        messages.success(request, _("Those newly in the area are being told."))
    except NeedsSecond as why:
        proposal = warnings.propose_widening(unlocked=unlocked, code=code, alert=alert, **form.cleaned_data)
        messages.warning(request, _waits(proposal, why))
    return redirect("desk:incident", code=code)


@require_POST
def update(request: HttpRequest, code: str, alert: str) -> HttpResponse:
    """Tell those who were told what changed."""
    unlocked = _sender(request, code)
    form = UpdateForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose what changed.")
    try:
        warnings.update_alert(unlocked=unlocked, code=code, alert=alert, **form.cleaned_data)
        messages.success(request, _("The update is on its way to those who were told."))
    except NeedsSecond as why:
        proposal = warnings.propose_update(unlocked=unlocked, code=code, alert=alert, **form.cleaned_data)
        messages.warning(request, _waits(proposal, why))
    return redirect("desk:incident", code=code)


@require_POST
def cancel(request: HttpRequest, code: str, alert: str) -> HttpResponse:
    """It was sent in error."""
    unlocked = _sender(request, code)
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose why it was an error.")
    warnings.cancel_alert(unlocked=unlocked, code=code, alert=alert, **form.cleaned_data)
    messages.success(request, _("The correction is on its way to those who were told."))
    return redirect("desk:incident", code=code)


@require_POST
def clear(request: HttpRequest, code: str) -> HttpResponse:
    """It is over."""
    unlocked = _sender(request, code)
    form = ClearForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose why it is over.")
    ended = warnings.clear_incident(unlocked=unlocked, code=code, **form.cleaned_data)
    told, closed = (
        _("The all clear is on its way to those who were told."),
        _("It is closed. No alert was out, so nobody is told."),
    )
    messages.success(request, told if ended else closed)
    return redirect("desk:incident", code=code)


@require_POST
def agree(request: HttpRequest, code: str, proposal: str) -> HttpResponse:
    """Agree as the second person; it is sent."""
    actor = actor_of(request)
    actor.require(Ability.AGREE_TO_ALERTS)
    get_incident(actor, code)
    warnings.agree_to_alert(unlocked=unlocked_of(request), code=code, proposal=proposal)
    messages.success(request, _("You agreed. The alert is on its way."))
    return redirect("desk:incident", code=code)


def _waits(proposal: Proposed, why: NeedsSecond) -> str:
    if isinstance(why, Braked):
        return _(
            "More goes out in this hour than one person sends alone here, so someone else must agree within 15 minutes. "
            "Nothing is sent before."
        )
    words = ngettext(
        "This reaches %(reach)s person, so someone else must agree within 15 minutes. Nothing is sent before.",
        "This reaches %(reach)s people, so someone else must agree within 15 minutes. Nothing is sent before.",
        proposal.reach,
    )
    return words % {"reach": proposal.reach}


def _sender(request: HttpRequest, code: str) -> Unlocked:
    actor = actor_of(request)
    actor.require(Ability.SEND_ALERTS)
    get_incident(actor, code)
    return unlocked_of(request)
