"""A way there did not work, or nobody says how it went: whether the way back is needed all the same is asked of the desk and of the household, until a time.

Whoever answers first settles it; meanwhile, and where nobody answers, it is driven. The child may have been brought by somebody else.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction

from wekeep.alerts.actions.asking import tell_these
from wekeep.care.actions.cancelling import call_off
from wekeep.care.actions.holding import hold_requests, hold_trips
from wekeep.care.actions.household import holder_of
from wekeep.care.actions.intake import plain
from wekeep.care.actions.moving import locked
from wekeep.care.actions.told_trips import follow_called_off
from wekeep.care.models import Household, Request, Stop, Trip
from wekeep.care.queries.runs import run_by_code, still_waits
from wekeep.care.queries.silent_runs import is_unheard, silent_runs
from wekeep.care.queries.trips import get_trip
from wekeep.care.queries.ways_back import answered_by, begin_at, driven_by, late, same_day, to_ask, unheard_in
from wekeep.care.rules import run_kinds
from wekeep.care.rules.trip import TO_PLAN, TripState
from wekeep.care.rules.way_back import StillRides, known_by
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, Actor, ActorKind
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.queries.members import who_may
from wekeep.work import actions as work

_HOLDS: Final = timedelta(hours=2)


def ask_after(*, told: Iterable[Trip], actor: Actor) -> int:
    """Of each way back whose way there is among these (held rows, with everything of their requests that day) and has failed it is asked from
    now on whether it is needed; returns how many. In the caller's transaction, and once of each. Where a way there has worked after all it is
    asked no more: who was brought there rides back."""
    there = list(told)
    for one in answered_by(there):
        one.still_rides, one.answer_by = "", None
        one.save(update_fields=["still_rides", "answer_by"])
        journal.record(run_kinds.BACK_SETTLED, about=one.code, actor=actor, zone=plain(one.zone), rides=True)
    return _ask(to_ask(there), actor)


def ask_unheard() -> int:
    """The same of ways there that a driver was told, who says nothing of them although the run should be over; returns how many."""
    return sum(_ask_unheard(code) for code in unheard_in(silent_runs()))


@transaction.atomic
def _ask_unheard(code: str) -> int:
    trips = Trip.objects.filter(pk__in=Stop.objects.filter(run__code=code).values("trip"))
    hold_requests(Request.objects.filter(pk__in=trips.values("request")))
    hold_trips(same_day(trips))
    run = run_by_code(code)
    there = [one.trip for one in run.stops.all() if still_waits(one)] if is_unheard(run) else []
    asked, now = to_ask(there, unheard=True), clock.now()
    begins = begin_at(asked) if asked else {}
    # of what has begun meanwhile nobody can say anything in time: its driver is there
    return _ask([one for one in asked if begins[one.pk] > now], SYSTEM)


def _ask(asked: list[Trip], actor: Actor) -> int:
    begins, now = begin_at(asked) if asked else {}, clock.now()
    for one in asked:
        one.still_rides, one.answer_by = StillRides.ASKED, known_by(begins[one.pk], now)
        one.save(update_fields=["still_rides", "answer_by"])
        journal.record(run_kinds.BACK_ASKED, about=one.code, actor=actor, zone=plain(one.zone))
    return len(asked)


@transaction.atomic
def answer_back(*, actor: Actor, code: str, rides: bool) -> Trip:
    """The desk says whether a way back is needed; where it is not, it is called off. Refused where somebody was quicker."""
    found = get_trip(actor, code)
    actor.require(Ability.PLAN_RUNS, found.zone)
    return _settle(found, rides=rides, actor=actor)


@transaction.atomic
def household_answers_back(*, household: Household, code: str, rides: bool) -> Trip:
    """The household, which came with its six words, says the same of its own. NotFound for another's."""
    found = (
        Trip.objects.select_related("request").filter(household=household, code=code).exclude(still_rides="").first()
    )
    if found is None:
        raise NotFound
    return _settle(found, rides=rides, actor=holder_of(household))


def _settle(found: Trip, *, rides: bool, actor: Actor) -> Trip:
    request = locked(found.request.code)
    (trip,) = hold_trips(Trip.objects.filter(pk=found.pk))
    if trip.still_rides != StillRides.ASKED:
        raise Refused("Somebody else was quicker and has answered.")
    if TripState(trip.state) not in TO_PLAN:
        raise Refused("This trip has moved on, so this cannot be done with it any more.")
    trip.still_rides = StillRides.YES if rides else StillRides.NO
    trip.save(update_fields=["still_rides"])
    journal.record(run_kinds.BACK_SETTLED, about=trip.code, actor=actor, zone=plain(trip.zone), rides=rides)
    if not rides:
        call_off(actor=actor, trips=Trip.objects.filter(pk=trip.pk))
        follow_called_off(one=request, actor=actor if actor.kind is ActorKind.MEMBER else SYSTEM)
    # whose run has ended with it has a letter of that
    for run in driven_by(trip):
        work.enqueue("care.tell_driver", {"code": run, "mark": f"back-{trip.code[:8]}"})
    return trip


def remind_late() -> int:
    """Tell those who plan runs of a zone that somebody has to say now whether ways back are needed: no more than that. They hear once of the
    most pressing of them. Returns of how many zones."""
    first: dict[str, Trip] = {}
    for one in late():
        first.setdefault(one.zone, one)
    for zone, one in first.items():
        members = who_may(Ability.PLAN_RUNS, None if zone == EVERY_ZONE else zone)
        until = max(one.answer_by or clock.now(), clock.now()) + _HOLDS
        tell_these(members=members, code=f"way-back-{one.code}", page="runs-day", until=until)
    return len(first)
