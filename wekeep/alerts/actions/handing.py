"""Handing a message of an alert over to the outbox: for whom, in which words, and taking back what nobody has heard yet."""

from collections.abc import Iterable
from datetime import datetime

import numpy as np
from django.conf import settings
from pyroaring import BitMap

from wekeep.alerts import notices
from wekeep.alerts.actions import audiences, outlets
from wekeep.alerts.models import Alert, Message, Subscription, ToldState
from wekeep.alerts.queries import rolls
from wekeep.alerts.queries.audiences import told
from wekeep.alerts.queries.reach import Decided, Hearers
from wekeep.alerts.queries.rolls import Roll
from wekeep.alerts.rules import alert as rules
from wekeep.alerts.rules import crowd
from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.numbers import as_array, bitmap
from wekeep.alerts.rules.parts import from_json
from wekeep.alerts.rules.roll import Column
from wekeep.alerts.rules.touching import Flags
from wekeep.channels.actions import outbox
from wekeep.channels.actions.outbox import NewLetter, Recipient
from wekeep.channels.rules.delivery import Rank
from wekeep.channels.rules.receipt import FEWEST, MOST_ASKED
from wekeep.kit import clock

AT_ONCE = 500


def reach(message: Message, hearers: Hearers) -> None:
    """Freeze whom the message newly reaches, and hand it over; where they could not be found out, the alert is public all
    the same, and the job finds them as soon as it can."""
    alert = message.alert
    if hearers.decided is not None:
        freeze(message, hearers.decided)
    if alert.audience_waits != hearers.waits:
        Alert.objects.filter(pk=alert.pk).update(audience_waits=hearers.waits)
    outlets.post(message)


def freeze(message: Message, decided: Decided, *, first: bool = True) -> None:
    """Write down the audience and hand the message over for those who may hear it now, in their order. Phones are asked for
    receipts at the `first` handing over alone: what was held for hours says nothing of how fast a warning is."""
    audiences.add(message.alert, ToldState.TOLD, bitmap(decided.now["number"]))
    audiences.add(message.alert, ToldState.SUMMED, bitmap(decided.summed))
    for until, held in decided.waiting():
        audiences.add(message.alert, ToldState.HELD, held, until=until)
    asked = asked_for_receipts(decided) if first else None
    outbox.hand_over(letter(message), recipients(decided.roll, decided.now, receipt=asked))


def asked_for_receipts(decided: Decided) -> Flags:
    """Which of those who hear now are asked whether their phone showed it: of those who allow it, all or as many as say
    enough; nobody where they are so few that a count would tell of one."""
    web = decided.roll.words.kinds.known("webpush")
    asked: Flags = decided.now["receipts"] & (decided.now["kind"] == (-1 if web is None else web))
    at = np.flatnonzero(asked)
    if len(at) < FEWEST:
        return np.zeros(len(asked), dtype=np.bool_)
    if len(at) > MOST_ASKED:
        asked[np.random.default_rng().permutation(at)[MOST_ASKED:]] = False
    return asked


def tell_the_told(message: Message, now: datetime) -> None:
    """Hand the correction over for all who were told and have not left."""
    roll = rolls.current()
    there = rolls.people(roll, as_array(told([message.alert.code])))
    outbox.hand_over(letter(message), recipients(roll, there, silent=crowd.silent(there["quiet"], roll.words, now)))
    outlets.correct(message)


def take_back(alert: Alert) -> None:
    """Nobody hears first of something that is over: what waits is dropped, what no channel took yet is withdrawn."""
    drop(alert, outbox.withdraw(thread=alert.code))


def drop(alert: Alert, untold: Iterable[str]) -> None:
    """What waited was dropped: whoever is held, and whose address got nothing, counts as not told."""
    addresses = sorted(untold)
    outlets.take_back(alert, addresses)
    audiences.drop_held(alert)
    audiences.take_back(alert, _at_addresses(addresses))


def _at_addresses(codes: list[str]) -> BitMap:
    """The subscriptions at these addresses."""
    found = BitMap()
    for start in range(0, len(codes), AT_ONCE):
        of_address = Subscription.objects.filter(address__in=codes[start : start + AT_ONCE])
        found |= BitMap(of_address.values_list("pk", flat=True))
    return found


def recipients(
    roll: Roll, people: Column, *, silent: Flags | None = None, receipt: Flags | None = None
) -> list[Recipient]:
    """How the outbox reaches these people of the roll, in their order; without a sound where `silent` says so, with a receipt
    where `receipt` does."""
    kinds, languages = roll.words.kinds, roll.words.languages
    quietly, asked = (one.tolist() if one is not None else [False] * len(people) for one in (silent, receipt))
    columns = (people[name].tolist() for name in ("address", "kind", "language", "show_text"))
    return [
        Recipient(address.decode(), kinds[kind], languages[language], low, show, wanted)
        for address, kind, language, show, low, wanted in zip(*columns, quietly, asked, strict=True)
    ]


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
        rank=Rank.FIRST if level is Level.ACTIVE else Rank.ALERT,
        about=alert.about,
        zone=alert.zone,
    )
