"""Plans of a day: the list of days, the plan with its search, and what a coordinator changes by hand."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.care.actions import drafting, planning
from wekeep.care.actions.publishing import publish as publish_plan
from wekeep.care.forms.plans import USUAL_SECONDS, DayForm, EditionForm, SearchForm
from wekeep.care.models import DayPlan, Trip
from wekeep.care.notices import plans as words
from wekeep.care.queries.asked_first import why_left
from wekeep.care.queries.plan_cards import Board, board_of, drivers_of, search_share
from wekeep.care.queries.plan_stock import wanted_of
from wekeep.care.queries.plans import Waiting, days_of, get_plan, waiting_days
from wekeep.care.queries.problems import Posed, day_of, problem_of
from wekeep.care.rules.day_plan import fitting, is_searching, lost_drivers
from wekeep.care.rules.planning.checker import BrokenPlan
from wekeep.care.rules.planning.explaining import reasons
from wekeep.care.rules.planning.written import plan_of
from wekeep.care.rules.run import PlanState, Shape
from wekeep.care.rules.trip import Purpose
from wekeep.care.views.plan_map import drawing_of
from wekeep.care.views.run_stream import stream_of_runs
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of
from wekeep.places.queries.zones import zone_names

LARGEST_FILE = 2_000_000


@require_http_methods(["GET", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """The plans there are; on POST open the one of a day, and where so asked and nobody has yet, have it searched for."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    form = DayForm(request.POST or None, zones=actor.zones_where(Ability.PLAN_RUNS))
    if request.method == "POST" and form.is_valid():
        one = drafting.open_day(actor=actor, **form.wanted())
        if "search" in request.POST and not one.version and not one.found and not is_searching(one, clock.now()):
            planning.start_search(actor=actor, code=one.code, edition=one.edition, seconds=USUAL_SECONDS)
        return redirect("care:plan", code=one.code)
    names = zone_names()
    rows = [_heading(one) | {"one": one, "zone": _zone_name(one.zone, names)} for one in days_of(actor)]
    waiting = [_waiting(one, names) for one in waiting_days(actor)]
    context = {"rows": rows, "form": form, "waiting": waiting}
    return render(request, "care/plans.html", context, status=422 if form.errors else 200)


def _waiting(one: Waiting, names: dict[str, str]) -> dict[str, Any]:
    """What waits on one day, as its form sends it and as it is read."""
    return {"one": one, "purpose": words.PURPOSE_WORDS[one.purpose], "zone": _zone_name(one.zone, names)}


def _zone_name(code: str, names: dict[str, str]) -> str:
    return _("Every neighbourhood") if code == EVERY_ZONE else names.get(code, "")


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan: its runs, its map, who is left out and why, and what can be done with it."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    return _page(request, get_plan(actor, code))


@require_GET
def live(request: HttpRequest, code: str) -> HttpResponse:
    """What has changed on the page since: the figures, and of the runs only those whose marks it has not got."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    one = get_plan(actor, code)
    if request.GET.get("edition") == str(one.edition) and is_searching(one, clock.now()):
        return render(request, "care/_plan_head.html", _told(one))
    return _changed(request, one)


@require_POST
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Have a plan searched for."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    form = SearchForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose one of the times that are offered.")
    planning.start_search(actor=actor, code=code, **form.cleaned_data)
    return redirect("care:plan", code=code)


@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """End the search now."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    planning.stop_search(actor=actor, code=code)
    return redirect("care:plan", code=code)


