"""Telling somebody that a request waits which no coordinator may read."""

from datetime import timedelta
from typing import Final

from wekeep.alerts.actions.asking import tell_these
from wekeep.care.queries.unread import hears_of, unread
from wekeep.kit import clock

_HOLDS: Final = timedelta(hours=24)


def tell_of_unread() -> int:
    """Tell whoever can appoint one more that something waits for them: not whose, not what, and never those who are to stay apart from the
    household. Each of them hears once of each household, for as long as the letter is known; returns of how many households."""
    found = unread()
    for one in found:
        tell_these(members=hears_of(one), code=f"unread-{one.code}", page="confidence", until=clock.now() + _HOLDS)
    return len(found)
