"""Who needs a second factor, from when, and who may agree to remove one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused

# Whoever appoints and whoever sends: their words alone, read over a shoulder, must not be enough.
NEED_ONE: Final = frozenset({Role.STEWARD, Role.DISPATCHER})
RECOVERY_CODES: Final = 10
AGREED_WITHIN: Final = timedelta(minutes=15)


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


def check_agreement(*, asked_by: str, asked_at: datetime, about: str, agreed_by: str, now: datetime) -> None:
    """Refused unless a second person agrees in time: neither who asked, nor whose it is."""
    if agreed_by in (asked_by, about):
        raise Refused("Someone else must agree to this: two people remove a second step.")
    if now - asked_at > AGREED_WITHIN:
        raise Refused("That was asked more than 15 minutes ago. Ask again.")
