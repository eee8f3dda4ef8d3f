"""What follows from a version of a plan, each part in a transaction of its own so that no other writer waits: drivers are told, stock
is promised, requests are in the hands of whoever drives. Done again after a crash, it does only what is left to do."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from wekeep.care.actions.cancelling import leave_out
from wekeep.care.actions.moving import locked, move
from wekeep.care.actions.offering import ask_household
from wekeep.care.actions.run_letters import tell_driver
from wekeep.care.actions.stock import reserve
from wekeep.care.models import DayPlan, Request, Run, Stop
from wekeep.care.queries.asked_first import answer_to
from wekeep.care.queries.sent import stays_apart
from wekeep.care.queries.trips import in_zone
from wekeep.care.rules.day_plan import DAY_ENDS, moment
from wekeep.care.rules.offer import Said, answer_by
from wekeep.care.rules.request import UNDER_WAY, By, Move, State
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.care.rules.trip import TripState
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM, Actor, ActorKind

_DRIVEN = [state.value for state in STILL_DRIVEN]
_PLANNED = [TripState.PLANNED.value, TripState.ABOARD.value]
_OFFERED = frozenset({State.READY, State.OFFERED})
_BEFORE_IT_BEGINS = UNDER_WAY - {State.IN_PROGRESS}


def settle_version(*, code: str, number: int) -> None:
    """Everything that follows from the version; of a later one's runs, that one's job sees to it."""
    plan = DayPlan.objects.filter(code=code).first()
    if plan is None:
        return
    version = plan.versions.filter(number=number).first()
    by = Actor(ActorKind.MEMBER, version.by) if version else SYSTEM
    runs = list(plan.runs.filter(version=number).order_by("pk"))
    for run in runs:
        reserve(actor=by, run=run)
    # one letter for whoever drives several, good for as long as the last of them
    for run in {one.member: one for one in sorted(runs, key=lambda one: (one.ends, one.pk))}.values():
        tell_driver(code=run.code, mark=str(run.version))
    for request in _requests_of(plan):
        _settle(plan, request, by)


def _requests_of(plan: DayPlan) -> Iterable[str]:
    """The requests whose trips this plan is about, in one order for everybody who holds several."""
    trips = in_zone(plan.zone).filter(day=plan.day, purpose=plan.purpose)
    return trips.order_by("request").values_list("request__code", flat=True).distinct()


@transaction.atomic
def settle_request(*, code: str) -> None:
    """The same for one request, whose next trip another plan may have."""
    run = _next_of(locked(code))
    if run is not None:
        _settle(run.plan, code, SYSTEM)


@transaction.atomic
def _settle(plan: DayPlan, code: str, by: Actor) -> None:
    """The request is in the hands of whoever drives the next of its trips, until the day after it; where nobody does any more, it looks for
    somebody again. What this plan did not give to whoever has it in hand, or is being sorted, stays as it is."""
    one = locked(code)
    run = _next_of(one)
    driver, day_ends = (
        (run.member, moment(run.plan.day, DAY_ENDS, timezone.get_default_timezone())) if run else ("", None)
    )
    state = State(one.state)
    if state in _BEFORE_IT_BEGINS and one.held_by != driver and one.given_by == plan.code:
        move(one=one, what=Move.RELEASE, by=By.DESK, actor=by)
        state = State(one.state)
    if state is State.OFFERED and not driver and one.given_by == plan.code:
        move(
            one=one, what=Move.DECLINE, by=By.DESK, actor=by
        )  # nobody is asked to say yes to one who drives nothing there any more
    if driver and state in _OFFERED and not stays_apart(driver, one.household):
        if not run or not _is_wanted(one, run, by):
            return
        move(one=one, what=Move.CLAIM, by=By.DESK, actor=by, holder=driver, plan=run.plan.code)
        state = State(one.state)
    if driver and one.held_by == driver and state in _BEFORE_IT_BEGINS and one.due_at != day_ends:
        move(one=one, what=Move.SCHEDULE, by=By.DESK, actor=by, until=day_ends)


def _is_wanted(one: Request, run: Run, by: Actor) -> bool:
    """Whether the household wants the driver of this run. One that wants to say so first is asked; one that said no before is not driven
    to."""
    said, driver = answer_to(one.household, run.member), run.member
    if said is Said.ASKED:
        until = answer_by(run.begins, clock.now())
        ask_household(one=one, member=driver, plan=run.plan.code, until=until, actor=by)
    elif said is Said.REFUSED and one.state == State.OFFERED and one.held_by == driver:
        move(one=one, what=Move.DECLINE, by=By.CLOCK, actor=by)
    elif said is Said.REFUSED:
        leave_out(one=one, member=driver)
    return said is Said.ACCEPTED


def _next_of(one: Request) -> Run | None:
    """The run of which the next of its trips is a part."""
    stops = Stop.objects.filter(trip__request=one, trip__state__in=_PLANNED, run__state__in=_DRIVEN)
    stop = stops.select_related("run__plan").order_by("at").first()
    return stop.run if stop else None
