"""A driver's runs: the list, the sheet of one, every press on it, and the sheet on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.care.actions import driving
from wekeep.care.actions.looks import note_looks
from wekeep.care.actions.run_calls import ask_call
from wekeep.care.forms.driving import ToldForm
from wekeep.care.notices import runs as words
from wekeep.care.queries.runs import get_my_run, get_run, halts, is_mine, my_runs, present
from wekeep.care.queries.stop_reading import read_stops
from wekeep.care.rules.driving import BY_DESK
from wekeep.care.views.run_sheet import mark_of, opened, sheet
from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.forms.application import said
from wekeep.people.views.origin import without_cookie


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the driver was told to drive."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    rows = [sheet(run) | {"next": present(halts(run))} for run in my_runs(actor)]
    return render(request, "care/my_runs.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet; on POST with the doors of the present and the next stop, which is counted and logged."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    run = get_my_run(actor, code)
    return render(request, "care/run.html", sheet(run, opened(request, run) if request.method == "POST" else None))


@require_POST
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Yes, set out, take the run along, drop out, or have the desk call."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    what = request.POST.get("do", "")
    if what == "take":
        # opened first: whoever cannot open anything takes nothing along
        run = get_my_run(actor, code)
        opened(request, run)
        run = driving.take_along(actor=actor, code=code)
        return render(request, "care/run.html", sheet(run, opened(request, run)) | {"taken": True})
    if what == "call":
        ask_call(actor=actor, code=code, stop=request.POST.get("stop", ""))
        return _shown(request, code, _("The desk was asked to call. What they say shows here."))
    return _moved(request, code, what)


def _moved(request: HttpRequest, code: str, what: str) -> HttpResponse:
    actor = actor_of(request)
    if what == "accept":
        driving.accept(actor=actor, code=code)
        messages.success(request, _("Thank you. Before you set out, look at the load list."))
    elif what == "out":
        driving.set_out(actor=actor, code=code)
    elif what == "drop_out":
        driving.drop_out(actor=actor, code=code)
        messages.success(request, _("Thank you for telling us. The desk finds somebody else."))
        return redirect("care:my_runs")
    else:
        raise Refused("Choose one of the steps that are offered.")
    return _shown(request, code, "")


def _shown(request: HttpRequest, code: str, done: str) -> HttpResponse:
    """The sheet again, with its doors where they were shown before; another look at the same ones counts once."""
    if done:
        messages.success(request, done)
    if request.POST.get("opened") != "1":
        return redirect("care:my_run", code=code)
    run = get_my_run(actor_of(request), code)
    return render(request, "care/run.html", sheet(run, opened(request, run)))


@without_cookie
@require_POST
def tell(request: HttpRequest, code: str) -> HttpResponse:
    """What became of stops. A phone that was without signal tells it late, and again until it is answered: kept once."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    form, as_json = ToldForm(request.POST), "application/json" in request.headers.get("Accept", "")
    try:
        if not form.is_valid():
            raise Refused("Choose one of the answers that are offered.")
        heard = driving.tell(actor=actor, code=code, told=form.told(request.POST.getlist("stop")))
        names = form.names(request.POST.getlist("named"))
    except Refused as refusal:
        if not as_json:
            raise
        return JsonResponse({"errors": {"": [said(refusal)]}}, status=409)
    not_taken, late = _not_taken(heard, names), _late(heard, names)
    if not as_json:
        for one in (*not_taken, *late):
            messages.warning(request, one)
        return _shown(request, code, "") if is_mine(heard.run) else redirect("care:my_runs")
    if not_taken:
        # the phone keeps what was not taken, and nothing of the rest
        named = [one for one in request.POST.getlist("named") if one.split(" ")[0] in heard.left]
        said_all = {"errors": {"": [*not_taken, *late]}, "keep": {"stop": heard.left, "named": named}}
        return JsonResponse(said_all, status=409)
    return JsonResponse({"mark": mark_of(heard.run), "say": late})


def _not_taken(heard: driving.Heard, names: dict[str, str]) -> list[str]:
    """Of what nothing was written down, and why, by what stands on the sheet."""
    why = ((heard.gone, words.gone_words), (heard.otherwise, words.otherwise_words))
    return [say([names.get(code, "") for code in codes]) for codes, say in why if codes]


def _late(heard: driving.Heard, names: dict[str, str]) -> list[str]:
    """Of what it is kept for the desk, because it is not this driver's any more."""
    by_desk = {one.code for one in heard.run.stops.all() if one.key == BY_DESK} if is_mine(heard.run) else set()
    say = words.late_words if is_mine(heard.run) else words.not_yours_words
    told = [(say, [each for each in heard.late if each not in by_desk])]
    told.append((words.by_desk_words, [each for each in heard.late if each in by_desk]))
    return [tell_of([names.get(code, "") for code in late]) for tell_of, late in told if late]


@require_GET
def mark(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the sheet is still as the phone has it."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    return JsonResponse({"mark": mark_of(get_my_run(actor, code))})


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet to print. On POST with every door that opens to who prints; for the driver that is taking the run along."""
    actor = actor_of(request)
    if not actor.may(Ability.PLAN_RUNS):
        actor.require(Ability.DRIVE_RUNS)
    run, doors = get_run(actor, code), None
    if request.method == "POST":
        doors = read_stops(unlocked_of(request), run, whole=True)
        if run.member == actor.code:
            run = driving.take_along(actor=actor, code=code)
        else:
            note_looks(actor=actor, households=[one.trip.household for one in run.stops.all() if one.code in doors])
    return render(request, "care/run_paper.html", sheet(run, doors))
