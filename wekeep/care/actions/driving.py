"""What a driver does with a run: says yes, sets out, tells what became of each stop, drops out; or the desk, where they say it on the telephone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from wekeep.care.actions.holding import hold_plans, hold_requests, hold_runs, hold_trips
from wekeep.care.actions.intake import plain
from wekeep.care.actions.planning import mend
from wekeep.care.actions.stop_openings import close_soon
from wekeep.care.actions.told_late import Late, hear_late, past_of, past_stops
from wekeep.care.actions.told_trips import after_trip, find_aboard, let_go, move_stock, set_out_for
from wekeep.care.actions.ways_back import ask_after
from wekeep.care.models import DayPlan, PastStop, Request, Run, Stop, Trip
from wekeep.care.queries.aboard import drops_to_come
from wekeep.care.queries.leavers import left
from wekeep.care.queries.runs import (
    delivers,
    get_my_run,
    get_run_of_desk,
    get_told_run,
    is_mine,
    run_by_code,
    still_waits,
)
from wekeep.care.queries.ways_back import same_day
from wekeep.care.rules import run_kinds
from wekeep.care.rules.driving import BY_DESK, RunMove, check_said_for, check_time, check_told, moved_run, told_at
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import Failure, TripMove, TripState
from wekeep.journal import actions as journal
from wekeep.journal.rules.kind import Kind
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Heard:
    """The run as it is now, and of the stops that were named those of which nothing was written down: `gone` were never this run's, as far as
    anybody knows; of `otherwise` something else was told before. `late` are not this driver's any more, and what was told is kept for the
    desk."""

    run: Run
    gone: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def left(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.gone, *self.otherwise)


@dataclass(frozen=True, slots=True)
class Told:
    """What a driver says became of some stops: of all of them the same. `key` is the phone's mark of having said it, `at` what its clock
    showed then (ISO 8601, "" where it said nothing)."""

    stops: tuple[str, ...]
    outcome: Outcome
    failure: Failure | None = None
    key: str = ""
    at: str = ""


@transaction.atomic
def accept(*, actor: Actor, code: str) -> Run:
    """The driver says yes; twice is once."""
    run = _locked(actor, code)
    _move(run, RunMove.ACCEPT, actor, run_kinds.RUN_ACCEPTED)
    return run


@transaction.atomic
def set_out(*, actor: Actor, code: str) -> Run:
    """The driver sets out: the requests on the run are under way. Refused long before the run begins."""
    run = _locked(actor, code)
    check_time(begins=run.begins, made=run.plan.made_at, said="", now=clock.now())
    _set_out(run, actor)
    return run


@transaction.atomic
def take_along(*, actor: Actor, code: str) -> Run:
    """From now on the whole run opens on the driver's phone at once, which is written down."""
    run = _locked(actor, code)
    if not run.takes_all:
        run.takes_all = True
        run.save(update_fields=["takes_all"])
        journal.record(run_kinds.RUN_TAKEN, about=run.code, actor=actor, zone=plain(run.plan.zone))
    return run


@transaction.atomic
def drop_out(*, actor: Actor, code: str) -> Run:
    """The driver cannot go, or not on: what is not in the car waits for somebody else, what is brought back by hand has failed. Another run
    of theirs on that day stays theirs.

    Refused while somebody rides with them: those are taken to where they go first.
    """
    run = _locked(actor, code)
    if any(one.trip.state == TripState.ABOARD and not delivers(one) for one in run.stops.all()):
        raise Refused("Somebody is in your car. Take them where they go first, or ask the desk to call.")
    _drop(run, actor)
    return run


@transaction.atomic
def drop_of_leaver(*, code: str) -> bool:
    """The same where the driver of the run may drive no more, pressed by nobody; whether it was so. While somebody rides with them, or may, it
    waits: the desk's page says that they are late. Twice is once."""
    run = _locked(SYSTEM, code, lambda _nobody, code: run_by_code(code))
    is_gone = left([(run.member, run.plan.zone)], Ability.DRIVE_RUNS)
    if run.state not in STILL_DRIVEN or not is_gone or drops_to_come().filter(run=run).exists():
        return False
    _drop(run, SYSTEM)
    return True


def _drop(run: Run, actor: Actor) -> None:
    _move(run, RunMove.DROP_OUT, actor, run_kinds.RUN_DROPPED)
    if run.wheel not in run.plan.without:
        run.plan.without = [*run.plan.without, run.wheel]
        run.plan.save(update_fields=["without"])
    let_go(run=run, actor=actor)
    close_soon()
    mend(code=run.plan.code)


