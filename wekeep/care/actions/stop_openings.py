"""Letting drivers open where their stops are, stop by stop and for some hours, and closing it as soon as a stop is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from wekeep.care.models import Run, Stop, StopOpening
from wekeep.care.queries.asked_first import unanswered
from wekeep.care.queries.runs import runs_visible_to, still_waits
from wekeep.care.queries.sent import kept_apart
from wekeep.care.queries.stop_reading import groups_of, sealed_of
from wekeep.care.rules import run_kinds
from wekeep.care.rules.driving import open_span
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.trip import TripState
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.actions.granting import Given, end_grant, grant_all
from wekeep.vault.rules.unlocked import Unlocked
from wekeep.work import actions as work

BATCH = 500
_DRIVEN = [state.value for state in STILL_DRIVEN]
_AHEAD = [TripState.PLANNED.value, TripState.ABOARD.value]


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of it: so many stops were opened, and these members could not be given anything, because they never unlocked."""

    stops: int
    shut: tuple[str, ...]


def open_plan(*, unlocked: Unlocked, code: str) -> Opened:
    """Open the addresses of every run of a plan to whoever drives it; what was opened before for the same stops is closed.

    Refused in a locked session, without PLAN_RUNS in the zone or the keys of its coordinators; NotFound where there is no such plan.
    """
    return _open(unlocked, plan__code=code)


def open_run(*, unlocked: Unlocked, code: str) -> Opened:
    """The same for one run."""
    return _open(unlocked, code=code)


@transaction.atomic
def _open(unlocked: Unlocked, **which: str) -> Opened:
    actor = unlocked.actor
    rows = runs_visible_to(actor).filter(state__in=_DRIVEN, **which).select_related("plan")
    runs = {one.pk: one for one in rows.select_for_update(of=("self",)).order_by("pk")}
    if not runs:
        raise NotFound
    for zone in {one.plan.zone for one in runs.values()}:
        actor.require(Ability.PLAN_RUNS, zone)
    # whoever plans a run and drives it opens it by their own role
    waiting = [one for one in _waiting(runs) if runs[one.run_id].member != actor.code]
    shy = unanswered((runs[one.run_id].member, one) for one in waiting)
    stops = [one for one in waiting if one.pk not in shy]
    if StopOpening.objects.filter(stop__in=[one.pk for one in stops]).update(stop=None):
        close_soon()
    opened = _give(unlocked, runs, stops)
    journal.record(run_kinds.RUN_OPENED, about=next(iter(which.values())), actor=actor, stops=opened.stops)
    return opened


def _waiting(runs: dict[int, Run]) -> list[Stop]:
    rows = Stop.objects.filter(run__in=list(runs), outcome=Outcome.WAITING).select_related(
        "trip__household", "trip__request"
    )
    return [one for one in rows.prefetch_related("trip__riders").order_by("run", "turn") if still_waits(one)]


def _give(unlocked: Unlocked, runs: dict[int, Run], stops: list[Stop]) -> Opened:
    apart = set(kept_apart({run.member for run in runs.values()}))
    stops = [one for one in stops if (runs[one.run_id].member, one.trip.household.code) not in apart]
    there, now = sealed_of(stops), clock.now()
    wanted: list[tuple[Stop, Given]] = []
    for stop in stops:
        run = runs[stop.run_id]
        since, until = open_span(begins=run.begins, at=stop.at, now=now)
        wanted += [(stop, Given(run.member, asked, since, until)) for asked in groups_of(stop) if asked in there]
    codes = grant_all(unlocked=unlocked, given=[given for _stop, given in wanted])
    made = [
        StopOpening(stop=stop, member=given.member, assignment=code, until=given.until)
        for (stop, given), code in zip(wanted, codes, strict=True)
        if code
    ]
    StopOpening.objects.bulk_create(made, batch_size=BATCH)
    if wanted and not made:
        raise Refused("None of these drivers can open anything yet. Each must unlock once with their passphrase.")
    able = {one.member for one in made}
    return Opened(len({one.stop_id for one in made}), tuple(sorted({g.member for _stop, g in wanted} - able)))


def close_soon() -> None:
    """Have what is over closed by a job, which is tried again where the keeper is away; in the caller's transaction. One for each that asks:
    under one key whoever asks second would wait for the first, and hold rows meanwhile."""
    work.enqueue("care.close_stops")


def close_over() -> int:
    """End what was opened for stops that are done, called off or gone, for runs that changed hands or are over, and what ran out; returns
    how many. At most some hundred at once: the rest at the next turn."""
    over = Q(stop=None) | ~Q(stop__outcome=Outcome.WAITING) | ~Q(stop__run__state__in=_DRIVEN)
    over |= ~Q(stop__trip__state__in=_AHEAD) | Q(until__lt=clock.now())
    rows = StopOpening.objects.filter(over).order_by("pk")[:BATCH]
    done = _drop(StopOpening.objects.filter(pk__in=[one.pk for one in rows]))
    if done == BATCH:
        close_soon()
    return done


def _drop(rows: Iterable[StopOpening]) -> int:
    count = 0
    for one in rows:
        _end(one)
        count += 1
    return count


@transaction.atomic
def _end(one: StopOpening) -> None:
    # what it opened may have been corrected since, which ends it too
    try:
        end_grant(actor=SYSTEM, code=one.assignment)
    except NotFound:
        pass
    one.delete()
