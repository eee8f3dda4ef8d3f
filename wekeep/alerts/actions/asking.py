"""Telling those who may be the second person, or who watch the log, that there is something for them to look at."""

from collections.abc import Collection
from datetime import datetime, timedelta

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
from wekeep.people.models import Member
from wekeep.people.queries import who_may

HOLDS_FOR = timedelta(minutes=15)
_PAGES = {
    "two-persons": "/two-persons/",
    "log": "/log/",
    "sending": "/alerts/sending/",
    "confidence": "/requests/confidence/",
    "money": "/money/",
    "runs-day": "/runs/day/",
}


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


@transaction.atomic
def tell_these(*, members: Collection[str], code: str, page: str, until: datetime) -> int:
    """Tell these members, on the channels they chose and by the e-mail they gave for it, until a time; returns on how many. The words
    name nobody and no matter. `code` is good for one such letter."""
    to = [
        Recipient(one.address, one.kind, one.language, False, one.show_text) for one in subscribers.of_members(members)
    ]
    rows = Member.objects.filter(code__in=members, is_active=True).exclude(reach="")
    to += [Recipient(row.reach, "email", row.language, show_text=True) for row in rows]
    outbox.hand_over(_letter(code, page, until), to)
    return len(to)


def _tell(members: frozenset[str], code: str, page: str, *, passes: str = "") -> int:
    to = [
        Recipient(one.address, one.kind, one.language, False, one.show_text) for one in subscribers.of_members(members)
    ]
    to = to[:TOLD_OF_A_STOP] if passes else to
    outbox.hand_over(_letter(code, page, clock.now() + HOLDS_FOR, passes), to)
    return len(to)


def _letter(code: str, page: str, until: datetime, passes: str = "") -> NewLetter:
    return NewLetter(
        code=code,
        thread=code,
        texts=notices.asked(),
        url=f"{settings.SITE_URL}{_PAGES[page]}",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=True,
        rank=Rank.ALERT,
        passes=passes,
        expires_at=until,
    )
