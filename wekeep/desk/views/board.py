"""The live board: incidents on the left, the map in the middle, one incident on the right."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wekeep.alerts.queries.alerts import sending_waits
from wekeep.desk.queries import board as reading
from wekeep.journal.queries import kinds_heard_at, last_number
from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of
from wekeep.watch.queries.held import how_many_wait


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The whole board. The number of the journal is read first: whatever comes after it reaches the page by the stream."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOARD)
    since = last_number()
    rows = reading.rows(actor)
    chosen = request.GET.get("incident") or (rows[0].code if rows else "")
    context: dict[str, Any] = {
        "rows": rows,
        "sending_waits": sending_waits(),
        "stream": f"/live/events?since={since}",
        "kinds": " ".join(sorted(kinds_heard_at())),
    }
    if chosen:
        context |= reading.one(actor, chosen, rows)
    return render(request, "desk/board.html", context)


@require_GET
def board_list(request: HttpRequest) -> HttpResponse:
    """The list alone, fetched anew when the stream says that something changed."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOARD)
    chosen, waits = request.GET.get("incident", ""), sending_waits()
    return render(request, "desk/_list.html", {"rows": reading.rows(actor), "chosen": chosen, "sending_waits": waits})


@require_GET
def incident(request: HttpRequest, code: str) -> HttpResponse:
    """One incident: a fragment for the board, a page of its own on a phone or without scripts."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOARD)
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "desk/_incident.html" if fragment else "desk/incident.html", reading.one(actor, code))


@require_GET
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """How far the alerts about one incident are, fetched anew while they are being sent."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOARD)
    return render(request, "desk/_all_sent.html", {"chains": reading.sent_of(actor, code)})


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a verifier, the most urgent first, made for a phone."""
    actor = actor_of(request)
    actor.require(Ability.VERIFY)
    return render(request, "desk/queue.html", {"rows": reading.queue_rows(actor), "held": how_many_wait(actor)})


@require_GET
def cells(request: HttpRequest) -> HttpResponse:
    """The board's incidents as GeoJSON points, for members who see the board."""
    actor = actor_of(request)
    actor.require(Ability.SEE_BOARD)
    return JsonResponse(reading.as_geojson(actor), content_type="application/geo+json")
