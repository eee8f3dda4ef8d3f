"""Incidents end by themselves when nobody sees anything more, and everything is forgotten in time."""

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.watch.models import Incident
from wekeep.watch.rules import incident_kinds as kinds
from wekeep.watch.rules.incident import STALE_AFTER
from wekeep.watch.rules.outcome import Outcome

_BATCH = 200


def close_stale() -> int:
    """End the unconfirmed incidents that nobody has seen for four hours; returns how many."""
    limit = clock.now() - STALE_AFTER
    stale = Incident.objects.filter(over_at__isnull=True, last_seen_at__lt=limit).exclude(outcome=Outcome.CONFIRMED)
    with transaction.atomic():
        rows = list(stale.select_for_update().order_by("pk")[:_BATCH])
        for incident in rows:
            incident.over_at = clock.now()
            incident.save(update_fields=["over_at"])
            journal.record(kinds.INCIDENT_CLOSED, about=incident.code, actor=SYSTEM, zone=incident.zone, stale=True)
    return len(rows)


def forget_incidents() -> int:
    """Delete the incidents whose time is over, their sightings' links with them; returns how many."""
    old = Incident.objects.filter(forget_at__lt=clock.now(), sightings__isnull=True).order_by("pk")[:_BATCH]
    return Incident.objects.filter(pk__in=[i.pk for i in old]).delete()[0]
