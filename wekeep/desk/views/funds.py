"""What the public reads of the funds: sums over everything, and the link by which the book can be held to its word."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from wekeep.care.queries.book import Totals, public_totals
from wekeep.desk.views.shared import feed, page
from wekeep.kit.money import amount


@page
def funds(request: HttpRequest) -> HttpResponse:
    """A page of totals."""
    found = public_totals()
    shown = {"rows": [_shown(one) for one in found.funds], "entries": found.entries, "head": found.head}
    return render(request, "desk/funds.html", shown)


def _shown(one: Totals) -> dict[str, object]:
    known = {name: getattr(one, name) for name in ("given", "for_homes", "for_care", "held")}
    sums = {name: amount(cents, one.currency) for name, cents in known.items() if cents >= 0}
    return {"name": one.name, "payments": one.payments, "is_shown": one.payments >= 0, **sums}


@feed
def funds_json(request: HttpRequest) -> HttpResponse:
    """The same in cents, null for what is not told."""
    found = public_totals()
    rows = [
        {
            "name": one.name,
            "currency": one.currency,
            **{name: _told(getattr(one, name)) for name in ("given", "for_homes", "for_care", "held", "payments")},
        }
        for one in found.funds
    ]
    return JsonResponse({"funds": rows, "entries": found.entries, "head": found.head})


def _told(value: int) -> int | None:
    return None if value < 0 else value
