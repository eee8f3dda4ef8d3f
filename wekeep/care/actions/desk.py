"""What coordinators, navigators and helpers do with a request: sort, take, hand over politely, see it through, close."""

from datetime import datetime, timedelta

from django.db import transaction

from wekeep.care.actions.holding import hold_requests
from wekeep.care.actions.moving import locked, move
from wekeep.care.models import Request
from wekeep.care.queries.leavers import has_left
from wekeep.care.queries.requests import done_by_another, get_request
from wekeep.care.queries.sent import knows_words, never_helps, not_for
from wekeep.care.rules.request import HELD, UNDER_WAY, By, Close, Move, State
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused

# What takes no reading of the household's words: whoever sees the queue and brings help may do it.
_TAKEN_BY_HELPERS = frozenset({Move.CLAIM})
# What whoever has it in hand may do, whatever else they may.
OF_HOLDERS = frozenset(
    {
        Move.PUT_BACK,
        Move.RELEASE,
        Move.SCHEDULE,
        Move.START,
        Move.REPORT,
        Move.REPORT_PART,
        Move.NOT_REACHED,
        Move.DECLINE,
    }
)
_TAKES = frozenset({Move.LOOK, Move.CLAIM})
# Only through the household, an offer and its answer, or time.
_NOT_BY_HAND = frozenset({Move.TELL, Move.DISPUTE, Move.OFFER})


@transaction.atomic
def act(
    *,
    actor: Actor,
    code: str,
    what: Move,
    close: Close | None = None,
    same_as: str = "",
    on: datetime | None = None,
    asks: bool = False,
) -> Request:
    """One move by hand. What another member has in hand is theirs until they give it back, unless the household said since that it is
    worse. `close` ends it; as a duplicate, of the request with the code `same_as` of the same zone. `on` is the day a visit is set for. With
    `asks` nothing is taken that somebody else may be doing already for the same household."""
    if close is Close.DUPLICATE:
        hold_requests(Request.objects.filter(code__in=[get_request(actor, code).code, same_as]))
    one = locked(get_request(actor, code).code)
    by = _mover(actor, one, what)
    if what is Move.CLAIM:
        _check_may_meet(actor, one)
        if asks:
            check_alone(one, actor.code)
    if close is Close.DUPLICATE:
        one.linked_to = _other(actor, one, same_as)
    until = on + timedelta(days=1) if what is Move.SCHEDULE and on is not None else None
    holder = actor.code if what in _TAKES else ""
    return move(one=one, what=what, by=by, actor=actor, holder=holder, close=close, until=until)


def _mover(actor: Actor, one: Request, what: Move) -> By:
    if what in _NOT_BY_HAND or (what is Move.CLAIM and one.state == State.OFFERED):
        raise Refused("This step is not yours to take.")
    if one.held_by == actor.code and what in OF_HOLDERS:
        return By.HOLDER if what is not Move.PUT_BACK else By.DESK
    actor.require(Ability.BRING_HELP if what in _TAKEN_BY_HELPERS else Ability.SORT_REQUESTS, one.zone)
    if one.held_by not in ("", actor.code) and not _is_worse_since(one):
        raise Refused("Somebody else has this in hand. Ask them to hand it over to you.")
    return By.DESK


def _check_may_meet(actor: Actor, one: Request) -> None:
    """In the same words for everybody who is kept apart, whatever the reason, and before them for whoever knows the family's six words."""
    if one.state != State.TRIAGE and actor.code in knows_words(one.household):
        raise Refused("You have had this family's six words. Let somebody else help it.")
    if actor.code in not_for(one):
        raise Refused("Somebody else brings this one. Please take another.")


def check_alone(one: Request, member: str) -> None:
    """Refused where somebody else than this member may be doing the same for the same household."""
    if done_by_another(one, member):
        raise Refused("Somebody else may be doing this already. Look at it first.")


def _is_worse_since(one: Request) -> bool:
    return one.worse_at is not None and one.worse_at > one.state_since


def _other(actor: Actor, one: Request, code: str) -> Request:
    if code == one.code:
        raise Refused("A request is no duplicate of itself.")
    other = get_request(actor, code)
    if other.close == Close.DUPLICATE and other.linked_to_id == one.pk:
        raise Refused("That one was closed as the same as this one. One of them stays open.")
    return other


@transaction.atomic
def ask_over(*, actor: Actor, code: str) -> Request:
    """The actor offers to take over what another has in hand. They answer; where they make no move for 36 hours, it is the actor's."""
    one = locked(get_request(actor, code).code)
    actor.require(Ability.SEE_REQUESTS, one.zone)
    if State(one.state) not in HELD or one.held_by == actor.code:
        raise Refused("Nobody else has this in hand.")
    _check_may_meet(actor, one)
    if one.handover_to not in ("", actor.code):
        raise Refused("Somebody else has asked for it already.")
    if not one.handover_to:
        one.handover_to, one.handover_since = actor.code, clock.now()
        one.save(update_fields=["handover_to", "handover_since"])
    return one


@transaction.atomic
def answer_over(*, actor: Actor, code: str, yes: bool) -> Request:
    """Whoever has it in hand hands it over, or keeps it."""
    one = locked(get_request(actor, code).code)
    if one.held_by != actor.code or not one.handover_to:
        raise Refused("Nobody asked you for it.")
    if yes:
        return hand_over(one=one, actor=actor)
    one.handover_to, one.handover_since = "", None
    one.save(update_fields=["handover_to", "handover_since"])
    return one


def hand_over(*, one: Request, actor: Actor) -> Request:
    """It is in the hands of the one who asked, as if they had taken it now; by a move of the table, so that its clock begins anew."""
    to, state = one.handover_to, State(one.state)
    if to in (not_for(one) if state is State.TRIAGE else never_helps(one)) or has_left(to, one.zone):
        one.handover_to, one.handover_since = "", None
        one.save(update_fields=["handover_to", "handover_since"])
        return one
    by = By.CLOCK if actor.code != one.held_by else By.HOLDER
    back, take = (Move.RELEASE, Move.CLAIM) if state in UNDER_WAY else (Move.DECLINE, Move.CLAIM)
    if state is State.TRIAGE:
        back, take, by = Move.PUT_BACK, Move.LOOK, By.CLOCK
    move(one=one, what=back, by=by, actor=actor)
    return move(one=one, what=take, by=By.DESK, actor=actor, holder=to)
