"""Opening what was sealed, in an unlocked session and with a reason."""

from collections.abc import Sequence

from wekeep.kit.errors import Refused
from wekeep.people.rules.sealed import Asked


def open_groups(unlocked: object, asked: Sequence[Asked], *, reason: str) -> dict[tuple[str, str], dict[str, str]]:
    """The fields of each group asked for, by record and group; what is gone is missing. Refused in a locked session."""
    raise Refused("Unlock with your passphrase first.")
