"""What the health page and the readiness probe read of the job table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from wekeep.kit import clock
from wekeep.work.models import Job, State


def lease_clock() -> datetime | Now:
    """The time by which leases begin and end, for a query: that of the database, where hosts share one and their own clocks
    may be seconds apart. Inside `clock.simulated` the simulated time."""
    return Now() if connection.vendor == "postgresql" and not clock.is_simulated() else clock.now()


@dataclass(frozen=True, slots=True)
class LaneHealth:
    """How one lane stands: jobs waiting, jobs dead, and how long the oldest due one has waited."""

    lane: str
    waiting: int
    dead: int
    lag: timedelta


def lanes() -> list[LaneHealth]:
    """The health of every lane that holds anything."""
    now = clock.now()
    rows = Job.objects.values("lane").annotate(
        waiting=Count("id", filter=Q(state=State.READY)),
        dead=Count("id", filter=Q(state=State.DEAD)),
        oldest=Min("run_at", filter=Q(state=State.READY, run_at__lte=now)),
    )
    return [
        LaneHealth(r["lane"], r["waiting"], r["dead"], now - r["oldest"] if r["oldest"] else timedelta(0))
        for r in rows.order_by("lane")
    ]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that is not tried any more: its number, what it was, since when, and the kind of its last error."""

    number: int
    job: str
    attempts: int
    since: datetime | None
    trouble: str


def dead_letters() -> list[DeadLetter]:
    """Every job that is not tried any more, in the order they were queued."""
    rows = Job.objects.filter(state=State.DEAD).order_by("id")
    return [DeadLetter(one.id, one.name, one.attempts, one.finished_at, one.trouble) for one in rows]


def dead_count() -> int:
    """How many jobs are not tried any more."""
    return Job.objects.filter(state=State.DEAD).count()


def pending(name: str) -> int:
    """How many jobs called `name` are not finished."""
    return Job.objects.filter(name=name, state__in=[State.READY, State.LEASED]).count()
