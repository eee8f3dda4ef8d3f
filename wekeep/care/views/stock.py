"""A hub's page: what is there, who fetches their own today, and what came and went."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wekeep.care.actions import pick_ups, stock
from wekeep.care.forms.stock import StockForm
from wekeep.care.models import Destination
from wekeep.care.notices.fleet import ITEM_WORDS, STOCK_WORDS, day_words, span_of
from wekeep.care.notices.runs import boxes_words
from wekeep.care.queries.stock import events_of, get_hub, hubs_visible_to, stock_of, waiting_at
from wekeep.care.rules.pick_up import spoken_code
from wekeep.care.rules.stock import StockReason
from wekeep.care.views.fleet import done
from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of
from wekeep.people.queries.members import handles_of


@require_http_methods(["GET"])
def hubs(request: HttpRequest) -> HttpResponse:
    """The hubs of the actor's zones with what each has too little of; one hub alone opens itself."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_STOCK)
    found = list(hubs_visible_to(actor).filter(is_used=True).order_by("name")[:50])
    if len(found) == 1:
        return redirect("care:hub", code=found[0].code)
    rows = [(hub, [row for row in _shelves(hub) if row["there"] or row["promised"]]) for hub in found]
    return render(request, "care/hubs.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def hub(request: HttpRequest, code: str) -> HttpResponse:
    """One hub; on POST write down what came, went or was counted."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_STOCK)
    one = get_hub(actor, code)
    form = StockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: stock.keep(actor=actor, hub=code, **form.wanted())):
        messages.success(request, _("Written down."))
        return redirect("care:hub", code=code)
    shown = {"one": one, "form": form, "shelves": _shelves(one), "waiting": _waiting(one), "events": _events(one)}
    return render(request, "care/hub.html", shown, status=422 if form.errors else 200)


@require_POST
def fetched(request: HttpRequest, code: str) -> HttpResponse:
    """A household came and said its code."""
    actor = actor_of(request)
    actor.require(Ability.KEEP_STOCK)
    one = pick_ups.fetched(actor=actor, code=code)
    messages.success(request, _("Written down."))
    return redirect("care:hub", code=one.hub.code)


def _shelves(one: Destination) -> list[dict[str, Any]]:
    return [
        {
            "word": ITEM_WORDS.get(row.item, row.item),
            "there": row.there,
            "promised": row.promised,
            "free": row.free,
            "short": max(0, -row.free),
            "wrong": row.there < 0,
        }
        for row in stock_of(one)
    ]


def _waiting(one: Destination) -> list[dict[str, Any]]:
    return [
        {
            "one": row,
            "spoken": spoken_code(settings.SECRET_KEY, row.code, row.begins),
            "what": f"{ITEM_WORDS.get(row.item, row.item)}: {boxes_words(row.boxes)}",
            "day": day_words(timezone.localtime(row.begins)),
            "times": span_of(row.begins, row.ends),
        }
        for row in waiting_at(one)
    ]


def _events(one: Destination) -> list[dict[str, Any]]:
    rows = events_of(one)
    names = handles_of({(row.by, one.zone) for row in rows if row.by})
    return [
        {
            "at": row.at,
            "word": STOCK_WORDS[StockReason(row.reason)],
            "item": ITEM_WORDS.get(row.item, row.item),
            "there": row.there,
            "promised": row.promised,
            "by": names.get((row.by, one.zone), ""),
        }
        for row in rows
    ]
