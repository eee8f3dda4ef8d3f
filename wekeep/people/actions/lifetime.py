"""What time does by itself: recomputes, warns, ends what nobody answered, and deletes what is over."""

from datetime import timedelta

from django.db import transaction

from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.people.actions.letters import warn
from wekeep.people.actions.moving import application_of, erase_sealed, move
from wekeep.people.actions.standing import recompute
from wekeep.people.actions.vouches import forget_of
from wekeep.people.models import Application, Member, Seen, Standing
from wekeep.people.rules.application import ENDED, LAPSES, TURNS, By, Move, Reason, State
from wekeep.people.rules.eligibility import WARNINGS
from wekeep.places.queries.today import today


def recompute_all() -> int:
    """Bring everybody's standing up to today, each in a transaction of its own; returns how many."""
    people = list(Application.objects.exclude(state__in=ENDED).order_by("pk").values_list("code", flat=True))
    for person in people:
        recompute(person=person)
    return len(people)


def warn_expiring() -> int:
    """Give every warning that is due; returns how many."""
    soon = today() + timedelta(days=WARNINGS[0])
    rows = Standing.objects.filter(until__lte=soon, state__in=["approved", "expiring"])
    return sum(warn(number=number) for number in rows.values_list("pk", flat=True))


def end_lapsed() -> int:
    """End the applications that nobody moved for too long; returns how many."""
    now, ended = clock.now(), 0
    for state, after in LAPSES.items():
        for code in Application.objects.filter(state=state, state_since__lt=now - after).values_list("code", flat=True):
            ended += _lapse(code, state)
    return ended


@transaction.atomic
def _lapse(code: str, state: State) -> bool:
    one = application_of(code)
    if one is None or one.state != state:
        return False
    move(one=one, what=Move.LAPSE, by=By.CLOCK, actor=SYSTEM, reason=Reason.NO_ANSWER)
    return True


@transaction.atomic
def forget_over() -> int:
    """Delete applications that ended, and those of helpers who never became members once their evidence is long over;
    returns how many."""
    now = clock.now()
    over = list(Application.objects.filter(forget_at__lt=now))
    long_ago = now - TURNS[State.EXPIRED][1]
    expired = Application.objects.filter(state=State.EXPIRED, state_since__lt=long_ago)
    over += [one for one in expired if not Member.objects.filter(code=one.code).exists()]
    for one in over:
        erase_sealed(one)
        forget_of(one.code)
        Seen.objects.filter(person=one.code).delete()
        Standing.objects.filter(person=one.code).delete()
        one.delete()
    return len(over)