@transaction.atomic
def tell(*, actor: Actor, code: str, told: Told) -> Heard:
    """Write down what became of stops, of those that are still the driver's and of which nothing else was told; told again under the same key
    it is kept once. A run that had not set out has now, and one of which every stop is done is over. What was called off, is with somebody
    else or was taken back is kept beside it, for the desk. Refused long before the run begins."""
    run = _locked(actor, code, get_told_run)
    if not told.stops or told.key == BY_DESK:
        raise NotFound
    stops, codes = {one.code: one for one in run.stops.all()}, tuple(dict.fromkeys(told.stops))
    known = past_stops(run, codes)
    over = [stops[each] for each in codes if each in stops and _is_past(run, stops[each], told)]
    past = {code: one for code, one in known.items() if code not in stops}
    past |= {one.code: known.get(one.code) or past_of(one) for one in over}
    named = [stops[each] for each in codes if each in stops and each not in past] if is_mine(run) else []
    otherwise = tuple(one.code for one in named if _is_otherwise(one, told))
    late = _hear_late(run, list(past.values()), told, actor)
    new = [one for one in named if one.code not in otherwise and one.outcome == Outcome.WAITING]
    if new:
        _hear(run, new, told, actor)
    gone = tuple(each for each in codes if each not in stops and each not in past)
    return Heard(run, gone, (*otherwise, *late.otherwise), late.kept)


@transaction.atomic
def tell_for(*, actor: Actor, code: str, told: Sequence[Told]) -> Heard:
    """The desk writes down what the driver of a run that should be over said of its stops, by the same rules; what the driver's phone told
    stands. Of people one a call, so that nobody is counted in with others. Refused for one's own run and before it should be over."""
    run = _locked_for(actor, code)
    stops = {one.code: one for one in run.stops.all()}
    if not told or not {each for one in told for each in one.stops} <= set(stops):
        raise NotFound
    if len({each for one in told for each in one.stops if not delivers(stops[each])}) > 1:
        raise Refused("Say of each person by themselves where they are.")
    otherwise = list[str]()
    for said in told:
        mine, named = replace(said, key=BY_DESK, at=""), [stops[each] for each in said.stops]
        otherwise += [one.code for one in named if _is_otherwise(one, mine) or _is_called_off(one)]
        new = [one for one in named if still_waits(one)]
        if new:
            _hear(run, new, mine, actor)
    return Heard(run, otherwise=tuple(otherwise))


@transaction.atomic
def drop_for(*, actor: Actor, code: str) -> Run:
    """The desk writes down that the driver of a run that should be over does not do the rest of it: what they would have brought waits for somebody
    else, as where they drop out. Refused while it is not said of everybody who was to ride where they are."""
    run = _locked_for(actor, code)
    if any(still_waits(one) and not delivers(one) for one in run.stops.all()):
        raise Refused("Say of each person by themselves where they are.")
    _drop(run, actor)
    return run


def _locked_for(actor: Actor, code: str) -> Run:
    """The run for the desk, where it may speak for its driver now."""
    run = _locked(actor, code, get_run_of_desk)
    actor.require(Ability.PLAN_RUNS, run.plan.zone)
    check_said_for(state=RunState(run.state), ends=run.ends, is_own=run.member == actor.code, now=clock.now())
    return run


def _is_called_off(stop: Stop) -> bool:
    return stop.outcome == Outcome.WAITING and not still_waits(stop)


def _is_past(run: Run, stop: Stop, told: Told) -> bool:
    """Whether something is told of it that is news, and it is this driver's no more: the run has changed hands, its trip was called off, or the
    desk wrote down something else when nothing was heard."""
    if not is_mine(run) or stop.key == BY_DESK:
        return (stop.outcome, stop.failure) != (told.outcome, told.failure or "")
    return stop.outcome == Outcome.WAITING and not still_waits(stop) and not _is_found_aboard(stop, told)


def _hear_late(run: Run, past: list[PastStop], told: Told, actor: Actor) -> Late:
    if not past:
        return Late()
    check_time(begins=run.begins, made=run.plan.made_at, said=told.at, now=clock.now())
    at = told_at(told.at, clock.now())
    late = hear_late(past=past, outcome=told.outcome, failure=told.failure, at=at)
    if late.new:
        zone = plain(run.plan.zone)
        journal.record(run_kinds.RUN_TOLD, about=run.code, actor=actor, zone=zone, stops=len(late.new))
    return late


