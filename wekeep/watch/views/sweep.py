"""The page on which a verifier sweeps what was held: two keys, keep and drop, and one to take the last one back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wekeep.kit.abilities import Ability
from wekeep.kit.errors import Refused
from wekeep.kit.text import whole_number
from wekeep.people.access import actor_of
from wekeep.watch import notices
from wekeep.watch.actions import sweeping
from wekeep.watch.models import Sighting
from wekeep.watch.queries import held
from wekeep.watch.queries.positions import place_name
from wekeep.watch.rules.standing import HeldFor

_LAST = "last"


@require_GET
def sweep(request: HttpRequest) -> HttpResponse:
    """What waits, in batches of look-alikes."""
    actor = actor_of(request)
    actor.require(Ability.VERIFY)
    rows = [
        {
            "batch": batch,
            "why": notices.HELD_WORDS[batch.held_for],
            "lines": [_line(one) for one in batch.shown],
            "more": batch.count - len(batch.shown),
        }
        for batch in held.batches(actor)
    ]
    last = request.GET.get(_LAST, "")
    undo = last if last and held.swept_in(actor, last).exists() else ""
    return render(request, "watch/sweep.html", {"rows": rows, "waiting": held.how_many_wait(actor), "undo": undo})


def _line(sighting: Sighting) -> dict[str, object]:
    said = " ".join(part for part in (sighting.text, sighting.uniform, sighting.equipment) if part)
    activity = notices.ACTIVITY_WORDS[sighting.activity] if sighting.activity else ""
    where = sighting.place_text or place_name(sighting.lat, sighting.lon)
    return {"activity": activity, "where": where, "said": said, "at": sighting.received_at}


@require_POST
def sweep_batch(request: HttpRequest) -> HttpResponse:
    """Keep or drop one batch."""
    actor = actor_of(request)
    actor.require(Ability.VERIFY)
    given, choice = request.POST, request.POST.get("choice", "")
    until = whole_number(given.get("until", ""))
    if choice not in ("keep", "drop") or until is None or given.get("held_for") not in set(HeldFor):
        raise Refused("Choose whether to keep or to drop.")
    code, count = sweeping.sweep_batch(
        actor=actor,
        zone=given.get("zone", ""),
        held_for=given["held_for"],
        alike=given.get("alike", ""),
        until=until,
        keep=choice == "keep",
    )
    messages.success(request, notices.swept(count, keep=choice == "keep"))
    answer = redirect("watch:sweep")
    answer["Location"] += f"?{_LAST}={code}"
    return answer


@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take a sweep back."""
    count = sweeping.undo_sweep(actor=actor_of(request), code=code)
    messages.success(request, notices.taken_back(count))
    return redirect("watch:sweep")
