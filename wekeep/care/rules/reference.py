"""The reference under which money left: the bank's, or the number of a cheque. It stands in the book for ever, so it is never a name."""

import re

from wekeep.kit.errors import Refused

_REFERENCE = re.compile(r"(?=.*\d)[A-Z0-9-]{1,32}")


def reference_of(typed: str) -> str:
    """What was typed as the book keeps it, in capitals. Refused for what could be a name: without a digit, or with spaces in it."""
    found = typed.strip().upper()
    if not _REFERENCE.fullmatch(found):
        raise Refused("Give the bank's reference or the cheque's number: capitals, digits and hyphens, no name.")
    return found
