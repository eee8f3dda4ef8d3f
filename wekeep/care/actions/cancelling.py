"""Calling off what hangs on a request: its trips, and the household's own fetching; nothing of a hub stays promised to them."""

from collections.abc import Iterable

from wekeep.care.actions import stock
from wekeep.care.models import PickUp, Request, Run, Trip
from wekeep.care.rules import kinds
from wekeep.care.rules.request import UNDER_WAY, State
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import TO_PLAN, TripMove, TripState, moved
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, Actor

_TO_PLAN = [state.value for state in TO_PLAN]


def follow_request(*, actor: Actor, one: Request) -> None:
    """What a move of the request (a locked row) means for its trips and its fetching: closed, it needs none; and who is not on their
    way any more is not waited for at the hub. What is already in a car is driven to its end."""
    if one.state == State.CLOSED:
        call_off(actor=actor, trips=one.trips.filter(state__in=_TO_PLAN).order_by("pk"))
    if State(one.state) not in UNDER_WAY:
        for waiting in PickUp.objects.select_for_update().filter(request=one, state=PickUpState.WAITING):
            end_pick_up(actor=actor, one=waiting, state=PickUpState.CANCELLED)


def call_off(*, actor: Actor, trips: Iterable[Trip]) -> int:
    """These trips are not wanted any more, nor the ways back of which they are the way there; returns how many. Refused for one that
    is on its way."""
    chosen = {trip.pk: trip for trip in trips}
    back = Trip.objects.filter(back_of__in=list(chosen), state__in=_TO_PLAN)
    chosen |= {trip.pk: trip for trip in back}
    for trip in chosen.values():
        trip.state, trip.state_since = moved(TripState(trip.state), TripMove.CANCEL), clock.now()
        trip.save(update_fields=["state", "state_since"])
    for run in Run.objects.filter(stops__trip__in=list(chosen), state__in=STILL_DRIVEN).order_by("pk").distinct():
        stock.reserve(actor=actor, run=run)
    for zone in sorted({trip.zone for trip in chosen.values()}):
        _record(actor, zone, [trip for trip in chosen.values() if trip.zone == zone])
    return len(chosen)


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
