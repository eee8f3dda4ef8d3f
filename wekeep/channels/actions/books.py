"""Writing in batches: a new one, the marks of its places, and which are due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from wekeep.channels.models import Batch, Letter
from wekeep.channels.queries import stop_code
from wekeep.channels.rules.delivery import MARKS, TRIED, Rank, State
from wekeep.kit import clock
from wekeep.work.queries import lease_clock

FREE: Final = {"lease_by": "", "lease_until": None}


def new(letter: Letter, *, kind: str, rank: int, size: int, due: datetime, attempts: int = 0) -> Batch:
    """A batch, not yet saved, in which all of `size` wait."""
    states = bytes([MARKS[State.QUEUED]]) * size
    return Batch(letter=letter, kind=kind, rank=Rank(rank), attempts=attempts, next_at=due, states=states, queued=size)


def held(tokens: Mapping[int, str]) -> list[Batch]:
    """Of these batches those that are still under the lease named with each, in their order, their rows locked."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related("letter").defer("letter__texts")
    found = rows.filter(id__in=list(tokens)).order_by("id")
    return [row for row in found if row.lease_by and row.lease_by == tokens[row.id]]


def write(row: Batch, states: bytearray, *, now: datetime | None = None) -> None:
    """Save the marks of a batch whose row is locked, and how many there are of each. Where nothing waits any more its lease
    ends."""
    now = now or clock.now()
    counts = {state.value: states.count(mark) for state, mark in MARKS.items()}
    counts[State.TOO_LATE.value] += states.count(TRIED)
    changes: dict[str, str | datetime | None] = {} if counts[State.QUEUED] else {**FREE}
    Batch.objects.filter(pk=row.pk).update(states=bytes(states), settled_at=now, **counts, **changes)


def left_behind() -> Q:
    """What is under a lease that its holder did not renew."""
    return Q(lease_until__lt=lease_clock())


def due(
    kind: str, now: datetime, *, retries: bool, above: int | None = None, only: Sequence[int] | None = None
) -> QuerySet[Batch]:
    """What may be taken now: first tries, and those in the midst of which a sender died; with `retries` also later ones and
    whatever else was left behind; with `above` only what goes before that rank, and with `only` none but these. While
    sending is stopped, only what is let through."""
    free = Q(lease_by="", next_at__lte=now)
    found = Batch.objects.filter(kind=kind, queued__gt=0)
    left = left_behind()
    found = found.filter(free | left) if retries else found.filter(Q(free, attempts=0) | Q(left, attempts=1))
    if only is not None:
        found = found.filter(id__in=only)
    if stop := stop_code():
        found = found.filter(letter__in=Letter.objects.filter(passes=stop))
    return found if above is None else found.filter(rank__lt=above)
