"""What time does to rent cases: approvals lapse, drafts that nobody finishes end, reconciled ones close, old ones go; and whoever lets a
promised day pass is reminded."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from wekeep.alerts.actions.asking import tell_these
from wekeep.care.actions.rent_moving import forget_over, locked, move
from wekeep.care.models import RentCase
from wekeep.care.queries import rent as queries
from wekeep.care.rules import rent_kinds
from wekeep.care.rules.flood import AWAY_FOR
from wekeep.care.rules.rent import CLOSES_AFTER, LAPSES, By, Move, Reason, State, lapses_at
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM

_BATCH = 500
# Nobody is woken for what waited for days.
REMINDED_FROM_HOUR: Final = 9
REMINDER_HOLDS: Final = timedelta(hours=9)
_APPROVED = (State.APPROVED_1, State.APPROVED_2, State.SCHEDULED)


def look_at_clocks() -> int:
    """Move every case whose time is over, each in a transaction of its own; returns how many."""
    codes = RentCase.objects.filter(state__in=[*_APPROVED, *LAPSES, State.RECONCILED]).order_by("due_at", "id")
    done = sum(_look(code) for code in codes.values_list("code", flat=True)[:_BATCH])
    away = RentCase.objects.filter(put_away__at__lt=clock.now() - AWAY_FOR, state=State.SUBMITTED).order_by("id")
    done += sum(_give_up(code) for code in away.values_list("code", flat=True)[:_BATCH])
    forgotten = forget_over()
    if forgotten:
        journal.record(rent_kinds.RENTS_FORGOTTEN, about="rent", actor=SYSTEM, count=forgotten)
    return done + forgotten


@transaction.atomic
def _look(code: str) -> bool:
    one = locked(code)
    state, now = State(one.state), clock.now()
    if state in _APPROVED:
        return _let_lapse(one)
    ends = lapses_at(state, one.state_since)
    if ends is not None and ends <= now:
        move(one=one, what=Move.GIVE_UP, by=By.CLOCK, actor=SYSTEM, reason=Reason.NO_ANSWER)
        return True
    if state is State.RECONCILED and one.state_since + CLOSES_AFTER <= now and not queries.owed(one):
        move(one=one, what=Move.CLOSE, by=By.CLOCK, actor=SYSTEM)
        return True
    return False


@transaction.atomic
def _give_up(code: str) -> bool:
    """End what was put away with a flood and never asked for again."""
    one = locked(code)
    if one.put_away is None or one.put_away.at >= clock.now() - AWAY_FOR or State(one.state) is not State.SUBMITTED:
        return False
    move(one=one, what=Move.GIVE_UP, by=By.CLOCK, actor=SYSTEM, reason=Reason.NO_ANSWER)
    return True


def _let_lapse(one: RentCase) -> bool:
    """Back to be approved anew, where an approval lapsed or is of other rules of the fund. It becomes another version, so
    that whoever had approved may do so again; the amount stays as it was put down."""
    given = queries.approvals_of(one)
    if len(given) == one.approvals.filter(version=one.version).count():
        return False
    one.version += 1
    one.pay_on = None
    move(one=one, what=Move.LAPSE, by=By.CLOCK, actor=SYSTEM)
    return True


def remind_late() -> int:
    """From nine in the morning on, and once a day, whoever could take the next step of a case whose promised day is over hears that something
    waits for them: not whose, and not what. Returns how many they are."""
    now = timezone.localtime(clock.now())
    if now.hour < REMINDED_FROM_HOUR:
        return 0
    members = queries.late_for()
    if members:
        tell_these(members=members, code=f"money-late-{now:%Y%m%d}", page="money", until=now + REMINDER_HOLDS)
    return len(members)
