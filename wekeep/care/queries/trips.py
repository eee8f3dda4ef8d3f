"""Trips of a day, as planning and driving read them."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet

from wekeep.care.models import Request, Trip
from wekeep.care.rules.planning.load import NOTHING, Load
from wekeep.care.rules.request import UNDER_WAY, State
from wekeep.care.rules.restraint import Restraint, room_for
from wekeep.care.rules.trip import OPEN_TRIPS, Purpose, TripState
from wekeep.care.rules.trip_wish import DELIVERED
from wekeep.care.rules.two_adults import TwoAdults, needs_two
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound

# No day of one purpose in one zone is larger; what a search can do ends long before.
MOST_TRIPS = 5000
MOST_SHOWN = 500
_OPEN = [state.value for state in OPEN_TRIPS]
# A request that rests, or whose new words nobody has read, is not driven until a coordinator has sorted it.
_SORTED = [state.value for state in UNDER_WAY | {State.READY, State.OFFERED}]


def whole_day(zone: str, day: date, purpose: Purpose) -> list[Trip]:
    """Every trip of a day, ended ones too, with destination, household, request and riders, in the order in which they were made; two
    questions however many they are."""
    rows = in_zone(zone).filter(day=day, purpose=purpose).order_by("pk")
    rows = rows.select_related("destination", "household", "request").prefetch_related("riders")
    return list(rows[:MOST_TRIPS])


def to_plan(trips: Iterable[Trip]) -> list[Trip]:
    """Those of a day that are open and may be planned or are on their way."""
    return [trip for trip in trips if trip.state in OPEN_TRIPS and trip.request.state in _SORTED]


def trips_of(zone: str, day: date, purpose: Purpose) -> list[Trip]:
    """The trips of a day that may be planned or are on their way; two questions however many they are."""
    return to_plan(whole_day(zone, day, purpose))


def unsorted_on(zone: str, day: date, purpose: Purpose) -> int:
    """How many open trips of that day wait until a coordinator has sorted their request anew."""
    rows = in_zone(zone).filter(day=day, purpose=purpose, state__in=_OPEN)
    return rows.exclude(request__state__in=_SORTED).count()


def in_zone(zone: str) -> QuerySet[Trip]:
    """The trips that a plan of this zone may take: its own, or where it is of every zone, all."""
    return Trip.objects.all() if zone == EVERY_ZONE else Trip.objects.filter(zone=zone)


def load_of(trip: Trip) -> Load:
    """What a trip takes of a car: boxes, or for each rider the place they need (a wheelchair that is ridden in stands in no seat),
    and a seat for each escort. No question where riders were read along."""
    if trip.purpose == Purpose.DELIVERY:
        return Load(boxes=trip.boxes)
    found = NOTHING.plus(Load(seats=trip.escorts, boxes=trip.boxes))
    for rider in trip.riders.all():
        found = found.plus(Load(wheelchair=1) if rider.in_wheelchair else room_for(Restraint(rider.restraint)))
    return found


def two_ride(trip: Trip) -> bool:
    """Whether it needs two grown-ups in the car, by what was asked or by the rule of the network. No question where riders were read along."""
    riders = trip.riders.all()
    own = sum(not one.is_child for one in riders)
    rule = TwoAdults(settings.TWO_ADULTS)
    return needs_two(rule, is_asked=trip.two_adults, children=len(riders) - own, own_adults=own)


def trips_visible_to(actor: Actor) -> QuerySet[Trip]:
    """The trips of the zones in which the actor plans runs."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    return Trip.objects.all() if EVERY_ZONE in zones else Trip.objects.filter(zone__in=zones)


def get_trip(actor: Actor, code: str) -> Trip:
    """One of those; NotFound otherwise."""
    found = trips_visible_to(actor).filter(code=code).select_related("request").first()
    if found is None:
        raise NotFound
    return found


def trips_of_request(one: Request) -> list[Trip]:
    """The trips of one request, the next day first, without those that were called off long ago."""
    rows = one.trips.select_related("destination").prefetch_related("riders").order_by("day", "pk")
    return list(rows.exclude(state=TripState.CANCELLED)[:MOST_SHOWN])


def day_visible_to(actor: Actor, day: date) -> list[Trip]:
    """The trips of a day in the zones in which the actor plans runs, by purpose; at most 500, and those first that wait for a plan."""
    rows = trips_visible_to(actor).filter(day=day).exclude(state=TripState.CANCELLED)
    rows = rows.select_related("destination", "request").prefetch_related("riders")
    return list(rows.order_by("purpose", "-state", "pk")[:MOST_SHOWN])


def ready_for(actor: Actor) -> list[tuple[str, int]]:
    """How many requests of each need that is delivered are ready in the actor's zones and have no open trip; one question."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    rows = Request.objects.filter(state=State.READY, need__in=DELIVERED)
    rows = rows if EVERY_ZONE in zones else rows.filter(zone__in=zones)
    open_trips = Trip.objects.filter(request=OuterRef("pk"), state__in=_OPEN)
    counted = rows.filter(~Exists(open_trips)).order_by().values_list("need").annotate(Count("pk"))
    return sorted((need, number) for need, number in counted)


def is_still_to_come(trip: Trip) -> bool:
    """Whether the trip can still be called off."""
    return TripState(trip.state) in OPEN_TRIPS - {TripState.ABOARD}
