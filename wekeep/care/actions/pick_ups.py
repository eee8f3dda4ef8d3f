"""Households that fetch their own from a hub: set, fetched, or not fetched, and then it goes back to the queue."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wekeep.care.actions.cancelling import end_pick_up
from wekeep.care.actions.intake import plain
from wekeep.care.actions.moving import locked, move
from wekeep.care.actions.stock import promise_pick_up
from wekeep.care.models import PickUp, Request
from wekeep.care.queries.fleet import get_destination
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.sent import check_reads
from wekeep.care.queries.stock import get_hub
from wekeep.care.rules import kinds
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.item import items_for
from wekeep.care.rules.pick_up import GRACE, check_times
from wekeep.care.rules.request import UNDER_WAY, By, Move, State
from wekeep.care.rules.stock import PickUpState
from wekeep.care.rules.trip import OPEN_TRIPS
from wekeep.care.rules.trip_wish import MOST_BOXES
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import NotFound, Refused

BATCH = 500


@dataclass(frozen=True, slots=True)
class Fetching:
    """So many boxes of an item at a hub (its code), between two times."""

    hub: str
    item: str
    boxes: int
    begins: datetime
    ends: datetime


@transaction.atomic
def let_fetch(*, actor: Actor, code: str, wish: Fetching) -> PickUp:
    """The household of the request with `code` fetches its own; the boxes are promised to it, and the request waits in the actor's hands.
    Refused where fewer are free, or where it is not ready or is delivered."""
    one = locked(get_request(actor, code).code)
    actor.require(Ability.PLAN_RUNS, one.zone)
    check_reads(actor.code, one.household)
    hub = get_destination(actor, wish.hub)
    _check(one, hub.kind, wish)
    told = {
        "hub": hub,
        "item": wish.item,
        "boxes": wish.boxes,
        "begins": wish.begins,
        "ends": wish.ends,
        "state": PickUpState.WAITING,
        "state_since": clock.now(),
    }
    made, _is_new = PickUp.objects.update_or_create(request=one, defaults=told)
    move(one=one, what=Move.CLAIM, by=By.DESK, actor=actor, holder=actor.code)
    move(one=one, what=Move.SCHEDULE, by=By.DESK, actor=actor, until=wish.ends + 2 * GRACE)
    promise_pick_up(actor=actor, one=made, boxes=wish.boxes)
    journal.record(kinds.PICK_UP_MOVED, about=made.code, actor=actor, zone=plain(one.zone), to=made.state)
    return made


def _check(one: Request, kind: str, wish: Fetching) -> None:
    check_times(wish.begins, wish.ends, clock.now())
    if kind != DestinationKind.HUB or wish.item not in {item.code for item in items_for(one.need)}:
        raise Refused("Choose a hub, and what is packed for this.")
    if not 1 <= wish.boxes <= MOST_BOXES:
        raise Refused("Choose what is packed for this, and how many boxes.")
    if one.state != State.READY:
        raise Refused("Sort this request first: it has to be ready and in nobody's hands.")
    if one.trips.filter(state__in=[state.value for state in OPEN_TRIPS]).exists():
        raise Refused("A delivery is planned for this. Call it off first.")


@transaction.atomic
def fetched(*, actor: Actor, code: str) -> PickUp:
    """They came and said their code: the boxes are gone, and the request is done."""
    found = PickUp.objects.filter(code=code).select_related("hub", "request").first()
    if found is None:
        raise NotFound
    hub = get_hub(actor, found.hub.code)
    actor.require(Ability.KEEP_STOCK, hub.zone)
    request = locked(found.request.code)
    one = PickUp.objects.select_for_update().get(pk=found.pk)
    if one.state != PickUpState.WAITING or State(request.state) not in UNDER_WAY:
        raise Refused("This is over: it was fetched, called off, or not fetched in time.")
    end_pick_up(actor=actor, one=one, state=PickUpState.FETCHED)
    move(one=request, what=Move.REPORT, by=By.DESK, actor=actor)
    return one


def end_over() -> int:
    """Whoever did not come until an hour after their time: the boxes are free again and the request waits for a coordinator; returns how
    many."""
    over = PickUp.objects.filter(state=PickUpState.WAITING, ends__lt=clock.now() - GRACE).order_by("ends")
    return sum(_end(code) for code in over.values_list("request__code", flat=True)[:BATCH])


@transaction.atomic
def _end(code: str) -> bool:
    request = locked(code)
    one = PickUp.objects.select_for_update().filter(request=request, state=PickUpState.WAITING).first()
    if one is None or one.ends >= clock.now() - GRACE:
        return False
    end_pick_up(actor=SYSTEM, one=one, state=PickUpState.NOT_FETCHED)
    if State(request.state) in UNDER_WAY:
        move(one=request, what=Move.RELEASE, by=By.CLOCK, actor=SYSTEM)
    return True