@require_POST
def hand(request: HttpRequest, code: str) -> HttpResponse:
    """One change by hand; what it would break is said, and then nothing is kept."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    try:
        done = _do(request, code)
    except BrokenPlan as broken:
        return _page(request, get_plan(actor, code), broken=broken)
    if "HX-Request" in request.headers:
        return _changed(request, done.plan, done.posed)
    return redirect("care:plan", code=code)


def _do(request: HttpRequest, code: str) -> drafting.Drafted:
    said, actor = request.POST, actor_of(request)
    given: dict[str, Any] = {"actor": actor, "code": code, "edition": _edition(request)}
    trip, what = said.get("trip", ""), said.get("do", "")
    if what == "move":
        return drafting.move(**given, trip=trip, driver=said.get("driver", ""), place=said.get("place", ""))
    if what == "swap":
        return drafting.swap(**given, trip=trip, other=said.get("other", ""))
    if what == "out":
        return drafting.take_out(**given, trip=trip)
    if what in ("lock", "unlock"):
        return drafting.lock(**given, trips=said.getlist("trip"), is_locked=what == "lock")
    if what == "right":
        return drafting.put_right(**given)
    if what in ("without", "with"):
        member = said.get("driver", "")
        return drafting.leave_without(**given, member=member, is_without=what == "without")
    raise Refused("Choose one of the steps that are offered.")


def _edition(request: HttpRequest) -> int:
    form = EditionForm(request.POST)
    if not form.is_valid():
        raise Refused("The plan has changed since you opened it. Look at it again.")
    return int(form.cleaned_data["edition"])


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the plan to those it changes for."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    try:
        version = publish_plan(actor=actor, code=code, edition=_edition(request))
    except BrokenPlan as broken:
        return _page(request, get_plan(actor, code), broken=broken)
    told = _("Version %(number)s is told. Runs that are new or changed: %(told)s.")
    messages.success(request, told % {"number": version.number, "told": version.told})
    for missing in (row for row in wanted_of(version.plan) if row.missing):
        messages.warning(request, words.wanted_words(missing))
    return redirect("care:plan", code=code)


@require_GET
def trip(request: HttpRequest, code: str, trip: str) -> HttpResponse:
    """Where one trip may go, for hands without a script or a mouse."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    one = get_plan(actor, code)
    posed = problem_of(one)
    board = board_of(one, posed.day)
    if trip not in posed.trips:
        raise NotFound
    mine = next((card for card in board.cards if trip in _homes(card.rows)), None)
    shown = {
        "label": board.labels[trip],
        "mine": mine,
        "board": board,
        "is_locked": trip in one.locked,
        "drivers": drivers_of(posed.problem, board),
        "others": [label for card in board.cards for row in card.rows for label in row.trips if row.is_home],
    }
    return render(request, "care/plan_trip.html", _heading(one) | {"plan": one} | shown)


def _homes(rows: Any) -> list[str]:
    return [row.first.code for row in rows if row.is_home]


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as a file; on POST a plan that was drawn elsewhere, through the same gate."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    one = get_plan(actor, code)
    if request.method == "GET":
        named = {"Content-Disposition": f'attachment; filename="plan-{one.day:%Y-%m-%d}.json"'}
        return JsonResponse(one.draft, headers=named)
    try:
        drafting.take_plan(actor=actor, code=code, edition=_edition(request), said=_read(request))
    except BrokenPlan as broken:
        return _page(request, one, broken=broken)
    return redirect("care:plan", code=code)


def _read(request: HttpRequest) -> Any:
    given = request.FILES.get("file")
    if given is None or given.size is None or given.size > LARGEST_FILE:
        raise Refused("This file holds no plan.")
    try:
        return json.loads(given.read())
    except (ValueError, RecursionError):
        raise Refused("This file holds no plan.") from None


def _page(request: HttpRequest, one: DayPlan, broken: BrokenPlan | None = None) -> HttpResponse:
    heard = stream_of_runs()
    day = day_of(one)
    board = board_of(one, day)
    said = {"broken": _breaches(broken, board)} if broken else {}
    if broken is not None and "HX-Request" in request.headers:
        return render(request, "care/_plan_broken.html", said, status=422)
    context = _told(one) | _around(one, board, day) | said | heard
    return render(request, "care/plan.html", context, status=422 if broken else 200)


