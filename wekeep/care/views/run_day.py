"""The desk's page of the day: which runs are out, which are late, what failed, which calls drivers ask for, who dropped out."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from wekeep.care.actions.run_calls import answer_call
from wekeep.care.actions.stop_openings import open_plan, open_run
from wekeep.care.actions.ways_back import answer_back
from wekeep.care.forms.driving import AnswerForm
from wekeep.care.models import PastStop, Run, Stop, Trip
from wekeep.care.notices import plans as plan_words
from wekeep.care.notices import runs as words
from wekeep.care.notices.fleet import TRIP_STATE_WORDS
from wekeep.care.queries.asked_first import left_unanswered, unanswered, why_left
from wekeep.care.queries.runs import (
    Halt,
    delivers,
    halts,
    is_at_home,
    is_taken_back,
    present,
    runs_on,
    still_waits,
    told_late,
)
from wekeep.care.queries.silent_runs import heard_at, is_unheard, told_by_desk
from wekeep.care.queries.stop_reading import shut_stops
from wekeep.care.queries.ways_back import asked_on, begin_at, is_asked_back
from wekeep.care.rules.driving import CallState, is_late
from wekeep.care.rules.offer import Said
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Failure, Purpose, TripState
from wekeep.care.views.run_stream import stream_of_runs
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.queries.members import handles_of
from wekeep.places.queries.today import today

_ANSWERS = [(state.value, word) for state, word in words.CALL_WORDS.items() if state is not CallState.ASKED]


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """The page."""
    heard = stream_of_runs()
    return render(request, "care/run_day.html", _told(request) | heard)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Its rows alone, fetched anew while the page is open."""
    return render(request, "care/_run_day.html", _told(request))


@require_POST
def open_to_driver(request: HttpRequest, code: str) -> HttpResponse:
    """Open the doors of one run, or of a whole plan, to whoever drives."""
    actor_of(request).require(Ability.PLAN_RUNS)
    opening = open_plan if request.POST.get("whole") == "plan" else open_run
    done = opening(unlocked=unlocked_of(request), code=code)
    messages.success(request, ngettext("Opened: %(n)s stop.", "Opened: %(n)s stops.", done.stops) % {"n": done.stops})
    if done.shut:
        named = ", ".join(sorted(handles_of({(one, "*") for one in done.shut}).values()))
        messages.warning(request, _("These drivers must unlock once before anything opens to them: %s") % named)
    return _back(request)


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """What a call brought."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose one of the answers that are offered.")
    answer_call(actor=actor, code=code, state=CallState(form.cleaned_data["state"]))
    messages.success(request, _("Written down."))
    return _back(request)


@require_POST
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a way back is needed whose way there did not work."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    said = request.POST.get("rides", "")
    if said not in ("yes", "no"):
        raise Refused("Choose one of the answers that are offered.")
    answer_back(actor=actor, code=code, rides=said == "yes")
    messages.success(request, _("Written down."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the day that was looked at."""
    return redirect(f"{reverse('care:run_day')}?day={_day_of(request.POST.get('day', ''))}")


