"""Reading the frozen audience of an alert: who is in it, and in which state."""

from collections import Counter
from collections.abc import Iterable

from pyroaring import BitMap

from wekeep.alerts.models import Alert, Audience, ToldState
from wekeep.alerts.rules import numbers
from wekeep.kit import clock


def everyone(alert: Alert) -> BitMap:
    """Everyone in the audience, whatever they heard, but for those who read of it in their summary alone: an alert that
    grows graver still reaches them."""
    rows = Audience.objects.filter(alert=alert).exclude(state=ToldState.SUMMED)
    return _united(rows.values_list("numbers", flat=True))


def told(alerts: Iterable[str]) -> BitMap:
    """Those whom the alerts with these codes were told to, of whom some may have left since."""
    rows = Audience.objects.filter(alert__code__in=list(alerts), state=ToldState.TOLD)
    return _united(rows.values_list("numbers", flat=True))


def count_by_state(alert: Alert) -> Counter[str]:
    """How many were told, are held, and so on."""
    counts = Counter[str]()
    for state, kept in Audience.objects.filter(alert=alert).values_list("state", "numbers"):
        counts[state] += len(numbers.read(bytes(kept)))
    return counts


def held_due() -> list[str]:
    """The codes of the alerts that have held recipients whose hours are over."""
    rows = Audience.objects.filter(state=ToldState.HELD, hold_until__lte=clock.now())
    return list(rows.values_list("alert__code", flat=True).distinct())


def _united(kept: Iterable[bytes | memoryview]) -> BitMap:
    return BitMap().union(*(numbers.read(bytes(one)) for one in kept))
