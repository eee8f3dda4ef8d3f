"""Telling verifiers and members on duty that something unconfirmed needs a look."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.models import Subscription, Watch
from wekeep.alerts.queries import subscribers
from wekeep.alerts.rules import audience, kinds
from wekeep.alerts.rules.audience import When
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.channels.rules.delivery import Rank
from wekeep.journal import actions as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.people.queries import on_duty, who_may

HOLDS_FOR = timedelta(minutes=30)


@transaction.atomic
def tell_watch(*, actor: Actor, zone: str, about: str, path: str) -> Watch:
    """Put a watch on the zone's board and tell its verifiers and members on duty, on the channels they chose.

    `path` is the page to open. The words name no place and no event: nothing is confirmed. Verifiers who are off duty
    hear it without a sound in their quiet hours. A watch about the same thing that still holds is not told again.
    """
    now = clock.now()
    standing = Watch.objects.filter(about=about, zone=zone, expires_at__gt=now).first()
    if standing is not None:
        return standing
    watch = Watch.objects.create(zone=zone, about=about, at=now, expires_at=now + HOLDS_FOR)
    on = {member.code for member in on_duty(zone)}
    to = [
        Recipient(one.address, one.kind, one.language, one.member not in on and _silent(one), one.show_text)
        for one in subscribers.of_members(on | who_may(Ability.VERIFY, zone))
    ]
    letter = NewLetter(
        code=watch.code,
        thread=watch.code,
        texts=notices.watch(),
        url=f"{settings.SITE_URL}{path}",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=True,
        rank=Rank.ALERT,
        expires_at=watch.expires_at,
    )
    outbox.hand_over(letter, to)
    journal.record(kinds.WATCH_TOLD, about=about, actor=actor, zone=zone, watch=watch.code, told=len(to))
    return watch


def forget_watches() -> int:
    """Delete watches that hold no more; returns how many."""
    return Watch.objects.filter(expires_at__lt=clock.now()).delete()[0]


def _silent(one: Subscription) -> bool:
    return audience.for_correction(subscribers.quiet_of(one), clock.now()).when is When.SILENT
