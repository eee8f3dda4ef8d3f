"""Runs of which nothing is left to do end by themselves: whoever is on the road is done, whoever has not set out is told that nobody waits."""

from collections.abc import Iterable

from django.db import transaction

from wekeep.care.actions.holding import hold_runs
from wekeep.care.actions.intake import plain
from wekeep.care.actions.stop_openings import close_soon
from wekeep.care.models import Run, Stop
from wekeep.care.rules import run_kinds
from wekeep.care.rules.driving import tells_from
from wekeep.care.rules.run import STILL_DRIVEN, Outcome, RunState
from wekeep.care.rules.trip import TripState
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.work import actions as work

BATCH = 200
_DRIVEN = [state.value for state in STILL_DRIVEN]
_AHEAD = [TripState.PLANNED.value, TripState.ABOARD.value]


def end_empty(*, actor: Actor, runs: Iterable[Run]) -> int:
    """End those of these runs (held rows that are still driven) of which nothing is left to do; returns how many. In the caller's transaction."""
    there = {one.pk: one for one in runs if one.state in STILL_DRIVEN}
    waits = Stop.objects.filter(run__in=list(there), outcome=Outcome.WAITING, trip__state__in=_AHEAD)
    over = [one for key, one in there.items() if key not in set(waits.values_list("run", flat=True))]
    for one in over:
        _end(one, actor)
    if over:
        close_soon()
    return len(over)


def _end(one: Run, actor: Actor) -> None:
    """Done where its driver is out, or may be: what their phone still keeps is heard. Taken back where it is to begin later."""
    is_out = one.state == RunState.OUT or clock.now() >= tells_from(one.begins)
    one.state, one.state_since = RunState.DONE if is_out else RunState.WITHDRAWN, clock.now()
    one.save(update_fields=["state", "state_since"])
    journal.record(run_kinds.RUN_ENDED, about=one.code, actor=actor, zone=plain(one.plan.zone))
    work.enqueue("care.tell_driver", {"code": one.code, "mark": f"ended-{one.version}"})


def end_forgotten() -> int:
    """End what was missed: runs that should have begun, and of which nothing is left to do; returns how many."""
    waits = Stop.objects.filter(outcome=Outcome.WAITING, trip__state__in=_AHEAD).values("run")
    empty = Run.objects.filter(state__in=_DRIVEN, begins__lt=clock.now()).exclude(pk__in=waits)
    return sum(_end_one(key) for key in list(empty.order_by("begins").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _end_one(key: int) -> int:
    return end_empty(actor=SYSTEM, runs=hold_runs(Run.objects.filter(pk=key)))
