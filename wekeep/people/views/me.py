"""One's own page: rank, roles and what renews them, names in the zones, and who shares the duty."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people import notices
from wekeep.people.access import actor_of
from wekeep.people.actions.letters import forget_reach
from wekeep.people.actions.members import reinstate_member, suspend_member
from wekeep.people.actions.pseudonyms import choose_pseudonym
from wekeep.people.forms.vetting import PseudonymForm
from wekeep.people.models import Application, Member
from wekeep.people.queries.evidence import seen_about, standings_of
from wekeep.people.queries.names import names_of, together
from wekeep.people.queries.ranks import rank_of
from wekeep.people.rules.application import Reason
from wekeep.people.rules.evidence import Kind
from wekeep.people.views.changes import changes_told
from wekeep.people.views.receipt import roles_of
from wekeep.places.queries.today import today


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What is known of the member who asks, and what they can do about it."""
    return render(request, "people/me.html", _told(actor_of(request)))


def _told(actor: Actor) -> dict[str, Any]:
    member = Member.objects.filter(code=actor.code).first()
    came_by = Application.objects.filter(code=actor.code).first()
    rank = rank_of(actor.code)
    return {
        "factor_changes": changes_told(actor.code),
        "member": member,
        "rank": rank,
        "rank_words": notices.RANK_WORDS[rank],
        "roles": roles_of(came_by) if came_by else [],
        "standings": [_standing(row) for row in standings_of(actor.code)],
        "seen": [(notices.KIND_WORDS[Kind(row.kind)], row) for row in seen_about(actor.code)],
        "names": names_of(actor),
        "together": together(actor),
    }


def _standing(row: Any) -> dict[str, Any]:
    days = (row.until - today()).days if row.until else None
    return {
        "row": row,
        "role": notices.ROLE_WORDS[row.role],
        "state": notices.STANDING_WORDS[row.state],
        "tone": notices.STANDING_TONES[row.state],
        "left": notices.days_left(days) if days is not None and days <= 30 else "",
    }


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Another name in one zone."""
    form = PseudonymForm(request.POST)
    if not form.is_valid():
        raise Refused("A handle has 3 to 24 letters a to z, digits and single hyphens, and begins with a letter.")
    choose_pseudonym(actor=actor_of(request), **form.cleaned_data)
    messages.success(request, _("That is your name there now."))
    return redirect("people:me")


@require_POST
def no_letters(request: HttpRequest) -> HttpResponse:
    """Forget my e-mail address."""
    forget_reach(code=actor_of(request).code)
    messages.success(request, _("Your address is forgotten."))
    return redirect("people:me")


@require_http_methods(["POST"])
def rest(request: HttpRequest, code: str) -> HttpResponse:
    """A steward suspends a member, or lets them in again."""
    actor = actor_of(request)
    if request.POST.get("do") == "reinstate":
        reinstate_member(actor=actor, code=code)
        messages.success(request, _("They are in again, as far as the evidence goes."))
    else:
        suspend_member(actor=actor, code=code, reason=Reason.CONDUCT)
        messages.success(request, _("Their roles rest from now on."))
    return redirect("people:member", code=code)
