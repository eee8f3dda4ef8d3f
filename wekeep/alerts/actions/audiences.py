"""Writing the frozen audience of an alert: who joins it, who changes their state, who signed up anew."""

from collections.abc import Iterable
from datetime import datetime

from pyroaring import BitMap

from wekeep.alerts.models import Alert, Audience, ToldState
from wekeep.alerts.rules import numbers


def add(alert: Alert, state: ToldState, more: BitMap, *, until: datetime | None = None) -> None:
    """Put `more` among those of this state, who wait until then. The caller holds the lock of the alert's row."""
    if not more:
        return
    row = Audience.objects.filter(alert=alert, state=state, hold_until=until).first()
    row = row or Audience(alert=alert, state=state, hold_until=until, numbers=numbers.as_kept(BitMap()))
    row.numbers = numbers.as_kept(numbers.read(bytes(row.numbers)) | more)
    row.save()


def take_due(alert: Alert, now: datetime) -> BitMap:
    """Take out everyone whose waiting is over; the caller puts them elsewhere, under the lock of the alert's row."""
    return _taken(Audience.objects.filter(alert=alert, state=ToldState.HELD, hold_until__lte=now))


def drop_held(alert: Alert) -> None:
    """What was held is never told. The caller holds the lock of the alert's row."""
    add(alert, ToldState.DROPPED, _taken(Audience.objects.filter(alert=alert, state=ToldState.HELD)))


def take_back(alert: Alert, untold: BitMap) -> None:
    """Those of the told whom nothing was sent to yet are not told. The caller holds the lock of the alert's row."""
    row = Audience.objects.filter(alert=alert, state=ToldState.TOLD).first()
    if row is None or not untold:
        return
    told = numbers.read(bytes(row.numbers))
    row.numbers = numbers.as_kept(told - untold)
    row.save(update_fields=["numbers"])
    add(alert, ToldState.WITHDRAWN, told & untold)


def follow(older: int, newer: int) -> None:
    """What the subscription with the number `older` was told counts as told to `newer`, in every alert."""
    rows = Audience.objects.order_by("alert_id").values_list("alert_id", "numbers")
    for alert in sorted({alert for alert, kept in rows if older in numbers.read(bytes(kept))}):
        Alert.objects.select_for_update().get(pk=alert)
        for row in Audience.objects.filter(alert=alert):
            found = numbers.read(bytes(row.numbers))
            if older in found:
                row.numbers = numbers.as_kept(found - BitMap([older]) | BitMap([newer]))
                row.save(update_fields=["numbers"])


def _taken(rows: Iterable[Audience]) -> BitMap:
    found = list(rows)
    Audience.objects.filter(pk__in=[row.pk for row in found]).delete()
    return BitMap().union(*(numbers.read(bytes(row.numbers)) for row in found))
