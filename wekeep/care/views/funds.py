"""Funds and their rules: what they hold, and asking a second person for a new fund or for other rules."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wekeep.care.actions.funds import propose_fund, propose_rules
from wekeep.care.forms.funds import FundForm, as_typed
from wekeep.care.models import Fund
from wekeep.care.notices.rent import fund_lines
from wekeep.care.queries.book import held_by
from wekeep.care.queries.funds import funds_visible_to, get_fund
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.money import amount
from wekeep.people.access import actor_of, unlocked_of
from wekeep.places.queries.zones import zone_choices


@require_http_methods(["GET", "POST"])
def funds(request: HttpRequest) -> HttpResponse:
    """Every fund of the actor's zones; on POST ask for a new one."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_FUNDS)
    form = FundForm(request.POST if request.method == "POST" else None, zones=zone_choices())
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        propose_fund(unlocked=unlocked_of(request), zone=_zone_of(actor), name=name, terms=form.terms())
        return _asked(request)
    rows = [(one, amount(held_by(one), one.currency), fund_lines(one.terms)) for one in funds_visible_to(actor)]
    return render(request, "care/money/funds.html", {"rows": rows, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """One fund's rules; on POST ask for others."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_FUNDS)
    one = get_fund(actor, code)
    form = FundForm(
        request.POST if request.method == "POST" else None,
        zones=zone_choices(),
        initial=as_typed(one.rules, one.name, one.is_open),
    )
    if request.method == "POST" and form.is_valid():
        _propose(request, one, form)
        return _asked(request)
    shown = {"one": one, "form": form, "lines": fund_lines(one.terms)}
    return render(request, "care/money/fund.html", shown, status=422 if form.errors else 200)


def _propose(request: HttpRequest, one: Fund, form: FundForm) -> None:
    propose_rules(
        unlocked=unlocked_of(request),
        code=one.code,
        name=form.cleaned_data["name"],
        terms=form.terms(),
        is_open=form.cleaned_data["is_open"],
    )


def _asked(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Asked. It holds once a second person agrees, within 15 minutes."))
    return redirect("care:funds")


def _zone_of(actor: Actor) -> str:
    """Where a new fund is kept: everywhere for a steward of every zone, else in their first zone."""
    zones = actor.zones_where(Ability.KEEP_FUNDS)
    return EVERY_ZONE if EVERY_ZONE in zones else min(zones)
