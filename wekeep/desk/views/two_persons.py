"""What takes two persons: what waits, agreeing or refusing, and asking that records be kept for a court."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.desk.actions import two_persons
from wekeep.desk.forms import HoldForm
from wekeep.desk.notices.waiting import SEALED_WORDS, waiting_abilities, waiting_lines, waiting_title
from wekeep.desk.queries.waiting import get_waiting, waiting_for
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions.restoring import propose_going_on
from wekeep.people.queries import handles_of
from wekeep.people.queries.put_back import put_back_visible_to
from wekeep.vault.actions.holding import propose_hold
from wekeep.vault.actions.powers import refuse
from wekeep.vault.queries.glass import broken_glass_visible_to
from wekeep.vault.queries.sessions import is_unlocked
from wekeep.vault.rules.power import Power


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything the reader may agree to, in words that say exactly what would happen."""
    actor = actor_of(request)
    told = [(one, waiting_title(one), waiting_lines(one), waiting_abilities(one)) for one in waiting_for(actor)]
    broken = broken_glass_visible_to(actor)
    names = handles_of({(one.member, one.zone) for one in broken})
    shown = {
        "waiting": told,
        "broken": [(one, names.get((one.member, one.zone), "")) for one in broken],
        "unlocked": is_unlocked(unlocked_of(request)) if told or actor.put_back else True,
        "may_hold": actor.may(Ability.KEEP_FOR_COURT),
        "asked": any(one.one.power is Power.RESTORE for one, *_words in told),
        "put_back": put_back_visible_to(actor),
    }
    return render(request, "desk/two_persons.html", shown)


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Agree, as the second person, or refuse (or, as the one who asked, take it back)."""
    actor = actor_of(request)
    get_waiting(actor, code)
    if request.POST.get("do") != "agree":
        refuse(actor=actor, code=code)
        messages.success(request, _("Refused. Nothing was done."))
        return redirect("desk:two_persons")
    issued = two_persons.agree(unlocked=unlocked_of(request), code=code)
    if issued is not None:
        return render(request, "people/issued.html", {"issued": issued})
    messages.success(request, _("You agreed, and it is done."))
    return redirect("desk:two_persons")


@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Ask for the second person who agrees that a network that was put back from a backup goes on."""
    unlocked = unlocked_of(request)
    unlocked.actor.require(Ability.AGREE_TO_POWERS, EVERY_ZONE)
    propose_going_on(unlocked=unlocked)
    messages.warning(request, _("Another steward must agree within 15 minutes."))
    return redirect("desk:two_persons")


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """Ask that records be kept for a court."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_FOR_COURT)
    form = HoldForm(request.POST or None, kinds=[(kind, str(words)) for kind, words in SEALED_WORDS.items()])
    if request.method == "POST" and form.is_valid():
        propose_hold(unlocked=unlocked_of(request), **form.cleaned_data)
        messages.warning(request, _("Someone who can open these records must agree within 15 minutes."))
        return redirect("desk:two_persons")
    return render(request, "desk/hold.html", {"form": form}, status=422 if form.errors else 200)
