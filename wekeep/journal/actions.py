"""The writers of the journal: record what happened, number it in commit order, forget it in time."""

import threading
from collections.abc import Callable

from django.db import transaction

from wekeep.journal.models import Counter, Entry
from wekeep.journal.rules.kind import Kind, only_codes
from wekeep.kit import clock
from wekeep.kit.actor import Actor

_BATCH = 1000
_listeners: list[Callable[[], None]] = []
_listeners_lock = threading.Lock()


def record(kind: Kind, *, about: str, actor: Actor, zone: str = "", **details: str | int | bool | None) -> None:
    """Write down, in the caller's transaction, that `kind` happened to the thing with code `about`.

    Everything recorded is a code, a state, a time or a count; NotACode is raised for anything else.
    """
    now = clock.now()
    only_codes({"about": about, "zone": zone, **details})
    Entry.objects.create(
        kind=kind.name, about=about, zone=zone, actor=actor.code, details=details, at=now, forget_at=now + kind.keep
    )
    if kind.on_boards or kind.changes_access:
        transaction.on_commit(_tell)


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
        fresh = list(Entry.objects.filter(number__isnull=True).order_by("id").only("id")[:_BATCH])
        for place, entry in enumerate(fresh, start=counter.last + 1):
            entry.number = place
        Entry.objects.bulk_update(fresh, ["number"])
        counter.last += len(fresh)
        counter.save(update_fields=["last"])
    return len(fresh)


def forget() -> int:
    """Delete the entries whose time is over; returns how many."""
    return Entry.objects.filter(forget_at__lt=clock.now()).delete()[0]
