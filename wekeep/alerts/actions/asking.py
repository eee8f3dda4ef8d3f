"""Telling those who may be the second person, or who watch the log, that there is something for them to look at."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.queries import subscribers
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.channels.rules.delivery import Rank
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.keeper_messages import TOLD_OF_A_STOP
from wekeep.people.queries import who_may

HOLDS_FOR = timedelta(minutes=15)
_PAGES = {"two-persons": "/two-persons/", "log": "/log/", "sending": "/alerts/sending/"}


@transaction.atomic
def tell_second(*, ability: Ability, zone: str, by: str, code: str, page: str = "two-persons") -> int:
    """Tell everyone but `by` who has the ability in `zone` ("": anywhere), on the channels they chose, once; returns how
    many. The words name nobody and no matter."""
    return _tell(who_may(ability, zone or None) - {by}, code, page)


@transaction.atomic
def tell_of_stop(*, by: str, code: str) -> int:
    """Tell those who may start sending again that it was stopped, although it is; returns how many. More than the keeper
    opens addresses for see it on their pages alone."""
    return _tell(who_may(Ability.AGREE_TO_SENDING, None) - {by}, code, "sending", passes=code)


def _tell(members: frozenset[str], code: str, page: str, *, passes: str = "") -> int:
    to = [
        Recipient(one.address, one.kind, one.language, False, one.show_text) for one in subscribers.of_members(members)
    ]
    to = to[:TOLD_OF_A_STOP] if passes else to
    letter = NewLetter(
        code=code,
        thread=code,
        texts=notices.asked(),
        url=f"{settings.SITE_URL}{_PAGES[page]}",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=True,
        rank=Rank.ALERT,
        passes=passes,
        expires_at=clock.now() + HOLDS_FOR,
    )
    outbox.hand_over(letter, to)
    return len(to)
