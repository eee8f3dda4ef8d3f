"""What the health page and the readiness probe read of the job table."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q

from wekeep.kit import clock
from wekeep.work.models import Job, State


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


def pending(name: str) -> int:
    """How many jobs called `name` are not finished."""
    return Job.objects.filter(name=name, state__in=[State.READY, State.LEASED]).count()
