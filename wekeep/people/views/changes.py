"""What a member's own pages tell them of their second steps until they say that they know."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from wekeep.people.notices import change_words
from wekeep.people.queries.factors import changes_unseen


@dataclass(frozen=True, slots=True)
class Told:
    """Each change in words with its time, the newest first, and up to when this is (ISO 8601)."""

    changes: list[tuple[Promise | str, datetime]]
    until: str


def changes_told(code: str) -> Told | None:
    """For `people/_factor_changes.html`: what the member has not said they know of; None where there is nothing."""
    found = changes_unseen(code)
    if not found:
        return None
    told = [(change_words(one.kind, str(one.details.get("what", ""))), one.at) for one in found]
    return Told(told, found[0].at.isoformat())
