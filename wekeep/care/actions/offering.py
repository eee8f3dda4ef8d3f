"""Asking members for a request, one at a time: offered, accepted with one tap, declined without a reason, escalated by clock."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from wekeep.alerts.queries.subscribers import of_members
from wekeep.care import notices
from wekeep.care.actions.desk import check_alone
from wekeep.care.actions.moving import locked, move
from wekeep.care.models import Helper, Offer, Request
from wekeep.care.queries.leavers import has_left
from wekeep.care.queries.matching import by_link, candidates_for, link_mark, running_offer
from wekeep.care.queries.requests import get_request
from wekeep.care.queries.sent import never_helps
from wekeep.care.rules.offer import MOST_IN_A_ROW, Said
from wekeep.care.rules.request import By, Move, State, due_at
from wekeep.care.rules.trip import OPEN_TRIPS
from wekeep.care.rules.window import Urgency
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import SYSTEM, Actor, ActorKind
from wekeep.kit.codes import new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.models import Member
from wekeep.work import actions as work


@transaction.atomic
def offer(*, actor: Actor, code: str, member: str = "", asks: bool = False) -> Offer:
    """Ask `member` for the request, or with none the best of those who may be asked. Refused where nobody may; with `asks` also where somebody
    else may be doing the same for the same household already."""
    one = locked(get_request(actor, code).code)
    actor.require(Ability.SORT_REQUESTS, one.zone)
    if asks:
        check_alone(one, member)
    return _ask(one, actor, By.DESK, member)


@transaction.atomic
def offer_next(*, code: str) -> None:
    """The one who was asked cannot, or was silent: ask the next best. After four in a row a coordinator looks first; where nobody is
    left, it waits for one too, and so does what is driven: its next helper comes from a plan. Twice is the same as once."""
    one = locked(code)
    if one.state != State.READY or one.offers.count() == 0 or _in_a_row(one) >= MOST_IN_A_ROW:
        return
    if one.trips.filter(state__in=list(OPEN_TRIPS)).exists():
        return
    if candidates_for(one):
        _ask(one, SYSTEM, By.CLOCK, "")


def _in_a_row(one: Request) -> int:
    """How many were asked since a coordinator last did something with it."""
    by_hand = one.turns.exclude(by="").filter(move__in=[Move.OFFER, Move.READY])
    last = by_hand.order_by("-pk").values_list("at", flat=True).first()
    return one.offers.filter(asked_at__gte=last).count() if last else one.offers.count()


def _ask(one: Request, actor: Actor, by: By, member: str) -> Offer:
    who = [found.code for found in candidates_for(one) if member in ("", found.code)]
    if not who:
        raise Refused("Nobody who may be asked is left for this. Look for somebody yourself, or wait until tomorrow.")
    until = due_at(State.OFFERED, clock.now(), Urgency(one.urgency))
    move(one=one, what=Move.OFFER, by=by, actor=actor, holder=who[0], until=until)
    link, now = new_code() + new_code(), clock.now()
    made = Offer.objects.create(request=one, member=who[0], link_mark=link_mark(link), asked_at=now, until=until)
    Helper.objects.filter(member=who[0]).update(asked_at=now)
    _write(made, link)
    return made


def _write(made: Offer, link: str) -> None:
    """One letter on every channel the member chose; it says nothing of whom or where."""
    letter = NewLetter(
        code=made.code,
        thread=made.code,
        texts=notices.offer_letter(),
        url=f"{settings.SITE_URL}/requests/asked/{link}/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=made.request.urgency == Urgency.TODAY,
        expires_at=made.until,
    )
    to = [Recipient(one.address, one.kind, one.language, False, one.show_text) for one in of_members([made.member])]
    reach = Member.objects.filter(code=made.member, is_active=True).exclude(reach="").first()
    if reach is not None:
        to.append(Recipient(reach.reach, "email", reach.language, show_text=True))
    outbox.hand_over(letter, to)


@transaction.atomic
def answer_link(*, link: str, yes: bool) -> Offer:
    """One tap on the letter's link, without signing in; good once."""
    found = by_link(link)
    if found is None:
        raise NotFound
    return _answer(found, yes)


@transaction.atomic
def answer_offer(*, actor: Actor, code: str, yes: bool) -> Offer:
    """The same on the member's own page."""
    found = Offer.objects.filter(code=code, member=actor.code or "nobody").first()
    if found is None:
        raise NotFound
    return _answer(found, yes)


def _answer(found: Offer, yes: bool) -> Offer:
    one = locked(found.request.code)
    mine = Offer.objects.select_for_update().get(pk=found.pk)
    if mine.said != Said.ASKED or one.state != State.OFFERED or one.held_by != mine.member:
        raise Refused("This was answered before, or somebody else is helping now. Thank you all the same.")
    if yes and not _may_come(one, mine.member):
        return _settle(one, mine, Said.LAPSED)  # as if it had run out just before
    if yes and one.household.asks_first:
        _say(mine, Said.WILLING)
        return mine
    return _settle(one, mine, Said.ACCEPTED if yes else Said.DECLINED)


def _may_come(one: Request, member: str) -> bool:
    """Whether whoever was asked may still come: a letter's link needs no sign-in, so it outlives the access of who got it."""
    return member not in never_helps(one) and not has_left(member, one.zone)


@transaction.atomic
def ask_household(*, one: Request, member: str, plan: str, until: datetime, actor: Actor) -> None:
    """A member is planned (by the plan with that code) to come with a request (a locked row) whose household wants to say yes first: it is asked as after any member's
    own yes. Asked before, it is the same question with another clock."""
    running = running_offer(one)
    if running is not None and (running.member, running.said) == (member, Said.WILLING):
        running.until = one.due_at = until
        running.save(update_fields=["until"])
        one.save(update_fields=["due_at"])
        return
    if one.state == State.OFFERED:
        move(one=one, what=Move.DECLINE, by=By.DESK, actor=actor)
    move(one=one, what=Move.OFFER, by=By.DESK, actor=actor, holder=member, plan=plan, until=until)
    facts = {"said": Said.WILLING, "asked_at": clock.now(), "until": until}
    Offer.objects.create(request=one, member=member, link_mark=link_mark(new_code() + new_code()), **facts)


@transaction.atomic
def household_says(*, one: Request, yes: bool) -> Offer:
    """The household says yes or no to the person who is willing, in the caller's six words. Who may not come any more by then comes to nobody:
    it is as if they had been silent."""
    row = locked(one.code)
    running = running_offer(row)
    if running is None or running.said != Said.WILLING:
        raise NotFound
    work.enqueue("care.follow_answer", {"household": row.household.code})
    if yes and not _may_come(row, running.member):
        return _settle(row, running, Said.LAPSED)
    return _settle(row, running, Said.ACCEPTED if yes else Said.REFUSED)


def _settle(one: Request, mine: Offer, said: Said) -> Offer:
    _say(mine, said)
    what = Move.CLAIM if said is Said.ACCEPTED else Move.DECLINE
    by = Actor(ActorKind.MEMBER, mine.member)
    move(one=one, what=what, by=By.HOLDER, actor=by, holder=mine.member, plan=one.given_by)
    return mine


def _say(mine: Offer, said: Said) -> None:
    mine.said = said
    mine.save(update_fields=["said"])
