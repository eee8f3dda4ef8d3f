"""Going on duty and off again."""

from datetime import timedelta

from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.errors import Refused
from wekeep.people.actions.tasks import count_task
from wekeep.people.models import Duty, Member
from wekeep.people.rules import kinds

LONGEST_HOURS = 12
A_TASK = timedelta(hours=1)


@transaction.atomic
def go_on_duty(*, actor: Actor, zone: str, hours: int) -> Duty:
    """The actor is on duty in `zone` for 1 to 12 hours from now; saying it again changes the end."""
    actor.require(Ability.BE_ON_DUTY, zone)
    if not 1 <= hours <= LONGEST_HOURS:
        raise Refused("A duty lasts 1 to 12 hours.")
    now = clock.now()
    member = Member.objects.get(code=actor.code)
    duty, _new = Duty.objects.update_or_create(
        member=member, zone=zone, defaults={"since": now, "until": now + timedelta(hours=hours)}
    )
    journal.record(kinds.DUTY_BEGUN, about=actor.code, actor=actor, zone=zone)
    return duty


@transaction.atomic
def go_off_duty(*, actor: Actor, zone: str) -> None:
    """The actor is no longer on duty in `zone`; an hour or more of it was a task done."""
    duty = Duty.objects.filter(member__code=actor.code, zone=zone).first()
    if duty is not None:
        if clock.now() - duty.since >= A_TASK:
            count_task(code=actor.code)
        duty.delete()
        journal.record(kinds.DUTY_ENDED, about=actor.code, actor=actor, zone=zone)


def forget_over() -> int:
    """End the duties whose time is over, each in a transaction of its own, as if its member had said so; returns how many.
    A row that stayed would tell who was where, and when."""
    over = list(Duty.objects.filter(until__lte=clock.now()).values_list("pk", flat=True))
    return sum(_end_by_itself(key) for key in over)


@transaction.atomic
def _end_by_itself(key: int) -> bool:
    duty = Duty.objects.select_for_update().select_related("member").filter(pk=key, until__lte=clock.now()).first()
    if duty is None:
        return False
    if duty.until - duty.since >= A_TASK:
        count_task(code=duty.member.code)
    duty.delete()
    journal.record(kinds.DUTY_ENDED, about=duty.member.code, actor=SYSTEM, zone=duty.zone)
    return True
