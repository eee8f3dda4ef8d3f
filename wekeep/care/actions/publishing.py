"""Publishing a plan of a day: the one gate every plan passes, and the runs as their drivers are told them from then on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wekeep.care.actions.holding import hold_plans, hold_runs, hold_trips
from wekeep.care.actions.intake import plain
from wekeep.care.actions.stop_openings import close_soon
from wekeep.care.actions.told_late import remember
from wekeep.care.models import DayPlan, PlanVersion, Run, Stop, Trip
from wekeep.care.queries.plans import get_plan, runs_of, told_route
from wekeep.care.queries.problems import Posed, problem_of, told_elsewhere
from wekeep.care.queries.trips import in_zone
from wekeep.care.rules import plan_kinds
from wekeep.care.rules.day_plan import changes, fitting, is_searching, lost_drivers, moment
from wekeep.care.rules.planning.checker import checked
from wekeep.care.rules.planning.plan import Plan, Route
from wekeep.care.rules.planning.timing import metres_of, order_of
from wekeep.care.rules.planning.written import mark_of, plan_of, written
from wekeep.care.rules.run import Outcome, PlanState, RunState
from wekeep.care.rules.trip import MOVES, TripMove, TripState
from wekeep.care.rules.wheel import member_at, number_at
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.work import actions as work

BATCH = 500
_TOLD = ["car", "seating", "version", "state", "state_since", "begins", "ends", "metres"]
_GONE = frozenset({RunState.DONE, RunState.WITHDRAWN})


@transaction.atomic
def publish(*, actor: Actor, code: str, edition: int) -> PlanVersion:
    """Tell the draft of this edition as the plan's next version. Runs that are as they were told, to the second, are not touched.

    Refused where somebody changed the draft meanwhile, a search still runs, the draft breaks a rule of the day as it is now
    (BrokenPlan), or nobody drives.
    """
    plan = locked_plan(actor=actor, code=code, edition=edition)
    posed, final = _held(plan)
    if not final.routes and not plan.version:
        raise Refused("Nobody drives in this plan yet, so there is nothing to publish.")
    number, known = plan.version + 1, {run.wheel: run for run in runs_of(plan)}
    told = {wheel: route for wheel, run in known.items() if (route := told_route(plan, run)).visits}
    touched = changes(told, final)
    cancelled = {wheel for wheel, run in known.items() if wheel in final.route and _cancelled(run)}
    changed = cancelled | set(touched.changed) | set(touched.new)
    version = PlanVersion.objects.create(
        plan=plan,
        number=number,
        routes=written(final),
        by=actor.code,
        at=clock.now(),
        told=len(changed) + len(touched.gone),
    )
    rows = _Rows()
    for route in final.routes:
        if route.driver in changed:
            _tell(rows, plan, posed, number, route, known.get(route.driver))
    for wheel in touched.gone:
        _withdraw(rows, known[wheel], number)
    rows.write()
    _move_trips(posed, final)
    _keep(plan, posed, final, number)
    journal.record(plan_kinds.PUBLISHED, about=plan.code, actor=actor, zone=plain(plan.zone), count=version.told)
    work.enqueue("care.settle_version", {"code": plan.code, "number": number})
    return version


def _held(plan: DayPlan) -> tuple[Posed, Plan]:
    """The day and the draft as far as it still fits it, with the day's trips and the plan's runs held: what another plan told while this one was
    read, or a household called off, is told by nobody here."""
    posed = problem_of(plan)
    final = gate(posed, plan_of(plan.draft))
    day = hold_trips(in_zone(plan.zone).filter(day=plan.day, purpose=plan.purpose))
    hold_runs(Run.objects.filter(plan=plan))
    served = [trip for trip in day if trip.code in final.served_by]
    if told_elsewhere(plan, served) or any(trip.state != posed.trips[trip.code].state for trip in served):
        posed = problem_of(plan)
        final = gate(posed, plan_of(plan.draft))
    return posed, final


def gate(posed: Posed, plan: Plan) -> Plan:
    """The plan as far as it still fits the day, where it keeps every hard rule, whoever made it: a search, a hand or a file. BrokenPlan
    where it does not; Refused where somebody who has a run in it cannot drive."""
    if lost_drivers(plan, posed.problem):
        raise Refused("Somebody who has a run in this plan cannot drive any more. Put the plan right first.")
    return checked(posed.problem, fitting(plan, posed.problem))


def locked_plan(*, actor: Actor, code: str, edition: int) -> DayPlan:
    """The plan's row, held until the transaction ends, for those who plan runs of its zone. Refused where the draft is another edition by
    now, a search is writing it, or the day is over."""
    (plan,) = hold_plans(DayPlan.objects.filter(pk=get_plan(actor, code).pk))
    actor.require(Ability.PLAN_RUNS, plan.zone)
    if is_searching(plan, clock.now()):
        raise Refused("A search is still running. Stop it, or wait until it ends.")
    if plan.state == PlanState.OVER:
        raise Refused("This day is over.")
    if plan.edition != edition:
        raise Refused("The plan has changed since you opened it. Look at it again.")
    return plan


def _cancelled(run: Run) -> bool:
    return any(one.trip.state == TripState.CANCELLED and one.outcome == Outcome.WAITING for one in run.stops.all())


@dataclass
class _Rows:
    """What a version changes of runs and their stops, kept until all of it is known: as many statements for one run as for fifty. The runs are
    held, so nobody else writes to them meanwhile."""

    new_runs: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    new_stops: list[Stop] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    over: list[tuple[datetime, Stop]] = field(default_factory=list)

    def write(self) -> None:
        """All of it; what was opened for stops that go is closed by a job."""
        Run.objects.bulk_create(self.new_runs, batch_size=BATCH)
        Run.objects.bulk_update(self.runs, _TOLD, batch_size=BATCH)
        remember(self.over)
        for first in range(0, len(self.over), BATCH):
            Stop.objects.filter(pk__in=[one.pk for _begins, one in self.over[first : first + BATCH]]).delete()
        Stop.objects.bulk_update(self.stops, ["turn", "at"], batch_size=BATCH)
        Stop.objects.bulk_create(self.new_stops, batch_size=BATCH)
        if self.over or any(run.state in _GONE for run in self.runs):
            close_soon()


def _tell(rows: _Rows, plan: DayPlan, posed: Posed, number: int, route: Route, run: Run | None) -> None:
    """One run as it is from now on; of what its driver has done already nothing changes."""
    zone = timezone.get_default_timezone()
    # by when it was to begin before
    kept = [] if run is None else _drop_void(rows, run, route, list(run.stops.all()))
    if run is None:
        run = Run(plan=plan, member=member_at(route.driver), number=number_at(route.driver), state_since=clock.now())
        rows.new_runs.append(run)
    else:
        rows.runs.append(run)
        if run.state != RunState.OUT:
            run.state, run.state_since = RunState.TOLD, clock.now()
    run.car, run.seating, run.version = posed.wheels.ready[route.driver].day.car, route.seating, number
    run.begins, run.ends = moment(plan.day, route.begins, zone), moment(plan.day, route.ends, zone)
    run.metres = round(metres_of(posed.problem, order_of(route)))
    _draw_stops(rows, plan, posed, run, route, kept)


def _drop_void(rows: _Rows, run: Run, route: Route, had: list[Stop]) -> list[Stop]:
    """The run's stops without those that the route has no more and of which nothing comes; those go."""
    wanted = {(one.task, one.side.value) for one in route.visits}
    over = {one.pk for one in had if (one.trip.code, one.side) not in wanted and _is_void(one)}
    rows.over += [(run.begins, one) for one in had if one.pk in over]
    return [one for one in had if one.pk not in over]


