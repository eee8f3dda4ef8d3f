"""Reading runs: their drivers their own, coordinators those of their zones; and the stops of one as halts of the car."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from wekeep.care.models import Household, PastStop, Request, Run, Stop, Trip
from wekeep.care.queries.leavers import left
from wekeep.care.rules.code_word import code_word
from wekeep.care.rules.driving import End, halts_of
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.request import State
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Purpose, TripState, Way
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound
from wekeep.places.queries.today import today

_DRIVEN = [state.value for state in STILL_DRIVEN]
_MINE = [*_DRIVEN, RunState.DONE.value]
_NOT_MINE = [RunState.DROPPED_OUT.value, RunState.WITHDRAWN.value]
_AHEAD = frozenset({TripState.PLANNED, TripState.ABOARD})
# A driver sees the runs of the last day and of all days to come; a day has no more runs than this.
SHOWN_FOR = timedelta(hours=20)
# Whoever never says that they came home is no alarm for weeks.
STILL_OUT = timedelta(days=2)
MOST_MINE, MOST_RUNS, MOST_LATE = 40, 400, 50


@dataclass(frozen=True, slots=True)
class Halt:
    """Stops that follow each other at one door. `number` counts from 1."""

    number: int
    at_home: bool
    stops: tuple[Stop, ...]

    @property
    def at(self) -> datetime:
        """When the first of them was told to begin."""
        return self.stops[0].at

    @property
    def waiting(self) -> tuple[Stop, ...]:
        """Those of which nothing became yet."""
        return tuple(one for one in self.stops if still_waits(one))


def is_at_home(stop: Stop) -> bool:
    """Whether this end of the trip is the home of its household."""
    return (stop.side == Side.PICKUP) == (stop.trip.way == Way.FROM_HOME)


def delivers(stop: Stop | PastStop) -> bool:
    """Whether it is about boxes and not about people."""
    return stop.trip.purpose == Purpose.DELIVERY


def still_waits(stop: Stop) -> bool:
    """Whether something is still to be done there: nothing became of it, and its trip was not called off."""
    return stop.outcome == Outcome.WAITING and stop.trip.state in _AHEAD


def is_taken_back(stop: Stop) -> bool:
    """Whether what is in the car for this stop is not wanted any more: its request was closed when it was on its way."""
    return still_waits(stop) and stop.trip.state == TripState.ABOARD and stop.trip.request.state == State.CLOSED


def halts(run: Run) -> list[Halt]:
    """The stops of a run in their turn, those at one door together. No question where the stops were read along."""
    stops = {one.code: one for one in sorted(run.stops.all(), key=lambda each: each.turn)}
    ends = [End(code, _door(one), is_at_home(one), still_waits(one)) for code, one in stops.items()]
    return [
        Halt(number, found[0].at_home, tuple(stops[end.code] for end in found))
        for number, found in enumerate(halts_of(ends), 1)
    ]


def _door(stop: Stop) -> str:
    return f"home {stop.trip.household_id}" if is_at_home(stop) else f"place {stop.trip.destination_id}"


def word_of(run: Run, trip: Trip) -> str:
    """What a driver and a household say to each other before anybody gets in; "" where nobody does."""
    return "" if trip.purpose == Purpose.DELIVERY else code_word(settings.SECRET_KEY, trip.code, run.version)


def words_for(household: Household) -> dict[int, str]:
    """The same by request, for the household's own page: of the trips for which a driver comes next. Of one who may drive no more there is
    none: whoever knows a word that the household was told is let in at its door."""
    rows = Stop.objects.filter(trip__household=household, side=Side.PICKUP, outcome=Outcome.WAITING)
    rows = rows.filter(run__state__in=_DRIVEN, trip__state=TripState.PLANNED).select_related("run__plan", "trip")
    stops, found = list(rows.order_by("at")[:MOST_MINE]), dict[int, str]()
    gone = left(((one.run.member, one.run.plan.zone) for one in stops), Ability.DRIVE_RUNS)
    for stop in stops:
        if (stop.run.member, stop.run.plan.zone) not in gone:
            found.setdefault(stop.trip.request_id, word_of(stop.run, stop.trip))
    return {request: word for request, word in found.items() if word}


def _whole(rows: QuerySet[Run]) -> QuerySet[Run]:
    """With everything that a sheet shows, in four questions however long the runs are."""
    stops = Stop.objects.select_related("trip__household", "trip__destination", "trip__request").order_by("turn")
    stops = stops.prefetch_related("trip__riders")
    return rows.select_related("plan", "car").prefetch_related(Prefetch("stops", stops), "calls")


def _mine(actor: Actor, states: Sequence[str] = _MINE) -> QuerySet[Run]:
    """In a plan of every zone too, where all its trips are of zones in which the actor drives."""
    zones = actor.zones_where(Ability.DRIVE_RUNS)
    rows = Run.objects.filter(member=actor.code or "nobody", state__in=states)
    if EVERY_ZONE in zones:
        return rows
    beyond = Stop.objects.filter(run=OuterRef("pk")).exclude(trip__zone__in=zones)
    return rows.filter(Q(plan__zone__in=zones) | Q(plan__zone=EVERY_ZONE) & ~Exists(beyond))


def my_runs(actor: Actor) -> list[Run]:
    """What the actor was told to drive, of the last hours and from now on, the nearest first."""
    rows = _whole(_mine(actor).filter(ends__gte=clock.now() - SHOWN_FOR)).order_by("begins", "pk")
    return list(rows[:MOST_MINE])


def get_my_run(actor: Actor, code: str) -> Run:
    """The run for the one who drives it now, and for nobody else; NotFound otherwise."""
    found = _whole(_mine(actor)).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def run_by_code(code: str) -> Run:
    """The run whoever drives it, for the program's own clocks; NotFound where there is none."""
    found = _whole(Run.objects.filter(code=code)).first()
    if found is None:
        raise NotFound
    return found


