"""Calls that a driver asks the desk for: no number reaches the driver, the answer comes back as one of a few sentences."""

from django.db import transaction

from wekeep.care.actions.intake import plain
from wekeep.care.models import Run, RunCall
from wekeep.care.queries.runs import get_my_run, runs_visible_to, still_waits
from wekeep.care.rules import run_kinds
from wekeep.care.rules.driving import CallState
from wekeep.care.rules.run import STILL_DRIVEN
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused


@transaction.atomic
def ask_call(*, actor: Actor, code: str, stop: str) -> RunCall:
    """The driver asks the desk to call the household of a stop; while one waits, asking again is the same one."""
    Run.objects.select_for_update().filter(code=code).first()
    run = get_my_run(actor, code)
    one = next((each for each in run.stops.all() if each.code == stop), None)
    if one is None:
        raise NotFound
    if run.state not in STILL_DRIVEN or not still_waits(one):
        raise Refused("This stop is done, so nobody needs to call any more.")
    waiting = run.calls.filter(stop=one, state=CallState.ASKED).first()
    if waiting is not None:
        return waiting
    made = RunCall.objects.create(run=run, stop=one, asked_at=clock.now())
    journal.record(run_kinds.CALL_ASKED, about=run.code, actor=actor, zone=plain(run.plan.zone))
    return made


@transaction.atomic
def answer_call(*, actor: Actor, code: str, state: CallState) -> RunCall:
    """Somebody at the desk has called: what the driver is to do. Refused where somebody else was quicker."""
    one = RunCall.objects.select_for_update().filter(code=code, run__in=runs_visible_to(actor)).first()
    if one is None:
        raise NotFound
    actor.require(Ability.PLAN_RUNS, one.run.plan.zone)
    if state is CallState.ASKED:
        raise Refused("Choose one of the answers that are offered.")
    if one.state != CallState.ASKED:
        raise Refused("Somebody else was quicker and has answered.")
    one.state, one.answered_at, one.by = state, clock.now(), actor.code
    one.save(update_fields=["state", "answered_at", "by"])
    journal.record(run_kinds.CALL_ANSWERED, about=one.run.code, actor=actor, zone=plain(one.run.plan.zone))
    return one
