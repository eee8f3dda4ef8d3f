"""What time does with plans: the day passes, and after some weeks nobody can look up any more who drove whom."""

from datetime import timedelta

from django.db import transaction

from wekeep.care.models import DayPlan, Run, Trip
from wekeep.care.rules.run import KEPT_AFTER, PlanState
from wekeep.kit import clock
from wekeep.places.queries.today import today
from wekeep.work import actions as work

BATCH = 200


def close_over() -> int:
    """Plans of days that ended yesterday or before are changed no more; returns how many."""
    day = today() - timedelta(days=1)
    over = DayPlan.objects.filter(day__lt=day).exclude(state=PlanState.OVER)
    driven = Run.objects.filter(state="out").values("plan")
    return over.exclude(pk__in=driven).update(state=PlanState.OVER, search_until=None, stop_asked=False)


@transaction.atomic
def forget_over() -> int:
    """Delete plans with their versions, runs and stops once their time is over, and trips as old; returns how many plans."""
    over = list(DayPlan.objects.filter(forget_at__lt=clock.now()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    DayPlan.objects.filter(pk__in=over).delete()
    old = today() - KEPT_AFTER - timedelta(days=2)
    trips = Trip.objects.filter(day__lt=old, stops=None).order_by("pk").values_list("pk", flat=True)[: 5 * BATCH]
    gone, _each = Trip.objects.filter(pk__in=list(trips)).delete()
    if over or gone:
        work.empty_log_soon()
    return len(over)
