"""The page on which the desk writes down how a run ended whose driver says nothing more, as they said on the telephone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.care.actions.driving import drop_for, tell_for
from wekeep.care.forms.driving import EndForm
from wekeep.care.models import Run
from wekeep.care.notices import runs as words
from wekeep.care.queries.runs import get_run_of_desk
from wekeep.care.queries.silent_runs import OpenTrip, heard_at, is_unheard, open_trips
from wekeep.care.rules.driving import Answer, check_said_for
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Purpose
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of
from wekeep.people.queries.members import handles_of


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """What is not told of the run, home by home; on POST what became of it, or that the rest was not done."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    run = get_run_of_desk(actor, code)
    is_own = run.member == actor.code
    check_said_for(state=RunState(run.state), ends=run.ends, is_own=is_own, now=clock.now())
    if request.method == "POST":
        return _drop(request, run) if request.POST.get("do") == "drop" else _say(request, run)
    return render(request, "care/run_end.html", _page(run))


def _say(request: HttpRequest, run: Run) -> HttpResponse:
    told = EndForm(open_trips(run)).told(request.POST)
    heard = tell_for(actor=actor_of(request), code=run.code, told=told)
    if heard.otherwise:
        messages.warning(request, _("Somebody else was quicker with some of it. What they said stands."))
    else:
        messages.success(request, _("Written down."))
    if heard.run.state in STILL_DRIVEN:
        return redirect("care:end_run", code=run.code)
    return _day(run)


def _drop(request: HttpRequest, run: Run) -> HttpResponse:
    drop_for(actor=actor_of(request), code=run.code)
    messages.success(request, _("Written down. What was not brought waits for somebody else."))
    return _day(run)


def _day(run: Run) -> HttpResponse:
    return redirect(f"{reverse('care:run_day')}?day={run.plan.day:%Y-%m-%d}")


def _page(run: Run) -> dict[str, Any]:
    rows = [_row(one) for one in open_trips(run)]
    return {
        "run": run,
        "name": next((name for (_c, _z), name in handles_of({(run.member, run.plan.zone)}).items()), ""),
        "purpose": words.PURPOSE_WORDS[Purpose(run.plan.purpose)],
        "heard": heard_at(run),
        "silent": is_unheard(run),
        "people": [row for row in rows if not row["brings"]],
        "boxes": [row for row in rows if row["brings"]],
        "well": [(one.value, words.OUTCOME_WORDS[one]) for one in (Outcome.HANDED, Outcome.LEFT)],
    }


def _row(one: OpenTrip) -> dict[str, Any]:
    """A home with what may have become of what was brought there or fetched: what went well, and why not, by the end at which it was."""
    trip = one.last.trip
    badly = {side: [each for each in one.answers if each.failure and each.side is side] for side in Side}
    return {
        "trip": trip,
        "label": trip.code[:4].upper(),
        "brings": one.brings,
        "aboard": one.is_aboard,
        "at": one.last.at,
        "how_many": words.boxes_words(trip.boxes) if one.brings else words.people_words(_party(one)),
        "well": [_choice(each, one.brings) for each in one.answers if not each.failure],
        "badly": [
            (words.END_WORDS[one.brings, side], [_choice(each, one.brings) for each in found])
            for side, found in badly.items()
            if found
        ],
    }


def _party(one: OpenTrip) -> int:
    return len(one.last.trip.riders.all()) + one.last.trip.escorts or 1


def _choice(one: Answer, brings: bool) -> tuple[str, Any]:
    if one.failure:
        return one.value, words.FAILURE_WORDS[one.failure]
    return one.value, words.OUTCOME_WORDS[one.outcome] if one.outcome is not Outcome.BOARDED else words.STILL_IN
