"""What a draft of a plan takes from its hubs, beside what they have for it."""

from django.db.models import Q, Sum

from wekeep.care.models import DayPlan, Run, StockEvent, Trip
from wekeep.care.rules.planning.written import plan_of
from wekeep.care.rules.stock import Wanted
from wekeep.care.rules.trip import TO_PLAN, Way

_TO_PLAN = [state.value for state in TO_PLAN]


def wanted_of(plan: DayPlan) -> list[Wanted]:
    """By hub and item what the draft takes and has not loaded yet. What its own runs were promised when an earlier version was told is
    there for it, what others were promised is not. Two questions."""
    served = list(plan_of(plan.draft).served_by)
    rows = Trip.objects.filter(code__in=served, state__in=_TO_PLAN, way=Way.TO_HOME, boxes__gt=0).exclude(item="")
    by = ("destination", "destination__name", "item")
    takes = list(rows.order_by("destination__name", "destination", "item").values_list(*by).annotate(Sum("boxes")))
    free = _free_for(plan, {hub for hub, _name, _item, _boxes in takes})
    return [Wanted(name, item, boxes, free.get((hub, item), 0)) for hub, name, item, boxes in takes]


def _free_for(plan: DayPlan, hubs: set[int]) -> dict[tuple[int, str], int]:
    """By hub (its key) and item what nobody but this plan's own runs was promised."""
    if not hubs:
        return {}
    mine = Q(about__in=Run.objects.filter(plan=plan).values("code"))
    rows = StockEvent.objects.filter(hub__in=hubs).order_by().values_list("hub", "item")
    sums = rows.annotate(on=Sum("there"), kept=Sum("promised", filter=~mine, default=0))
    return {(hub, item): int(on) - int(kept) for hub, item, on, kept in sums}
