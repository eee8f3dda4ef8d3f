"""Reading plans of a day: who may, which there are, and the runs as their drivers were told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from wekeep.care.models import DayPlan, Household, Run, Stop, Trip
from wekeep.care.queries.drivers import NOT_ANY_MORE
from wekeep.care.queries.leavers import left
from wekeep.care.rules.day_plan import arrival, seconds_into
from wekeep.care.rules.planning.plan import Route, Side, Visit
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.trip import OPEN_TRIPS, Purpose, TripState, Way
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.places.queries.today import today


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many trips of a day and purpose that nobody drives yet, of one zone or of every one."""

    day: date
    purpose: Purpose
    zone: str
    trips: int


_OPEN = {state.value for state in OPEN_TRIPS}
MOST_PLANS = 60
# Plans of days before are shown for so long.
SHOWN_FOR = timedelta(days=7)
# A household reads for so long that somebody is to come who is late.
SHOWN_LATE = timedelta(hours=3)


def plans_visible_to(actor: Actor) -> QuerySet[DayPlan]:
    """The plans of the zones in which the actor plans runs; for everybody else none."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    return DayPlan.objects.all() if EVERY_ZONE in zones else DayPlan.objects.filter(zone__in=zones)


def get_plan(actor: Actor, code: str) -> DayPlan:
    """The plan for those who plan runs of its zone; NotFound otherwise."""
    found = plans_visible_to(actor).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def days_of(actor: Actor) -> list[DayPlan]:
    """The plans that a coordinator has before them: of the last days and of all to come, the next day first."""
    since = today() - SHOWN_FOR
    return list(plans_visible_to(actor).filter(day__gte=since).order_by("-day", "purpose", "shape")[:MOST_PLANS])


def waiting_days(actor: Actor) -> list[Waiting]:
    """What is to be driven from today on and stands in no plan that was told, by day and purpose, the next day first. Whoever plans for
    every zone plans them together; others each zone for itself. One question."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    rows = Trip.objects.filter(day__gte=today(), state__in=[TripState.WANTED, TripState.LEFT_OUT])
    by = ["day", "purpose"]
    if EVERY_ZONE not in zones:
        rows, by = rows.filter(zone__in=zones), [*by, "zone"]
    found = rows.values(*by).annotate(trips=Count("pk")).order_by(*by)[:MOST_PLANS]
    return [Waiting(row["day"], Purpose(row["purpose"]), row.get("zone", EVERY_ZONE), row["trips"]) for row in found]


def runs_of(plan: DayPlan) -> list[Run]:
    """The runs that somebody still drives, with their stops and what those are stops of. Three questions."""
    rows = plan.runs.exclude(state__in=NOT_ANY_MORE).prefetch_related("stops__trip").order_by("pk")
    return list(rows)


def told_route(plan: DayPlan, run: Run) -> Route:
    """What its driver was told, as far as it is still ahead or under way: stops of trips that ended are no part of it."""
    zone = timezone.get_default_timezone()
    stops = sorted((one for one in run.stops.all() if one.trip.state in _OPEN), key=lambda one: one.turn)
    visits = tuple(Visit(one.trip.code, Side(one.side), seconds_into(plan.day, one.at, zone)) for one in stops)
    begins, ends = (seconds_into(plan.day, at, zone) for at in (run.begins, run.ends))
    return Route(run.wheel, run.seating, begins, visits, ends)


def coming_to(household: Household) -> dict[int, tuple[str, datetime, datetime]]:
    """For each request (its key) of the household who is the next driver to its door, and between when they come, as far as one was
    told; nobody who may drive no more. Two questions."""
    rows = Stop.objects.filter(trip__household=household, outcome=Outcome.WAITING, trip__state=TripState.PLANNED)
    rows = rows.filter(run__state__in=[state.value for state in STILL_DRIVEN], at__gte=clock.now() - SHOWN_LATE)
    found: dict[int, tuple[str, datetime, datetime]] = {}
    asked = ("run__member", "run__plan__zone", "at", "side", "trip__way", "trip__request")
    ahead = list(rows.order_by("at").values_list(*asked))
    gone = left(((who, zone) for who, zone, *_rest in ahead), Ability.DRIVE_RUNS)
    for who, zone, at, side, way, request in ahead:
        if (who, zone) not in gone and (side == Side.PICKUP) == (way == Way.FROM_HOME):
            found.setdefault(request, (who, *arrival(at)))
    return found
