"""What rent seals: who asks, where they live and who is paid for fund keepers, and how the payee is paid for payers.

Each in a group of its own, so that a household that corrects one of them needs to tell none of the others anew."""

from typing import Final

from wekeep.kit.abilities import Role
from wekeep.kit.envelope import Group

RENT, RENT_PAYEE = "rent", "rent_payee"
READERS: Final[dict[str, Role]] = {RENT: Role.FUND_KEEPER, RENT_PAYEE: Role.PAYER}

CONTACT: Final = (RENT, Group.CONTACT)
PLACE: Final = (RENT, Group.PLACE)
PAYEE: Final = (RENT, Group.TRIAGE)
NOTE: Final = (RENT, Group.NOTES)
PAYEE_FOR_PAYERS: Final = (RENT_PAYEE, Group.CONTACT)
PLACE_FOR_PAYERS: Final = (RENT_PAYEE, Group.PLACE)
