"""What time does by itself: gives back what nobody moved, tries again, closes, erases and forgets."""

from django.db import transaction

from wekeep.care.actions.desk import hand_over
from wekeep.care.actions.fleet import scrap
from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.household import erase_sealed
from wekeep.care.actions.moving import locked, move
from wekeep.care.models import Availability, Car, Helper, Household, PutAway, RentCase, Request
from wekeep.care.queries.aboard import drops_to_come, is_on_the_road
from wekeep.care.rules import kinds
from wekeep.care.rules.flood import AWAY_FOR
from wekeep.care.rules.rent import ENDED
from wekeep.care.rules.request import CLAIM_FOR, LONGEST_OPEN, OPEN, TURNS, By, Close, Move, State
from wekeep.care.rules.run import KEPT_AFTER
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import SYSTEM
from wekeep.people.models import Member
from wekeep.work import actions as work

BATCH = 500
_OPEN = [state.value for state in OPEN]
_ENDED = [state.value for state in ENDED]
_BY_CLOCK = {state.value: turn.then for state, turn in TURNS.items() if turn.then is not None}


def turn_clocks() -> int:
    """Make every move that time makes, each in a transaction of its own; returns how many. At most some thousand at once: the rest
    at the next turn."""
    now = clock.now()
    due = Request.objects.filter(state__in=list(_BY_CLOCK), due_at__lt=now).order_by("due_at")
    done = sum(_turn(code) for code in due.values_list("code", flat=True)[:BATCH])
    silent = Request.objects.exclude(handover_to="").filter(handover_since__lt=now - CLAIM_FOR)
    done += sum(_hand_over(code) for code in silent.values_list("code", flat=True)[:BATCH])
    old = Request.objects.filter(state__in=_OPEN, asked_at__lt=now - LONGEST_OPEN)
    done += sum(_end(code) for code in old.values_list("code", flat=True)[:BATCH])
    away = Request.objects.filter(put_away__at__lt=now - AWAY_FOR, state__in=_OPEN)
    return done + sum(_end_away(code) for code in away.values_list("code", flat=True)[:BATCH])


@transaction.atomic
def _turn(code: str) -> bool:
    one = locked(code)
    what = _BY_CLOCK.get(one.state)
    if what is None or one.due_at >= clock.now():
        return False
    close = Close.COMPLETED if what is Move.CLOSE else None
    move(one=one, what=what, by=By.CLOCK, actor=SYSTEM, close=close)
    return True


@transaction.atomic
def _hand_over(code: str) -> bool:
    one = locked(code)
    if not one.handover_to or one.handover_since is None or one.handover_since > clock.now() - CLAIM_FOR:
        return False
    hand_over(one=one, actor=SYSTEM)
    return True


@transaction.atomic
def _end(code: str) -> bool:
    one = locked(code)
    if one.state == State.CLOSED:
        return False
    move(one=one, what=Move.CLOSE, by=By.CLOCK, actor=SYSTEM, close=Close.UNREACHABLE)
    return True


@transaction.atomic
def _end_away(code: str) -> bool:
    """End what was put away with a flood and never asked for again."""
    one = locked(code)
    if one.put_away is None or one.put_away.at >= clock.now() - AWAY_FOR or one.state == State.CLOSED:
        return False
    move(one=one, what=Move.CLOSE, by=By.CLOCK, actor=SYSTEM, close=Close.UNREACHABLE)
    return True


def erase_over() -> int:
    """Erase what is sealed of households whose time after the end is over, but of those of whom somebody is in a driver's car; returns how
    many."""
    over = Household.objects.filter(erase_at__lt=clock.now()).exclude(pk__in=drops_to_come().values("trip__household"))
    done = sum(_erase(code) for code in over.order_by("erase_at").values_list("code", flat=True)[:BATCH])
    if done:
        work.empty_log_soon()
    return done


@transaction.atomic
def _erase(code: str) -> bool:
    found = hold_households(Household.objects.filter(code=code).values_list("pk", flat=True))
    one = found[0] if found else None
    if one is None or one.erase_at is None or one.erase_at >= clock.now() or is_on_the_road(one):
        return False
    erase_sealed(one)
    return True


@transaction.atomic
def forget_over() -> int:
    """Delete the rows of households that are long over, and of helpers whose access ended; returns how many households. One
    that still waits for a fund is not over: its words open that too."""
    rows = Household.objects.filter(forget_at__lt=clock.now(), is_sealed=False)
    waiting = RentCase.objects.exclude(state__in=_ENDED).exclude(household=None).values("household")
    over = list(rows.exclude(pk__in=waiting).order_by("pk").values_list("pk", flat=True)[:BATCH])
    hold_households(over)  # before what hangs on them, as everybody does
    Household.objects.filter(pk__in=over).delete()
    # how a member wanted to help goes with their access
    Helper.objects.exclude(member__in=Member.objects.filter(is_active=True).values("code")).delete()
    _scrap_cars()
    empty = PutAway.objects.filter(at__lt=clock.now() - AWAY_FOR, requests=None, cases=None)
    PutAway.objects.filter(pk__in=list(empty.values_list("pk", flat=True)[:BATCH])).delete()
    if over:
        journal.record(kinds.FORGOTTEN, about="", actor=SYSTEM, count=len(over))
    return len(over)


def _scrap_cars() -> None:
    """So do their cars and the days on which they could drive; and the days of everybody that are over."""
    gone = Car.objects.exclude(member__in=Member.objects.filter(is_active=True).values("code"))
    for car in gone.filter(is_used=True).order_by("pk")[:BATCH]:
        scrap(car)
    # emptied before, and no run of the last weeks names them any more
    for car in Car.objects.filter(is_used=False, runs=None).order_by("pk")[:BATCH]:
        scrap(car)
    Availability.objects.filter(day__lt=(clock.now() - KEPT_AFTER).date()).delete()
