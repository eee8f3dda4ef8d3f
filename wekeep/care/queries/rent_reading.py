"""Opening what is sealed of a case: who asks and where they live for fund keepers, who is paid for payers too."""

from wekeep.care.models import RentCase
from wekeep.care.rules.rent_sealed import RENT, RENT_PAYEE
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked

GROUPS = {
    "contact": (Ability.TAKE_RENT, RENT, Group.CONTACT),
    "place": (Ability.TAKE_RENT, RENT, Group.PLACE),
    "note": (Ability.TAKE_RENT, RENT, Group.NOTES),
    "payee": (Ability.PAY_RENT, RENT_PAYEE, Group.CONTACT),
}
"""What can be opened, by the name under which the page asks for it."""


def groups_of(actor: Actor, case: RentCase) -> list[str]:
    """What the actor may open of it."""
    return [name for name, (ability, _kind, _group) in GROUPS.items() if actor.may(ability, case.desk)]


def read_part(unlocked: Unlocked, case: RentCase, name: str) -> dict[str, str] | None:
    """One part of the case; None where it does not open. Refused in a locked session, or without the role."""
    ability, kind, group = GROUPS[name]
    unlocked.actor.require(ability, case.desk)
    return read_groups(unlocked, [Asked(kind, case.code, group)], reason="rent").get((case.code, group))
