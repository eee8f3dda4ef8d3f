"""Trying a channel: a member sends one test message to themselves."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from wekeep.alerts import notices
from wekeep.alerts.models import Subscription
from wekeep.alerts.queries import subscribers
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.kit import clock
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.codes import new_code
from wekeep.kit.errors import Refused


@transaction.atomic
def send_test(*, actor: Actor, kind: str) -> Subscription:
    """Send a test by the channel `kind` to the actor's own subscription on it, and to nobody else."""
    actor.require(Ability.SEE_CHANNELS)
    mine = [one for one in subscribers.of_members([actor.code]) if one.kind == kind]
    if not mine:
        raise Refused("Switch on your own notices on this channel first, as a member. A test goes to yourself only.")
    code = new_code()
    letter = NewLetter(
        code=code,
        thread=code,
        texts=notices.test_words(),
        url=f"{settings.SITE_URL}/alerts/channels/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=False,
        expires_at=clock.now() + timedelta(minutes=15),
    )
    outbox.hand_over(letter, [Recipient(one.address, one.kind, one.language, show_text=True) for one in mine])
    return mine[0]
