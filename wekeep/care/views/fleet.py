"""Pages of places, cars and the days on which their drivers can drive."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wekeep.care.actions.fleet import drop_car, drop_day, keep_car, keep_days, keep_destination
from wekeep.care.forms.fleet import CarForm, DaysForm, DestinationForm, car_initial, destination_initial
from wekeep.care.models import Availability
from wekeep.care.notices.fleet import PLACE_KIND_WORDS, car_words, day_words, room_words, span_words
from wekeep.care.queries.fleet import (
    cars_of,
    days_of,
    destinations_visible_to,
    drivers_in_reach,
    drivers_visible_to,
    get_destination,
    get_driver,
    zones_for,
)
from wekeep.care.queries.matching import helper_of
from wekeep.care.rules.destination import DestinationKind
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.access import actor_of
from wekeep.people.forms.application import said
from wekeep.places.queries.today import today


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was valid and was done; what was refused stands on the form, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(None, said(refusal))
    return not form.errors


def _zones(actor: Actor) -> list[tuple[str, str]]:
    """The zones a place can be written down in; first of all every zone, for who plans in all."""
    every = [(EVERY_ZONE, _("Every neighbourhood"))] if actor.may(Ability.PLAN_RUNS, EVERY_ZONE) else []
    return [*every, *zones_for(actor, Ability.PLAN_RUNS)]


@require_http_methods(["GET", "POST"])
def destinations(request: HttpRequest) -> HttpResponse:
    """The places of the actor's zones; on POST one more."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    form = DestinationForm(request.POST if request.method == "POST" else None, zones=_zones(actor))
    if request.method == "POST" and done(form, lambda: keep_destination(actor=actor, place=form.place())):
        messages.success(request, _("Kept. Thank you."))
        return redirect("care:destinations")
    rows = destinations_visible_to(actor).order_by("-is_used", "kind", "name")[:200]
    shown = [(one, PLACE_KIND_WORDS[DestinationKind(one.kind)], span_words(one.opens, one.closes)) for one in rows]
    return render(request, "care/destinations.html", {"rows": shown, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def destination(request: HttpRequest, code: str) -> HttpResponse:
    """One place; on POST changed."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    one = get_destination(actor, code)
    if one.zone == EVERY_ZONE:
        actor.require(Ability.PLAN_RUNS, EVERY_ZONE)
    typed = request.POST if request.method == "POST" else None
    form = DestinationForm(typed, zones=_zones(actor), initial=destination_initial(one))
    if typed is not None and done(form, lambda: keep_destination(actor=actor, place=form.place(), code=code)):
        messages.success(request, _("Kept. Thank you."))
        return redirect("care:destinations")
    return render(request, "care/destination.html", {"one": one, "form": form}, status=422 if form.errors else 200)


@require_GET
def drivers(request: HttpRequest) -> HttpResponse:
    """Who drives in the actor's zones, and who can on a day."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    day = day_of(request)
    rows = [(one, [_time(each) for each in one.days]) for one in drivers_visible_to(actor, day)]
    return render(request, "care/drivers.html", {"rows": rows, "day": day})


def day_of(request: HttpRequest) -> date:
    """The day that the address asks for; today where it names none."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()


def _time(one: Availability) -> str:
    return f"{span_words(one.begins, one.ends)} · {one.car.name}"


@require_http_methods(["GET", "POST"])
def my_cars(request: HttpRequest) -> HttpResponse:
    """The same as the page of a driver, for oneself."""
    actor = actor_of(request)
    actor.require(Ability.DRIVE_RUNS)
    return _driver(request, actor, actor.code)


@require_http_methods(["GET", "POST"])
def driver(request: HttpRequest, member: str) -> HttpResponse:
    """Cars and days of a driver, written down for one who phones."""
    actor = actor_of(request)
    actor.require(Ability.PLAN_RUNS)
    return _driver(request, actor, get_driver(actor, member))


def _driver(request: HttpRequest, actor: Actor, member: str) -> HttpResponse:
    form = DaysForm(request.POST if request.method == "POST" else None, member=member)

    def keep() -> None:
        keep_days(actor=actor, member=member, car=form.cleaned_data["car"], times=form.times())

    if request.method == "POST" and done(form, keep):
        messages.success(request, _("Kept. Thank you."))
        return _back(actor, member)
    return render(request, "care/driver.html", _shown(actor, member, form), status=422 if form.errors else 200)


def _shown(actor: Actor, member: str, form: DaysForm) -> dict[str, Any]:
    mine, known = actor.code == member, helper_of(member)
    return {
        "member": member,
        "mine": mine,
        "handle": "" if mine else drivers_in_reach(actor).get(member, ""),
        "no_part": not (known and known.cell),
        "cars": [(car, car_words(car), room_words(car.aboard)) for car in cars_of(member)],
        "days": [(one, day_words(one.day), _time(one)) for one in days_of(member)],
        "form": form,
    }


def _back(actor: Actor, member: str) -> HttpResponse:
    return redirect("care:my_cars") if member == actor.code else redirect("care:driver", member=member)


@require_http_methods(["GET", "POST"])
def car(request: HttpRequest, member: str, code: str) -> HttpResponse:
    """One car; `code` is "new" for another."""
    actor = actor_of(request)
    _check_drives(actor)
    who = get_driver(actor, member)
    known = next((one for one in cars_of(who) if one.code == code), None)
    if known is None and code != "new":
        raise NotFound
    typed = request.POST if request.method == "POST" else None
    form = CarForm(typed, initial=car_initial(known) if known else None)
    old = known.code if known else ""
    if typed is not None and done(form, lambda: keep_car(actor=actor, member=who, told=form.told(), code=old)):
        messages.success(request, _("Kept. Thank you."))
        return _back(actor, who)
    return render(
        request,
        "care/car.html",
        {"form": form, "known": known, "mine": who == actor.code, "member": who},
        status=422 if form.errors else 200,
    )


@require_POST
def drop(request: HttpRequest, member: str) -> HttpResponse:
    """Take out a car or a day."""
    actor = actor_of(request)
    _check_drives(actor)
    who = get_driver(actor, member)
    if request.POST.get("what") == "car":
        drop_car(actor=actor, member=who, code=request.POST.get("code", ""))
    else:
        drop_day(actor=actor, member=who, code=request.POST.get("code", ""))
    messages.success(request, _("Taken out."))
    return _back(actor, who)


def _check_drives(actor: Actor) -> None:
    if not actor.may(Ability.DRIVE_RUNS):
        actor.require(Ability.PLAN_RUNS)
