"""Passkeys (Web Authentication Level 2, W3C): a question to the member's device, and its answer checked, once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_noop
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.kit.errors import Refused
from wekeep.people.actions.proving import Shown, own_row, require_proof
from wekeep.people.actions.recovery import fresh_codes
from wekeep.people.models import Member, Passkey
from wekeep.people.queries.factors import has_factor
from wekeep.people.rules import kinds
from wekeep.people.rules.factor import Change

_SALT: Final = "people.passkeys"
ANSWERED_WITHIN: Final = timedelta(minutes=5)
_NOT_THAT: Final = gettext_noop("The passkey did not answer as it should. Try again.")


class Purpose(StrEnum):
    """What an answer is for. An answer to one question is none to another."""

    ADD = "add"
    SIGN_IN = "sign-in"
    STEP = "step"
    TOUCH = "touch"


@dataclass(frozen=True, slots=True)
class Site:
    """The host (which a passkey belongs to) and the origin (which its answer names) as the browser has them."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What it is for, whose answer it takes ("" for anyone's), and the address where it will be used."""

    purpose: Purpose
    member: str = ""
    at: str = ""


def ask_new(*, site: Site, member: Member) -> dict[str, Any]:
    """Options for navigator.credentials.create, with the ticket that comes back with the answer."""
    user = PublicKeyCredentialUserEntity(id=member.code.encode(), name=member.handle, display_name=member.handle)
    options, state = _server(site).register_begin(
        user,
        _credentials(Passkey.objects.filter(member=member)),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return {"options": dict(options), "ticket": _ticket(Question(Purpose.ADD, member.code), state)}


def ask(*, site: Site, question: Question) -> dict[str, Any]:
    """Options for navigator.credentials.get. Where the passkey is all there is, the device must know its owner too."""
    alone = question.purpose is Purpose.SIGN_IN
    mine = Passkey.objects.filter(member__code=question.member) if question.member else Passkey.objects.none()
    options, state = _server(site).authenticate_begin(
        _credentials(mine) or None,
        UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
    )
    return {"options": dict(options), "ticket": _ticket(question, state)}


@transaction.atomic
def keep_passkey(*, actor: Actor, site: Site, ticket: str, answer: str, shown: Shown) -> list[str]:
    """The passkey is the member's from now on; returns recovery codes where it is their first factor. Refused without
    proof that the member asks."""
    member = own_row(actor=actor)
    require_proof(actor=actor, member=member, change=Change.ADD, shown=shown)
    state, _asked = _opened(ticket, Question(Purpose.ADD, member.code))
    try:
        found = _server(site).register_complete(state, _read(answer)).credential_data
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Refused(_NOT_THAT) from trouble
    if found is None or Passkey.objects.filter(credential=found.credential_id).exists():
        raise Refused(_NOT_THAT)
    first, now = not has_factor(member), clock.now()
    Passkey.objects.create(member=member, credential=found.credential_id, public=bytes(found), made_at=now, used_at=now)
    journal.record(kinds.FACTOR_ADDED, about=member.code, actor=actor, what="passkey")
    return fresh_codes(member=member) if first else []


@transaction.atomic
def answered(*, site: Site, question: Question, ticket: str, answer: str) -> Member:
    """The member whose passkey answered exactly this question, now and for the first time; Refused otherwise."""
    state, asked_at = _opened(ticket, question)
    row = _row_of(answer)
    if question.member not in ("", row.member.code) or asked_at <= row.used_at:
        raise Refused(_NOT_THAT)
    try:
        read = AuthenticationResponse.from_dict(_read(answer))
        _server(site).authenticate_complete(state, _credentials([row]), read)
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Refused(_NOT_THAT) from trouble
    counter = read.response.authenticator_data.counter
    if (counter or row.counter) and counter <= row.counter:
        raise Refused(_NOT_THAT)
    row.counter, row.used_at = counter, clock.now()
    row.save(update_fields=["counter", "used_at"])
    return row.member


def _row_of(answer: str) -> Passkey:
    try:
        credential = AuthenticationResponse.from_dict(_read(answer)).raw_id
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Refused(_NOT_THAT) from trouble
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("member")
    row = rows.filter(credential=credential, member__is_active=True).first()
    if row is None:
        raise Refused(_NOT_THAT)
    return row


def _server(site: Site) -> Fido2Server:
    """Attestation is not asked for: which make of key a member carries is no business of ours."""
    party = PublicKeyCredentialRpEntity(id=site.host, name=settings.NETWORK_NAME)
    return Fido2Server(party, verify_origin=lambda origin: origin == site.origin)


def _credentials(rows: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(row.public)) for row in rows]


def _ticket(question: Question, state: Any) -> str:
    asked_at = int(clock.now().timestamp() * 1_000_000)
    return signing.dumps([question.purpose, question.member, question.at, asked_at, state], salt=_SALT)


def _opened(ticket: str, question: Question) -> tuple[Any, datetime]:
    """The state inside a ticket that was made for this question within the last minutes, and when."""
    try:
        purpose, member, at, micros, state = signing.loads(ticket, salt=_SALT)
    except (signing.BadSignature, ValueError) as trouble:
        raise Refused(_NOT_THAT) from trouble
    asked_at = datetime.fromtimestamp(micros / 1_000_000, UTC)
    if [purpose, member, at] != [question.purpose, question.member, question.at]:
        raise Refused(_NOT_THAT)
    if clock.now() - asked_at > ANSWERED_WITHIN:
        raise Refused("That took longer than five minutes. Try again.")
    return state, asked_at


def _read(answer: str) -> Mapping[str, Any]:
    try:
        read = json.loads(answer)
    except RecursionError as trouble:
        raise ValueError from trouble
    if not isinstance(read, dict):
        raise ValueError
    return read
