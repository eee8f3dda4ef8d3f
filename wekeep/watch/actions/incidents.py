"""What people do with incidents: split, merge, close."""

from collections.abc import Collection

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.watch.actions.merging import refresh, take_outcome
from wekeep.watch.actions.shelf import open_book
from wekeep.watch.models import Incident, Sighting
from wekeep.watch.queries.incidents import get_incident
from wekeep.watch.rules import incident_kinds as kinds
from wekeep.watch.rules.status import Status


@transaction.atomic
def merge_incidents(*, actor: Actor, into: str, other: str) -> Incident:
    """Make two incidents one by a person's hand: every sighting of `other` moves, and the rules never undo it."""
    actor.require(Ability.EDIT_INCIDENTS)
    target, gone = get_incident(actor, into), get_incident(actor, other)
    actor.require(Ability.EDIT_INCIDENTS, target.zone or None)
    actor.require(Ability.EDIT_INCIDENTS, gone.zone or None)
    if target.pk == gone.pk or target.status != gone.status:
        raise Refused("These two cannot be made one.")
    with open_book(Status(target.status)) as book:
        book.merge(target.pk, [gone.pk])
        Sighting.objects.filter(incident__in=[gone, target]).update(incident=target, placed_by=actor.code)
        _join(gone.pk, target.pk)
        refresh([gone.pk, target.pk])
    journal.record(kinds.INCIDENT_JOINED, about=gone.code, actor=actor, zone=gone.zone, into=target.code)
    journal.record(kinds.INCIDENT_CHANGED, about=target.code, actor=actor, zone=target.zone)
    return Incident.objects.get(pk=target.pk)


def _join(gone_key: int, target_key: int) -> None:
    """What a verifier found of the one that goes is not lost."""
    rows = {
        row.pk: row for row in Incident.objects.select_for_update().filter(pk__in=[gone_key, target_key]).order_by("pk")
    }
    gone, target = rows[gone_key], rows[target_key]
    if take_outcome(gone, target):
        target.save()
    gone.merged_into, gone.over_at = target.code, clock.now()
    gone.save(update_fields=["merged_into", "over_at"])


@transaction.atomic
def split_incident(*, actor: Actor, code: str, sightings: Collection[str]) -> Incident:
    """Take the sightings with these codes out into an incident of their own, which the rules never join again."""
    actor.require(Ability.EDIT_INCIDENTS)
    incident = get_incident(actor, code)
    actor.require(Ability.EDIT_INCIDENTS, incident.zone or None)
    chosen = list(Sighting.objects.filter(incident=incident, code__in=sightings, withdrawn_at__isnull=True))
    if not chosen or len(chosen) == incident.sightings_count:
        raise Refused("Choose some of the sightings, but not all of them.")
    with open_book(Status(incident.status)) as book:
        key, _moves = book.split(incident.pk, {str(s.pk) for s in chosen})
        Sighting.objects.filter(incident=incident).update(placed_by=actor.code)
        Sighting.objects.filter(pk__in=[s.pk for s in chosen]).update(incident_id=key)
        refresh([incident.pk, key])
    new = Incident.objects.get(pk=key)
    journal.record(kinds.INCIDENT_SPLIT, about=incident.code, actor=actor, zone=incident.zone, new=new.code)
    journal.record(kinds.INCIDENT_OPENED, about=new.code, actor=actor, zone=new.zone, sightings=new.sightings_count)
    return new
