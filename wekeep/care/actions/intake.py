"""Asking for help: one household, many requests, on disk before it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from wekeep.care.actions.holding import hold_households
from wekeep.care.actions.rent_of_household import open_case
from wekeep.care.models import Household, Request
from wekeep.care.queries import rent as rents
from wekeep.care.queries import requests as queries
from wekeep.care.queries.finding import Rough, rough_place
from wekeep.care.rules import kinds, receipt
from wekeep.care.rules.household import Source
from wekeep.care.rules.need import needs, tags_of
from wekeep.care.rules.rent import NEEDS_MONEY
from wekeep.care.rules.request import OPEN, SEALED_FOR, State, due_at
from wekeep.care.rules.sealed import HOUSEHOLD, REQUEST
from wekeep.care.rules.window import Urgency, wanted_by
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.kit.errors import Refused
from wekeep.vault.actions.sealing import seal

MOST_REQUESTS = 12
_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Private:
    """What is sealed of a household. `contact`: name, kind, contact, hours, message; `place`: address, entrance; `words`: what
    they wrote and how many they are. Texts by name, the empty ones left out."""

    contact: Mapping[str, str]
    place: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is asked for: the need's code, the answers to its own form by field, and how soon."""

    need: str
    urgency: Urgency
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """All that one household sends. `parts`: the parts of the day at which help may come; none means any."""

    wanted: tuple[Wanted, ...]
    private: Private
    language: str
    area: str = ""
    parts: tuple[str, ...] = ()
    asks_first: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A household and its six words, which are shown once and kept nowhere; `is_new`: not sent before; `wants_proof`: it stands behind
    all others until the sender's phone has worked, or they have waited, or somebody has looked."""

    household: Household
    words: str
    is_new: bool
    wants_proof: bool = False


def ask(*, actor: Actor, form: Form, source: Source, key: str, body: str, is_proved: bool = True) -> Asked:
    """Keep what a household asks for. The same form under the same `key`, even at the same moment, gets the same words and is
    kept once. When this returns (outside a transaction) it is on disk. Not `is_proved` is what came in a flood and brings no work: it is
    kept as well, and stands behind all others; the same form again with it goes on.

    Refused where nobody could read it, where nothing or too much is asked for, or where the key was used for another form; and,
    for somebody else, without TAKE_REQUESTS.
    """
    if source in (Source.PHONE, Source.IMPORT):
        actor.require(Ability.TAKE_REQUESTS)
    if not 1 <= len(form.wanted) <= MOST_REQUESTS:
        raise Refused("Choose what you need: one thing at least, and twelve at most.")
    words = receipt.words_for(settings.SECRET_KEY, key, body)
    try:
        return _keep(actor, form, source, key, words, is_proved)
    except IntegrityError:
        before = queries.by_key(key)  # whoever pressed twice is the one who was quicker
        if before is None:
            raise
        return _sent_before(before, words, is_proved)


@transaction.atomic
def _keep(actor: Actor, form: Form, source: Source, key: str, words: str, is_proved: bool) -> Asked:
    before = queries.by_key(key)
    if before is not None:
        return _sent_before(before, words, is_proved)
    place = rough_place(form.area, form.private.place.get("address", ""))
    of_fund = [wanted for wanted in form.wanted if is_proved and _goes_to_fund(wanted, source, place)]
    of_desk = [wanted for wanted in form.wanted if wanted not in of_fund]
    one = _household(form, source, key, words, place, is_for_desk=bool(of_desk))
    if of_desk:
        seal_household(one, form.private)
    earlier = _open_of(one.linked_to)
    for wanted in of_desk:
        add_request(household=one, wanted=wanted, parts=form.parts, linked_to=earlier.get(wanted.need))
    if not is_proved:
        one.requests.update(is_unproved=True)
    for wanted in of_fund:
        _ask_the_fund(actor, one, wanted, form.private, place)
    journal.record(kinds.ASKED, about=one.code, actor=actor, zone=plain(one.zone), requests=len(form.wanted))
    return Asked(one, words, is_new=True, wants_proof=not is_proved)


def _goes_to_fund(wanted: Wanted, source: Source, place: Rough) -> bool:
    """Whether fund keepers take it: where there are some who are not drowned in cases, and not from a list, whose rows a
    coordinator reads first."""
    if wanted.need not in NEEDS_MONEY or source is Source.IMPORT:
        return False
    return bool(rents.desk_for(place.zone)) and not rents.is_full()