def _breaches(broken: BrokenPlan, board: Board) -> list[str]:
    said = [words.breach_words(one, board.trip, board.driver) for one in broken.breaches]
    return list(dict.fromkeys(said))[:8]


def _changed(request: HttpRequest, one: DayPlan, posed: Posed | None = None) -> HttpResponse:
    day = posed.day if posed else day_of(one)
    board = board_of(one, day)
    known = set(request.GET.get("marks", request.POST.get("marks", "")).split(","))
    context = _told(one) | _around(one, board, day, posed)
    context["fresh"] = [card for card in board.cards if card.mark not in known]
    return render(request, "care/_plan_changed.html", context)


def _heading(one: DayPlan) -> dict[str, Any]:
    state = PlanState(one.state)
    if state is PlanState.SEARCHING and not is_searching(one, clock.now()):
        state = PlanState.PUBLISHED if one.version else PlanState.DRAFT
    return {
        "purpose": words.PURPOSE_WORDS[Purpose(one.purpose)],
        "shape": words.SHAPE_WORDS[Shape(one.shape)],
        "state_words": words.STATE_WORDS[state],
        "tone": words.STATE_TONES[state],
    }


def _told(one: DayPlan) -> dict[str, Any]:
    """The head of the page, which is all that changes while a search finds nothing better."""
    done, total = search_share(one)
    return _heading(one) | {
        "plan": one,
        "searching": is_searching(one, clock.now()),
        "cut_short": one.state == PlanState.SEARCHING and not is_searching(one, clock.now()),
        "done": done,
        "total": total,
        "figures": one.found if "cars" in one.found else None,
        "zone": _zone_name(one.zone, zone_names()),
    }


def _around(one: DayPlan, board: Board, day: Sequence[Trip], posed: Posed | None = None) -> dict[str, Any]:
    """Runs, map, versions, and where no search runs who is left out and why, who cannot drive, and what no longer fits the day."""
    context: dict[str, Any] = {
        "board": board,
        "drawing": drawing_of(board),
        "search_form": SearchForm(initial={"edition": one.edition}),
        "versions": list(one.versions.order_by("-number")[:20]),
        "without": [(code, board.driver(code)) for code in one.without],
        "left": [(label, "") for label in board.left],
        "shy": sum(card.shy for card in board.cards),
        **_stock(one),
    }
    if is_searching(one, clock.now()):
        return context
    try:
        return context | _why(one, board, posed or problem_of(one, day=day))
    except Refused as refusal:
        return context | {"refused": refusal}


def _stock(one: DayPlan) -> dict[str, Any]:
    """What the plan takes from its hubs, in words, what is missing first."""
    rows = sorted(wanted_of(one), key=lambda row: not row.missing)
    return {
        "stock": [{"words": words.wanted_words(row), "missing": row.missing} for row in rows],
        "stock_short": any(row.missing for row in rows),
    }


def _why(one: DayPlan, board: Board, posed: Posed) -> dict[str, Any]:
    drawn = plan_of(one.draft)
    now = fitting(drawn, posed.problem)
    # before anything was planned nobody was left out of it
    found = reasons(posed.problem, now) if drawn.routes or one.found else {}
    why = {code: words.reason_words(each, board.trip, board.driver) for code, each in found.items()}
    why |= {code: _(phrase) for code, phrase in posed.aside.items()}
    unwanted = why_left(trip for trip in posed.day if trip.code not in drawn.served_by)
    why |= {code: words.left_words(said, board.driver(who)) for code, (said, who) in unwanted.items()}
    spoken = dict(settings.LANGUAGES)
    return {
        "left": [(label, why.get(label.code, "")) for label in board.left],
        "idle": [(board.driver(code), _(phrase)) for code, phrase in posed.idle.items()],
        "ready": len({each.who for each in posed.problem.drivers}),
        "to_plan": len(posed.trips),
        "unspoken": [spoken.get(code, code) for code in sorted(posed.unspoken)],
        "lost": [board.driver(code) for code in lost_drivers(drawn, posed.problem)],
    }
