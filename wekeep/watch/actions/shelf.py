"""The merging book, kept in memory between placements and rebuilt whenever someone else wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from wekeep.kit import clock
from wekeep.watch.models import Incident, Shelf
from wekeep.watch.queries import observations
from wekeep.watch.rules.merging import Book
from wekeep.watch.rules.status import Status


@dataclass(slots=True)
class _Kept:
    book: Book
    version: int


_kept: dict[tuple[str, str], _Kept] = {}


@contextmanager
def open_book(status: Status) -> Iterator[Book]:
    """The book as the database has it, for this transaction alone: the shelf's row is locked until the commit.

    On any error the memory is thrown away with the transaction, so that the two never differ.
    """
    with transaction.atomic():
        Shelf.objects.get_or_create(status=status)
        version = Shelf.objects.select_for_update().get(status=status).version
        name = (str(transaction.get_connection().settings_dict["NAME"]), status.value)
        kept = _kept.pop(name, None)
        book = kept.book if kept and kept.version == version else _rebuilt(status)
        yield book
        Shelf.objects.filter(status=status).update(version=F("version") + 1)
        transaction.on_commit(lambda: _kept.__setitem__(name, _Kept(book, version + 1)))


def touch(status: Status) -> None:
    """Note that sightings or incidents changed outside the book, so that the next one who opens it reads anew."""
    Shelf.objects.get_or_create(status=status)
    Shelf.objects.filter(status=status).update(version=F("version") + 1)


def _rebuilt(status: Status) -> Book:
    book = Book(next_key=lambda: _reserve(status))
    now = clock.now()
    book.restore(observations.history(status, now), observations.answered(status, now))
    return book


def _reserve(status: Status) -> int:
    """The key of a new incident: its row, to be filled in by the action that asked for it."""
    now = clock.now()
    return Incident.objects.create(
        status=status, lat=0, lon=0, cell="", opened_at=now, first_seen_at=now, last_seen_at=now, forget_at=now
    ).pk
