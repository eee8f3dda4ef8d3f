"""Remembering what ails a channel, for as long as it may still do so."""

from collections.abc import Iterable
from datetime import timedelta

from wekeep.channels.models import Ailment
from wekeep.kit import clock

# what is asked for patience is tried again after a quarter of an hour at the latest, so it says so again before this ends
KEPT = timedelta(hours=1)


def note(kind: str, troubles: Iterable[str]) -> None:
    """Write down what its answers complain of."""
    for trouble in sorted({one[:60] for one in troubles}):
        Ailment.objects.update_or_create(kind=kind, trouble=trouble, defaults={"at": clock.now()})


def forget_ailments() -> int:
    """Forget what was not said again; returns how many."""
    return Ailment.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
