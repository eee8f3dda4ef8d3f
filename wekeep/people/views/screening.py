"""The screening queue: a batch on the screen, one key a decision, and plain forms where there are no scripts."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound
from wekeep.people import notices
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.actions import screening as actions
from wekeep.people.queries import handles_of
from wekeep.people.queries.applications import batch_of, free_for, last_decision
from wekeep.people.queries.reading import Card, cards_of
from wekeep.people.rules.application import State
from wekeep.people.rules.screening import KEYS, ChangedMeanwhile, Choice, sheet_mark
from wekeep.places.queries.zones import zone_names
from wekeep.vault.queries.sessions import is_unlocked


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The batch on the actor's screen, or the door to one."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    return render(request, "people/screening.html", _context(request, actor))


def _context(request: HttpRequest, actor: Actor) -> dict[str, object]:
    batch = batch_of(actor)
    mine = unlocked_of(request)
    cards: list[Card] = cards_of(mine, batch)
    return _on_the_screen(actor, cards) | {
        "locked": bool(batch) and not any(card.is_open for card in cards) and not is_unlocked(mine),
        "waiting": free_for(actor).count() - len(batch),
        "last": last_decision(actor),
    }


def _on_the_screen(actor: Actor, cards: list[Card]) -> dict[str, object]:
    """The cards in words, and what is the same on each of them."""
    zones, opened_by = zone_names(), _opened_by(actor, {card.one.zone for card in cards})
    choices = [(choice.value, KEYS[choice], notices.CHOICE_WORDS[choice]) for choice in Choice]
    return {
        "cards": [_shown(actor, card, zones) | {"opened_by": opened_by[card.one.zone]} for card in cards],
        "now": clock.now(),
        "choices": render_to_string("people/_choices.html", {"choices": choices}),
    }


def _opened_by(actor: Actor, zones: set[str]) -> dict[str, str]:
    """The line that says who opened a card, by its zone: each zone has a handle of its own."""
    called, now = handles_of({(actor.code, zone) for zone in zones}), clock.now()
    return {
        zone: render_to_string("people/_opened_by.html", {"reader": called[actor.code, zone], "now": now})
        for zone in zones
    }


def _shown(actor: Actor, card: Card, zones: dict[str, str]) -> dict[str, object]:
    """A card in words. The row was read before what is sealed: what changes between the two is newer than its mark."""
    languages = dict(settings.LANGUAGES)
    return {
        "sheet": sheet_mark(settings.SECRET_KEY, actor.code, card.one.code, card.one.version) if card.is_open else "",
        "one": card.one,
        "is_open": card.is_open,
        "said": card.said,
        "roles": [notices.ROLE_WORDS[Role(role)] for role in card.one.roles],
        "zones": [zones.get(zone, zone) for zone in card.one.zones],
        "languages": [str(languages.get(language, language)) for language in card.one.languages],
        "times": [str(notices.TIME_WORDS.get(time, time)) for time in card.one.times],
        "known": notices.known_by(int(card.said.get("references", "0")), card.vouches) if card.is_open else "–",
    }


@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """The next batch."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    actions.claim_batch(actor=actor)
    return redirect("people:screening")


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """One decision; a script hears only whether it holds, and has the next application on the screen already. Where the
    applicant changed it meanwhile, it is on the screen again as it is now."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    try:
        one = actions.decide(actor=actor, code=code, choice=_choice(request), sheet=request.POST.get("sheet", ""))
    except ChangedMeanwhile as refusal:
        return _anew(request, actor, code, _(refusal.why))
    if _wants_json(request):
        return JsonResponse({"state": one.state, "words": str(notices.STATE_WORDS[State(one.state)])})
    return redirect("people:screening")


def _anew(request: HttpRequest, actor: Actor, code: str, words: str) -> HttpResponse:
    one = actions.claim_again(actor=actor, code=code)
    if not _wants_json(request):
        messages.warning(request, words)
        return redirect("people:screening")
    shown = _on_the_screen(actor, cards_of(unlocked_of(request), [one]))
    card = render_to_string("people/_cards.html", shown, request)
    return JsonResponse({"words": words, "card": card}, status=409)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last decision back."""
    actor = actor_of(request)
    actor.require(Ability.SCREEN)
    one = actions.undo(actor=actor)
    return JsonResponse({"code": one.code}) if _wants_json(request) else redirect("people:screening")


def _choice(request: HttpRequest) -> Choice:
    try:
        return Choice(request.POST.get("choice", ""))
    except ValueError:
        raise NotFound from None


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
