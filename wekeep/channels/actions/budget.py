"""The budget of each channel: what it spent, minute by minute, in the hour before now."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Sum

from wekeep.channels.contract import Envelope
from wekeep.channels.models import Spent
from wekeep.channels.registry import kind
from wekeep.channels.rules.budget import HOUR, Room, room
from wekeep.kit import clock

KEPT = timedelta(hours=2)


def left(name: str) -> Room | None:
    """What the channel may still spend; None where it has no budget."""
    budget = settings.CHANNEL_BUDGETS.get(name, 0)
    if not budget:
        return None
    rows = Spent.objects.filter(kind=name, minute__gt=clock.now() - HOUR)
    return room(budget, rows.aggregate(units=Sum("units"))["units"] or 0)


def spend(name: str, envelope: Envelope) -> bool:
    """Take what this letter costs from the budget; False, and nothing is taken, where there is not enough."""
    now_left = left(name)
    if now_left is None:
        return True
    units = kind(name).units(envelope)
    # a letter that costs more than is ever left goes when the hour is untouched, or it would never go
    if units > (now_left.urgent if envelope.urgent else now_left.ordinary) and not _untouched(name, now_left):
        return False
    minute = clock.now().replace(second=0, microsecond=0)
    row, new = Spent.objects.get_or_create(kind=name, minute=minute, defaults={"units": units})
    if not new:
        Spent.objects.filter(pk=row.pk).update(units=F("units") + units)
    return True


def _untouched(name: str, now_left: Room) -> bool:
    return bool(now_left.urgent == settings.CHANNEL_BUDGETS[name])


def forget_spent() -> int:
    """Forget what no hour counts any more; returns how many rows."""
    return Spent.objects.filter(minute__lt=clock.now() - KEPT).delete()[0]
