"""Recognising a member by their words, and unlocking what is sealed with the same words."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.contrib.auth.hashers import identify_hasher, is_password_usable, make_password
from django.contrib.sessions.models import Session

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import Actor
from wekeep.people.actions.keys import match_keys
from wekeep.people.models import FactorDue, Member
from wekeep.people.queries.factors import grace_ends, has_factor
from wekeep.people.rules.factor import Standing, check_unlock, needs_one
from wekeep.vault.actions import members as vault
from wekeep.vault.actions.buckets import stock_if_short
from wekeep.vault.actions.resealing import lend_old_epochs


@runtime_checkable
class GivesKey(Protocol):
    """A hasher whose one derivation gives a key too."""

    def key_of(self, password: str, encoded: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True, repr=False)
class Recognised:
    """A member, and what their passphrase opens; to be handed to the keeper and forgotten."""

    member: Member
    key: bytes


def recognise(*, handle: str, passphrase: str) -> Recognised | None:
    """The member those words belong to, or None. A wrong handle and a wrong passphrase cost the same derivation."""
    member = Member.objects.filter(handle=handle, is_active=True).first()
    if member is None or not is_password_usable(member.password):
        make_password(passphrase)
        return None
    if not isinstance(identify_hasher(member.password), GivesKey) and not _upgrade(member, passphrase):
        return None
    key = _key_of(passphrase, member.password)
    return Recognised(member, key) if key else None


def unlock_session(*, actor: Actor, key: bytes, proven: bool) -> bytes:
    """Unlock what is sealed; returns the session's key for the cookie. Refused where the keeper is away or sealed, and
    where the member has a second factor that this session has not `proven`, or a role that needs one and no grace left.

    At a member's first unlock their keys are made, and the keys of their roles made anew with them among the holders;
    at later ones what lies under older keys of theirs is lent for moving on.
    """
    _check_factor(actor, proven)
    session, made = vault.unlock(member=actor.code, key=key)
    stock_if_short()
    if made:
        match_keys(lines=[(held.zone, Role(held.role)) for held in actor.holdings], by=actor.code)
    else:
        lend_old_epochs(member=actor.code, key=session)
    return session


def forget_sessions() -> int:
    """Delete the sessions whose time is over: a row that stayed would tell who had signed in; returns how many."""
    return Session.objects.filter(expire_date__lte=clock.now()).delete()[0]


def _check_factor(actor: Actor, proven: bool) -> None:
    """The grace of a role that needs a factor begins at the first unlock without one."""
    member = Member.objects.get(code=actor.code)
    roles, found, now = frozenset(Role(held.role) for held in actor.holdings), has_factor(member), clock.now()
    if needs_one(roles) and not found:
        FactorDue.objects.get_or_create(member=member, defaults={"since": now})
    check_unlock(Standing(roles, found, proven, grace_ends(member)), now)


def _upgrade(member: Member, passphrase: str) -> bool:
    """Put a passphrase stored the old way into today's form; False where it is not theirs."""
    if not member.check_password(passphrase):
        return False
    member.set_password(passphrase)
    member.save(update_fields=["password"])
    return True


def _key_of(passphrase: str, encoded: str) -> bytes | None:
    hasher = identify_hasher(encoded)
    return hasher.key_of(passphrase, encoded) if isinstance(hasher, GivesKey) else None
