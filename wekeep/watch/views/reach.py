"""Opening how a reporter can be reached: one report, one reason, one look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wekeep.kit.abilities import Ability
from wekeep.people.access import actor_of, unlocked_of
from wekeep.people.notices import CLOSED_WORDS
from wekeep.watch.queries.reach import get_reachable, read_reach, why_not


@require_POST
def reach(request: HttpRequest, code: str) -> HttpResponse:
    """How to reach the reporter of one sighting, for a verifier who says why."""
    actor = actor_of(request)
    actor.require(Ability.VERIFY)
    sighting = get_reachable(actor, code)
    found = read_reach(unlocked_of(request), sighting, request.POST.get("reason", ""))
    told = {"reach": found, "closed": None if found else CLOSED_WORDS[why_not(actor, sighting)], "sighting": sighting}
    return render(request, "watch/reach.html", told)
