"""What follows for trips, requests and stock from what a driver told of their stops."""

from collections.abc import Iterable

from wekeep.care.actions.moving import locked, move
from wekeep.care.actions.stock import bring_back, free, load
from wekeep.care.models import Request, Run, Stop, Trip
from wekeep.care.queries.runs import delivers, still_waits
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.request import UNDER_WAY, By, Move, State, may
from wekeep.care.rules.run import Outcome
from wekeep.care.rules.trip import MOVES, OPEN_TRIPS, Failure, TripMove, TripState, moved
from wekeep.kit import clock
from wekeep.kit.actor import Actor, ActorKind

_OPEN = [state.value for state in OPEN_TRIPS]
# Nobody was there, which is tried again after a while; everything else a coordinator looks at.
_NOBODY = frozenset({Failure.NOT_HOME, Failure.NO_SHOW, Failure.MISSED, Failure.LATE_CANCEL})


def set_out_for(*, run: Run, actor: Actor) -> None:
    """Every request whose last open trips are on this run is under way."""
    mine = {one.trip_id for one in run.stops.all()}
    for code in _requests(run.stops.all()):
        open_trips = Trip.objects.filter(request__code=code, state__in=_OPEN).values_list("pk", flat=True)
        if set(open_trips) <= mine:
            _move_request(run, code, Move.START, actor)


def after_trip(*, run: Run, stop: Stop, what: TripMove, failure: Failure | None, actor: Actor) -> None:
    """The trip makes its move where it still can (a household may have called it off meanwhile); where it was its request's last, the
    request is said to be done, done in part, or waits again."""
    trip = stop.trip
    if trip.state not in MOVES[what].come_from:
        return
    _move_trip(run, trip, what, failure)
    if trip.state != TripState.ABOARD:
        _close_request(run, trip, actor)


def find_aboard(*, run: Run, stop: Stop) -> None:
    """Who rides on a trip that was called off is in the car all the same: their way goes on until they got out."""
    _move_trip(run, stop.trip, TripMove.FIND_ABOARD, None)


def _move_trip(run: Run, trip: Trip, what: TripMove, failure: Failure | None) -> None:
    trip.state, trip.state_since = moved(TripState(trip.state), what), clock.now()
    trip.failure = failure or "" if trip.state == TripState.FAILED else ""
    trip.save(update_fields=["state", "state_since", "failure"])
    for one in run.stops.all():
        # the two ends of a trip are two rows of one thing
        if one.trip_id == trip.pk:
            one.trip.state = trip.state


def move_stock(*, run: Run, told: Iterable[Stop], actor: Actor) -> None:
    """Once nothing waits at a hub any more, what was loaded has left it; what of that could not be handed over comes back, also where that was
    told before."""
    boxes = [one for one in run.stops.all() if delivers(one)]
    if not any(delivers(one) for one in told) or any(one.side == Side.PICKUP and still_waits(one) for one in boxes):
        return
    load(actor=actor, run=run)
    loaded = {one.trip_id for one in boxes if one.side == Side.PICKUP and one.outcome == Outcome.LOADED}
    failed = [one for one in boxes if one.side == Side.DROP and one.outcome == Outcome.FAILED and one.trip_id in loaded]
    # hubs are held by key, as everywhere
    for one in sorted(failed, key=lambda each: each.trip.destination_id):
        bring_back(actor=actor, stop=one)


def _close_request(run: Run, trip: Trip, actor: Actor) -> None:
    """Whoever drives the last of its trips says what became of the request, also where the plan gave it to the driver of another."""
    what = _after_all(trip.request_id, trip.failure)
    if what is None:
        return
    one = locked(trip.request.code)
    is_given = one.given_by == run.plan.code and State(one.state) in UNDER_WAY
    # where the desk speaks for the driver it is as if they had said it
    says = run.member if actor.kind is ActorKind.MEMBER else actor.code
    if one.held_by != says and is_given and may(State(one.state), what, By.DESK):
        move(one=one, what=what, by=By.DESK, actor=actor)
    else:
        _move_request(run, one.code, what, actor)


def _after_all(request: int, failure: str) -> Move | None:
    """What becomes of a request (its key) of which the last trip has ended so, "" where it did not fail; None while one is open."""
    states = set(Trip.objects.filter(request=request).values_list("state", flat=True))
    if states & OPEN_TRIPS:
        return None
    if TripState.DONE in states:
        return Move.REPORT_PART if TripState.FAILED in states else Move.REPORT
    return Move.NOT_REACHED if failure in _NOBODY else Move.RELEASE


def follow_called_off(*, one: Request, actor: Actor) -> None:
    """A way of the request (a locked row) was called off because another had failed: where it was the last, the request is what the driver of
    that other would have made it, whoever has it in hand."""
    failed = one.trips.filter(state=TripState.FAILED).order_by("state_since", "pk").last()
    what = _after_all(one.pk, failed.failure) if failed is not None else None
    if what is not None and State(one.state) in UNDER_WAY and may(State(one.state), what, By.DESK):
        move(one=one, what=what, by=By.DESK, actor=actor)


def let_go(*, run: Run, actor: Actor) -> None:
    """The run has no driver any more: what was not loaded is to be planned again, what is in the car comes back as failed, and the
    requests look for somebody else."""
    for stop in run.stops.all():
        if stop.side == Side.PICKUP and still_waits(stop):
            stop.trip.state, stop.trip.state_since = moved(TripState(stop.trip.state), TripMove.TAKE_BACK), clock.now()
            stop.trip.save(update_fields=["state", "state_since"])
        elif stop.trip.state == TripState.ABOARD and still_waits(stop) and delivers(stop):
            stop.outcome, stop.failure, stop.outcome_at = Outcome.FAILED, Failure.OTHER, clock.now()
            stop.save(update_fields=["outcome", "failure", "outcome_at"])
            bring_back(actor=actor, stop=stop)
            after_trip(run=run, stop=stop, what=TripMove.FAIL, failure=Failure.OTHER, actor=actor)
    for code in _requests(one for one in run.stops.all() if one.trip.state == TripState.WANTED):
        if not _is_asked_of(run, code, actor):
            _move_request(run, code, Move.RELEASE, actor)
    free(actor=actor, run=run)


def _is_asked_of(run: Run, code: str, actor: Actor) -> bool:
    """Whether the household still was to say yes to this driver: then it is asked no more. Of one whose access ended it reads nothing anyway."""
    one = locked(code)
    asked = one.state == State.OFFERED and one.held_by == run.member and one.given_by == run.plan.code
    if asked and actor.kind is ActorKind.MEMBER:
        move(one=one, what=Move.DECLINE, by=By.DESK, actor=actor)
    return asked


def _requests(stops: Iterable[Stop]) -> list[str]:
    """In one order for everybody, so that two who lock several wait for each other and not in a circle."""
    return sorted({one.trip.request.code for one in stops})


def _move_request(run: Run, code: str, what: Move, actor: Actor) -> None:
    """The request makes the move where it is in the driver's hands and the table has it; else somebody else has seen to it. Where the desk
    speaks for the driver it is the desk's move. The program's own clocks make none here."""
    one, by = locked(code), By.HOLDER if actor.code == run.member else By.DESK
    if actor.kind is ActorKind.MEMBER and one.held_by == run.member and may(State(one.state), what, by):
        move(one=one, what=what, by=by, actor=actor)
