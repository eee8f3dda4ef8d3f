"""The way in as vetters see it: stages with clocks, one application, what was seen of it, and welcoming in person."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.text import whole_number
from wekeep.people import notices
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions.applications import confirm_by_call
from wekeep.people.actions.evidence import strike_evidence, write_evidence
from wekeep.people.actions.screening import decline, resume, say_yes_here
from wekeep.people.actions.welcome import welcome
from wekeep.people.forms.application import SpokenForm
from wekeep.people.forms.source import brake_words
from wekeep.people.forms.vetting import EvidenceForm, NoForm
from wekeep.people.models import Application
from wekeep.people.queries.applications import (
    get_application,
    get_wishing,
    stages,
    waiting_for_yes,
    zones_that_wait,
)
from wekeep.people.queries.evidence import seen_about, standings_of
from wekeep.people.queries.names import name_in
from wekeep.people.queries.reading import read_group, why_not
from wekeep.people.rules.application import Reason, State, owner_of, waits_for_applicant
from wekeep.people.rules.evidence import BY_HAND, Kind
from wekeep.people.rules.policy import TWO_VETTED, policy_on
from wekeep.people.rules.screening import ChangedMeanwhile, page_mark
from wekeep.people.views.receipt import roles_of
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_names

_GROUPS = {"triage": Group.TRIAGE, "contact": Group.CONTACT, "references": Group.NOTES}


@require_GET
def pipeline(request: HttpRequest) -> HttpResponse:
    """Every stage with how many wait in it, whose turn it is, and those whose clock is nearest."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    rows = [
        (stage, notices.stage_words(stage.state, stage.owner), notices.OWNER_WORDS[stage.owner])
        for stage in stages(actor)
    ]
    shown = {"stages": rows, "now": clock.now(), "form": SpokenForm(), "others": waiting_for_yes(actor)}
    return render(request, "people/pipeline.html", shown)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One application; on POST open one sealed group of it, which is counted and logged."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    found = get_wishing(actor, code)
    is_ours = actor.may(Ability.SCREEN, found.zone)
    group = _GROUPS.get(request.POST.get("group", "")) if is_ours else None
    shown = {"group": group, "reader": name_in(actor, found.zone), "now": clock.now(), "is_ours": is_ours}
    shown |= _yes_due(actor, found)
    if group:
        shown |= _opened(request, found.code, group)
    return render(request, "people/application.html", _told(found, actor.code) | shown)


def _yes_due(actor: Actor, found: Application) -> dict[str, Any]:
    """The zones of the actor whose yes they wait for, and whether a wished role takes more than that."""
    names, wants = zone_names(), policy_on(today()).roles
    vetted = any(TWO_VETTED in wants.get(Role(role), ()) for role in found.roles)
    waits = [names.get(zone, zone) for zone in zones_that_wait(actor, found)]
    return {"waits": waits, "takes_vetted": vetted and not actor.may(Ability.SCREEN, found.zone)}


def _opened(request: HttpRequest, code: str, group: Group) -> dict[str, Any]:
    """What is in it, in words; where it does not open, why not."""
    fields = read_group(unlocked_of(request), code, group, "vetting")
    if fields is None:
        return {"closed": notices.CLOSED_WORDS[why_not(actor_of(request), code, group)]}
    return {"opened": [(str(notices.FIELD_WORDS[name]), _in_words(name, text)) for name, text in fields.items()]}


def _in_words(name: str, text: str) -> str:
    return str(notices.CONTACT_WORDS.get(text, text)) if name == "kind" else text


def _told(found: Application, me: str) -> dict[str, Any]:
    state = State(found.state)
    return {
        "one": found,
        "state": state,
        "state_words": notices.STATE_WORDS[state],
        "tone": notices.STATE_TONES.get(state, "wait"),
        "owner": notices.OWNER_WORDS[owner_of(state, found.contact_kind)],
        "rests": waits_for_applicant(state, found.contact_kind),
        "reason": notices.REASON_WORDS.get(Reason(found.reason)) if found.reason else None,
        "seen": [
            (row, notices.seen_words(Kind(row.kind), row.zones), row.seen_by == me and row.kind in BY_HAND)
            for row in seen_about(found.code)
        ],
        "roles": roles_of(found),
        "standings": standings_of(found.code),
        "wishes": [notices.ROLE_WORDS[Role(role)] for role in found.roles],
        "evidence_form": EvidenceForm(),
        "spoken_form": SpokenForm(),
        "no_form": NoForm(),
        "page": page_mark(settings.SECRET_KEY, me, found.code, found.version),
    }


@require_POST
def call(request: HttpRequest, code: str) -> HttpResponse:
    """The applicant was reached and read their three words."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    brake_words(request)
    if confirm_by_call(actor=actor, code=code, spoken=request.POST.get("words", "")):
        messages.success(request, _("Confirmed: it is their number."))
    else:
        messages.error(request, _("These are not the words on their page. Ask them to read them again."))
    return redirect("people:application", code=code)


@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Something was seen."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    get_wishing(actor, code)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose what you saw.")
    write_evidence(actor=actor, code=code, **form.cleaned_data)
    messages.success(request, _("Written down."))
    return redirect("people:application", code=code)


@require_POST
def say_yes(request: HttpRequest, code: str) -> HttpResponse:
    """Yes for the actor's own zones, to someone whom another zone's vetters said yes to."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    say_yes_here(actor=actor, code=code)
    messages.success(request, _("Written down."))
    return redirect("people:application", code=code)


@require_POST
def strike(request: HttpRequest, code: str) -> HttpResponse:
    """What the actor wrote down was wrong."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    strike_evidence(actor=actor, code=code, number=whole_number(request.POST.get("number", "")) or 0)
    messages.success(request, _("Struck out."))
    return redirect("people:application", code=code)


@require_POST
def say_no(request: HttpRequest, code: str) -> HttpResponse:
    """Decline, for a reason; where the applicant changed it meanwhile, the page comes back as it is now."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    get_application(actor, code)
    form = NoForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose one of the reasons that are offered.")
    try:
        decline(actor=actor, code=code, reason=form.cleaned_data["reason"], page=request.POST.get("page", ""))
    except ChangedMeanwhile as refusal:
        messages.warning(request, _(refusal.why))
        return redirect("people:application", code=code)
    return redirect("people:pipeline")


@require_POST
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """A paused application goes on."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    resume(actor=actor, code=code)
    return redirect("people:application", code=code)


@require_POST
def welcome_one(request: HttpRequest) -> HttpResponse:
    """Someone stands there and shows today's words."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    brake_words(request)
    try:
        found = welcome(actor=actor, spoken=request.POST.get("words", ""))
    except NotFound:
        messages.error(request, _("Nobody has these words today. Let them open their page again and read all three."))
    else:
        messages.success(request, _welcomed(State(found.state)))
    return redirect("people:pipeline")


def _welcomed(state: State) -> str:
    if state in (State.PROVISIONAL, State.APPROVED, State.EXPIRING):
        return _("They are in. Their own page now asks them for a handle.")
    return _("Good: they may pack and hand out flyers. Nothing else is open to them yet.")
