"""Who needs a second factor, from when, what a change of one's own takes, and who may agree to remove them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.vault.rules.unlocked import TouchFirst

# Whoever appoints and whoever sends: their words alone, read over a shoulder, must not be enough.
NEED_ONE: Final = frozenset({Role.STEWARD, Role.DISPATCHER})
RECOVERY_CODES: Final = 10
_APP_DIGITS: Final = 6
AGREED_WITHIN: Final = timedelta(minutes=15)


class Change(StrEnum):
    """What a member does to their own second factors."""

    ADD = "add"
    DROP = "drop"
    DRAW = "draw"


class Proof(StrEnum):
    """What shows, with the very request that changes something, that a member is there and not their cookies alone."""

    WORDS = "words"
    TOUCH = "touch"
    DIGITS = "digits"
    RECOVERY = "recovery"


class TouchToChange(TouchFirst):
    """A second factor changes only with a touch of a passkey that is there already."""


class WrongProof(Refused):
    """What was typed to show who asks is not right."""


class WrongDigits(Refused):
    """These are not the six digits of the app that is being added."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A member before an unlock: the roles they hold, whether they have a factor, whether this session proved one, and
    when the grace of one without any ends (None where it has not begun)."""

    roles: frozenset[Role]
    has_factor: bool
    proven: bool
    grace_ends: datetime | None = None


def needs_one(roles: frozenset[Role]) -> bool:
    """Whether one of these roles asks for a second factor."""
    return not NEED_ONE.isdisjoint(roles)


def check_unlock(standing: Standing, now: datetime) -> None:
    """Refused where the words alone are not enough."""
    if standing.has_factor:
        if not standing.proven:
            raise Refused("Sign in again with your second step, then unlock.")
        return
    if needs_one(standing.roles) and standing.grace_ends is not None and now >= standing.grace_ends:
        raise Refused("Your role needs a second step before it can unlock. Add a passkey or an app first.")


def is_six_digits(code: str) -> bool:
    """Whether it looks like what an app shows; a recovery code is longer."""
    return len(code) == _APP_DIGITS and code.isdigit()


def proofs_taken(change: Change, *, has_passkey: bool, has_app: bool) -> frozenset[Proof]:
    """Any one of which this change takes from a member with these factors.

    The strongest there is, and no weaker one beside it: whoever has a passkey is not asked for digits, which a false page
    can ask for too. A recovery code stands in for a lost device where another is added; it draws no new codes and drops
    nothing, so that one line of a sheet of paper does not grow into ten.
    """
    if not (has_passkey or has_app):
        return frozenset({Proof.WORDS})
    strongest = Proof.TOUCH if has_passkey else Proof.DIGITS
    return frozenset({strongest, Proof.RECOVERY} if change is Change.ADD else {strongest})


def check_agreement(*, asked_by: str, asked_at: datetime, about: str, agreed_by: str, now: datetime) -> None:
    """Refused unless a second person agrees in time: neither who asked, nor whose it is."""
    if agreed_by in (asked_by, about):
        raise Refused("Someone else must agree to this: two people remove a second step.")
    if now - asked_at > AGREED_WITHIN:
        raise Refused("That was asked more than 15 minutes ago. Ask again.")
