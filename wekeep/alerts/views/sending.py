"""The page from which everything that is sent is stopped, started again and braked."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.alerts.actions import resuming
from wekeep.alerts.forms import BrakeForm
from wekeep.alerts.notices import sending as notices
from wekeep.alerts.queries.stopped import held_back
from wekeep.channels.actions.stopping import stop_sending
from wekeep.channels.queries import stop_now
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import BrakeIs
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.queries import handles_of
from wekeep.vault.queries.powers import proposals_visible_to
from wekeep.vault.queries.sending import brake as brake_now
from wekeep.vault.queries.sending import takes_two
from wekeep.vault.rules.power import NeedsSecond, Power


@require_GET
def sending(request: HttpRequest) -> HttpResponse:
    """Whether anything goes out, what waits, and how much may go out in an hour."""
    actor = actor_of(request)
    actor.require(Ability.SEE_CHANNELS)
    stop, held, pace = stop_now(), held_back(), _pace()
    context = {
        "stop": stop,
        "by": _name(stop.by) if stop else "",
        "held": [(one, notices.held_line(one)) for one in held.of_alerts],
        "others": held.others,
        "two": takes_two(),
        "asked": proposals_visible_to(actor, Power.RESUME, Power.LET_GO),
        "pace": notices.pace_line(pace) if pace else "",
        "limits": notices.limit_lines(pace.limits) if pace else [],
        "usual": pace.usual if pace else None,
        "form": BrakeForm(limits=pace.limits) if pace and actor.may(Ability.AGREE_TO_POWERS, EVERY_ZONE) else None,
    }
    return render(request, "alerts/sending.html", context)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop everything."""
    stop_sending(actor=actor_of(request))
    messages.warning(request, _("Stopped. Nothing more goes out. What waits is kept."))
    return redirect("alerts:sending")


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Send again, or ask for the second person it takes."""
    unlocked, drop = unlocked_of(request), request.POST.getlist("drop")
    return _by_two(
        request,
        lambda: resuming.resume(unlocked=unlocked, drop=drop),
        lambda: resuming.propose_resume(unlocked=unlocked, drop=drop),
        _("Sending goes on."),
    )


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Let a letter out meanwhile, or ask for the second person it takes."""
    unlocked, letters = unlocked_of(request), request.POST.getlist("letter")
    return _by_two(
        request,
        lambda: resuming.let_go(unlocked=unlocked, letters=letters),
        lambda: resuming.propose_letting_go(unlocked=unlocked, letters=letters),
        _("This letter goes out."),
    )


@require_http_methods(["POST"])
def brake(request: HttpRequest) -> HttpResponse:
    """Set the limits, or ask for the second person it takes."""
    form = BrakeForm(request.POST, limits=None)
    if not form.is_valid():
        raise Refused("Each of these is a whole number, 1 at least.")
    unlocked, limits = unlocked_of(request), form.limits()
    return _by_two(
        request,
        lambda: resuming.set_brake(unlocked=unlocked, limits=limits),
        lambda: resuming.propose_brake(unlocked=unlocked, limits=limits),
        _("These limits hold from now on."),
    )


def _by_two(request: HttpRequest, do: Callable[[], object], ask: Callable[[], object], done: str) -> HttpResponse:
    try:
        do()
        messages.success(request, done)
    except NeedsSecond:
        ask()
        messages.warning(request, notices.asked_for())
    return redirect("alerts:sending")


def _pace() -> BrakeIs | None:
    try:
        return brake_now()
    except Refused:
        return None


def _name(code: str) -> str:
    """What the one who stopped it is called where they hold a role; "" for the operator."""
    return handles_of({(code, EVERY_ZONE)}).get((code, EVERY_ZONE), "") if code else ""
