"""Saying that something is wrong, and telling it to two people who have no part in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from wekeep.alerts.actions.asking import tell_these
from wekeep.care.actions.apart import keep_apart
from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.household import mine_by_words
from wekeep.care.actions.intake import plain
from wekeep.care.models import Concern, ConcernCopy, ConcernEar, ConcernParty, Request
from wekeep.care.queries import concerns as queries
from wekeep.care.queries.sent import get_helped, helpers_of, touched_by
from wekeep.care.rules import kinds
from wekeep.care.rules.concern import (
    LISTENERS,
    SEALED_FOR,
    About,
    Close,
    Kind,
    State,
    check_close,
    chosen,
    closed_by,
    lines_for,
    read_by,
    state_of,
)
from wekeep.care.rules.feedback import Side
from wekeep.care.rules.sealed import CONCERN
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import SYSTEM, Actor
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.queries import called, who_may
from wekeep.vault.actions.sealing import seal

MOST_OPEN = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says is wrong. `words`: texts by name, the empty ones left out; `keep_from`: names of those who shall not hear it."""

    kind: Kind
    about: About
    words: Mapping[str, str] = field(default_factory=dict)
    keep_from: str = ""


@transaction.atomic
def concern_of_household(*, words: str, code: str, said: Said) -> Concern:
    """The household says that something is wrong with the request with `code`, at any time; the helpers it is about are not sent to it
    again. Returns the concern; its ears are who was told."""
    household = mine_by_words(words)
    one = household.requests.filter(code=code).first()
    if one is None or said.about is About.HOUSEHOLD:
        raise NotFound
    helpers = helpers_of(one)
    barred = helpers | (touched_by(one) if said.about is About.DESK else frozenset())
    about = helpers if said.about is About.HELPER else frozenset()
    if about:
        keep_apart(household=household, members=about)
    return _raise(one, Side.HOUSEHOLD, said, barred, about)


@transaction.atomic
def concern_of_helper(*, actor: Actor, code: str, said: Said) -> Concern:
    """A helper says that something is wrong with a visit of the last weeks: they are not sent there again, and it reaches two others."""
    one = get_helped(actor, code)
    barred = {actor.code} | (touched_by(one) if said.about is About.DESK else frozenset())
    (household,) = hold_households([one.household_id])
    keep_apart(household=household, members=[actor.code])
    return _raise(one, Side.HELPER, said, frozenset(barred), frozenset())


def _raise(one: Request, side: Side, said: Said, barred: frozenset[str], about: frozenset[str]) -> Concern:
    # each side by itself: a helper who says it again and again silences no household, and learns of nothing that it said
    if one.concerns.filter(side=side).exclude(state=State.CLOSED).count() >= MOST_OPEN:
        raise Refused("You have told us several times, and it is being read. In danger, call 911.")
    now, steps = clock.now(), queries.ladder(one.zone)
    named = called(said.keep_from, [code for line in steps for code in line.readers])
    if side is Side.HOUSEHOLD and named:
        keep_apart(household=one.household, members=named)
    barred |= named
    made = Concern.objects.create(
        request=one,
        need=one.need,
        zone=one.zone,
        side=side,
        kind=said.kind,
        about=said.about,
        told_at=now,
        due_at=read_by(now, said.kind),
    )
    ConcernParty.objects.bulk_create(
        ConcernParty(concern=made, member=code, is_about=code in about) for code in sorted(barred)
    )
    for line in lines_for(steps, barred):
        copy = ConcernCopy.objects.create(concern=made, zone=line.zone, role=line.role)
        _seal(copy, said.words, now)
    # whoever is told of it here knows neither who said it nor of which request
    journal.record(kinds.CONCERN_TOLD, about=made.code, actor=SYSTEM, zone=plain(one.zone))
    tell_more(made)
    return made


