"""The page that shows whether each channel works, and sends a test to oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.alerts.actions.trials import send_test
from wekeep.alerts.forms import KIND_CHOICES
from wekeep.alerts.queries.alerts import sending_waits
from wekeep.channels.queries import Standing, standings
from wekeep.channels.registry import kinds
from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of
from wekeep.work.queries import dead_count


@require_http_methods(["GET", "POST"])
def health(request: HttpRequest) -> HttpResponse:
    """Every channel, whether it works, and how much it carried; on POST send a test to oneself."""
    actor = actor_of(request)
    actor.require(Ability.SEE_CHANNELS)
    if request.method == "POST":
        send_test(actor=actor, kind=request.POST.get("kind", ""))
        messages.success(request, _("A test is on its way to you."))
        return redirect("alerts:channels")
    carried = standings()
    rows = [(name, kind.probe(), carried.get(name, Standing(name, 0, 0, 0, 0))) for name, kind in kinds().items()]
    words = dict(KIND_CHOICES)
    shown = [(name, words.get(name, name), probe.works, _(probe.words), standing) for name, probe, standing in rows]
    context = {"channels": shown, "dead": dead_count(), "waits": sending_waits()}
    return render(request, "alerts/channels.html", context)
