"""Writing down which subscriptions changed, so that whoever keeps them in memory looks at them again."""

from collections.abc import Iterable
from datetime import timedelta
from secrets import token_hex

from django.db import transaction

from wekeep.alerts.models import Change, LastChange
from wekeep.kit import clock

# Whoever fell behind by more than this reads everything anew.
KEPT = timedelta(days=1)
COUNTER = "last"


@transaction.atomic
def note(subscriptions: Iterable[int]) -> None:
    """These subscriptions, by primary key, came, changed or went in the caller's transaction.

    To be called last in it: until it ends, nobody else's change is written down, so that numbers become visible in
    their order.
    """
    numbers = sorted(set(subscriptions))
    if not numbers:
        return
    LastChange.objects.get_or_create(name=COUNTER)
    last = LastChange.objects.select_for_update().get(name=COUNTER)
    last.number += 1
    last.save(update_fields=["number"])
    Change.objects.create(number=last.number, mark=token_hex(8), subscriptions=numbers, at=clock.now())


def forget() -> int:
    """Delete what everyone has read, but for the newest; returns how many rows."""
    newest = Change.objects.order_by("-number").first()
    if newest is None:
        return 0
    return Change.objects.filter(at__lt=clock.now() - KEPT, number__lt=newest.number).delete()[0]
