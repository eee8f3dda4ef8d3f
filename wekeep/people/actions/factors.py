"""Adding an app, drawing recovery codes, and removing second factors: alone while another is left, else two people."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor, ActorKind
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.actions.proving import Shown, own_row, require_proof
from wekeep.people.actions.recovery import fresh_codes
from wekeep.people.models import AppCode, FactorDue, FactorRemoval, Grant, Member, Passkey, RecoveryCode
from wekeep.people.queries.factors import exactly_now, factors_of, has_factor
from wekeep.people.queries.members import may_still
from wekeep.people.rules import kinds
from wekeep.people.rules.factor import Change, WrongDigits, check_agreement
from wekeep.vault.actions.factors import check_factor, draw_factor
from wekeep.vault.actions.members import lock_member

_NOT_NOW: Final = gettext_noop("Those are not the app's six digits now. Wait for the next ones and try again.")


@dataclass(frozen=True, slots=True, repr=False)
class Offered:
    """A secret for an app: in the clear to be shown once, and sealed to come back with the first code."""

    secret: str
    sealed: str


def offer_app(*, member: Member) -> Offered:
    """Draw a secret for the member's app. Nothing is kept before `keep_app`."""
    drawn = draw_factor(member=member.code)
    return Offered(drawn.secret, urlsafe_b64encode(drawn.sealed).decode())


@transaction.atomic
def keep_app(*, actor: Actor, sealed: str, digits: str, shown: Shown) -> list[str]:
    """The app is the member's second factor from now on, in place of an older one; returns recovery codes where it is
    their first factor. Refused without proof that the member asks; WrongDigits where the digits are not the new app's."""
    member = own_row(actor=actor)
    require_proof(actor=actor, member=member, change=Change.ADD, shown=shown)
    first, raw = not has_factor(member), _bytes_of(sealed)
    if not check_factor(member=member.code, sealed=raw, digits=digits, session=shown.session):
        raise WrongDigits(_NOT_NOW)
    AppCode.objects.update_or_create(member=member, defaults={"sealed": raw, "made_at": clock.now()})
    journal.record(kinds.FACTOR_ADDED, about=member.code, actor=actor, what="app")
    return fresh_codes(member=member) if first else []


@transaction.atomic
def draw_recovery(*, actor: Actor, shown: Shown) -> list[str]:
    """Ten fresh recovery codes of one's own, to be shown once. Refused without proof that the member asks."""
    member = own_row(actor=actor)
    if not has_factor(member):
        raise NotFound
    require_proof(actor=actor, member=member, change=Change.DRAW, shown=shown)
    journal.record(kinds.RECOVERY_DRAWN, about=member.code, actor=actor)
    return fresh_codes(member=member)


@transaction.atomic
def drop_one(*, actor: Actor, passkey: int | None, shown: Shown) -> None:
    """Remove one of one's own factors (the app where `passkey` is None) while another is left. Refused without proof that
    the member asks."""
    member = own_row(actor=actor)
    row = (
        AppCode.objects.filter(member=member) if passkey is None else Passkey.objects.filter(member=member, id=passkey)
    )
    if not row.exists():
        raise NotFound
    if not factors_of(member).several:
        raise Refused("This is your only second step. Two people remove it: ask below, and a steward agrees.")
    require_proof(actor=actor, member=member, change=Change.DROP, shown=shown)
    row.delete()
    FactorRemoval.objects.filter(member=member).delete()
    journal.record(kinds.FACTOR_REMOVED, about=member.code, actor=actor, what="app" if passkey is None else "passkey")


@transaction.atomic
def ask_removal(*, actor: Actor, code: str) -> None:
    """The first of two: asks that all second factors the member has now be removed. Themselves, or a steward."""
    member = own_row(actor=actor) if code == actor.code else _appointed_row(actor, code)
    if not has_factor(member):
        raise Refused("There is no second step to remove.")
    asked = {"asked_by": actor.code, "asked_at": clock.now(), "exactly": exactly_now(member)}
    FactorRemoval.objects.update_or_create(member=member, defaults=asked)
    journal.record(kinds.REMOVAL_ASKED, about=member.code, actor=actor)


@transaction.atomic
def agree_removal(*, actor: Actor, code: str) -> None:
    """The second of two, a steward: within 15 minutes, to exactly what was asked. The member's unlocked sessions lock."""
    member = _appointed_row(actor, code)
    asked = FactorRemoval.objects.filter(member=member).first()
    if asked is None or not _counts(asked, member):
        raise NotFound
    check_agreement(
        asked_by=asked.asked_by, asked_at=asked.asked_at, about=member.code, agreed_by=actor.code, now=clock.now()
    )
    if asked.exactly != exactly_now(member):
        raise Refused("Their second steps changed since this was asked. Ask again.")
    forget_factors(member=member)
    lock_member(member=member.code)
    journal.record(kinds.FACTOR_REMOVED, about=member.code, actor=actor, what="all")


def _counts(asked: FactorRemoval, member: Member) -> bool:
    """Whether the first of the two could still ask: who has left, or appoints no more, agreed to nothing."""
    if asked.asked_by == member.code:
        return True
    return may_still(Actor(ActorKind.MEMBER, asked.asked_by), Ability.APPOINT)


def see_changes(*, actor: Actor, until: datetime) -> None:
    """The member knows of what happened to their second factors up to then; what came later is told still."""
    known = min(until, clock.now())
    rows = Member.objects.filter(code=actor.code)
    rows.filter(Q(factors_seen=None) | Q(factors_seen__lt=known)).update(factors_seen=known)


def forget_factors(*, member: Member) -> None:
    """Everything that was a second factor of the member, and the grace they had used, is gone."""
    for table in (Passkey, AppCode, RecoveryCode, FactorRemoval, FactorDue):
        table._default_manager.filter(member=member).delete()


def _appointed_row(actor: Actor, code: str) -> Member:
    """The member's row, for a steward of every zone in which they hold a role."""
    actor.require(Ability.APPOINT)
    member = Member.objects.select_for_update().filter(code=code, is_active=True).first()
    if member is None:
        raise NotFound
    for zone in Grant.objects.filter(member=member, until__gt=clock.now()).values_list("zone", flat=True):
        actor.require(Ability.APPOINT, zone)
    return member


def _bytes_of(sealed: str) -> bytes:
    try:
        return urlsafe_b64decode(sealed)
    except ValueError:
        raise WrongDigits(_NOT_NOW) from None
