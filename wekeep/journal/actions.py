"""The writers of the journal: record what happened, number it in commit order, forget it in time."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from django.db import connection, transaction

from wekeep.journal.models import Counter, Entry
from wekeep.journal.rules.kind import Kind, only_codes
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.work.rows import insert

_BATCH = 1000
_NUMBER = f"UPDATE {Entry._meta.db_table} SET number = %s WHERE id = %s"
_listeners: list[Callable[[], None]] = []
_listeners_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Happening:
    """That `kind` happened to the thing with code `about`; `details` are codes, states, times and counts."""

    kind: Kind
    about: str
    actor: Actor
    zone: str = ""
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)


def record(kind: Kind, *, about: str, actor: Actor, zone: str = "", **details: str | int | bool | None) -> None:
    """Write down, in the caller's transaction, that `kind` happened to the thing with code `about`.

    Everything recorded is a code, a state, a time or a count; NotACode is raised for anything else.
    """
    record_all([Happening(kind, about, actor, zone, details)])


def record_all(happened: Sequence[Happening]) -> None:
    """`record` several that happened together, in this order."""
    if not happened:
        return
    now = clock.now()
    insert(Entry, [_row(one, now) for one in happened])
    transaction.on_commit(_tell)


def _row(one: Happening, now: datetime) -> dict[str, object]:
    only_codes({"about": one.about, "zone": one.zone, **one.details})
    return {
        "kind": one.kind.name,
        "about": one.about,
        "zone": one.zone,
        "actor": one.actor.code,
        "details": dict(one.details),
        "at": now,
        "forget_at": now + one.kind.keep,
    }


def on_commit_here(call: Callable[[], None]) -> Callable[[], None]:
    """Call `call()` after each commit of this process that recorded something; returns how to stop that."""
    with _listeners_lock:
        _listeners.append(call)
    return lambda: _listeners.remove(call)


def _tell() -> None:
    with _listeners_lock:
        calls = list(_listeners)
    for call in calls:
        call()


def number_new() -> int:
    """Give the next numbers to the entries that are committed and have none; returns how many.

    Only committed entries can be seen here, and the counter's row lets one process through at a time, so whoever reads
    on from number N can never meet a smaller number later. (A database sequence would not do: PostgreSQL hands out
    ids before the commit, so id 7 may become visible after id 8.)
    """
    if not Entry.objects.filter(number__isnull=True).exists():
        return 0
    with transaction.atomic():
        Counter.objects.get_or_create(name="entries")
        counter = Counter.objects.select_for_update().get(name="entries")
        fresh = list(Entry.objects.filter(number__isnull=True).order_by("id").values_list("id", flat=True)[:_BATCH])
        with connection.cursor() as cursor:  # bulk_update builds an expression a row, and this runs with every event
            cursor.executemany(_NUMBER, list(zip(count(counter.last + 1), fresh, strict=False)))
        counter.last += len(fresh)
        counter.save(update_fields=["last"])
    return len(fresh)


def forget() -> int:
    """Delete the entries whose time is over; returns how many."""
    return Entry.objects.filter(forget_at__lt=clock.now()).delete()[0]
