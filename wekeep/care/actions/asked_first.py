"""What follows where a household wants to say yes to its driver first: it is asked, and a no or silence takes the trip out for the desk."""

from collections.abc import Collection

from django.db import transaction

from wekeep.care.actions.plan_news import tell_change
from wekeep.care.actions.settling import settle_request
from wekeep.care.models import DayPlan, Request, Stop
from wekeep.care.queries.asked_first import waiting_for_a_question
from wekeep.care.rules.day_plan import is_searching, left_out
from wekeep.care.rules.planning.written import plan_of, written
from wekeep.care.rules.request import OPEN
from wekeep.care.rules.run import PlanState
from wekeep.care.rules.trip import TripState
from wekeep.care.rules.wheel import member_at
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM

_OPEN = [state.value for state in OPEN]


def follow_answer(*, household: str) -> None:
    """After a yes, a no or silence: what nobody said yes to leaves the drafts of its plans, and what else the household asked for follows
    what it said of the same person. Twice is once."""
    lost = Stop.objects.filter(trip__household__code=household, trip__state=TripState.LEFT_OUT)
    for plan in sorted(set(lost.values_list("run__plan", flat=True))):
        rows = lost.filter(run__plan=plan).values_list("trip__code", "run__member")
        _redraw(plan, set(rows))
    for code in Request.objects.filter(household__code=household, state__in=_OPEN).values_list("code", flat=True):
        settle_request(code=code)


def ask_waiting() -> None:
    """Ask whoever was not asked yet: a later day's driver comes next, or the request was in other hands when the plan was told."""
    for code in waiting_for_a_question():
        settle_request(code=code)


@transaction.atomic
def _redraw(pk: int, gone: Collection[tuple[str, str]]) -> None:
    """The draft without these trips (their codes), where they are still with these drivers."""
    plan = DayPlan.objects.select_for_update().filter(pk=pk).exclude(state=PlanState.OVER).first()
    if plan is None or is_searching(plan, clock.now()):
        return  # what a search drew with them passes no gate, or is asked again
    drawn = plan_of(plan.draft)
    codes = {code for code, driver in gone if member_at(drawn.served_by.get(code, "")) == driver}
    if not codes:
        return
    plan.draft = written(left_out(drawn, codes))
    served, left = int(plan.found.get("served", 0)) - len(codes), int(plan.found.get("left", 0)) + len(codes)
    plan.found = {**plan.found, "served": max(0, served), "left": left}
    plan.edition += 1
    plan.save(update_fields=["draft", "found", "edition"])
    tell_change(plan, actor=SYSTEM)
