"""Sending the morning's summaries: one a day to each who chose it, of what touched their places since the last."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.models import Morning, Sum
from wekeep.alerts.queries import subscribers, summaries
from wekeep.alerts.queries.alerts import Chain
from wekeep.alerts.rules import audience
from wekeep.alerts.rules import summary as rules
from wekeep.alerts.rules.alert import Level
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.channels.rules.delivery import Rank
from wekeep.kit import clock
from wekeep.kit.codes import new_code

# no writer waits long for one transaction, and an alert least of all
AT_ONCE: Final = 200


@transaction.atomic
def send_due() -> int:
    """Send some of the summaries that are due, and plan each one's next; returns how many were looked at.

    What is sent and that it was sent are one transaction, and whoever else sends has other rows: so nobody gets two in a day,
    whatever dies. Nobody for whom nothing happened gets one.
    """
    now = clock.now()
    rows = Morning.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
    due = list(rows.select_related("subscription").order_by("next_at", "pk")[:AT_ONCE])
    in_time = [one for one in due if now - one.next_at <= rules.LATEST and one.subscription.expires_at > now]
    until = summaries.settled_until()
    for codes, readers in _by_content(in_time, until).items():
        _send(codes, readers, now)
    for one in in_time:
        one.since, one.last_on = max(one.since, until), one.next_at.astimezone(_zone(one)).date()
    for one in due:
        one.next_at = rules.next_morning(one.subscription.summary_hour, one.subscription.time_zone, now, one.last_on)
    Morning.objects.bulk_update(due, ["next_at", "since", "last_on"])
    return len(due)


def forget_summaries() -> int:
    """Delete what summaries told of, some days later; returns how many."""
    return Sum.objects.filter(forget_at__lt=clock.now()).delete()[0]


def _zone(one: Morning) -> ZoneInfo:
    return ZoneInfo(one.subscription.time_zone)


def _by_content(due: Iterable[Morning], until: datetime) -> dict[tuple[str, ...], list[tuple[Morning, list[Chain]]]]:
    """Those together to whom the same happened, by the codes of that."""
    by_number = {one.subscription_id: one for one in due}
    found: dict[tuple[str, ...], list[tuple[Morning, list[Chain]]]] = defaultdict(list)
    for number, chains in summaries.happened({n: one.since for n, one in by_number.items()}, until).items():
        reader = by_number[number]
        level = Level(reader.subscription.level)
        mine = [chain for chain in chains if audience.wants(chain.level, level)]
        if mine:
            found[tuple(chain.code for chain in mine)].append((reader, mine))
    return found


def _send(codes: tuple[str, ...], readers: list[tuple[Morning, list[Chain]]], now: datetime) -> None:
    told = Sum.objects.create(
        code=new_code(), alerts=list(codes), sent_at=now, forget_at=now + rules.READABLE + rules.KEPT_FOR
    )
    letter = NewLetter(
        code=told.code,
        thread=f"summary-{now:%Y%m%d}",
        texts=notices.summary(readers[0][1]),
        url=f"{settings.SITE_URL}/alerts/summary/{told.code}/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=False,
        expires_at=now + rules.READABLE,
        rank=Rank.SUMMARY,
    )
    outbox.hand_over(letter, [_recipient(one, now) for one, _chains in readers])


def _recipient(one: Morning, now: datetime) -> Recipient:
    """Without a sound where its hour lies in their quiet ones."""
    chosen = one.subscription
    quiet = audience.quiet_until(subscribers.quiet_of(chosen), now) is not None
    return Recipient(chosen.address, chosen.kind, chosen.language, silent=quiet, show_text=chosen.show_text)
