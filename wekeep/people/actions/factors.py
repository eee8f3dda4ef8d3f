"""Adding second factors that are codes, proving them, and removing any: alone while another is left, else two people."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import keyed_mark, new_code
from wekeep.kit.errors import NotFound, Refused
from wekeep.people.models import AppCode, FactorDue, FactorRemoval, Grant, Member, Passkey, RecoveryCode
from wekeep.people.queries.factors import exactly_now, has_factor
from wekeep.people.rules import kinds
from wekeep.people.rules.factor import RECOVERY_CODES, check_agreement
from wekeep.vault.actions.factors import check_factor, draw_factor
from wekeep.vault.actions.members import lock_member


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
def keep_app(*, actor: Actor, sealed: str, digits: str) -> list[str]:
    """The app is the member's second factor from now on, in place of an older one; returns recovery codes where it is
    their first factor. Refused where the six digits are not the app's."""
    member = own_row(actor=actor)
    first = not has_factor(member)
    raw = _bytes_of(sealed)
    if not check_factor(member=member.code, sealed=raw, digits=digits):
        raise Refused("Those are not the app's six digits now. Wait for the next ones and try again.")
    AppCode.objects.update_or_create(member=member, defaults={"sealed": raw, "made_at": clock.now()})
    journal.record(kinds.FACTOR_ADDED, about=member.code, actor=actor)
    return recovery_codes(member=member) if first else []


def is_apps(*, member: Member, digits: str) -> bool:
    """Whether these digits are the member's app's now, and new. Refused after too many wrong ones."""
    app = AppCode.objects.filter(member=member).first()
    return app is not None and check_factor(member=member.code, sealed=bytes(app.sealed), digits=digits)


@transaction.atomic
def use_recovery(*, actor: Actor, member: Member, code: str) -> bool:
    """Whether this was an unused recovery code of the member; it is used up now."""
    if not RecoveryCode.objects.filter(member=member, mark=_mark_of(member, code)).delete()[0]:
        return False
    journal.record(kinds.RECOVERY_USED, about=member.code, actor=actor)
    return True


@transaction.atomic
def recovery_codes(*, member: Member) -> list[str]:
    """Ten fresh codes, to be shown once; older ones count no longer."""
    RecoveryCode.objects.filter(member=member).delete()
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(member=member, mark=_mark_of(member, code)) for code in codes])
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]


@transaction.atomic
def drop_one(*, actor: Actor, passkey: int | None, proven: bool) -> None:
    """Remove one of one's own factors (the app where `passkey` is None) while another is left."""
    member = own_row(actor=actor)
    if not proven:
        raise Refused("Sign in again with your second step first.")
    row = (
        AppCode.objects.filter(member=member) if passkey is None else Passkey.objects.filter(member=member, id=passkey)
    )
    if not row.delete()[0]:
        raise NotFound
    if not has_factor(member):
        raise Refused("This is your only second step. Two people remove it: ask below, and a steward agrees.")
    FactorRemoval.objects.filter(member=member).delete()
    journal.record(kinds.FACTOR_REMOVED, about=member.code, actor=actor)


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
    if asked is None:
        raise NotFound
    check_agreement(
        asked_by=asked.asked_by, asked_at=asked.asked_at, about=member.code, agreed_by=actor.code, now=clock.now()
    )
    if asked.exactly != exactly_now(member):
        raise Refused("Their second steps changed since this was asked. Ask again.")
    forget_factors(member=member)
    lock_member(member=member.code)
    journal.record(kinds.FACTOR_REMOVED, about=member.code, actor=actor)


def forget_factors(*, member: Member) -> None:
    """Everything that was a second factor of the member, and the grace they had used, is gone."""
    for table in (Passkey, AppCode, RecoveryCode, FactorRemoval, FactorDue):
        table._default_manager.filter(member=member).delete()


def own_row(*, actor: Actor) -> Member:
    """The actor's own row, locked until the transaction ends."""
    member = Member.objects.select_for_update().filter(code=actor.code, is_active=True).first()
    if member is None:
        raise NotFound
    return member


def _appointed_row(actor: Actor, code: str) -> Member:
    """The member's row, for a steward of every zone in which they hold a role."""
    actor.require(Ability.APPOINT)
    member = Member.objects.select_for_update().filter(code=code, is_active=True).first()
    if member is None:
        raise NotFound
    for zone in Grant.objects.filter(member=member, until__gt=clock.now()).values_list("zone", flat=True):
        actor.require(Ability.APPOINT, zone)
    return member


def _mark_of(member: Member, typed: str) -> str:
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    return keyed_mark(settings.SECRET_KEY, "recovery", f"{member.code} {plain}")


def _bytes_of(sealed: str) -> bytes:
    try:
        return urlsafe_b64decode(sealed)
    except ValueError:
        raise Refused("Those are not the app's six digits now. Wait for the next ones and try again.") from None
