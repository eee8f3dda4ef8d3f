"""The one writer of a request's state: asks the table of moves, writes the move down, and sets the next clock."""

from datetime import datetime, timedelta

from django.db import transaction

from wekeep.care.actions.cancelling import follow_request, leave_out
from wekeep.care.actions.holding import hold_households, hold_requests
from wekeep.care.actions.intake import plain
from wekeep.care.models import Request, Turn
from wekeep.care.rules import kinds
from wekeep.care.rules.need import needs
from wekeep.care.rules.offer import Said
from wekeep.care.rules.request import HELD, TURNS, By, Close, Move, State, due_at, step
from wekeep.care.rules.window import Urgency
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.errors import NotFound
from wekeep.work import actions as work


def locked(code: str) -> Request:
    """The request's row, held until the transaction ends, and its household's; NotFound where there is none. Whoever moves several holds them
    all before (`holding.hold_requests`)."""
    found = hold_requests(Request.objects.filter(code=code))
    if not found:
        raise NotFound
    return found[0]


@transaction.atomic
def move(
    *,
    one: Request,
    what: Move,
    by: By,
    actor: Actor,
    holder: str = "",
    plan: str = "",
    close: Close | None = None,
    until: datetime | None = None,
) -> Request:
    """`one` (a locked row) makes a move, or Refused. `holder` is who has it from now on, where somebody does, and `plan` the code of
    the plan of a day that gave it to them, where one did; `until` sets the next
    clock where it is not the usual one. What was opened for somebody who has it no longer is closed."""
    before = State(one.state)
    after = step(before, what, by, close)
    now = clock.now()
    if what is Move.NOT_REACHED:
        one.tries += 1
    one.state, one.state_since, one.close = after, now, close or ""
    had, one.held_by = one.held_by, (holder or one.held_by) if after in HELD else ""
    one.given_by = plan if holder else one.given_by if one.held_by else ""
    one.handover_to, one.handover_since = "", None
    if what in (Move.LOOK, Move.READY):
        one.news_at = None
    # whoever sends a flood may write more too
    one.is_unproved = one.is_unproved and by in (By.HOUSEHOLD, By.CLOCK)
    if not one.is_unproved:
        one.put_away = None
    one.due_at = until or due_at(after, now, Urgency(one.urgency), one.tries)
    one.save()
    if had and one.held_by != had:
        work.enqueue("care.close_openings", {"code": one.code})
    member = actor.code if by in (By.DESK, By.HOLDER) else ""
    Turn.objects.create(
        request=one, move=what, before=before, after=after, by=member, holder=one.held_by, close=close or "", at=now
    )
    if before is State.OFFERED:
        _end_offer(one, ask_next=after is State.READY and by is not By.DESK)
    journal.record(kinds.MOVED, about=one.code, actor=actor, zone=plain(one.zone), to=after.value)
    follow_request(actor=actor, one=one)
    if before is State.OFFERED and after is not State.CLAIMED and by is not By.DESK:
        leave_out(one=one, member=had)
    _set_end(one)
    return one


def _end_offer(one: Request, *, ask_next: bool) -> None:
    """Nobody is waited for any more who was asked; where the request still needs a helper, the next is asked."""
    one.offers.filter(said__in=[Said.ASKED, Said.WILLING]).update(said=Said.LAPSED)
    if ask_next:
        work.enqueue("care.offer_next", {"code": one.code})


def _set_end(one: Request) -> None:
    """Once nothing of a household is open, what is sealed goes after its needs' time, and the rows some weeks later."""
    (household,) = hold_households([one.household_id])
    rows = list(household.requests.values_list("need", "state"))
    if any(state != State.CLOSED for _need, state in rows):
        household.erase_at = household.forget_at = None
    else:
        keep = max(needs()[need].keep for need, _state in rows)
        household.erase_at = clock.now() + keep
        household.forget_at = household.erase_at + (TURNS[State.CLOSED].span or timedelta())
    household.save(update_fields=["erase_at", "forget_at"])
