"""The page of who rides of a household, how they have to sit, and what binds them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.care.actions.looks import note_looks
from wekeep.care.actions.riders import drop_bond, drop_rider, keep_bond, keep_rider, rules_now
from wekeep.care.forms.riders import BondForm, RiderForm
from wekeep.care.models import Bond, Request, Rider
from wekeep.care.notices import FIELD_WORDS, need_words
from wekeep.care.notices.fleet import BOND_WORDS, rider_words
from wekeep.care.notices.runs import SEAT_WORDS
from wekeep.care.queries.fleet import drivers_in_reach
from wekeep.care.queries.reading import read_riders
from wekeep.care.queries.requests import get_request
from wekeep.care.rules.trip import BondKind
from wekeep.care.views.fleet import done
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of, unlocked_of
from wekeep.places.queries.today import today


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def riders(request: HttpRequest, code: str) -> HttpResponse:
    """Who rides; on POST show the seat that follows from what was said, keep it, or open who they are."""
    actor = actor_of(request)
    one = _mine(actor, code)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = RiderForm(request.POST if do in ("ask", "keep") else None, rules=rules_now())
    again = request.POST.get("rider", "")
    careful = do == "keep" and form.asks
    if (
        do == "keep"
        and not careful
        and done(form, lambda: keep_rider(actor=actor, code=code, told=form.told(), rider=again))
    ):
        messages.success(request, _("Kept. Thank you."))
        return redirect("care:riders", code=code)
    shown = _shown(actor, one) | {"form": form, "again": again, "careful": careful}
    if do == "ask" and form.is_valid():
        shown |= _answer(form)
    if do == "open":
        shown["opened"] = _opened(request, one)
    return render(request, "care/riders.html", shown, status=422 if form.errors or careful else 200)


@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """They do not ride any more."""
    actor = actor_of(request)
    _mine(actor, code)
    drop_rider(actor=actor, code=code, rider=request.POST.get("rider", ""))
    messages.success(request, _("Taken out."))
    return redirect("care:riders", code=code)


@require_POST
def bind(request: HttpRequest, code: str) -> HttpResponse:
    """Bind two households, keep a driver away, or take that out."""
    actor = actor_of(request)
    one = _mine(actor, code)
    gone = whole_number(request.POST.get("bond", ""))
    if gone is not None:
        drop_bond(actor=actor, code=code, bond=gone)
        messages.success(request, _("Taken out."))
        return redirect("care:riders", code=code)
    form = BondForm(request.POST, drivers=drivers_in_reach(actor))
    if done(form, lambda: keep_bond(actor=actor, code=code, **form.wanted())):
        messages.success(request, _("Kept. Thank you."))
        return redirect("care:riders", code=code)
    empty = RiderForm(rules=rules_now())
    return render(request, "care/riders.html", _shown(actor, one) | {"form": empty, "bond_form": form}, status=422)


def _mine(actor: Actor, code: str) -> Request:
    actor.require(Ability.PLAN_RUNS)
    one = get_request(actor, code)
    actor.require(Ability.PLAN_RUNS, one.zone)
    return one


def _shown(actor: Actor, one: Request) -> dict[str, Any]:
    drivers = drivers_in_reach(actor)
    rows = [_row(rider, number) for number, rider in enumerate(one.household.riders.order_by("pk"), 1)]
    return {
        "one": one,
        "need": need_words(one.need),
        "rows": rows,
        "bonds": _bonds(one, drivers),
        "bond_form": BondForm(drivers=drivers),
        "rules": rules_now(),
        "is_sealed": one.household.is_sealed,
    }


def _row(rider: Rider, number: int) -> dict[str, Any]:
    due = rider.ask_again_on is not None and rider.ask_again_on <= today()
    return {"one": rider, "number": number, "words": rider_words(rider), "ask_again": due}


def _bonds(one: Request, drivers: dict[str, str]) -> list[tuple[Bond, object, str]]:
    """What binds the household, from its side and from that of others: the other's newest request names it, or the driver."""
    mine = [(bond, bond.other) for bond in one.household.bonds.select_related("other").order_by("pk")]
    theirs = [(bond, bond.household) for bond in one.household.bonds_back.select_related("household").order_by("pk")]
    found: list[tuple[Bond, object, str]] = []
    for bond, house in [*mine, *theirs]:
        newest = house.requests.order_by("-pk").first() if house else None
        who = newest.code if newest else drivers.get(bond.member, bond.member)
        found.append((bond, BOND_WORDS[BondKind(bond.kind)], who))
    return found


def _answer(form: RiderForm) -> dict[str, Any]:
    """The seat that follows from what was said, and what may still change it."""
    seat = form.seat()
    return {"seat": SEAT_WORDS[seat] if seat else None, "asks": form.open_questions(), "told": True}


def _opened(request: HttpRequest, one: Request) -> list[tuple[int, list[tuple[object, str]]]]:
    found = read_riders(unlocked_of(request), one)
    note_looks(actor=actor_of(request), households=[one.household] if found else [])
    codes = list(one.household.riders.order_by("pk").values_list("code", flat=True))
    return [
        (number, [(FIELD_WORDS[name], text) for name, text in found[code].items()])
        for number, code in enumerate(codes, 1)
        if code in found
    ]
