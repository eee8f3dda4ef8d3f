"""Asking for help: one public page, any language, no account; and the same form for a navigator on the telephone."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from wekeep.care.actions.intake import ask
from wekeep.care.forms.ask import AskForm
from wekeep.care.forms.source import brake_forms, brings_proof, challenge_for
from wekeep.care.queries.requests import desk_for
from wekeep.care.rules.household import Source
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import VISITOR, Actor
from wekeep.kit.errors import Refused, TooMany
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask_here(request: HttpRequest) -> HttpResponse:
    """The form; on POST keep what is asked for and show the six words. Where something written seems to tell someone's
    immigration status, ask before anything is kept."""
    return _take(request, VISITOR, Source.WEB)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def by_phone(request: HttpRequest) -> HttpResponse:
    """The same for somebody who calls: who takes the call reads the six words out."""
    actor = actor_of(request)
    actor.require(Ability.TAKE_REQUESTS)
    return _take(request, actor, Source.PHONE)


@require_GET
def challenge(request: HttpRequest) -> HttpResponse:
    """What a phone should do before it sends a form, or looks with six words; nothing while it is calm."""
    return JsonResponse({"challenge": challenge_for(request, request.GET.get("for", ""))})


def _take(request: HttpRequest, actor: Actor, source: Source) -> HttpResponse:
    if request.method == "GET":
        return _page(request, AskForm(), source)
    form = AskForm(request.POST)
    if not form.is_valid() or form.asks:
        return _page(request, form, source, status=422)
    try:
        if source is Source.WEB:
            brake_forms(request)
        key, answer = form.cleaned_data["key"], form.cleaned_data["proof"]
        is_proved = source is not Source.WEB or brings_proof(request, key=key, answer=answer)
        asked = ask(actor=actor, form=form.asked(), source=source, key=key, body=form.body(), is_proved=is_proved)
    except Refused as refusal:
        form.add_error(None, said(refusal))
        return _page(request, form, source, status=429 if isinstance(refusal, TooMany) else 409)
    return render(request, "care/asked.html", _shell(source) | {"asked": asked}, status=201 if asked.is_new else 200)


def _page(request: HttpRequest, form: AskForm, source: Source, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "is_open": bool(desk_for(""))}
    return render(request, "care/ask.html", _shell(source) | shown, status=status)


def _shell(source: Source) -> dict[str, str | bool]:
    by_phone = source is Source.PHONE
    return {"shell": "look/member.html" if by_phone else "look/base.html", "by_phone": by_phone}
