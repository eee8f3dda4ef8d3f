"""Handing a message of an alert over to the outbox: for whom, in which words, and taking back what nobody has heard yet."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from wekeep.alerts import notices
from wekeep.alerts.actions import outlets
from wekeep.alerts.models import Alert, Message, Subscription, Told, ToldState
from wekeep.alerts.queries import subscribers
from wekeep.alerts.queries.reach import Decided, Hearers
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import audience
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.audience import When
from wekeep.alerts.rules.parts import from_json
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.kit import clock

INSERT_BATCH = 1_000


def reach(message: Message, hearers: Hearers) -> None:
    """Freeze whom the message newly reaches, and hand it over; where they could not be found out, the alert is public all
    the same, and the job finds them as soon as it can."""
    alert = message.alert
    if not hearers.waits:
        _freeze(message, hearers.decided)
    if alert.audience_waits != hearers.waits:
        Alert.objects.filter(pk=alert.pk).update(audience_waits=hearers.waits)
    outlets.post(message)


def _freeze(message: Message, decided: Decided) -> None:
    """Write down the audience and hand the message over for those who may hear it now."""
    rows = [
        Told(
            alert=message.alert,
            subscription=one.code,
            state=ToldState.HELD if decision.when is When.HOLD else ToldState.TOLD,
            hold_until=decision.until,
        )
        for one, decision in decided
    ]
    Told.objects.bulk_create(rows, batch_size=INSERT_BATCH)
    now = [recipient(one, silent=False) for one, decision in decided if decision.when is When.NOW]
    outbox.hand_over(letter(message), now)


def tell_the_told(message: Message, now: datetime) -> None:
    """Hand the correction over for all who were told and have not left."""
    told = Told.objects.filter(alert=message.alert, state=ToldState.TOLD).values_list("subscription", flat=True)
    to = [
        recipient(one, silent=audience.for_correction(subscribers.quiet_of(one), now).when is When.SILENT)
        for one in subscribers.by_codes(told).values()
    ]
    outbox.hand_over(letter(message), to)
    outlets.correct(message)


def take_back(alert: Alert) -> None:
    """Nobody hears first of something that is over: what waits is dropped, what no channel took yet is withdrawn."""
    untold = outbox.withdraw(thread=alert.code)
    outlets.take_back(alert, untold)
    Told.objects.filter(alert=alert, state=ToldState.HELD).update(state=ToldState.DROPPED, hold_until=None)
    for codes in _in_batches(sorted(untold)):
        of_address = list(Subscription.objects.filter(address__in=codes).values_list("code", flat=True))
        Told.objects.filter(alert=alert, subscription__in=of_address).update(state=ToldState.WITHDRAWN)


def _in_batches(codes: list[str]) -> Iterable[list[str]]:
    return (codes[start : start + 500] for start in range(0, len(codes), 500))


def recipient(one: Subscription, *, silent: bool) -> Recipient:
    """How the outbox reaches one subscription."""
    return Recipient(one.address, one.kind, one.language, silent, one.show_text)


def letter(message: Message) -> NewLetter:
    """The message as the outbox carries it, in every language of the network."""
    alert, said, level = message.alert, Type(message.type), Level(message.level)
    texts = notices.in_every_language(said, level, from_json(message.parts), message.expires_at, Status(alert.status))
    readable_until = clock.now() + rules.LONGEST if said in rules.ENDS else message.expires_at
    return NewLetter(
        code=message.code,
        thread=alert.code,
        texts=texts,
        url=f"{settings.SITE_URL}/alerts/a/{alert.code}/",
        stop_prefix=f"{settings.SITE_URL}/alerts/stop/",
        urgent=level is Level.ACTIVE,
        expires_at=readable_until,
    )
