"""The one writer of a rent case's state: asks the table of moves, writes it down, and sets the next clock."""

from django.db import transaction

from wekeep.care.models import RentCase, RentClaim
from wekeep.care.rules import rent_kinds
from wekeep.care.rules.rent import ENDED, FORGOTTEN_AFTER, By, Move, Reason, State, due_at, step
from wekeep.care.rules.rent_sealed import READERS
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE, Actor
from wekeep.kit.errors import NotFound, Refused
from wekeep.vault.actions.sealing import erase


def locked(code: str) -> RentCase:
    """The case's row, held until the transaction ends; NotFound where there is none."""
    one = RentCase.objects.select_for_update().filter(code=code).first()
    if one is None:
        raise NotFound
    return one


def check_version(one: RentCase, version: int) -> None:
    """Refuse a decision about a case that is no longer what was read."""
    if one.version != version:
        raise Refused("This case was changed since you opened it. Look at it again.")


def check_state(one: RentCase, states: frozenset[State]) -> None:
    """Refuse what can only be done in one of these states, before anything is written."""
    if State(one.state) not in states:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")


def move(*, one: RentCase, what: Move, by: By, actor: Actor, reason: Reason = Reason.NONE) -> RentCase:
    """`one` (a locked row, with whatever else the step changed in it) makes a move and is saved, or Refused.

    Where it ends without money its claims on months are free again, and what was sealed of it is gone."""
    after = step(State(one.state), what, by, reason)
    # whoever sends a flood may write more too
    if by not in (By.FAMILY, By.CLOCK):
        one.unproved_at = one.put_away = None
    now = clock.now()
    one.state, one.reason, one.state_since, one.due_at = after, reason, now, due_at(after, now)
    one.forget_at = now + FORGOTTEN_AFTER if after in ENDED else None
    one.save()
    if after in ENDED:
        erase_sealed(one)
    if after in ENDED - {State.CLOSED}:
        RentClaim.objects.filter(case=one).delete()
    zone = "" if one.desk == EVERY_ZONE else one.desk
    journal.record(rent_kinds.RENT_MOVED, about=one.code, actor=actor, zone=zone, to=after.value)
    return one


def take_in(one: RentCase) -> None:
    """`one` (a locked row), which came in a flood, stands among the others from now on."""
    one.unproved_at = one.put_away = None
    one.save(update_fields=["unproved_at", "put_away"])


def open_anew(one: RentCase) -> None:
    """Another version of a case, which the caller saves: no amount, no fund, and no approval is about it any more."""
    one.version += 1
    one.amount, one.fund, one.approvals_needed = 0, None, 2
    one.verified_by, one.pay_on = "", None
    RentClaim.objects.filter(case=one).delete()


def erase_sealed(one: RentCase) -> None:
    """Who asked, where they live and who was paid are gone; what is kept for a court stays."""
    for kind in READERS:
        erase(kind=kind, record=one.code)


@transaction.atomic
def forget_over() -> int:
    """Delete cases that ended without money a while ago, a batch at a time; returns how many. One with a payment stays as
    long as the book does."""
    due = RentCase.objects.filter(forget_at__lt=clock.now(), payments=None).order_by("id")
    done = 0
    for one in due.select_for_update(of=("self",)).prefetch_related("approvals")[:_BATCH]:
        one.approvals.all().delete()
        one.delete()
        done += 1
    return done


_BATCH = 500
