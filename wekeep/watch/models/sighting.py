"""Sightings: what one person saw, as they reported it."""

from django.db import models
from django.db.models import Q

from wekeep.kit.codes import new_code
from wekeep.watch.models.incident import Incident
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.sighting import PlaceKind
from wekeep.watch.rules.sign import Evidence
from wekeep.watch.rules.standing import HeldFor, Lane, Standing
from wekeep.watch.rules.status import Source, Status


class Sighting(models.Model):
    """One report in SALUTE form. It never says who reported it: receipt, body and the key it was sent under are kept as
    keyed marks only.

    `placed_by` is "rules" or the code of the member who moved it; `reasons` are the reason codes and values that put it
    into its incident. One that was withdrawn says nothing any more: its place is 0, 0 without a cell, its times are that of
    the withdrawal.

    One that is not in the open `lane` is in no incident and on no board: it was `held_for` a reason, waits for a person
    beside those that are `alike`, and says in `swept_in` by which sweep it was kept or dropped.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    status = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Status], default=Status.ACTUAL.value)
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Source])
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    lat = models.FloatField()
    lon = models.FloatField()
    cell = models.CharField(max_length=16)
    zone = models.CharField(max_length=64, default="")
    place_text = models.CharField(max_length=200, default="")
    place_kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PlaceKind], default="")
    people_low = models.PositiveSmallIntegerField(null=True)
    people_high = models.PositiveSmallIntegerField(null=True)
    vehicles = models.PositiveSmallIntegerField(null=True)
    activity = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Activity], default="")
    uniform = models.CharField(max_length=300, default="")
    equipment = models.CharField(max_length=300, default="")
    text = models.CharField(max_length=2000, default="")
    language = models.CharField(max_length=8, default="en")
    first_hand = models.BooleanField(null=True)
    still_there = models.BooleanField(null=True)
    signs = models.JSONField(default=list)
    evidence = models.PositiveSmallIntegerField(choices=[(e.value, e.name) for e in Evidence], default=Evidence.SOME)
    # the place stands for a neighbourhood: merging and maps must not take it for a point
    place_is_coarse = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=64, null=True, unique=True)
    body_mark = models.CharField(max_length=64, default="")
    receipt_mark = models.CharField(max_length=64, null=True, unique=True)
    withdrawn_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.SET_NULL, related_name="sightings")
    placed_by = models.CharField(max_length=16, default="")
    reasons = models.JSONField(default=list)
    standing = models.PositiveSmallIntegerField(
        choices=[(s.value, s.name) for s in Standing], default=Standing.ORDINARY.value
    )
    lane = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Lane], default=Lane.OPEN.value)
    held_for = models.CharField(max_length=12, choices=[(h.value, h.value) for h in HeldFor], default="")
    alike = models.CharField(max_length=40, default="")
    swept_in = models.CharField(max_length=16, default="")
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("status", "received_at", name="watch_sighting_recent"),
            models.Index("held_for", "alike", "id", name="watch_sighting_held", condition=Q(lane="held")),
            models.Index("swept_in", name="watch_sighting_swept", condition=~Q(swept_in="")),
            models.Index(
                "id", name="watch_sighting_unplaced", condition=Q(incident__isnull=True, withdrawn_at__isnull=True)
            ),
            models.Index("forget_at", name="watch_sighting_forget"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180), name="watch_on_earth"
            ),
        ]


class Addition(models.Model):
    """What a reporter added later, under the words of the receipt."""

    sighting = models.ForeignKey(Sighting, on_delete=models.CASCADE, related_name="additions")
    text = models.CharField(max_length=2000)
    still_there = models.BooleanField(null=True)
    added_at = models.DateTimeField()
