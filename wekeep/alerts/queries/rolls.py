"""The roll of this process: everyone who asked to be told, read once and followed by what changed since."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import numpy as np
from django.db.models import BigIntegerField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from wekeep.alerts.models import Change, FollowedZone, Spot, Subscription
from wekeep.alerts.rules import roll as rules
from wekeep.alerts.rules.alert import Level
from wekeep.alerts.rules.roll import FOLLOWED, PERSON, PLACE, Block, Column, Words
from wekeep.alerts.rules.summary import Summary
from wekeep.kit import clock

Row = tuple[Any, ...]
# What changed stands in a small block beside the large one until it is so many people, or that share of the large one.
APART, SHARE = 20_000, 16
_CHUNK: Final = 20_000
_AT_ONCE: Final = 5_000
# Whoever fell so many changes behind reads everything anew, which is then sooner done.
_FAR_BEHIND: Final = 100_000
_PERSON_COLUMNS: Final = (
    "pk",
    "ends",
    "level",
    "show_text",
    "kind",
    "language",
    "quiet_from",
    "quiet_until",
    "time_zone",
    "active_breaks_quiet",
    "address",
    "summary",
    "receipts",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The last change that a roll knows of; number 0 for none."""

    number: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """Everyone who is switched on, as the database had it at `seen`. It never changes: another one takes its place."""

    seen: Seen
    words: Words
    blocks: tuple[Block, Block]

    def __len__(self) -> int:
        return sum(int(one.alive.sum()) for one in self.blocks)

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return sum(one.nbytes for one in self.blocks)


class Seconds(Func):
    """A time as whole seconds since 1970."""

    output_field = BigIntegerField()
    template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS BIGINT)"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> Any:
        """SQLite has no EXTRACT."""
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **more)


_lock = threading.Lock()
_mine: Roll | None = None


def current() -> Roll:
    """The roll as it is now, in the caller's transaction."""
    global _mine
    with _lock:
        _mine = _followed(_mine) if _mine is not None else _whole()
        return _mine


def forget() -> None:
    """Drop the roll of this process."""
    global _mine
    with _lock:
        _mine = None


def _followed(roll: Roll) -> Roll:
    """The roll with what changed since; read anew where that is not known, or what it saw was never committed."""
    rows = list(Change.objects.filter(number__gte=roll.seen.number).order_by("number").values_list()[: _FAR_BEHIND + 1])
    if roll.seen.number:
        if not rows or Seen(rows[0][0], rows[0][1]) != roll.seen:
            return _whole()
        rows = rows[1:]
    elif rows and rows[0][0] != 1:
        return _whole()
    if not rows:
        return roll
    changed = {number for row in rows for number in row[2]}
    if len(changed) >= _FAR_BEHIND or len(rows) >= _FAR_BEHIND:
        return _whole()
    return _with(roll, np.array(sorted(changed), dtype=np.int64), Seen(rows[-1][0], rows[-1][1]))


def _with(roll: Roll, changed: Column, seen: Seen) -> Roll:
    base, fresh = (_without(one, changed) for one in roll.blocks)
    news = _read(changed.tolist(), roll.words)
    fresh = rules.merged([rules.rows_of(fresh, fresh.alive), news])
    if len(fresh.people) > max(APART, len(base.people) // SHARE):
        base, fresh = rules.merged([rules.rows_of(one, one.alive) for one in (base, fresh)]), rules.empty()
    return Roll(seen, roll.words, (base, fresh))


def _without(one: Block, numbers: Column) -> Block:
    positions = one.positions(numbers)
    positions = positions[positions >= 0]
    if not len(positions):
        return one
    alive = one.alive.copy()
    alive[positions] = False
    return replace(one, alive=alive)


def _whole() -> Roll:
    """Everyone. The last change is read first: what comes between is read again with the next look."""
    newest = Change.objects.order_by("-number").values_list("number", "mark").first()
    words = Words()
    everyone = _read(None, words)
    return Roll(Seen(*newest) if newest else Seen(), words, (rules.block(*everyone), rules.empty()))


def people(roll: Roll, numbers: Column) -> Column:
    """The rows of those of these people who are on the roll and not at their end."""
    now = int(clock.now().timestamp())
    found = [one.positions(numbers) for one in roll.blocks]
    rows = np.concatenate([one.people[at[at >= 0]] for one, at in zip(roll.blocks, found, strict=True)])
    return rows[rows["expires"] > now]


def _read(numbers: Sequence[int] | None, words: Words) -> tuple[Column, Column, Column]:
    """The rows of these subscriptions, or of all."""
    switched_on = Subscription.objects.filter(confirmed_at__isnull=False).annotate(ends=Seconds("expires_at"))
    sealed = Spot.objects.filter(sealed__isnull=False).exclude(cell="").annotate(ends=Seconds("expires_at"))
    people = _parts(switched_on.values_list(*_PERSON_COLUMNS), "pk", numbers)
    places = _parts(sealed.values_list("pk", "subscription_id", "cell", "ends"), "subscription_id", numbers)
    followed = _parts(FollowedZone.objects.values_list("subscription_id", "zone"), "subscription_id", numbers)
    return (
        _joined([_people(rows, words) for rows in people], PERSON),
        _joined([_places(rows) for rows in places], PLACE),
        _joined([_zones(rows, words) for rows in followed], FOLLOWED),
    )


def _parts(rows: QuerySet[Any, Any], column: str, numbers: Sequence[int] | None) -> Iterator[list[Row]]:
    """The rows in parts that fit into memory beside the columns made of them."""
    if numbers is None:
        every = rows.order_by().iterator(chunk_size=_CHUNK)
        while part := list(islice(every, _CHUNK)):
            yield part
        return
    for start in range(0, len(numbers), _AT_ONCE):
        if part := list(rows.filter(**{f"{column}__in": numbers[start : start + _AT_ONCE]})):
            yield part


def _people(rows: list[Row], words: Words) -> Column:
    columns = tuple(zip(*rows, strict=True))
    number, ends, level, show, kind, language, start, end, zone, breaks, address, summary, receipts = columns
    made = np.empty(len(rows), dtype=PERSON)
    made["number"], made["expires"], made["show_text"], made["address"] = number, ends, show, address
    made["summed"], made["receipts"] = [one == Summary.INSTEAD for one in summary], receipts
    made["only_active"] = [one == Level.ACTIVE for one in level]
    made["kind"] = [words.kinds.number(one) for one in kind]
    made["language"] = [words.languages.number(one) for one in language]
    hours = zip(start, end, zone, breaks, strict=True)
    made["quiet"] = [words.hours.number(None if one[0] is None or one[1] is None else one) for one in hours]
    return made


def _places(rows: list[Row]) -> Column:
    number, owner, cell, ends = zip(*rows, strict=True)
    made = np.empty(len(rows), dtype=PLACE)
    made["number"], made["owner"], made["expires"] = number, owner, ends
    made["cell"] = [int(one, 16) for one in cell]
    return made


def _zones(rows: list[Row], words: Words) -> Column:
    made = np.empty(len(rows), dtype=FOLLOWED)
    made["owner"] = [owner for owner, _zone in rows]
    made["zone"] = [words.zones.number(zone) for _owner, zone in rows]
    return made


def _joined(parts: list[Column], kind: np.dtype[Any]) -> Column:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)
