"""How an application stands: the applicant comes back with six words, which travel in the body of a POST and nowhere else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.people import notices
from wekeep.people.actions import applications as actions
from wekeep.people.actions.welcome import choose_handle
from wekeep.people.forms.application import CorrectForm, HandleForm, JoinCodeForm, wishes_of
from wekeep.people.forms.source import brake_words
from wekeep.people.models import Application, Member, Standing
from wekeep.people.queries.applications import by_receipt
from wekeep.people.queries.evidence import standings_of, verdicts
from wekeep.people.rules.application import IN_VETTING, INSIDE, Reason, State, waits_for_applicant
from wekeep.people.rules.eligibility import Verdict
from wekeep.people.rules.receipt import call_words, pass_words
from wekeep.people.views.words_door import open_by_words
from wekeep.places.queries.today import today
from wekeep.places.queries.zones import zone_choices, zone_names

Step = Callable[[HttpRequest, str, Application], HttpResponse]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the words; on POST show how the application stands, or change it."""
    return open_by_words(
        request, template="people/receipt.html", brake=brake_words, find=by_receipt, steps=_STEPS, look=_look
    )


def _look(request: HttpRequest, words: str, one: Application, **more: Any) -> HttpResponse:
    status, state = more.pop("status", 200), State(one.state)
    context = {
        "one": one,
        "words": words,
        "state": state,
        "state_words": notices.STATE_WORDS[state],
        "tone": notices.STATE_TONES.get(state, "wait"),
        "next": _next(one, state),
        "reason": notices.REASON_WORDS.get(Reason(one.reason)) if one.reason else None,
        "roles": roles_of(one),
        "may_change": state in IN_VETTING | {State.PAUSED},
        "wants_handle": state in INSIDE and not Member.objects.filter(code=one.code).exists(),
        "may_pack": any(row.role == "helper" and row.until for row in standings_of(one.code)),
        "handle_form": HandleForm(),
        "join_form": JoinCodeForm(),
        **_spoken(one, state),
    }
    return render(request, "people/status.html", context | more, status=status)


def _next(one: Application, state: State) -> Promise:
    """What happens next, or what they can do for it."""
    by_link = state is State.APPLIED and waits_for_applicant(state, one.contact_kind)
    return notices.OPEN_THE_LINK if by_link else notices.NEXT_WORDS[state]


def _spoken(one: Application, state: State) -> dict[str, str]:
    """The short words to read out or to show, where this state needs them."""
    helper = any(row.role == "helper" and row.until for row in standings_of(one.code))
    said_aloud = call_words(settings.SECRET_KEY, one.code) if state is State.APPLIED else ""
    shown = pass_words(settings.SECRET_KEY, one.code, today()) if state is State.ORIENTATION or helper else ""
    return {"call_words": said_aloud, "pass_words": shown}


def roles_of(one: Application) -> list[dict[str, Any]]:
    """Each wished role in each zone wished for, whether it is open or was ended by a steward, and what is still missing, in
    words. The zone is named where there are several."""
    rows = {(row.role, row.zone): row for row in standings_of(one.code)}
    names = zone_names()
    told = []
    for zone, verdict in verdicts(one.code, one.roles, one.zones):
        name, row = names.get(zone, zone), rows.get((verdict.role.value, zone))
        told.append(_role_told(verdict, name, row) | {"zone": name if len(one.zones) > 1 else ""})
    return told


def _role_told(verdict: Verdict, zone: str, row: Standing | None) -> dict[str, Any]:
    ended = row is not None and row.ended
    return {
        "word": notices.ROLE_WORDS[verdict.role],
        "until": row.until if row and not ended else None,
        "ended": ended,
        "missing": [] if ended else [notices.need_words(need, zone) for need in verdict.missing],
        "version": verdict.version,
    }


def _edit(request: HttpRequest, words: str, one: Application) -> HttpResponse:
    form = CorrectForm(zones=zone_choices(), initial=wishes_of(one))
    return render(request, "people/correct.html", {"form": form, "words": words})


def _correct(request: HttpRequest, words: str, one: Application) -> HttpResponse:
    form = CorrectForm(request.POST, zones=zone_choices(), initial=wishes_of(one))
    if not form.is_valid() or form.asks:
        return render(request, "people/correct.html", {"form": form, "words": words}, status=422)
    private = form.private() if form.replaces else None
    changed = actions.correct(words=words, wishes=form.wishes(), private=private)
    return _look(request, words, changed, done=_("Corrected. Thank you."))


def _join(request: HttpRequest, words: str, one: Application) -> HttpResponse:
    form = JoinCodeForm(request.POST)
    if not form.is_valid():
        return _look(request, words, one, join_form=form, status=422)
    actions.add_join_code(words=words, code=form.cleaned_data["join_code"])
    one.refresh_from_db()
    return _look(request, words, one, done=_("The join code counts. Thank you."))


def _pause(request: HttpRequest, words: str, _one: Application) -> HttpResponse:
    return _look(request, words, actions.pause(words=words))


def _resume(request: HttpRequest, words: str, _one: Application) -> HttpResponse:
    return _look(request, words, actions.resume(words=words))


def _withdraw(request: HttpRequest, words: str, _one: Application) -> HttpResponse:
    return _look(request, words, actions.withdraw(words=words))


def _handle(request: HttpRequest, words: str, one: Application) -> HttpResponse:
    form = HandleForm(request.POST)
    if not form.is_valid():
        return _look(request, words, one, handle_form=form, status=422)
    issued = choose_handle(words=words, handle=form.cleaned_data["handle"])
    return render(request, "people/welcomed.html", {"issued": issued})


_STEPS: dict[str, Step] = {
    "edit": _edit,
    "correct": _correct,
    "join": _join,
    "pause": _pause,
    "resume": _resume,
    "withdraw": _withdraw,
    "handle": _handle,
}
