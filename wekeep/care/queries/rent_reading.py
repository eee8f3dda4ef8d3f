"""Opening what is sealed of a case: who asks and where they live for fund keepers, who is paid for payers too."""

from wekeep.care.models import RentCase
from wekeep.care.queries.sent import check_reads
from wekeep.care.rules.rent_sealed import CONTACT, NOTE, PAYEE, PAYEE_FOR_PAYERS, PLACE, PLACE_FOR_PAYERS
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Group
from wekeep.vault.queries.opening import read_groups
from wekeep.vault.rules.unlocked import Asked, Unlocked

GROUPS: dict[str, tuple[Ability, tuple[tuple[str, Group], ...]]] = {
    "contact": (Ability.TAKE_RENT, (CONTACT,)),
    "place": (Ability.TAKE_RENT, (PLACE, PAYEE)),
    "note": (Ability.TAKE_RENT, (NOTE,)),
    "payee": (Ability.PAY_RENT, (PAYEE_FOR_PAYERS, PLACE_FOR_PAYERS)),
}
"""What can be opened, by the name under which the page asks for it; a part is sealed in one group or two."""


def groups_of(actor: Actor, case: RentCase) -> list[str]:
    """What the actor may open of it."""
    return [name for name, (ability, _groups) in GROUPS.items() if actor.may(ability, case.desk)]


def read_part(unlocked: Unlocked, case: RentCase, name: str) -> dict[str, str] | None:
    """One part of the case; None where it does not open. Refused in a locked session, or without the role."""
    ability, groups = GROUPS[name]
    unlocked.actor.require(ability, case.desk)
    if case.household is not None:
        check_reads(unlocked.actor.code, case.household)
    found = read_groups(unlocked, [Asked(kind, case.code, group) for kind, group in groups], reason="rent")
    opened = [found[case.code, group] for _kind, group in groups if (case.code, group) in found]
    return {field: text for fields in opened for field, text in fields.items()} if opened else None
