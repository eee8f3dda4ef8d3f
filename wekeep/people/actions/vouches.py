"""Vouching with one-time join codes, so that the table of vouches never says who vouched."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings
from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM, VISITOR, Actor
from wekeep.kit.codes import keyed_mark
from wekeep.kit.envelope import Group
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.text import clean
from wekeep.kit.words import draw, normal_form
from wekeep.people.actions.evidence import keep_evidence
from wekeep.people.actions.standing import recompute
from wekeep.people.models import Member, Seen, Standing, Vouch
from wekeep.people.queries.ranks import rank_of
from wekeep.people.rules import kinds
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.policy import policy_on
from wekeep.people.rules.sealed import VOUCH
from wekeep.people.rules.vouch import CODE_LIVES, CODE_WORDS, ESTABLISHED_AFTER, WINDOW, check_vouch
from wekeep.places.queries.today import today
from wekeep.vault.actions.sealing import erase, seal

REASON_LIMIT = 300


@dataclass(frozen=True, slots=True)
class JoinCode:
    """A one-time join code, shown once to the voucher, who gives it to the person."""

    words: str
    ends_on: date


@transaction.atomic
def vouch(*, actor: Actor, reason: str, in_person: bool) -> JoinCode:
    """The actor vouches for someone, who gets a one-time code from them. Who vouched and why is sealed to stewards."""
    member = Member.objects.select_for_update().filter(code=actor.code, is_active=True).first()
    if member is None:
        raise NotFound
    given = [date.fromisoformat(day) for day in member.vouched_on]
    check_vouch(rank_of(actor.code), given, today())
    reason = clean(reason, REASON_LIMIT)
    if not reason:
        raise Refused("Say in a sentence why you vouch for them.")
    member.vouched_on = [day.isoformat() for day in [*given, today()] if today() - day < WINDOW]
    member.save(update_fields=["vouched_on"])
    words = draw(CODE_WORDS)
    one = Vouch(
        code_mark=_mark(words),
        locked=_lock(words, actor.code),
        in_person=in_person,
        ends_on=_rounded(today() + CODE_LIVES),
    )
    one.save(force_insert=True)
    seal(
        kind=VOUCH,
        record=one.code,
        group=Group.VOUCH,
        zone=EVERY_ZONE,
        role=Role.STEWARD,
        fields={"voucher": actor.code, "reason": reason},
        expires=one.ends_on + timedelta(days=policy_on(today()).days[Kind.VOUCH]),
    )
    return JoinCode(words, one.ends_on)


@transaction.atomic
def use_code(*, person: str, words: str, code: str) -> None:
    """Bind the vouch behind the join code to a person, whose receipt `words` are at hand. Refused for a code that is
    used, too old or wrong, and for a second vouch by the same voucher."""
    one = Vouch.objects.select_for_update().filter(code_mark=_mark(code), ends_on__gte=today()).first()
    voucher = _unlock(code, one.locked) if one else None
    if one is None or voucher is None:
        raise Refused("This join code is not right, is used up or is too old. Ask for a new one.")
    if voucher == person:
        raise Refused("Nobody vouches for themselves.")
    tag = keyed_mark(settings.SECRET_KEY, "vouch tag", f"{normal_form(words)}\n{voucher}")
    for older in Vouch.objects.filter(person=person, tag=tag):
        _void(older)
    ends = policy_on(today()).valid_until(Kind.VOUCH, today())
    one.code_mark, one.locked, one.tag, one.person = None, "", tag, person
    one.bound_on, one.ends_on = today(), ends
    one.save()
    keep_evidence(person=person, kind=Kind.VOUCH, of=one.code, in_person=one.in_person)
    journal.record(kinds.VOUCH_USED, about=person, actor=VISITOR)


@transaction.atomic
def void_vouches(*, actor: Actor, codes: Iterable[str]) -> int:
    """A steward makes these vouches void; whoever is left with fewer than two falls back by the evidence. Returns how
    many people were touched."""
    actor.require(Ability.REVIEW_TRUST)
    rows = list(Vouch.objects.select_for_update().filter(pk__in=list(codes)))
    for row in rows:
        _void(row)
    touched = sorted({row.person for row in rows if row.person})
    for person in touched:
        journal.record(kinds.VOUCHES_VOIDED, about=person, actor=actor)
        recompute(person=person)
    return len(touched)


@transaction.atomic
def forget_ended() -> int:
    """Delete vouches and unused codes whose time is over; returns how many."""
    rows = list(Vouch.objects.filter(ends_on__lt=today()))
    for row in rows:
        _void(row)
    return len(rows)


@transaction.atomic
def establish_trust() -> int:
    """Whoever stood approved for 90 days is trusted for their own sake: their vouches are forgotten, and who vouched for
    them is nobody's to know any more. Returns how many people."""
    long_ago = today() - ESTABLISHED_AFTER
    vouched = set(Vouch.objects.exclude(person="").values_list("person", flat=True))
    rows = Standing.objects.filter(person__in=vouched, since__lte=long_ago, state__in=["approved", "expiring"])
    people = sorted(set(rows.exclude(role=Role.HELPER).values_list("person", flat=True)))
    for person in people:
        for row in Vouch.objects.filter(person=person):
            _void(row)
        keep_evidence(person=person, kind=Kind.ESTABLISHED)
        journal.record(kinds.TRUST_ESTABLISHED, about=person, actor=SYSTEM)
        recompute(person=person)
    return len(people)


def forget_of(person: str) -> None:
    """Everything that was vouched for a person is gone, as when their application is."""
    for row in Vouch.objects.filter(person=person):
        _void(row)


def _void(row: Vouch) -> None:
    Seen.objects.filter(person=row.person, kind=Kind.VOUCH, of=row.code).delete()
    erase(kind=VOUCH, record=row.code)
    row.delete()


def _rounded(day: date) -> date:
    """The Sunday of that week: a day would tell which of the members that vouched on it made this code."""
    return day + timedelta(days=6 - day.weekday())


def _mark(words: str) -> str:
    return keyed_mark(settings.SECRET_KEY, "join code", normal_form(words))


def _key(words: str) -> bytes:
    """The key that only the words give: 64 bits drawn by us, under the installation's secret."""
    secret = blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"join key").digest()
    return blake2b(normal_form(words).encode(), key=secret, digest_size=32).digest()


def _lock(words: str, voucher: str) -> str:
    nonce = secrets.token_bytes(12)
    return urlsafe_b64encode(nonce + ChaCha20Poly1305(_key(words)).encrypt(nonce, voucher.encode(), b"vouch")).decode()


def _unlock(words: str, locked: str) -> str | None:
    box = urlsafe_b64decode(locked)
    try:
        return ChaCha20Poly1305(_key(words)).decrypt(box[:12], box[12:], b"vouch").decode()
    except InvalidTag:
        return None