def _hear(run: Run, new: list[Stop], told: Told, actor: Actor) -> None:
    check_time(begins=run.begins, made=run.plan.made_at, said=told.at, now=clock.now())
    if run.state == RunState.DONE:
        _move(run, RunMove.GO_ON, actor, run_kinds.RUN_OUT)
    if run.state != RunState.OUT:
        _set_out(run, actor)
    at = told_at(told.at, clock.now())
    for stop in new:
        _tell_one(run, stop, told, at, actor)
    move_stock(run=run, told=new, actor=actor)
    ask_after(told=[one.trip for one in new], actor=actor)
    if told.key == BY_DESK:
        # whoever speaks for a driver had to do with each of these households
        for trip in {one.trip_id: one.trip for one in new}.values():
            journal.record(run_kinds.RUN_SAID, about=trip.code, actor=actor, zone=plain(trip.zone))
    kind = run_kinds.RUN_SAID if told.key == BY_DESK else run_kinds.RUN_TOLD
    journal.record(kind, about=run.code, actor=actor, zone=plain(run.plan.zone), stops=len(new))
    close_soon()
    if not any(still_waits(one) for one in run.stops.all()):
        _move(run, RunMove.FINISH, actor, run_kinds.RUN_ENDED if told.key == BY_DESK else run_kinds.RUN_DONE)


def _is_otherwise(stop: Stop, told: Told) -> bool:
    """Whether something else was told of it before, and not by this press."""
    if stop.outcome == Outcome.WAITING or (told.key and stop.key == told.key):
        return False
    return (stop.outcome, stop.failure) != (told.outcome, told.failure or "")


def _is_found_aboard(stop: Stop, told: Told) -> bool:
    """Whether somebody rode whose trip was called off when they had got in already: what happened counts, and they are brought where they
    go."""
    called_off = stop.trip.state == TripState.CANCELLED and not delivers(stop)
    return called_off and told.outcome in (Outcome.BOARDED, Outcome.DROPPED)


def _tell_one(run: Run, stop: Stop, told: Told, at: datetime, actor: Actor) -> None:
    check_told(told.outcome, told.failure, delivers=delivers(stop), side=Side(stop.side))
    if _is_found_aboard(stop, told):
        find_aboard(run=run, stop=stop)
    failed = told.outcome is Outcome.FAILED
    other = next((one for one in run.stops.all() if one.trip_id == stop.trip_id and one.pk != stop.pk), None)
    if other is not None and still_waits(other) and (failed or stop.side == Side.DROP):
        # what comes to a door was loaded before, whether somebody said so or not; who did not get in gets out nowhere
        ahead = Outcome.LOADED if delivers(other) else Outcome.BOARDED
        picked = other.side == Side.PICKUP
        _write(other, ahead if picked else Outcome.FAILED, None if picked else told.failure, at, told.key)
    _write(stop, told.outcome, told.failure, at, told.key)
    move = TripMove.FAIL if failed else TripMove.LOAD if stop.side == Side.PICKUP else TripMove.FINISH
    after_trip(run=run, stop=stop, what=move, failure=told.failure, actor=actor)


def _write(stop: Stop, outcome: Outcome, failure: Failure | None, at: datetime, key: str) -> None:
    stop.outcome, stop.failure = outcome, failure or ""
    stop.outcome_at, stop.key = at, key
    stop.save(update_fields=["outcome", "failure", "outcome_at", "key"])


def _locked(actor: Actor, code: str, get: Callable[[Actor, str], Run] = get_my_run) -> Run:
    """The run of its driver, read after everything that their press may change is held."""
    hold_plans(DayPlan.objects.filter(pk__in=Run.objects.filter(code=code).values("plan")))
    trips = Trip.objects.filter(pk__in=Stop.objects.filter(run__code=code).values("trip"))
    hold_requests(Request.objects.filter(pk__in=trips.values("request")))
    hold_trips(same_day(trips))
    hold_runs(Run.objects.filter(code=code))
    return get(actor, code)


def _set_out(run: Run, actor: Actor) -> None:
    if run.state == RunState.OUT:
        return
    _move(run, RunMove.SET_OUT, actor, run_kinds.RUN_OUT)
    set_out_for(run=run, actor=actor)


def _move(run: Run, what: RunMove, actor: Actor, kind: Kind) -> None:
    after = moved_run(RunState(run.state), what)
    if after == run.state:
        return
    run.state, run.state_since = after, clock.now()
    run.save(update_fields=["state", "state_since"])
    journal.record(kind, about=run.code, actor=actor, zone=plain(run.plan.zone))
