"""Searching for a plan of a day: asked for by a coordinator, done by a worker, seen as it gets better, ended at any moment."""

import time
from collections.abc import Generator
from contextlib import closing
from datetime import datetime, timedelta

from django.db import transaction

from wekeep.care.actions.plan_news import tell_change
from wekeep.care.actions.publishing import locked_plan
from wekeep.care.models import DayPlan
from wekeep.care.planner.conductor import Better
from wekeep.care.planner.portfolio import better_plans
from wekeep.care.queries.plans import get_plan
from wekeep.care.queries.problems import Posed, problem_of
from wekeep.care.rules.day_plan import fitting, held, is_searching
from wekeep.care.rules.planning.bundles import bundled
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.figures import figures
from wekeep.care.rules.planning.plan import EMPTY, Plan
from wekeep.care.rules.planning.problem import Problem
from wekeep.care.rules.planning.written import mark_of, plan_of, written
from wekeep.care.rules.run import PlanState, Shape
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import Refused
from wekeep.work import actions as work

SECONDS = (10, 30, 60)
AFTER_A_DROP_OUT = 4
# Pages and other jobs go before a search.
NICE = 5
BETWEEN_WRITES = 0.4


@transaction.atomic
def start_search(*, actor: Actor, code: str, edition: int, seconds: int, anew: bool = False) -> DayPlan:
    """Have a plan searched for, for so many seconds. `anew`: all that is not about to be driven may change; else a plan that was told
    changes as little as can be. Refused where nothing is to be planned."""
    plan = locked_plan(actor=actor, code=code, edition=edition)
    if seconds not in SECONDS:
        raise Refused("Choose one of the times that are offered.")
    return _start(plan, seconds, anew, actor)


def _start(plan: DayPlan, seconds: int, anew: bool, actor: Actor = SYSTEM) -> DayPlan:
    plan.state, plan.stop_asked = PlanState.SEARCHING, False
    plan.search_until = clock.now() + timedelta(seconds=seconds)
    plan.found = {**plan.found, "seconds": seconds, "why": ""}
    plan.save(update_fields=["state", "stop_asked", "search_until", "found"])
    name = "care.search_plan" if seconds > AFTER_A_DROP_OUT else "care.mend_plan"
    work.enqueue(name, {"code": plan.code, "until": plan.search_until.isoformat(), "anew": anew})
    tell_change(plan, actor=actor)
    return plan


@transaction.atomic
def mend(*, code: str) -> None:
    """Somebody dropped out of a told plan: look at once for others to take what they had. What is found waits for a person's yes."""
    plan = DayPlan.objects.select_for_update().filter(code=code).first()
    if plan is None or not plan.version or plan.state == PlanState.OVER or is_searching(plan, clock.now()):
        return
    plan.edition += 1
    plan.save(update_fields=["edition"])
    _start(plan, AFTER_A_DROP_OUT, False)


@transaction.atomic
def stop_search(*, actor: Actor, code: str) -> DayPlan:
    """End the search now and keep the best that was found. Twice is once."""
    plan = DayPlan.objects.select_for_update().get(pk=get_plan(actor, code).pk)
    actor.require(Ability.PLAN_RUNS, plan.zone)
    if plan.state == PlanState.SEARCHING:
        plan.stop_asked = True
        plan.save(update_fields=["stop_asked"])
    return plan


def search(*, code: str, until: str, anew: bool) -> None:
    """Search until then, and write each better plan down as it is found. Taken up again after a crash, it goes on from the best that was
    written for what is left of its time; a search that another has followed does nothing."""
    ends = datetime.fromisoformat(until)
    plan = DayPlan.objects.filter(code=code, state=PlanState.SEARCHING, search_until=ends).first()
    if plan is None:
        return
    try:
        posed = problem_of(plan, anew=anew)
        _search(plan, posed, ends)
    except Refused as refusal:
        _end(plan, ends, refusal.why)
    else:
        _end(plan, ends, "")


def _search(plan: DayPlan, posed: Posed, ends: datetime) -> None:
    before = fitting(plan_of(plan.draft), posed.problem)
    # a plan in which nobody drives is no plan to begin from
    start = before if before.routes and not breaches(posed.problem, before) else None
    problem = held(posed.problem, start or EMPTY, plan.locked)
    watch = _Watch(plan, posed, ends)
    if start is not None and not watch.write(start):
        return
    if plan.shape == Shape.BUNDLES:
        watch.write(bundled(problem))
        return
    left = (ends - clock.now()).total_seconds()
    if problem.tasks and problem.drivers and left > 0:
        with closing(_plans(problem, left, start, watch)) as found:
            for better in found:
                watch.better(better)
    watch.flush()


def _plans(problem: Problem, seconds: float, start: Plan | None, watch: "_Watch") -> Generator[Better]:
    return better_plans(problem, seconds, start, nice=NICE, stopped=watch.is_over)


class _Watch:
    """Writes the best plan down now and then, and sees whether somebody wants the search to end."""

    def __init__(self, plan: DayPlan, posed: Posed, ends: datetime) -> None:
        self.plan, self.posed, self.ends = plan, posed, ends
        self._best: Plan | None = None
        self._last, self._over = time.monotonic(), False

    def better(self, found: Better) -> None:
        """A plan that is better than all before."""
        self._best = found.plan

    def is_over(self) -> bool:
        """Whether to stop; asked some twenty times a second, looks into the database now and then."""
        if time.monotonic() - self._last >= BETWEEN_WRITES:
            self._last = time.monotonic()
            self.flush()
            rows = DayPlan.objects.filter(pk=self.plan.pk, search_until=self.ends, stop_asked=False)
            self._over = self._over or not rows.exists()
        return self._over

    def flush(self) -> None:
        """Write down what was found since."""
        best, self._best = self._best, None
        if best is not None:
            self._over = not self.write(best) or self._over

    @transaction.atomic
    def write(self, best: Plan) -> bool:
        """Keep it as the draft where it passes the gate as it was posed; False where the search is over."""
        row = DayPlan.objects.select_for_update().filter(pk=self.plan.pk, search_until=self.ends).first()
        if row is None or row.state != PlanState.SEARCHING:
            return False
        if not breaches(self.posed.problem, best):
            row.draft, row.problem_mark = written(best), mark_of(self.posed.problem)
            row.found = {**row.found, **figures(self.posed.problem, best)}
            row.edition += 1
            row.save(update_fields=["draft", "problem_mark", "found", "edition"])
            tell_change(row, actor=SYSTEM)
        return True


@transaction.atomic
def _end(plan: DayPlan, ends: datetime, why: str) -> None:
    row = DayPlan.objects.select_for_update().filter(pk=plan.pk, search_until=ends).first()
    if row is None or row.state != PlanState.SEARCHING:
        return
    row.state = PlanState.PUBLISHED if row.version else PlanState.DRAFT
    row.search_until, row.stop_asked = None, False
    row.found = {**row.found, "why": why}
    row.edition += 1
    row.save(update_fields=["state", "search_until", "stop_asked", "found", "edition"])
    tell_change(row, actor=SYSTEM)
