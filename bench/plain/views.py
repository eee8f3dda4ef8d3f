"""The board's two views over the same tables: objects, related ones fetched with them, and a template each."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wekeep.alerts.models import Alert
from wekeep.channels.models import Batch, Stopped
from wekeep.journal.models import Counter
from wekeep.journal.queries import kinds_on_boards
from wekeep.people.models import Member
from wekeep.places.models import Zone
from wekeep.vault.models import Proposal
from wekeep.watch import notices
from wekeep.watch.forms.incident import AskForm
from wekeep.watch.forms.warning import ClearForm
from wekeep.watch.models import Incident, Sighting

ROLES = {"dispatcher", "verifier", "observer"}


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The whole board with one incident chosen."""
    counter = Counter.objects.filter(name="entries").first()
    grants = _grants(request)
    incidents = _incidents(grants)
    chosen = _visible(grants).get(code=request.GET["incident"]) if "incident" in request.GET else None
    chosen = chosen or (incidents[0] if incidents else None)
    context = {
        **_around(),
        "incidents": incidents,
        "network_name": settings.NETWORK_NAME,
        "stream": f"/live/events?since={counter.last if counter else 0}",
        "kinds": " ".join(sorted(kinds_on_boards())),
    }
    if chosen is not None:
        context |= _one(chosen, incidents, {grant.role for grant in grants})
    return render(request, "plain/board.html", context, using="plain")


@login_required
@require_GET
def board_list(request: HttpRequest) -> HttpResponse:
    """The list alone."""
    context = {**_around(), "incidents": _incidents(_grants(request)), "chosen": {"code": request.GET.get("incident")}}
    return render(request, "plain/_list.html", context, using="plain")


def _grants(request: HttpRequest) -> list[Any]:
    now = timezone.now()
    grants = list(request.user.grants.filter(since__lte=now, until__gt=now, role__in=ROLES))  # type: ignore[union-attr]
    if not grants:
        raise PermissionDenied
    return grants


def _visible(grants: list[Any]) -> Any:
    return Incident.objects.filter(Q(zone__in=[grant.zone for grant in grants]) | Q(zone=""))


def _incidents(grants: list[Any]) -> list[Any]:
    going_on = Q(over_at__isnull=True) | Q(over_at__gt=timezone.now() - timedelta(hours=1))
    rows = _visible(grants).filter(going_on, Q(sightings_count__gt=0) | Q(outcome="confirmed"), merged_into="")
    incidents = list(rows.order_by("over_at", "-urgency", "-last_seen_at")[:500])
    zones = {zone.code: zone.name for zone in Zone.objects.only("code", "name")}
    claimed = {incident.claimed_by for incident in incidents if incident.claimed_by}
    members = {member.code: member for member in Member.objects.filter(code__in=claimed)}
    for incident in incidents:
        _dress(incident, zones, members)
    return incidents


def _dress(incident: Any, zones: dict[str, str], members: dict[str, Member]) -> None:
    incident.activity_words = notices.ACTIVITY_WORDS[incident.activity]
    incident.outcome_words = notices.OUTCOME_WORDS[incident.outcome]
    incident.urgency_words = notices.URGENCY_WORDS[incident.urgency]
    incident.shape = notices.OUTCOME_SHAPES[incident.outcome]
    incident.place = incident.crossing or incident.neighbourhood or zones.get(incident.zone, "")
    incident.looking = members.get(incident.claimed_by)
    incident.waits_until = incident.report_by or incident.verify_by


def _around() -> dict[str, Any]:
    waits = Alert.objects.filter(audience_waits=True, state="live").exists() or Batch.objects.filter(queued__gt=0)
    return {"stopped": Stopped.objects.exists(), "sending_waits": waits}


def _one(chosen: Any, incidents: list[Any], roles: set[str]) -> dict[str, Any]:
    sightings: list[Any] = list(
        Sighting.objects.filter(incident=chosen, withdrawn_at=None)
        .prefetch_related("additions")
        .order_by("observed_at")[:500]
    )
    for sighting in sightings:
        sighting.activity_words = notices.ACTIVITY_WORDS[sighting.activity]
        sighting.reason_words = [notices.reason_words(code, values) for code, values, _weight in sighting.reasons]
    return {
        "chosen": chosen,
        "sightings": sightings,
        "others": [one for one in incidents if one != chosen][:20],
        "alerts": Alert.objects.filter(about=chosen.code).prefetch_related("messages"),
        "proposals": Proposal.objects.filter(power="alert", about=chosen.code, until__gt=timezone.now()),
        "may_ask": "dispatcher" in roles,
        "may_edit": "dispatcher" in roles,
        "may_send": "dispatcher" in roles,
        "ask_form": AskForm(),
        "clear_form": ClearForm(),
    }
