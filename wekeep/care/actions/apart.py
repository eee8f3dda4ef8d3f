"""Keeping a member and a household apart: nothing of it is offered to them, opens to them or is driven by them from now on, and what they
have of it in hand goes back."""

from collections.abc import Collection

from django.db import transaction

from wekeep.care.actions.holding import hold_plans, hold_requests, hold_runs, hold_trips
from wekeep.care.actions.moving import locked, move
from wekeep.care.actions.planning import mend
from wekeep.care.actions.run_ends import end_empty
from wekeep.care.actions.stock import bring_back, reserve
from wekeep.care.actions.stop_openings import close_soon
from wekeep.care.actions.told_trips import after_trip
from wekeep.care.models import Apart, DayPlan, Household, PickUp, Request, Run, Stop, Trip
from wekeep.care.queries.runs import delivers, still_waits
from wekeep.care.rules.feedback import APART_FOR
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.request import UNDER_WAY, By, Move, State
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import Failure, TripMove, TripState, moved
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.work import actions as work

_DRIVEN = [state.value for state in STILL_DRIVEN]
_IN_HAND = [state.value for state in UNDER_WAY | {State.OFFERED}]


def keep_apart(*, household: Household, members: Collection[str]) -> None:
    """These members and this household are not brought together for a year, in the caller's transaction; nobody is told. What is sealed
    of it is closed to them at once, and a job takes back what they have in hand."""
    for member in sorted(members):
        Apart.objects.update_or_create(
            member=member,
            likeness=household.likeness,
            zone=household.zone,
            defaults={"until": clock.now() + APART_FOR},
        )
        work.enqueue("care.part_ways", {"member": member, "household": household.code})


def part_ways(*, member: str, household: str) -> None:
    """What the member has of the household in hand goes back as if their time had run out, and its stops go from their runs; each in a
    transaction of its own. Twice is the same as once. Who sits in their car is brought where they go."""
    one = Household.objects.filter(code=household).first()
    if one is None:
        return
    alike = list(Household.objects.filter(likeness=one.likeness, zone=one.zone).values_list("pk", flat=True))
    mine = Run.objects.filter(member=member, state__in=_DRIVEN, stops__trip__household__in=alike)
    for run in mine.order_by("pk").values_list("code", flat=True).distinct():
        _leave_out(run, alike)
    held = Request.objects.filter(household__in=alike, held_by=member, state__in=_IN_HAND)
    for code in held.order_by("pk").values_list("code", flat=True):
        _give_back(code, member)
    asked = Request.objects.filter(household__in=alike, handover_to=member)
    for code in asked.order_by("pk").values_list("code", flat=True):
        _ask_no_more(code, member)


@transaction.atomic
def _give_back(code: str, member: str) -> None:
    one = locked(code)
    state = State(one.state)
    # whom a household comes to at a hub visits nobody
    fetches = PickUp.objects.filter(request=one, state=PickUpState.WAITING).exists()
    if one.held_by == member and state in UNDER_WAY | {State.OFFERED} and not fetches:
        move(one=one, what=Move.DECLINE if state is State.OFFERED else Move.RELEASE, by=By.CLOCK, actor=SYSTEM)


@transaction.atomic
def _ask_no_more(code: str, member: str) -> None:
    one = locked(code)
    if one.handover_to == member:
        one.handover_to, one.handover_since = "", None
        one.save(update_fields=["handover_to", "handover_since"])


@transaction.atomic
def _leave_out(code: str, households: Collection[int]) -> None:
    """The run without these households: what was not loaded is to be planned again, what is in the car comes back as failed."""
    run = _locked(code, households)
    if run.state not in STILL_DRIVEN:
        return
    stops = [one for one in run.stops.all() if one.trip.household_id in households and still_waits(one)]
    trips = {one.trip_id: one.trip for one in stops if one.trip.state == TripState.PLANNED}
    for trip in trips.values():
        trip.state, trip.state_since = moved(TripState(trip.state), TripMove.TAKE_BACK), clock.now()
        trip.save(update_fields=["state", "state_since"])
    for stop in stops:
        if stop.trip.state == TripState.ABOARD and delivers(stop) and stop.side == Side.DROP:
            stop.outcome, stop.failure, stop.outcome_at = Outcome.FAILED, Failure.OTHER, clock.now()
            stop.save(update_fields=["outcome", "failure", "outcome_at"])
            bring_back(actor=SYSTEM, stop=stop)
            after_trip(run=run, stop=stop, what=TripMove.FAIL, failure=Failure.OTHER, actor=SYSTEM)
    Stop.objects.filter(run=run, trip__in=list(trips)).delete()
    reserve(actor=SYSTEM, run=run)
    end_empty(actor=SYSTEM, runs=[run])
    close_soon()
    mend(code=run.plan.code)


def _locked(code: str, households: Collection[int]) -> Run:
    """The run, read after everything that leaves it is held."""
    hold_plans(DayPlan.objects.filter(pk__in=Run.objects.filter(code=code).values("plan")))
    trips = Trip.objects.filter(stops__run__code=code, household__in=households)
    hold_requests(Request.objects.filter(pk__in=trips.values("request")))
    hold_trips(Trip.objects.filter(pk__in=trips.values("pk")))
    hold_runs(Run.objects.filter(code=code))
    stops = Run.objects.prefetch_related("stops__trip__request").select_related("plan")
    return stops.get(code=code)
