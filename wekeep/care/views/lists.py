"""Bringing in a list: hand it in, look at what would become of each row, bring it in, stop it, undo it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wekeep.care import notices
from wekeep.care.actions import lists as actions
from wekeep.care.actions.drawing import draw_slips
from wekeep.care.forms.lists import FileForm, ListForm, WishesForm, vocabulary
from wekeep.care.models import BroughtList
from wekeep.care.notices.lists import FAULT_WORDS, STATE_TONES, STATE_WORDS
from wekeep.care.queries.lists import get_list, lists_of, looked_through, touched, without_words
from wekeep.care.rules.list_state import MOVING, Move, State, may
from wekeep.care.rules.listed import Fault, guessed
from wekeep.care.rules.request import State as RequestState
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of
from wekeep.vault.queries.sessions import check_unlocked


@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """The lists one brought in; on POST take in another, to look at first."""
    actor = actor_of(request)
    actor.require(Ability.SORT_REQUESTS)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        wishes = {name: str(field.initial or "") for name, field in WishesForm().fields.items()}
        columns = guessed(form.table.header)
        one = actions.take_in(actor=actor, table=form.table, columns=columns, wishes=wishes)
        return redirect("care:list", code=one.code)
    rows = [(one, STATE_WORDS[State(one.state)], STATE_TONES[State(one.state)]) for one in lists_of(actor)]
    return render(request, "care/lists.html", {"form": form, "rows": rows}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One list. What lies in it is shown in an unlocked session only."""
    found = get_list(actor_of(request), code)
    if request.method == "POST":
        return _do(request, found)
    return render(request, "care/list.html", _told(request, found))


@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, for the page to fetch while it goes on."""
    found = get_list(actor_of(request), code)
    answer = render(request, "care/_list_progress.html", _shown(found))
    if found.state not in MOVING:
        answer["HX-Refresh"] = "true"
    return answer


def _do(request: HttpRequest, found: BroughtList) -> HttpResponse:
    actor, do = actor_of(request), request.POST.get("do", "")
    if do == "choose":
        check_unlocked(unlocked_of(request))
        form = ListForm(request.POST, header=looked_through(found, vocabulary()).header)
        if not form.is_valid():
            return render(request, "care/list.html", _told(request, found) | {"form": form}, status=422)
        actions.choose(actor=actor, code=found.code, columns=form.columns(), wishes=form.wishes())
    elif do in ("slips", "slip"):
        return _slips(request, found, do == "slip")
    elif do in _STEPS:
        _STEPS[do](actor=actor, code=found.code)
        messages.success(request, _("Written down."))
    else:
        raise NotFound
    return redirect("care:list", code=found.code)


def _slips(request: HttpRequest, found: BroughtList, anew: bool) -> HttpResponse:
    """Slips to print, each with the words of one family: shown here once."""
    line = (whole_number(request.POST.get("line", "")) or 0) if anew else None
    slips = draw_slips(actor=actor_of(request), code=found.code, line=line)
    if not slips:
        raise Refused("Every family of this list has its words.")
    at = f"{settings.SITE_URL}{reverse('care:receipt')}"
    shown = {"slips": slips, "one": found, "left": without_words(found), "receipt_at": at}
    return render(request, "care/slips.html", shown)


_STEPS: dict[str, Any] = {"start": actions.start, "stop": actions.stop, "undo": actions.undo}


def _shown(found: BroughtList) -> dict[str, Any]:
    state = State(found.state)
    undoing = state is State.UNDOING
    return {
        "one": found,
        "state_words": STATE_WORDS[state],
        "tone": STATE_TONES[state],
        "moves": state in MOVING,
        "done": found.undone if undoing else found.seen,
        "total": found.made if undoing else found.rows,
        "may_stop": may(state, Move.STOP),
        "state_is_in": state in (State.DONE, State.STOPPED),
        "trouble": _(found.trouble) if found.trouble else "",
    }


def _told(request: HttpRequest, found: BroughtList) -> dict[str, Any]:
    state = State(found.state)
    shown = _shown(found) | {"may_undo": may(state, Move.UNDO), "is_shown": state is State.SHOWN}
    if state is State.SHOWN:
        check_unlocked(unlocked_of(request))
        looked = looked_through(found, vocabulary())
        initial = {f"column-{name}": str(place) for name, place in found.columns.items()} | dict(found.wishes)
        counts = [(FAULT_WORDS[fault], n) for fault, n in sorted(looked.counts.items(), key=lambda row: -row[1])]
        faults = [(line, FAULT_WORDS[fault]) for line, fault in looked.faults]
        form = ListForm(initial=initial, header=looked.header)
        return shown | {
            "looked": looked,
            "form": form,
            "counts": counts,
            "faults": faults,
            "bad": looked.rows - looked.good,
        }
    shown["left"] = [(line, FAULT_WORDS[Fault(fault)]) for line, fault in found.left]
    if state in (State.DONE, State.STOPPED, State.UNDONE):
        words = notices.STATE_WORDS
        rows = touched(found) if state is State.UNDONE else []
        shown["without_words"] = without_words(found)
        shown["touched"] = [(row, notices.need_words(row.need), words[RequestState(row.state)]) for row in rows]
    return shown
