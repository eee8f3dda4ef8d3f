"""Calling off what hangs on a request: its trips, and the household's own fetching; nothing of a hub stays promised to them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from wekeep.care.actions import stock
from wekeep.care.actions.holding import hold_runs, hold_trips
from wekeep.care.actions.run_ends import end_empty
from wekeep.care.models import PickUp, Request, Run, Stop, Trip
from wekeep.care.rules import kinds
from wekeep.care.rules.request import UNDER_WAY, State
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import TO_PLAN, TripMove, TripState, moved
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor
from wekeep.work import actions as work

_TO_PLAN = [state.value for state in TO_PLAN]


def follow_request(*, actor: Actor, one: Request) -> None:
    """What a move of the request (a locked row) means for its trips and its fetching: closed, it needs none; and who is not on their
    way any more is not waited for at the hub. What is already in a car is driven to its end."""
    fetching = list(PickUp.objects.select_for_update().filter(request=one, state=PickUpState.WAITING).order_by("pk"))
    if one.state == State.CLOSED:
        mine = one.trips.filter(state__in=_TO_PLAN)
        call_off(actor=actor, trips=mine, hubs=[waiting.hub_id for waiting in fetching])
    if State(one.state) not in UNDER_WAY:
        for waiting in fetching:
            end_pick_up(actor=actor, one=waiting, state=PickUpState.CANCELLED)


def call_off(*, actor: Actor, trips: QuerySet[Trip], hubs: Iterable[int] = ()) -> int:
    """These trips (of requests that are held) are not wanted any more, nor the ways back of which they are the way there; returns how many.
    Refused for one that is on its way. `hubs` (keys) are held with those of their runs."""
    keys = set(trips.values_list("pk", flat=True))
    keys |= set(Trip.objects.filter(back_of__in=keys, state__in=_TO_PLAN).values_list("pk", flat=True))
    chosen = hold_trips(Trip.objects.filter(pk__in=keys).select_related("request"))
    for trip in chosen:
        trip.state, trip.state_since = moved(TripState(trip.state), TripMove.CANCEL), clock.now()
        trip.save(update_fields=["state", "state_since"])
    runs = Run.objects.filter(pk__in=Stop.objects.filter(trip__in=keys).values("run"), state__in=STILL_DRIVEN)
    held = hold_runs(runs)
    end_empty(actor=actor, runs=held)
    stock.reserve_all(actor=actor, runs=Run.objects.filter(pk__in=[one.pk for one in held]), hubs=hubs)
    for zone in sorted({trip.zone for trip in chosen}):
        _record(actor, zone, [trip for trip in chosen if trip.zone == zone])
    return len(chosen)


def leave_out(*, one: Request, member: str) -> None:
    """Nobody said yes to this member, who was to drive something of the request (a locked row): it stands on their run no more, nothing is
    promised for it, and it waits among what is left out for a coordinator."""
    driven = Run.objects.filter(member=member or "nobody", state__in=STILL_DRIVEN)
    keys = set(one.trips.filter(state=TripState.PLANNED, stops__run__in=driven).values_list("pk", flat=True))
    mine = [trip for trip in hold_trips(Trip.objects.filter(pk__in=keys)) if trip.state == TripState.PLANNED]
    if not mine:
        return
    for trip in mine:
        trip.state, trip.state_since = moved(TripState(trip.state), TripMove.LEAVE_OUT), clock.now()
        trip.save(update_fields=["state", "state_since"])
    held = hold_runs(driven.filter(pk__in=Stop.objects.filter(trip__in=mine).values("run")))
    end_empty(actor=SYSTEM, runs=held)
    stock.reserve_all(actor=SYSTEM, runs=Run.objects.filter(pk__in=[run.pk for run in held]))
    work.enqueue("care.follow_answer", {"household": one.household.code})


def _record(actor: Actor, zone: str, trips: list[Trip]) -> None:
    about = trips[0].request.code
    at = "" if zone == EVERY_ZONE else zone
    journal.record(kinds.TRIPS_MADE, about=about, actor=actor, zone=at, off=True, count=len(trips))


def end_pick_up(*, actor: Actor, one: PickUp, state: PickUpState) -> None:
    """A locked row that waits comes to an end; what it was promised is free again, or gone where it was fetched."""
    if state is PickUpState.FETCHED:
        stock.hand_out(actor=actor, one=one)
    else:
        stock.promise_pick_up(actor=actor, one=one, boxes=0)
    one.state, one.state_since = state, clock.now()
    one.save(update_fields=["state", "state_since"])
    zone = one.hub.zone
    at = "" if zone == EVERY_ZONE else zone
    journal.record(kinds.PICK_UP_MOVED, about=one.code, actor=actor, zone=at, to=state.value)
