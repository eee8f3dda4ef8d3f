"""Telling the pages that look at a plan that its draft has changed."""

from wekeep.care.actions.intake import plain
from wekeep.care.models import DayPlan
from wekeep.care.rules import plan_kinds
from wekeep.journal import actions as journal
from wekeep.kit.actor import Actor


def tell_change(plan: DayPlan, *, actor: Actor) -> None:
    """The draft, or whether a search runs, is another than before; in the caller's transaction, after the edition was raised."""
    journal.record(plan_kinds.CHANGED, about=plan.code, actor=actor, zone=plain(plan.zone), edition=plan.edition)