def _draw_stops(rows: _Rows, plan: DayPlan, posed: Posed, run: Run, route: Route, had: list[Stop]) -> None:
    zone, wanted = timezone.get_default_timezone(), {(one.task, one.side.value): one for one in route.visits}
    there, stops = {(one.trip.code, one.side): one for one in had}, list(had)
    for key, visit in wanted.items():
        at = moment(plan.day, visit.begins, zone)
        if key in there:
            there[key].at = at
        else:
            stops.append(Stop(run=run, turn=0, trip=posed.trips[visit.task], side=visit.side.value, at=at))
    place = {key: turn for turn, key in enumerate(wanted)}
    stops.sort(key=lambda one: (one.at, place.get((one.trip.code, one.side), -1)))
    for turn, row in enumerate(stops):
        row.turn = turn
        (rows.stops if row.pk else rows.new_stops).append(row)


def _is_void(stop: Stop) -> bool:
    """Whether nothing has come of it yet and nothing will, in this run: its trip goes with another, or with nobody."""
    is_ahead = stop.trip.state in MOVES[TripMove.PLAN].come_from or stop.trip.state == TripState.CANCELLED
    return stop.outcome == Outcome.WAITING and is_ahead


def _withdraw(rows: _Rows, run: Run, number: int) -> None:
    # what was driven of it was driven
    is_done = run.state == RunState.OUT and any(one.outcome != Outcome.WAITING for one in run.stops.all())
    run.state, run.state_since = RunState.DONE if is_done else RunState.WITHDRAWN, clock.now()
    run.version = number
    rows.runs.append(run)
    rows.over += [(run.begins, one) for one in run.stops.all() if _is_void(one)]


def _move_trips(posed: Posed, final: Plan) -> None:
    """What is served is planned, and what is not, because of no room or no way to plan it, is left out."""
    served = set(final.served_by)
    _move(posed.trips, served, TripMove.PLAN)
    _move(posed.trips, set(posed.trips) - served, TripMove.LEAVE_OUT)
    left = Trip.objects.filter(
        code__in=set(posed.aside) - posed.elsewhere, state__in=list(MOVES[TripMove.LEAVE_OUT].come_from)
    )
    left.exclude(state=TripState.LEFT_OUT).update(state=TripState.LEFT_OUT, state_since=clock.now())


def _move(trips: Mapping[str, Trip], codes: set[str], what: TripMove) -> None:
    """Asked again in the writing itself: a household may have taken its request back since the day was read."""
    row = MOVES[what]
    rows = [trips[code].pk for code in codes if trips[code].state in row.come_from and trips[code].state != row.to]
    for first in range(0, len(rows), BATCH):
        still = Trip.objects.filter(pk__in=rows[first : first + BATCH], state__in=list(row.come_from))
        still.update(state=row.to, state_since=clock.now())


def _keep(plan: DayPlan, posed: Posed, final: Plan, number: int) -> None:
    plan.draft, plan.version, plan.state = written(final), number, PlanState.PUBLISHED
    plan.edition += 1
    plan.problem_mark = mark_of(posed.problem)
    plan.save(update_fields=["draft", "version", "state", "edition", "problem_mark"])
