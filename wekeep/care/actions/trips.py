"""Making trips of requests, one and many at once, and calling them off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from wekeep.care.actions.cancelling import call_off
from wekeep.care.actions.holding import hold_requests
from wekeep.care.actions.intake import plain
from wekeep.care.actions.moving import locked
from wekeep.care.models import Destination, Request, Rider, Trip
from wekeep.care.queries.fleet import get_destination
from wekeep.care.queries.requests import get_request, requests_visible_to
from wekeep.care.queries.trips import get_trip
from wekeep.care.rules import kinds
from wekeep.care.rules.destination import DestinationKind
from wekeep.care.rules.item import items, items_for
from wekeep.care.rules.request import UNDER_WAY, State
from wekeep.care.rules.trip import OPEN_TRIPS, TO_PLAN, Purpose, TripMove, TripState, Way, moved
from wekeep.care.rules.trip_wish import KINDS, MOST_BOXES, Back, Kind, Leg, check_days, check_window, legs, within
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.places.queries.today import today

MOST_AT_ONCE = 500
_OPEN = [state.value for state in OPEN_TRIPS]


@dataclass(frozen=True, slots=True)
class Delivery:
    """So many boxes of an item from a hub (its code) on a day, between two minutes from midnight."""

    day: date
    hub: str
    item: str
    boxes: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Ride:
    """Riders (their codes, and so many grown-ups besides) to a destination (its code) on some days: there by an hour, back from an
    hour on, in minutes from midnight; None for a way that is not driven."""

    days: Sequence[date]
    destination: str
    there_by: int | None
    back_at: int | None
    riders: Sequence[str] = field(default=())
    adults: int = 0
    escorts: int = 0
    two_adults: bool = False
    same_driver: bool = False
    may_split: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """How many deliveries were made, to how many of those homes that want to say yes to their driver first, and how many requests were left
    because the household is not there at that time of the day."""

    made: int
    ask_first: int
    other_times: int


@transaction.atomic
def make_delivery(*, actor: Actor, code: str, wish: Delivery) -> Trip:
    """A delivery for the request with `code`. Refused where it waits to be sorted, or has one on that day."""
    one, kind = _plannable(actor, code)
    if kind.purpose is not Purpose.DELIVERY:
        raise Refused("This is not something that is delivered from a hub.")
    hub = _hub(actor, wish, one.need)
    _check_new(one, [wish.day], hub)
    made = Trip.objects.create(**_delivery(one, hub, wish, (wish.begins, wish.ends)))
    _record(actor, one, 1)
    return made


@transaction.atomic
def make_rides(*, actor: Actor, code: str, wish: Ride) -> list[Trip]:
    """Trips for the request on each of the days: there, back, or both; where both need each other they are linked."""
    one, kind = _plannable(actor, code)
    if kind.purpose is Purpose.DELIVERY:
        raise Refused("This is delivered. Choose a hub.")
    check_days(wish.days, today())
    place = get_destination(actor, wish.destination)
    riders = _riders(one, wish)
    _check_new(one, wish.days, place)
    ways = legs(kind.purpose, wish.there_by, wish.back_at)
    made: list[Trip] = []
    for day in sorted(set(wish.days)):
        made += _ride(one, kind, day, place, ways, wish)
    for trip in made:
        trip.riders.set(riders)
    _record(actor, one, len(made))
    return made


@transaction.atomic
def deliver_all(*, actor: Actor, need: str, wish: Delivery) -> Made:
    """A delivery for each request of this need that is ready and has none: the oldest first, 500 at most at once. Who may not be met at that
    time is left for a coordinator; who wants to say yes to the person first is asked when the plan is told (`actions/settling.py`). Twice
    is once."""
    hub = _hub(actor, wish, need)
    zones = requests_visible_to(actor).filter(need=need, state=State.READY)
    mine = [
        row for row in zones.order_by("asked_at", "pk")[: 4 * MOST_AT_ONCE] if actor.may(Ability.PLAN_RUNS, row.zone)
    ]
    held = hold_requests(Request.objects.filter(pk__in=[row.pk for row in mine]))
    ready = [row for row in held if row.state == State.READY]
    # asked only now that the rows are held: whoever was quicker has made theirs
    have = set(Trip.objects.filter(request__in=ready, state__in=_OPEN).values_list("request", flat=True))
    free = [row for row in ready if row.pk not in have]
    asked = [(row, within(wish.begins, wish.ends, row.parts)) for row in free]
    fit = [(row, times) for row, times in asked if times is not None][:MOST_AT_ONCE]
    Trip.objects.bulk_create(Trip(**_delivery(row, hub, wish, times)) for row, times in fit)
    if fit:
        journal.record(kinds.TRIPS_MADE, about=hub.code, actor=actor, zone=plain(hub.zone), off=False, count=len(fit))
    shy = sum(row.household.asks_first for row, _times in fit)
    return Made(len(fit), shy, sum(times is None for _row, times in asked))


@transaction.atomic
def cancel(*, actor: Actor, code: str) -> str:
    """Call off a trip, and the way back that hangs on it; returns the code of its request. Refused once it is on its way."""
    trip = get_trip(actor, code)
    actor.require(Ability.PLAN_RUNS, trip.zone)
    locked(trip.request.code)
    call_off(actor=actor, trips=Trip.objects.filter(pk=trip.pk))
    return trip.request.code


def end_past() -> int:
    """Call off trips of days that are over and that nobody drove, so that no new one stands beside an old; returns how many."""
    day = today()
    over = Trip.objects.filter(day__lt=day, state__in=[TripState.WANTED, TripState.LEFT_OUT]).order_by("pk")
    return sum(_end(pk) for pk in over.values_list("pk", flat=True)[:MOST_AT_ONCE])


@transaction.atomic
def _end(pk: int) -> bool:
    trip = Trip.objects.select_for_update().filter(pk=pk).first()
    if trip is None or TripState(trip.state) not in TO_PLAN - {TripState.PLANNED}:
        return False
    trip.state, trip.state_since = moved(TripState(trip.state), TripMove.CANCEL), clock.now()
    trip.save(update_fields=["state", "state_since"])
    return True


def _plannable(actor: Actor, code: str) -> tuple[Request, Kind]:
    """The request, locked, and what it is planned as."""
    one = locked(get_request(actor, code).code)
    actor.require(Ability.PLAN_RUNS, one.zone)
    kind = KINDS.get(one.need)
    if kind is None:
        raise Refused("Nothing is driven for this. Ask somebody for it instead.")
    under_way = State(one.state) in UNDER_WAY and one.trips.filter(state__in=_OPEN).exists()
    if one.state != State.READY and not under_way:
        raise Refused("Sort this request first: trips are made of what is ready and in nobody's hands.")
    return one, kind


def _hub(actor: Actor, wish: Delivery, need: str) -> Destination:
    """The hub of a delivery that can be made, or Refused."""
    check_days([wish.day], today())
    check_window(wish.begins, wish.ends)
    hub = get_destination(actor, wish.hub)
    if hub.kind != DestinationKind.HUB or not hub.is_used:
        raise Refused("Deliveries begin at a hub.")
    if wish.item not in {one.code for one in items_for(need)} or not 1 <= wish.boxes <= MOST_BOXES:
        raise Refused("Choose what is packed for this, and how many boxes.")
    return hub


def _riders(one: Request, wish: Ride) -> list[Rider]:
    found = list(Rider.objects.filter(household=one.household_id, code__in=list(wish.riders)).order_by("pk"))
    if len(found) != len(set(wish.riders)) or not 0 <= wish.adults <= 8 or not 0 <= wish.escorts <= 3:
        raise Refused("Choose who rides.")
    if not found and not wish.adults:
        raise Refused("Choose who rides.")
    plain_ones = Rider.objects.filter(household=one.household_id, is_child=False, in_wheelchair=False)
    known = list(plain_ones.exclude(pk__in=[rider.pk for rider in found]).order_by("pk")[: wish.adults])
    # of a grown-up nothing has to be known: they take a seat
    new = [
        Rider.objects.create(household_id=one.household_id, is_child=False) for _each in range(wish.adults - len(known))
    ]
    return [*found, *known, *new]


def _check_new(one: Request, days: Sequence[date], place: Destination) -> None:
    if one.trips.filter(day__in=list(days), destination=place, state__in=_OPEN).exists():
        raise Refused("There is a trip to the same place on that day already.")


def _delivery(one: Request, hub: Destination, wish: Delivery, times: tuple[int, int]) -> dict[str, Any]:
    return _told(one, hub) | {
        "day": wish.day,
        "purpose": Purpose.DELIVERY,
        "way": Way.TO_HOME,
        "arrives_from": times[0],
        "arrives_until": times[1],
        "item": wish.item,
        "boxes": wish.boxes,
        "keep_cold": items()[wish.item].cold,
    }


def _ride(one: Request, kind: Kind, day: date, place: Destination, ways: tuple[Leg, ...], wish: Ride) -> list[Trip]:
    """The ways of one day, the way back linked to the way there where one is nothing without the other."""
    made: list[Trip] = []
    for leg in ways:
        linked = leg.is_back and kind.back is Back.LINKED
        made.append(
            Trip.objects.create(
                **_told(one, place),
                day=day,
                purpose=kind.purpose,
                way=leg.way,
                leaves_from=leg.leaves_from,
                leaves_until=leg.leaves_until,
                arrives_from=leg.arrives_from,
                arrives_until=leg.arrives_until,
                ride_cap=leg.ride_cap,
                two_adults=wish.two_adults,
                escorts=wish.escorts,
                may_split=wish.may_split,
                back_of=made[0] if linked else None,
                same_driver=wish.same_driver and linked,
            )
        )
    return made


def _told(one: Request, place: Destination) -> dict[str, Any]:
    """What every trip of the request says. What got worse, and what should have come, goes first."""
    urgent = one.worse_at is not None or one.help_by < clock.now()
    return {
        "request": one,
        "household_id": one.household_id,
        "zone": one.zone,
        "destination": place,
        "priority": 2 if urgent else 1,
        "state_since": clock.now(),
    }


def _record(actor: Actor, one: Request, count: int) -> None:
    journal.record(kinds.TRIPS_MADE, about=one.code, actor=actor, zone=plain(one.zone), off=False, count=count)
