"""Reading the journal: what came after a number, and the history of one thing."""

from collections.abc import Iterable
from datetime import datetime

from wekeep.journal.models import Counter, Entry
from wekeep.journal.rules.event import Event
from wekeep.journal.rules.kind import Kind, all_kinds
from wekeep.kit.actor import EVERY_ZONE
from wekeep.work.prepared import Prepared


def last_number() -> int:
    """The number of the newest numbered entry, 0 before the first."""
    return next((number for (number,) in _LAST.rows()), 0)


_LAST: Prepared[Counter] = Prepared(lambda: Counter.objects.filter(name="entries").values_list("last"))


def after(number: int, limit: int) -> list[Event]:
    """Up to `limit` entries numbered above `number`, oldest first."""
    return _events(Entry.objects.filter(number__gt=number).order_by("number")[:limit])


def history(about: str, limit: int = 200) -> list[Event]:
    """What happened to the thing with code `about`, oldest first."""
    return _events(Entry.objects.filter(about=about).order_by("id")[:limit])


def about_since(about: str, kinds: Iterable[Kind], *, since: datetime | None, limit: int) -> list[Event]:
    """What of these kinds happened to the thing with code `about` after a moment (ever where None), newest first."""
    rows = Entry.objects.filter(about=about, kind__in=[kind.name for kind in kinds]).order_by("-id")
    return _events((rows.filter(at__gt=since) if since else rows)[:limit])


def actors_of(about: Iterable[str], kinds: Iterable[Kind] = ()) -> frozenset[str]:
    """The codes of all who did something with the things of these codes: something of `kinds`, or anything where that is empty."""
    rows = Entry.objects.filter(about__in=list(about)).exclude(actor="")
    names = [kind.name for kind in kinds]
    return frozenset((rows.filter(kind__in=names) if names else rows).values_list("actor", flat=True).distinct())


def recent(zones: frozenset[str], limit: int = 200) -> list[Event]:
    """The newest entries of `zones` (every zone where that holds `EVERY_ZONE`), newest first."""
    rows = Entry.objects.order_by("-id")
    if EVERY_ZONE not in zones:
        rows = rows.filter(zone__in=zones)
    return _events(rows[:limit])


def of_kind(kind: Kind, zones: frozenset[str], since: datetime, limit: int = 100) -> list[Event]:
    """The newest entries of one kind in `zones` (of every zone, and of none, where that holds `EVERY_ZONE`), newest first."""
    rows = Entry.objects.filter(kind=kind.name, at__gte=since).order_by("-id")
    if EVERY_ZONE not in zones:
        rows = rows.filter(zone__in=zones)
    return _events(rows[:limit])


def is_recorded(kind: Kind, *, about: str, **details: str | int) -> bool:
    """Whether there is an entry of this kind about the thing with code `about` that has these details."""
    named = {f"details__{name}": value for name, value in details.items()}
    return Entry.objects.filter(kind=kind.name, about=about, **named).exists()


def kinds_on_boards() -> frozenset[str]:
    """The names of the kinds that go out on the live stream."""
    return frozenset(kind.name for kind in all_kinds() if kind.on_boards)


def kinds_heard_at(desk: str = "") -> frozenset[str]:
    """Those of them that are heard at one desk; without a name at the board."""
    return frozenset(kind.name for kind in all_kinds() if kind.on_boards and kind.desk == desk)


def kinds_that_change_access() -> frozenset[str]:
    """The names of the kinds after which open streams ask again who may hear them."""
    return frozenset(kind.name for kind in all_kinds() if kind.changes_access)


def _events(rows: Iterable[Entry]) -> list[Event]:
    return [Event(r.number or 0, r.kind, r.about, r.zone, r.actor, r.at, r.details) for r in rows]
