"""Incidents: what the sightings of one event add up to."""

from django.db import models
from django.db.models import Q

from wekeep.kit.codes import new_code
from wekeep.watch.rules.outcome import SETTLED, Level, Method, NotEnforcement, Outcome
from wekeep.watch.rules.salute import Activity
from wekeep.watch.rules.standing import Standing
from wekeep.watch.rules.status import Status
from wekeep.watch.rules.verification import Approach


class Incident(models.Model):
    """One event. Once its outcome is settled, where it is, what is done and how many are there is what the verifier said,
    and no report changes it any more. `lat` and `lon` are our best exact guess and never leave the network; `cell` (h3, resolution 8) and
    `neighbourhood` are what the public may see of it once it is confirmed. One that has no sightings left and no outcome
    is nowhere: at 0, 0 without a cell."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    status = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Status], default=Status.ACTUAL.value)
    zone = models.CharField(max_length=64, default="")
    lat = models.FloatField()
    lon = models.FloatField()
    cell = models.CharField(max_length=16)
    neighbourhood = models.CharField(max_length=120, default="")
    activity = models.CharField(max_length=20, choices=[(a.value, a.value) for a in Activity], default="")
    people_low = models.PositiveSmallIntegerField(null=True)
    people_high = models.PositiveSmallIntegerField(null=True)
    vehicles = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level], default=Level.WATCH.value)
    outcome = models.CharField(max_length=16, choices=[(o.value, o.value) for o in Outcome], default="")
    outcome_kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in NotEnforcement], default="")
    outcome_at = models.DateTimeField(null=True)
    # when the event was last seen, as far as its verifier can have known
    verified_seen_at = models.DateTimeField(null=True)
    outcome_by = models.CharField(max_length=16, default="")
    method = models.CharField(max_length=16, choices=[(m.value, m.value) for m in Method], default="")
    # the nearest crossing, for an answer that it was not enforcement; never an address
    crossing = models.CharField(max_length=160, default="")
    urgency = models.PositiveSmallIntegerField(default=2)
    # the best of its sightings': what only weak ones tell of is looked at after the rest
    standing = models.PositiveSmallIntegerField(
        choices=[(s.value, s.name) for s in Standing], default=Standing.ORDINARY.value
    )
    verify_by = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=16, default="")
    claimed_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=16, default="")
    asked_at = models.DateTimeField(null=True)
    approach = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Approach], default="")
    look_for = models.JSONField(default=list)
    report_by = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    merged_into = models.CharField(max_length=16, default="")
    sightings_count = models.PositiveIntegerField(default=0)
    forget_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["zone", "-last_seen_at"],
                name="watch_incident_open",
                condition=Q(over_at__isnull=True, merged_into=""),
            ),
            models.Index("forget_at", name="watch_incident_forget"),
        ]

    @property
    def is_settled(self) -> bool:
        """Whether a verifier found something that the public may hear of."""
        return self.outcome in SETTLED


class Shelf(models.Model):
    """The version of the merging book of one status; whoever holds this row may place sightings or edit incidents."""

    status = models.CharField(max_length=8, primary_key=True)
    version = models.BigIntegerField(default=0)
