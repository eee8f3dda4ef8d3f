"""The page that shows whether each channel works and what ails it, and sends a test to oneself."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.alerts.actions.trials import send_test
from wekeep.alerts.notices import CHANNEL_WORDS, TROUBLE_WORDS, pace
from wekeep.alerts.notices.sending import asked_for
from wekeep.alerts.queries.alerts import sending_waits
from wekeep.alerts.queries.outlets import alone_in
from wekeep.channels.actions import ailing, budget
from wekeep.channels.actions.credentials import propose_credentials, use_credentials
from wekeep.channels.contract import Reaches
from wekeep.channels.queries import Standing, may_send, paces, standings, troubles
from wekeep.channels.registry import kind, kinds
from wekeep.channels.rules.budget import Room
from wekeep.channels.rules.receipt import Pace
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of, unlocked_of
from wekeep.places.queries.zones import zone_names
from wekeep.vault.rules.power import NeedsSecond
from wekeep.work.broker import broker
from wekeep.work.queries import dead_count


@dataclass(frozen=True, slots=True)
class Shown:
    """One channel as the page shows it. `alone`: the zones of which no group on another channel hears. `taken` and `on_phones`:
    how soon it took alerts, and phones that tell us showed them."""

    name: str
    title: Promise | str
    works: bool
    words: str
    is_set_up: bool
    standing: Standing
    held: bool
    troubles: tuple[Promise | str, ...]
    left: Room | None
    budget: int
    alone: tuple[str, ...]
    for_groups: bool
    taken: str
    on_phones: str


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
    shown = _channels()
    context = {
        "channels": [one for one in shown if one.is_set_up],
        "others": [one.title for one in shown if not one.is_set_up],
        "dead": dead_count(),
        "waits": sending_waits(),
        "broker": _broker(),
        "may_agree": actor.may(Ability.AGREE_TO_POWERS, EVERY_ZONE) and not actor.put_back,
        "may_name": actor.may(Ability.KEEP_OUTLETS),
    }
    return render(request, "alerts/channels.html", context)


def _broker() -> str:
    """How the broker between hosts is: "up", "away", or "" where there is none."""
    there = broker()
    return "" if there is None else "up" if there.is_up() else "away"


def _channels() -> list[Shown]:
    carried, ails, names, soon = standings(), troubles(clock.now() - ailing.KEPT), zone_names(), paces()
    return [_shown(name, carried.get(name), ails.get(name, []), names, soon.get(name, Pace())) for name in kinds()]


def _shown(name: str, carried: Standing | None, ails: list[str], names: dict[str, str], soon: Pace) -> Shown:
    one = kind(name)
    probe = one.probe()
    return Shown(
        name=name,
        title=CHANNEL_WORDS[name],
        works=probe.works,
        words=_(probe.words) % probe.values if probe.values else _(probe.words),
        is_set_up=one.is_set_up(),
        standing=carried or Standing(name, 0, 0, 0, 0, 0),
        held=not may_send(name),
        troubles=tuple(TROUBLE_WORDS[trouble] for trouble in ails if trouble in TROUBLE_WORDS),
        left=budget.left(name),
        budget=settings.CHANNEL_BUDGETS.get(name, 0),
        alone=tuple(names.get(zone, "") for zone in alone_in(name)) if one.reaches is Reaches.GROUP else (),
        for_groups=one.reaches is Reaches.GROUP,
        taken=pace(soon.taken) if soon.taken else "",
        on_phones=pace(soon.shown) if soon.shown else "",
    )


def _agree(request: HttpRequest) -> None:
    """Let a channel send with its new credentials, or ask for the second person it takes."""
    unlocked, name = unlocked_of(request), kind(request.POST.get("kind", "")).name
    try:
        use_credentials(unlocked=unlocked, name=name)
        messages.success(request, _("This channel sends again."))
    except NeedsSecond:
        propose_credentials(unlocked=unlocked, name=name)
        messages.warning(request, asked_for())