def _told(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    on = _day_of(request.GET.get("day", ""))
    found = runs_on(actor, on)
    told = _rows(found, actor.code)
    calls, backs = [call for row in told for call in row["calls"]], _ways_back(asked_on(actor, on))
    plans = {row["run"].plan.code: words.PURPOSE_WORDS[Purpose(row["run"].plan.purpose)] for row in told if row["shut"]}
    return {
        "on": on,
        "rows": sorted(
            told, key=lambda row: (not row["silent"], not row["late"], not row["failed"], row["run"].begins)
        ),
        "calls": calls,
        "backs": backs,
        "to_call": len(calls) + len(backs),
        "taken_back": [one for row in told for one in row["taken_back"]],
        "answers": _ANSWERS,
        "plans": list(plans.items()),
        "late_words": _late(told_late(actor, on)),
        "unwanted": [(trip, plan_words.left_words(said, "")) for trip, said in _not_wanted(left_unanswered(actor, on))],
        "now": clock.now(),
    } | _counts(told)


def _counts(told: list[dict[str, Any]]) -> dict[str, int]:
    """The numbers above the rows."""
    states = [row["run"].state for row in told]
    return {
        "out": states.count(RunState.OUT),
        "late": sum(row["late"] for row in told),
        "silent": sum(row["silent"] for row in told),
        "failed": sum(len(row["failed"]) for row in told),
        "dropped": states.count(RunState.DROPPED_OUT),
    }


def _rows(found: list[Run], me: str) -> list[dict[str, Any]]:
    """Each run with what the page says of it; as many questions for one as for all."""
    names = {c: name for (c, _z), name in handles_of({(run.member, run.plan.zone) for run in found}).items()}
    driven = [run for run in found if run.state in STILL_DRIVEN]
    ahead = [(run.member, one) for run in driven for one in run.stops.all() if still_waits(one) and is_at_home(one)]
    shy, shut = unanswered(ahead), shut_stops(driven)
    return [_row(run, names.get(run.member, ""), shut.get(run.pk, 0), shy) | _ending(run, me) for run in found]


def _ending(run: Run, me: str) -> dict[str, Any]:
    """Whether nothing is heard of a run that should be over, and where somebody says how it ended: its own driver on their sheet."""
    page = "my_run" if run.member == me else "end_run"
    ends = run.state in STILL_DRIVEN and clock.now() >= run.ends
    at = reverse(f"care:{page}", args=[run.code]) if ends else ""
    return {"silent": is_unheard(run), "heard": heard_at(run), "end_at": at}


def _late(rows: list[PastStop]) -> list[dict[str, Any]]:
    """What drivers did that was not theirs any more, and what of the trip is to come all the same; two questions more where there is any."""
    names = {
        code: name for (code, _z), name in handles_of({(one.run.member, one.run.plan.zone) for one in rows}).items()
    }
    desk = {one.code: words.OUTCOME_WORDS[Outcome(one.outcome)] for one in told_by_desk(rows)} if rows else {}
    return [
        {
            "stop": one,
            "desk": desk.get(one.code, ""),
            "name": names.get(one.run.member, ""),
            "words": words.OUTCOME_WORDS[Outcome(one.outcome)],
            "why": words.FAILURE_WORDS[Failure(one.failure)] if one.failure else "",
            "trip": TRIP_STATE_WORDS[TripState(one.trip.state)],
        }
        for one in rows
    ]


def _ways_back(trips: list[Trip]) -> list[dict[str, Any]]:
    """Ways back of which somebody has to say whether they are needed; one question more where there is any."""
    begins, now = begin_at(trips) if trips else {}, clock.now()
    return [
        {"trip": one, "begins": begins[one.pk], "late": one.answer_by is not None and one.answer_by < now}
        for one in trips
    ]


def _not_wanted(trips: list[Trip]) -> list[tuple[Trip, Said]]:
    """Trips whose household did not say yes to its driver, and how it ended."""
    why = why_left(trips)
    return [(trip, why[trip.code][0]) for trip in trips if trip.code in why]


def _day_of(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return today()


def _row(run: Run, name: str, shut: int, shy: frozenset[int]) -> dict[str, Any]:
    found, now = halts(run), clock.now()
    waits = sum(one.pk in shy for one in run.stops.all())
    ahead = present(found)
    is_driven = run.state in STILL_DRIVEN
    waiting = [call for call in run.calls.all() if call.state == CallState.ASKED]
    stops = {one.pk: one for one in run.stops.all()}
    return {
        "run": run,
        "name": name,
        "purpose": words.PURPOSE_WORDS[Purpose(run.plan.purpose)],
        "state_words": words.RUN_WORDS[RunState(run.state)],
        "tone": words.RUN_TONES[RunState(run.state)],
        "done": sum(_is_done(run, one) for one in found),
        "all": len(found),
        "next_at": ahead.at if ahead and is_driven else None,
        "late": bool(is_driven and ahead and is_late(at=ahead.at, now=now)),
        "failed": [_failed(one) for one in stops.values() if one.outcome == Outcome.FAILED and _is_first(one, stops)],
        "calls": [{"call": call, "stop": stops[call.stop_id], "name": name} for call in waiting],
        "taken_back": [{"stop": one, "name": name} for one in stops.values() if is_driven and _rides_still(one)],
        "asked": sum(is_asked_back(one) for one in stops.values()),
        "shut": max(0, shut - waits),
        "shy": waits,
        "is_driven": is_driven,
    }


def _is_done(run: Run, halt: Halt) -> bool:
    """Whether nothing is left to do there; of a run that was dropped, whether its driver told what became of it."""
    if run.state == RunState.DROPPED_OUT:
        return all(one.outcome != Outcome.WAITING for one in halt.stops)
    return not halt.waiting


def _rides_still(stop: Stop) -> bool:
    """Whether somebody is in the car whose ride was taken back; said once, where they get out."""
    return stop.side == Side.DROP and is_taken_back(stop) and not delivers(stop)


def _is_first(stop: Stop, stops: dict[int, Stop]) -> bool:
    """A trip that failed has failed at both of its ends; it is said once."""
    return not any(
        o.trip_id == stop.trip_id and o.outcome == Outcome.FAILED and o.turn < stop.turn for o in stops.values()
    )


def _failed(stop: Stop) -> dict[str, Any]:
    return {"stop": stop, "why": words.FAILURE_WORDS[Failure(stop.failure)], "at": stop.outcome_at}
