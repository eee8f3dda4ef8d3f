"""The page that shows whether each channel works, and sends a test to oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.alerts.actions.trials import send_test
from wekeep.alerts.notices import CHANNEL_WORDS
from wekeep.alerts.queries.alerts import sending_waits
from wekeep.channels.actions.credentials import propose_credentials, use_credentials
from wekeep.channels.queries import Standing, may_send, standings
from wekeep.channels.registry import kind, kinds
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of, unlocked_of
from wekeep.vault.rules.power import NeedsSecond
from wekeep.work.queries import dead_count


@require_http_methods(["GET", "POST"])
def health(request: HttpRequest) -> HttpResponse:
    """Every channel, whether it works, and how much it carried; on POST send a test to oneself."""
    actor = actor_of(request)
    actor.require(Ability.SEE_CHANNELS)
    if request.method == "POST" and request.POST.get("do") == "credentials":
        _agree(request)
        return redirect("alerts:channels")
    if request.method == "POST":
        send_test(actor=actor, kind=request.POST.get("kind", ""))
        messages.success(request, _("A test is on its way to you."))
        return redirect("alerts:channels")
    carried = standings()
    rows = [(name, kind.probe(), carried.get(name, Standing(name, 0, 0, 0, 0))) for name, kind in kinds().items()]
    shown = [
        (name, CHANNEL_WORDS.get(name, name), probe.works, _(probe.words) % probe.values, standing, not may_send(name))
        for name, probe, standing in rows
    ]
    may_agree = actor.may(Ability.AGREE_TO_POWERS, EVERY_ZONE) and not actor.put_back
    context = {"channels": shown, "dead": dead_count(), "waits": sending_waits(), "may_agree": may_agree}
    return render(request, "alerts/channels.html", context)


def _agree(request: HttpRequest) -> None:
    """Let a channel send with its new credentials, or ask for the second person it takes."""
    unlocked, name = unlocked_of(request), kind(request.POST.get("kind", "")).name
    try:
        use_credentials(unlocked=unlocked, name=name)
        messages.success(request, _("This channel sends again."))
    except NeedsSecond:
        propose_credentials(unlocked=unlocked, name=name)
        messages.warning(request, _("Someone else must agree within 15 minutes, on the page “Two persons”."))