def _ask_the_fund(actor: Actor, one: Household, wanted: Wanted, private: Private, place: Rough) -> None:
    open_case(
        actor=actor,
        household=one,
        need=wanted.need,
        answers=wanted.answers,
        contact=private.contact,
        place=private.place,
        zone=place.zone,
    )


def _sent_before(one: Household, words: str, is_proved: bool) -> Asked:
    if one.receipt_mark != receipt.mark_of(settings.SECRET_KEY, words):
        raise receipt.SentBefore("This form was sent before with other words in it. Use your six words to correct it.")
    waiting = one.requests.filter(is_unproved=True)
    if is_proved and waiting.exists():
        hold_households([one.pk])
        waiting.update(is_unproved=False, put_away=None)
    return Asked(one, words, is_new=False, wants_proof=waiting.exists())


def _household(form: Form, source: Source, key: str, words: str, place: Rough, *, is_for_desk: bool) -> Household:
    """`is_for_desk`: coordinators find help for something of it; where a fund takes all of it, nothing is sealed for them."""
    zone = queries.desk_for(place.zone) if is_for_desk else rents.desk_for(place.zone)
    if not zone:
        raise Refused("Nobody reads requests here yet. Please call someone you trust, or come back in a few days.")
    alike = receipt.likeness(settings.SECRET_KEY, form.private.contact["contact"])
    return Household.objects.create(
        receipt_mark=receipt.mark_of(settings.SECRET_KEY, words),
        key_mark=receipt.key_mark(settings.SECRET_KEY, key),
        source=source,
        zone=zone,
        cell=place.cell,
        area=place.area,
        language=form.language,
        asks_first=form.asks_first,
        likeness=alike,
        linked_to=_perhaps_the_same(alike, zone),
        asked_at=clock.now(),
        is_sealed=is_for_desk,
        forget_at=None if is_for_desk else clock.now() + SEALED_FOR,
    )


def _perhaps_the_same(alike: str, zone: str) -> Household | None:
    """The newest form of the zone with the same likeness: linked and shown beside it, never taken for it."""
    return Household.objects.filter(likeness=alike, zone=zone).order_by("-asked_at").first()


def _open_of(household: Household | None) -> dict[str, Request]:
    """What a household still asks for, by need."""
    rows = Request.objects.filter(household=household, state__in=_OPEN) if household else ()
    return {row.need: row for row in rows}


def add_request(
    *, household: Household, wanted: Wanted, parts: tuple[str, ...], linked_to: Request | None = None
) -> Request:
    """One more request of a household, in the caller's transaction: its answers sealed, its first clock set."""
    now, need = clock.now(), needs()[wanted.need]
    one = Request.objects.create(
        household=household,
        need=need.code,
        tags=tags_of(need, dict(wanted.answers)),
        zone=household.zone,
        area=household.area,
        language=household.language,
        urgency=wanted.urgency,
        parts=list(parts),
        asked_at=now,
        help_by=wanted_by(wanted.urgency, now),
        state_since=now,
        due_at=due_at(State.RECEIVED, now, wanted.urgency),
        linked_to=linked_to,
    )
    if wanted.answers:
        seal_for_desk(household, REQUEST, one.code, Group.TRIAGE, wanted.answers)
    return one


def seal_household(one: Household, private: Private) -> None:
    """Seal all of it anew, in the caller's transaction; what was sealed before is gone."""
    seal_for_desk(one, HOUSEHOLD, one.code, Group.CONTACT, private.contact)
    seal_for_desk(one, HOUSEHOLD, one.code, Group.PLACE, private.place)
    seal_for_desk(one, HOUSEHOLD, one.code, Group.TRIAGE, private.words)


def seal_for_desk(household: Household, kind: str, record: str, group: Group, fields: Mapping[str, str]) -> None:
    """Seal fields for the coordinators of the household's zone, until nothing of it may open any more."""
    seal(
        kind=kind,
        record=record,
        group=group,
        zone=household.zone,
        role=Role.COORDINATOR,
        fields=fields,
        expires=last_day(household.asked_at),
    )


def last_day(asked_at: datetime) -> date:
    """The last day on which what is sealed of a form opens."""
    return (asked_at + SEALED_FOR).date()


def plain(zone: str) -> str:
    """The zone as the journal has it, where "every zone" is none."""
    return "" if zone == "*" else zone
