"""The leased table of jobs. Only this package's actions and queries touch it."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """`leased` with a lease in the past means its worker died: the job is due again."""

    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class Job(models.Model):
    """One piece of work, its payload in codes only."""

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    lane = models.CharField(max_length=20)
    priority = models.SmallIntegerField()
    unique_key = models.CharField(max_length=120, null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    lease_until = models.DateTimeField(null=True)
    lease_by = models.CharField(max_length=32, default="")
    # the kind of the last error and where it passed, never its message, which may hold what a person typed
    trouble = models.CharField(max_length=300, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("lane", "run_at", "id", name="work_ready", condition=Q(state="ready")),
            models.Index("lane", "lease_until", name="work_leased", condition=Q(state="leased")),
            models.Index("finished_at", name="work_finished", condition=Q(state__in=["done", "dead"])),
        ]
        constraints = [
            models.UniqueConstraint("unique_key", name="work_one_ready_each", condition=Q(state="ready")),
        ]


class LaneLock(models.Model):
    """The row a worker locks while it takes jobs of an ordered lane."""

    lane = models.CharField(max_length=20, primary_key=True)


class Periodic(models.Model):
    """When a periodic job is next due."""

    name = models.CharField(max_length=80, primary_key=True)
    every = models.DurationField()
    next_at = models.DateTimeField()
