"""The key under which a program sends the same thing again and is answered the same."""

import re
from typing import Final

from wekeep.kit.errors import Refused

HEADER: Final = "Idempotency-Key"
KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{16,64}")


def check_key(key: str) -> str:
    """An idempotency key that fits: 16 to 64 letters, digits and _ . : - of the sender's choice."""
    if not KEY.fullmatch(key):
        raise Refused("The idempotency key must be 16 to 64 letters, digits or _ . : - characters.")
    return key
