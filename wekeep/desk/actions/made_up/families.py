"""Made-up households: what they ask for, who is asked to help, and what becomes of it, each deed at its own time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from wekeep.care.actions import desk, household, offering
from wekeep.care.actions.intake import Form, Private, Wanted, ask
from wekeep.care.models import Offer, Request
from wekeep.care.queries.matching import running_offer
from wekeep.care.queries.requests import by_key
from wekeep.care.rules.household import Source
from wekeep.care.rules.offer import Said
from wekeep.care.rules.request import Close, Move
from wekeep.desk.actions.cast import actor_of_cast
from wekeep.desk.queries.ground import address_at
from wekeep.desk.rules.demo import COORDINATOR, NAVIGATOR
from wekeep.desk.rules.made_up.life import Deed, when
from wekeep.desk.rules.made_up.week import Family, Subject, family, moment, most_things
from wekeep.kit import clock
from wekeep.kit.actor import VISITOR, Actor
from wekeep.kit.errors import Refused
from wekeep.people.access import actor_for
from wekeep.people.models import Member


@dataclass(frozen=True, slots=True)
class On:
    """One thing on its way: its code, the household's six words, who sorts it, and who takes it where no helper may be asked."""

    code: str
    words: str
    cora: Actor
    taker: Actor

    @property
    def now(self) -> Request:
        """As it stands."""
        return Request.objects.get(code=self.code)


def ask_and_be_helped(seed: int, size: str, about: Subject, until: datetime) -> bool:
    """One household asks, and each thing it asks for goes its way; False where it asked before."""
    if by_key(about.key) is not None:
        return False
    one = family(seed, about.number, most_things(seed, size, about.number))
    cora, nadia = actor_of_cast(COORDINATOR), actor_of_cast(NAVIGATOR)
    with clock.simulated(moment(until, about.ago)):
        by, source = (nadia, Source.PHONE) if one.is_call else (VISITOR, Source.WEB)
        asked = ask(actor=by, form=form_of(one), source=source, key=about.key, body=about.key)
    draw, deeds = Random(about.key), []
    for thing in one.things:
        # whoever took the call knows the six words, and helps that household nowhere
        taker = cora if one.is_call else nadia
        on = On(asked.household.requests.get(need=thing.need).code, asked.words, cora, taker)
        deeds += [(ago, deed, on) for deed, ago in when(thing.life, about.ago, draw)]
    for ago, deed, on in sorted(deeds, key=lambda row: -row[0]):
        with clock.simulated(moment(until, ago)):
            _DEEDS[deed](on)
    return True


def form_of(one: Family) -> Form:
    """What the household sends."""
    contact = {"name": one.name, "kind": "phone", "contact": one.phone}
    place = {"address": address_at(*one.where).name, "entrance": one.entrance}
    return Form(
        tuple(Wanted(thing.need, one.urgency, thing.answers) for thing in one.things),
        Private(
            contact, {name: said for name, said in place.items() if said}, {"about": one.about} if one.about else {}
        ),
        one.language,
        parts=one.parts,
        asks_first=one.asks_first,
    )


def _step(what: Move, close: Close | None = None) -> Callable[[On], object]:
    return lambda on: desk.act(actor=on.cora, code=on.code, what=what, close=close)


def _of_holder(what: Move, days: int = 0) -> Callable[[On], object]:
    def by_whoever_has_it(on: On) -> None:
        holder = Member.objects.get(code=on.now.held_by)
        actor = on.taker if holder.code == on.taker.code else actor_for(holder)
        day = clock.now() + timedelta(days=days) if days else None
        desk.act(actor=actor, code=on.code, what=what, on=day)

    return by_whoever_has_it


def _of_household(what: Move) -> Callable[[On], object]:
    return lambda on: household.answer(words=on.words, code=on.code, what=what)


def _offer(on: On) -> None:
    """The best of those who may be asked; where there is none, one of the desk takes it on."""
    try:
        offering.offer(actor=on.cora, code=on.code)
    except Refused:
        desk.act(actor=on.taker, code=on.code, what=Move.CLAIM)


def _yes(on: On) -> None:
    running = running_offer(on.now)
    if running is None:
        return
    made = offering.answer_offer(actor=_asked(running), code=running.code, yes=True)
    if made.said == Said.WILLING:
        offering.household_says(one=on.now, yes=True)


def _no(on: On) -> None:
    """Whoever was asked cannot, so the next is asked, at the same time as here and not whenever the job comes."""
    running = running_offer(on.now)
    if running is not None:
        offering.answer_offer(actor=_asked(running), code=running.code, yes=False)
        offering.offer_next(code=on.code)


def _asked(running: Offer) -> Actor:
    return actor_for(Member.objects.get(code=running.member))


_DEEDS: Final[dict[Deed, Callable[[On], object]]] = {
    Deed.LOOK: _step(Move.LOOK),
    Deed.ASK_MORE: _step(Move.ASK_MORE),
    Deed.READY: _step(Move.READY),
    Deed.OFFER: _offer,
    Deed.YES: _yes,
    Deed.NO: _no,
    Deed.SCHEDULE: _of_holder(Move.SCHEDULE, days=1),
    Deed.START: _of_holder(Move.START),
    Deed.REPORT: _of_holder(Move.REPORT),
    Deed.PART: _of_holder(Move.REPORT_PART),
    Deed.CONFIRM: _of_household(Move.CONFIRM),
    Deed.DISPUTE: _of_household(Move.DISPUTE),
    Deed.CLOSE: _step(Move.CLOSE, Close.COMPLETED),
    Deed.NOT_REACHED: _step(Move.NOT_REACHED),
    Deed.STOCK: _step(Move.WAIT_STOCK),
    Deed.FUNDS: _step(Move.WAIT_FUNDS),
    Deed.REFER: _step(Move.REFER),
    Deed.PAUSE: _of_household(Move.PAUSE),
    Deed.WITHDRAW: lambda on: household.withdraw(words=on.words, code=on.code),
    Deed.WORSE: lambda on: household.tell(words=on.words, text="", worse=True, code=on.code),
}
