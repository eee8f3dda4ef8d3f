"""The stewards' pages: admit a member, grant and end roles, issue a passphrase, end access."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.kit.abilities import ROLES, Ability, Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import NotFound
from wekeep.people import queries
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions.appointing import appoint, propose_appointment, propose_passphrase, renew_passphrase
from wekeep.people.actions.members import admit_member, end_member
from wekeep.people.actions.roles import end_role
from wekeep.people.forms import AdmitForm, GrantForm
from wekeep.people.models import Application
from wekeep.people.notices import ROLE_WORDS
from wekeep.people.queries.factors import factors_of, removal_of
from wekeep.people.rules.application import INSIDE, State
from wekeep.people.rules.policy import policy_on
from wekeep.people.views.few import few_shown
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices
from wekeep.vault.rules.power import NeedsSecond


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """All members, for stewards."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    shown = {
        "members": queries.members_visible_to(actor),
        "role_words": ROLE_WORDS,
        "zones": dict(_zones()),
        "few": few_shown(actor),
    }
    return render(request, "people/members.html", shown)


@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest) -> HttpResponse:
    """Admit a member; the passphrase is on the page that answers, and nowhere else."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    form = AdmitForm(request.POST or None, languages=[(c, str(n)) for c, n in settings.LANGUAGES])
    if request.method == "POST" and form.is_valid():
        return render(request, "people/issued.html", {"issued": admit_member(actor=actor, **form.cleaned_data)})
    return render(request, "people/admit.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, code: str) -> HttpResponse:
    """One member: their roles; on POST grant one."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    one = queries.get_member(actor, code)
    form = GrantForm(request.POST or None, roles=_by_hand(), zones=_zones())
    if request.method == "POST" and form.is_valid():
        _appoint(request, one.code, form.cleaned_data)
        return redirect("people:member", code=one.code)
    shown = {
        "member": one,
        "role_words": ROLE_WORDS,
        "form": form,
        "zones": dict(_zones()),
        "factors": factors_of(one),
        "removal": removal_of(one),
        **_resting(one.code),
    }
    return render(request, "people/member.html", shown, status=400 if form.errors else 200)


@require_POST
def end_one_role(request: HttpRequest, code: str) -> HttpResponse:
    """End one role of a member."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    queries.get_member(actor, code)
    end_role(actor=actor, code=code, role=_role(request), zone=request.POST.get("zone", ""))
    messages.success(request, _("The role was ended."))
    return redirect("people:member", code=code)


@require_POST
def new_passphrase(request: HttpRequest, code: str) -> HttpResponse:
    """Issue a new passphrase, shown once."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    queries.get_member(actor, code)
    unlocked = unlocked_of(request)
    try:
        return render(request, "people/issued.html", {"issued": renew_passphrase(unlocked=unlocked, code=code)})
    except NeedsSecond:
        propose_passphrase(unlocked=unlocked, code=code)
        messages.warning(request, _waits())
        return redirect("people:member", code=code)


@require_POST
def end_access(request: HttpRequest, code: str) -> HttpResponse:
    """End a member's access at once."""
    actor = actor_of(request)
    actor.require(Ability.APPOINT)
    queries.get_member(actor, code)
    end_member(actor=actor, code=code)
    messages.success(request, _("Their access has ended."))
    return redirect("people:members")


@require_GET
def abilities(request: HttpRequest) -> HttpResponse:
    """Who may do what: the abilities page, for every member."""
    table = [(ROLE_WORDS[role], [_(a.value) for a in Ability if a in held]) for role, held in ROLES.items()]
    return render(request, "people/abilities.html", {"table": table})


def _appoint(request: HttpRequest, code: str, term: dict[str, Any]) -> None:
    """Grant the role, or ask for the second person it takes."""
    unlocked = unlocked_of(request)
    try:
        appoint(unlocked=unlocked, code=code, **term)
        messages.success(request, _("The role was granted."))
    except NeedsSecond:
        propose_appointment(unlocked=unlocked, code=code, **term)
        messages.warning(request, _waits())


def _waits() -> str:
    return _(
        "Someone else must agree within 15 minutes. Ask them to open the page “Two persons”. Nothing is done before."
    )


def _resting(code: str) -> dict[str, bool]:
    """Whether the member's roles rest, and whether they could: only of those who came by an application."""
    state = Application.objects.filter(code=code).values_list("state", flat=True).first()
    return {"rests": state == State.SUSPENDED, "may_rest": state in INSIDE}


def _by_hand() -> list[tuple[str, str]]:
    """The roles that stewards appoint to; the others the evidence opens."""
    computed = policy_on(today()).roles
    return [(role.value, str(word)) for role, word in ROLE_WORDS.items() if role not in computed]


def _zones() -> list[tuple[str, str]]:
    """The zones, and last what reaches furthest, so that nobody gives it for not having chosen."""
    return [*zone_choices(), (EVERY_ZONE, _("Every zone"))]


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise NotFound from None
