"""Asking for rent: one public page, any language, no account; and how it stands, by six words in the body of a POST."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.care.actions import rent as actions
from wekeep.care.forms.rent import AskForm
from wekeep.care.forms.source import brake_forms, brake_words, brings_proof, may_wait
from wekeep.care.models import RentCase
from wekeep.care.notices import rent as notices
from wekeep.care.queries.rent import by_receipt, open_zones
from wekeep.care.rules.rent import BEFORE_MONEY, FOR_CARERS, TURNS, Kind, Owner, Reason, State, details_in
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import VISITOR
from wekeep.kit.errors import Refused, TooMany
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said
from wekeep.people.views.words_door import open_by_words

Step = Callable[[HttpRequest, str, RentCase], HttpResponse]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; on POST keep it, as a draft or sent, and show its six words. Where something written seems to tell someone's
    status, ask before anything is kept. A fund keeper who is signed in files for the family."""
    zones = open_zones()
    if request.method == "GET":
        return _page(request, AskForm(zones=zones))
    form = AskForm(request.POST, zones=zones)
    if not form.is_valid() or form.asks:
        return _page(request, form, status=422)
    try:
        brake_forms(request)
        filed = _file(request, form)
    except Refused as refusal:
        form.add_error(None, said(refusal))
        return _page(request, form, status=429 if isinstance(refusal, TooMany) else 409)
    return render(request, "care/money/filed.html", {"filed": filed}, status=201 if filed.is_new else 200)


def _file(request: HttpRequest, form: AskForm) -> actions.Filed:
    for_others, key = _files_for_others(request), form.cleaned_data["key"]
    is_proved = for_others or brings_proof(request, key=key, answer=form.cleaned_data["proof"])
    return actions.file_case(
        actor=actor_of(request) if for_others else VISITOR,
        wish=form.wish(),
        private=form.private(),
        language=get_language() or "en",
        key=key,
        body=form.body(),
        is_draft=request.POST.get("do") == "keep",
        is_proved=is_proved,
    )


def _files_for_others(request: HttpRequest) -> bool:
    """Whether a navigator or a fund keeper sits in front of the form."""
    actor = actor_of(request)
    return actor.may(Ability.TAKE_RENT) or actor.may(Ability.TAKE_REQUESTS)


def _page(request: HttpRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    for_others = _files_for_others(request)
    context = {"form": form, "is_open": bool(open_zones()), "for_others": for_others}
    return render(request, "care/money/ask.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the words; on POST show how the case stands, or change it."""
    return open_by_words(
        request, template="care/money/receipt.html", brake=brake_words, find=by_receipt, steps=_STEPS, look=_look
    )


def _look(request: HttpRequest, words: str, one: RentCase, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    context = {
        "row": told(one),
        "words": words,
        "door": "care:rent_receipt",
        "prefix": "",
        "wants_proof": one.unproved_at is not None and State(one.state) in BEFORE_MONEY,
    }
    return render(request, "care/money/status.html", context | more, status=status)


def told(one: RentCase) -> dict[str, Any]:
    """How a case stands, as the family reads it."""
    state, untold = State(one.state), bool(details_in(one.missing))
    return {
        "one": one,
        "kind": notices.KIND_WORDS[Kind(one.kind)],
        "state": state,
        "state_words": notices.UNTOLD_WORDS[0] if untold else notices.STATE_WORDS[state],
        "tone": notices.STATE_TONES.get(state, "wait"),
        "next": notices.UNTOLD_WORDS[1] if untold else notices.NEXT_WORDS[state],
        "reason": notices.REASON_WORDS.get(Reason(one.reason)) if one.reason else None,
        "missing": [notices.MISSING_WORDS[code] for code in one.missing],
        "untold": untold,
        "late": TURNS[state][0] not in (Owner.FAMILY, Owner.NOBODY) and one.due_at < clock.now(),
        # the day on which it is paid is the promise, and stands there by itself
        "promises": TURNS[state][0] is not Owner.NOBODY and state is not State.SCHEDULED,
        "may_change": state in BEFORE_MONEY and Kind(one.kind) not in FOR_CARERS,
        "may_withdraw": state in BEFORE_MONEY | {State.RETURNED_BY_BANK},
    }


def _edit(request: HttpRequest, words: str, one: RentCase) -> HttpResponse:
    shown = {"kind": one.kind, "zone": one.zone, "months": one.months}
    form = AskForm(zones=open_zones(), initial=shown)
    return render(request, "care/money/correct.html", {"form": form, "words": words})


def _correct(request: HttpRequest, words: str, one: RentCase) -> HttpResponse:
    form = AskForm(request.POST, zones=open_zones())
    if not form.is_valid() or form.asks:
        return render(request, "care/money/correct.html", {"form": form, "words": words}, status=422)
    changed = actions.correct(words=words, wish=form.wish(), private=form.private())
    return _look(request, words, changed, done=_("Corrected. Thank you."))


def _send(request: HttpRequest, words: str, _one: RentCase) -> HttpResponse:
    return _look(request, words, actions.send_draft(words=words), done=_("Sent. Thank you."))


def _bring(request: HttpRequest, words: str, _one: RentCase) -> HttpResponse:
    return _look(request, words, actions.bring_papers(words=words), done=_("Thank you. Somebody looks at them."))


def _send_on(request: HttpRequest, words: str, one: RentCase) -> HttpResponse:
    went = actions.send_on(words=words, may_wait=lambda: may_wait(request))
    said = _("It goes on now. Thank you for waiting.") if went else _("Not yet. Wait a little and press again.")
    return _look(request, words, by_receipt(words) or one, done=said)


def _withdraw(request: HttpRequest, words: str, _one: RentCase) -> HttpResponse:
    return _look(request, words, actions.withdraw(words=words))


_STEPS: dict[str, Step] = {
    "edit": _edit,
    "correct": _correct,
    "send": _send,
    "send_on": _send_on,
    "bring": _bring,
    "withdraw": _withdraw,
}