def _seal(copy: ConcernCopy, words: Mapping[str, str], now: datetime) -> None:
    seal(
        kind=CONCERN,
        record=copy.code,
        group=Group.TRIAGE,
        zone=copy.zone,
        role=Role(copy.role),
        fields=words,
        expires=(now + SEALED_FOR).date(),
    )


def tell_more(one: Concern) -> None:
    """Fill up to two who listen, in the caller's transaction (`one` is new or locked); where there are fewer, stewards hear so."""
    now = clock.now()
    listening = one.ears.filter(passed_at__isnull=True).count()
    lines = queries.lines_of(one)
    copies = {(copy.zone, copy.role): copy for copy in one.copies.all()}
    before = one.ears.values_list("member", flat=True)
    readers = {code for line in lines for code in line.readers}
    ears = chosen(lines, _barred(one), set(before), queries.busy(readers), LISTENERS - listening)
    for ear in ears:
        ConcernEar.objects.create(concern=one, copy=copies[ear.zone, ear.role], member=ear.member, asked_at=now)
    if ears:
        _tell([ear.member for ear in ears], read_by(now, Kind(one.kind)))
    if listening + len(ears) < LISTENERS:
        tell_stewards(one)


def tell_stewards(one: Concern) -> None:
    """Stewards hear that somebody waits to be heard and cannot be, or waits too long: not who, and not of what."""
    now = clock.now()
    stewards = who_may(Ability.APPOINT, one.zone) - _barred(one)
    _tell(stewards, read_by(now, Kind.OTHER))
    one.stewards_at = now
    one.save(update_fields=["stewards_at"])


def _tell(members: Collection[str], until: datetime) -> None:
    tell_these(members=members, code=new_code(), page="confidence", until=until)


def _barred(one: Concern) -> frozenset[str]:
    return frozenset(one.parties.values_list("member", flat=True))


@transaction.atomic
def mark_read(*, actor: Actor, code: str) -> Concern:
    """One of the two has read it. Once both have, whoever read it first sees it through, by a new clock."""
    one, ear = _mine(actor, code)
    if ear.read_at is None and one.state != State.CLOSED:
        ear.read_at = clock.now()
        ear.save(update_fields=["read_at"])
        settle_state(one)
    return one


def settle_state(one: Concern) -> None:
    """The state that follows from who has read it, in the caller's transaction; a new state begins a new clock."""
    reads = list(one.ears.filter(passed_at__isnull=True, read_at__isnull=False).order_by("read_at"))
    after = state_of(len(reads))
    if after == one.state:
        return
    one.state = after
    one.owner = reads[0].member if after is State.READ_BY_TWO else ""
    one.due_at = (closed_by if after is State.READ_BY_TWO else read_by)(clock.now(), Kind(one.kind))
    one.save(update_fields=["state", "owner", "due_at"])


@transaction.atomic
def close_concern(*, actor: Actor, code: str, close: Close) -> Concern:
    """One of the two closes it, once both have read it, with one of the reasons."""
    one, _ear = _mine(actor, code)
    if one.state == State.CLOSED:
        raise Refused("This cannot be done any more: somebody else was quicker, or it has moved on.")
    check_close(State(one.state), close)
    end(one, close)
    return one


def end(one: Concern, close: Close) -> None:
    """It is over, in the caller's transaction."""
    one.state, one.close, one.closed_at, one.owner = State.CLOSED, close, clock.now(), ""
    one.save(update_fields=["state", "close", "closed_at", "owner"])
    journal.record(kinds.CONCERN_CLOSED, about=one.code, actor=SYSTEM, zone=plain(one.zone))


def _mine(actor: Actor, code: str) -> tuple[Concern, ConcernEar]:
    heard = queries.get_heard(actor, code)
    one = Concern.objects.select_for_update().get(pk=heard.one.pk)
    ear = one.ears.filter(pk=heard.mine.pk, passed_at__isnull=True).first()
    if ear is None:
        raise NotFound
    return one, ear