def get_told_run(actor: Actor, code: str) -> Run:
    """The run for whoever was told it, also where it was taken back or they dropped out: to hear what they did, and for nothing else.
    NotFound otherwise."""
    found = _whole(_mine(actor, [*_MINE, *_NOT_MINE])).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def is_mine(run: Run) -> bool:
    """Whether its driver has it still, or has done it."""
    return run.state in _MINE


def told_late(actor: Actor, day: date) -> list[PastStop]:
    """What drivers of that day told of stops that were not theirs any more, for those who plan runs, the newest first; at most 50."""
    rows = PastStop.objects.filter(run__in=runs_visible_to(actor), run__plan__day=day).exclude(outcome=Outcome.WAITING)
    rows = rows.select_related("run__plan", "trip__household", "trip__request")
    return list(rows.order_by("-heard_at", "-pk")[:MOST_LATE])


def is_on_my_run(actor: Actor, request: Request) -> bool:
    """Whether the actor drives a run on which something of this request is still to be done."""
    rows = Stop.objects.filter(trip__request=request, run__member=actor.code or "nobody", run__state__in=_DRIVEN)
    return rows.filter(outcome=Outcome.WAITING).exists()


def runs_visible_to(actor: Actor) -> QuerySet[Run]:
    """The runs of the zones in which the actor plans them."""
    zones = actor.zones_where(Ability.PLAN_RUNS)
    return Run.objects.all() if EVERY_ZONE in zones else Run.objects.filter(plan__zone__in=zones)


def get_run(actor: Actor, code: str) -> Run:
    """The run for its driver, or for those who plan the zone's; NotFound otherwise."""
    found = _whole(runs_visible_to(actor) | _mine(actor)).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def get_run_of_desk(actor: Actor, code: str) -> Run:
    """The run for those who plan runs of its zone; NotFound otherwise."""
    found = _whole(runs_visible_to(actor)).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def runs_on(actor: Actor, day: date) -> list[Run]:
    """The runs of one day that the actor's desk looks after, those that were dropped among them, the earliest first.

    Today's hold whoever is still out since yesterday or the day before, and whoever never said anything: midnight brings nobody home.
    """
    asked = Q(plan__day=day)
    if day == today():
        asked |= Q(plan__day__range=(day - STILL_OUT, day), state__in=_DRIVEN)
    rows = runs_visible_to(actor).filter(asked).exclude(state=RunState.WITHDRAWN)
    return list(_whole(rows).order_by("begins", "pk")[:MOST_RUNS])


def present(found: Sequence[Halt]) -> Halt | None:
    """Where the car is, or goes next; None where all is done."""
    return next((one for one in found if one.waiting), None)
