"""Which roles one person may hold together, and for how long."""

from datetime import datetime, timedelta

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused

LONGEST = timedelta(days=366)
# The one who appoints must not also be the one who sends: two roles, two people.
_APART = frozenset({Role.STEWARD, Role.DISPATCHER})
# With whose yes money leaves a fund.
_MONEY = frozenset({Role.FUND_KEEPER, Role.FUND_STEWARD, Role.PAYER})
# Who warns a city, who appoints those who do, who reads what people tell in confidence, and who pays is the choice of two.
BY_TWO = _MONEY | {Role.STEWARD, Role.DISPATCHER, Role.VETTER, Role.COORDINATOR}
# Whoever could sign in as one of these would be the second person for themselves, or read what people told in confidence.
WORDS_BY_TWO = BY_TWO | {Role.VERIFIER, Role.DRIVER, Role.CARER}

# To whom people write in confidence, and who agrees to powers: each should be held by three.
READING = BY_TWO - {Role.PAYER, Role.FUND_STEWARD}


def takes_two(role: Role) -> bool:
    """Whether one person alone may not grant it."""
    return role in BY_TWO


def check_not_oneself(by: str, to: str) -> None:
    """Refuse a role or a longer term that someone grants themselves; the first steward's comes from the command line."""
    if by == to:
        raise Refused("Nobody grants a role to themselves. Ask another steward.")


def check_steward_left(others: int) -> None:
    """Refuse to end the last steward of every zone: stewards of single zones make no zone and appoint no steward of all."""
    if others == 0:
        raise Refused("This is the last steward of every zone. Appoint another one first.")


def check_grant(role: Role, held: frozenset[Role], until: datetime, now: datetime) -> None:
    """Refuse a role that must not be held beside `held`, or a term that is over or longer than a year."""
    if role in _APART and (_APART - {role}) & held:
        raise Refused("No one is steward and dispatcher at once. End the other role first.")
    if until <= now:
        raise Refused("The role would already be over. Choose a later day.")
    if until > now + LONGEST:
        raise Refused("A role lasts a year at most. Choose an earlier day.")


def check_by_hand(role: Role, by_evidence: frozenset[Role]) -> None:
    """Refuse to grant by hand a role that the evidence opens."""
    if role in by_evidence:
        raise Refused("Nobody grants this role: the evidence opens it. Let a vetter write down what is missing.")
