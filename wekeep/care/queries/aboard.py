"""Who is in a driver's car, or may be while a phone without signal keeps that for itself: nobody may lose sight of them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from wekeep.care.models import Household, Stop
from wekeep.care.rules.driving import ABOARD_AT_MOST, EARLY_AT_MOST, HEARD_AFTER
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Purpose, TripState
from wekeep.kit import clock

_DRIVEN = [state.value for state in STILL_DRIVEN]
# A run whose last stops were called off has ended by itself, and its driver may not have heard of it yet.
_HEARD_OF = [*_DRIVEN, RunState.DONE.value]


def drops_to_come() -> QuerySet[Stop]:
    """Where people get out who got in, as their driver said; and those of rides that were called off when their driver may have
    been at the door already, whose phone perhaps had no signal."""
    now = clock.now()
    rows = Stop.objects.filter(side=Side.DROP, outcome=Outcome.WAITING).exclude(trip__purpose=Purpose.DELIVERY)
    got_in = Q(trip__state=TripState.ABOARD, run__state__in=_DRIVEN, at__gt=now - ABOARD_AT_MOST)
    early = Stop.objects.filter(
        run=OuterRef("run"), trip=OuterRef("trip"), side=Side.PICKUP, at__lt=now + EARLY_AT_MOST
    )
    perhaps = Q(trip__state=TripState.CANCELLED, run__state__in=_HEARD_OF, at__gt=now - HEARD_AFTER)
    return rows.filter(got_in | perhaps & Exists(early.filter(outcome=Outcome.WAITING)))


def is_on_the_road(household: Household) -> bool:
    """Whether somebody of the household is in a driver's car, or may be."""
    return drops_to_come().filter(trip__household=household).exists()
