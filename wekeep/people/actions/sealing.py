"""Sealing what only vetters or stewards may ever read."""

from collections.abc import Mapping
from datetime import date

from wekeep.kit.abilities import Role
from wekeep.kit.errors import Refused
from wekeep.people.rules.sealed import Group


def seal(
    *, kind: str, record: str, group: Group, zone: str, role: Role, fields: Mapping[str, str], expires: date
) -> None:
    """Seal `fields` for whoever holds `role` in `zone`, until `expires`; Refused where there is nothing to seal with."""
    raise Refused("Nothing can be sealed here yet, so nothing is taken.")


def erase(*, kind: str, record: str) -> None:
    """Every seal of the record is gone at once."""
