"""Changing the draft of a day's plan by hand or from a file. Nothing is kept that the gate refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wekeep.care.actions.plan_news import tell_change
from wekeep.care.actions.publishing import gate, locked_plan
from wekeep.care.models import DayPlan
from wekeep.care.planner.hands import BEST, Hand
from wekeep.care.queries.problems import Posed, problem_of
from wekeep.care.rules.day_plan import DAY_ENDS, fitting, moment
from wekeep.care.rules.planning.figures import figures
from wekeep.care.rules.planning.plan import Plan, Side
from wekeep.care.rules.planning.written import BadPlan, mark_of, plan_of, written
from wekeep.care.rules.run import KEPT_AFTER, Shape
from wekeep.care.rules.trip import Purpose, Way
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Drafted:
    """A plan whose draft was changed, and the problem of its day that it was checked against; None where nothing had to be checked."""

    plan: DayPlan
    posed: Posed | None = None


@transaction.atomic
def open_day(*, actor: Actor, zone: str, day: date, purpose: Purpose, shape: Shape) -> DayPlan:
    """The plan of that day and purpose in the zone, an empty one where there was none. Refused for bundles of anything but deliveries."""
    actor.require(Ability.PLAN_RUNS, zone)
    if shape is Shape.BUNDLES and purpose is not Purpose.DELIVERY:
        raise Refused("Only deliveries can be bundled by area.")
    last = moment(day, DAY_ENDS, timezone.get_default_timezone())
    made = {"made_by": actor.code, "made_at": clock.now(), "forget_at": last + KEPT_AFTER}
    one, _is_new = DayPlan.objects.get_or_create(zone=zone, day=day, purpose=purpose, shape=shape, defaults=made)
    return one


def move(*, actor: Actor, code: str, edition: int, trip: str, driver: str, place: str = BEST) -> Drafted:
    """Give a trip to a driver, before the trip that `place` names, as the last or wherever it fits best. BrokenPlan, and nothing is kept,
    where that breaks a rule."""
    return _by_hand(actor, code, edition, (trip,), lambda hand: hand.moved(trip, driver, place), driver)


def swap(*, actor: Actor, code: str, edition: int, trip: str, other: str) -> Drafted:
    """Let two trips change places."""
    return _by_hand(actor, code, edition, (trip, other), lambda hand: hand.swapped(trip, other))


def take_out(*, actor: Actor, code: str, edition: int, trip: str) -> Drafted:
    """Leave a trip out, and with it what cannot go without it."""
    return _by_hand(actor, code, edition, (trip,), lambda hand: hand.taken_out(trip))


@transaction.atomic
def lock(*, actor: Actor, code: str, edition: int, trips: list[str], is_locked: bool) -> Drafted:
    """Trips that are locked stay with their driver whatever a search finds; a run of which all are locked stays as it is."""
    plan = locked_plan(actor=actor, code=code, edition=edition)
    served = set(plan_of(plan.draft).served_by)
    rest = [one for one in plan.locked if one not in trips and one in served]
    plan.locked = [*rest, *(one for one in trips if one in served)] if is_locked else rest
    plan.edition += 1
    plan.save(update_fields=["locked", "edition"])
    tell_change(plan, actor=actor)
    return Drafted(plan)


@transaction.atomic
def put_right(*, actor: Actor, code: str, edition: int) -> Drafted:
    """Let go of runs whose drivers cannot any more, and of trips that were called off; the rest stays as it was drawn."""
    plan = locked_plan(actor=actor, code=code, edition=edition)
    posed = problem_of(plan)
    return keep(plan, posed, fitting(plan_of(plan.draft), posed.problem), actor=actor)


@transaction.atomic
def leave_without(*, actor: Actor, code: str, edition: int, member: str, is_without: bool = True) -> Drafted:
    """Plan this day without somebody who said that they can drive at this time (`member`, as `wheel_of` calls them), or with them again."""
    plan = locked_plan(actor=actor, code=code, edition=edition)
    rest = [one for one in plan.without if one != member]
    plan.without = [*rest, member] if is_without else rest
    posed = problem_of(plan)
    plan.save(update_fields=["without"])
    return keep(plan, posed, fitting(plan_of(plan.draft), posed.problem), actor=actor)


@transaction.atomic
def take_plan(*, actor: Actor, code: str, edition: int, said: Any) -> Drafted:
    """Take a plan that was drawn elsewhere, as `written` spells it; the same gate as for any other."""
    plan = locked_plan(actor=actor, code=code, edition=edition)
    try:
        drawn = plan_of(said if isinstance(said, dict) else {"routes": [said]})
    except BadPlan as trouble:
        raise Refused("This file holds no plan.") from trouble
    return keep(plan, problem_of(plan), drawn, actor=actor)


def keep(plan: DayPlan, posed: Posed, drawn: Plan, *, actor: Actor) -> Drafted:
    """Keep a plan as the draft of a row that is locked, through the gate."""
    final = gate(posed, drawn)
    plan.draft, plan.problem_mark = written(final), mark_of(posed.problem)
    plan.found = figures(posed.problem, final)
    plan.locked = [one for one in plan.locked if one in final.served_by]
    plan.edition += 1
    plan.save(update_fields=["draft", "problem_mark", "found", "locked", "edition"])
    tell_change(plan, actor=actor)
    return Drafted(plan, posed)


@transaction.atomic
def _by_hand(
    actor: Actor, code: str, edition: int, trips: tuple[str, ...], do: Callable[[Hand], Plan], driver: str | None = None
) -> Drafted:
    plan = locked_plan(actor=actor, code=code, edition=edition)
    posed = problem_of(plan)
    if not set(trips) <= set(posed.trips) or (driver is not None and driver not in posed.problem.driver):
        raise NotFound
    if set(trips) & set(plan.locked):
        raise Refused("This trip is locked. Unlock it first.")
    home = {one: Side.PICKUP if trip.way == Way.FROM_HOME else Side.DROP for one, trip in posed.trips.items()}
    drawn = fitting(plan_of(plan.draft), posed.problem)
    return keep(plan, posed, do(Hand(posed.problem, drawn, home)), actor=actor)
