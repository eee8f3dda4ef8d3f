"""What rent seals: who asks and where they live for fund keepers, and how the payee is paid for payers."""

from typing import Final

from wekeep.kit.abilities import Role

RENT, RENT_PAYEE = "rent", "rent_payee"
READERS: Final[dict[str, Role]] = {RENT: Role.FUND_KEEPER, RENT_PAYEE: Role.PAYER}
