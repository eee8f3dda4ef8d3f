"""Lists that were brought in: whose they are, what lies in them, and what would become of each row."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from wekeep.care.models import BroughtList, BroughtPart, Household, Request
from wekeep.care.rules.household import Source
from wekeep.care.rules.listed import Column, Fault, Row, Vocabulary, Wishes, read_row, same_contact
from wekeep.care.rules.receipt import key_mark, likeness
from wekeep.care.rules.request import OPEN, State
from wekeep.care.rules.window import Urgency
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.kit.envelope import Broken, open_under
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.keeper_messages import Use
from wekeep.people.rules.careful import tells_status
from wekeep.places.queries.today import today
from wekeep.vault.queries.serving import open_for
from wekeep.vault.rules.serviced import Kept

LIST = "list"
SKIP = "skip"
# What rows ask for: by how their household is reached, however that is typed, and the need.
Said = set[tuple[str, str]]
ROWS_A_PART = 200
MOST_SHOWN = 200
_OPEN = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a list holds as its columns are read now. `faults`: line in the file (the header is line 1) and what is wrong, the first
    ones; `few`: the first rows as they lie there."""

    header: tuple[str, ...]
    few: tuple[tuple[str, ...], ...]
    rows: int
    good: int = 0
    counts: dict[Fault, int] = field(default_factory=dict)
    faults: tuple[tuple[int, Fault], ...] = ()
    twice: int = 0
    known: int = 0
    tell_status: int = 0


def lists_of(actor: Actor) -> list[BroughtList]:
    """The lists that the actor brought in, the newest first."""
    return list(BroughtList.objects.filter(member=actor.code or "nobody").order_by("-made_at")[:20])


def get_list(actor: Actor, code: str) -> BroughtList:
    """One of them, for whoever brought it in; NotFound otherwise."""
    actor.require(Ability.SORT_REQUESTS)
    one = BroughtList.objects.filter(member=actor.code or "nobody", code=code).first()
    if one is None:
        raise NotFound
    return one


def key_of(one: BroughtList) -> bytes:
    """The key of its rows, by the keeper, which writes it down. Refused where it is away, or the list's day is over."""
    found = open_for(Use.LISTS, LIST, [Kept(one.code, one.bucket, bytes(one.sealed))])
    if one.code not in found:
        raise Refused("This list can no longer be read. Bring it in again.")
    return bytes.fromhex(found[one.code]["key"])


def rows_in(part: BroughtPart, key: bytes) -> list[list[str]]:
    """The rows of one part. Refused where somebody changed it."""
    try:
        found = json.loads(open_under(key, f"list {part.brought.code} {part.number}", bytes(part.body)))
    except Broken:
        raise Refused("This list can no longer be read. Bring it in again.") from None
    return [[str(cell) for cell in row] for row in found]


def columns_of(one: BroughtList) -> dict[Column, int]:
    """Which column is what."""
    return {Column(name): place for name, place in one.columns.items()}


def wishes_of(one: BroughtList) -> Wishes:
    """What holds where a row says nothing."""
    return Wishes(one.wishes["need"], Urgency(one.wishes["urgency"]), one.wishes["language"], today())


def looked_through(one: BroughtList, words: Vocabulary) -> Looked:
    """What would become of each row, without keeping anything. Two looks at the tables, however long the list is."""
    key, columns, wishes = key_of(one), columns_of(one), wishes_of(one)
    parts = one.parts.select_related("brought").order_by("number")
    header: tuple[str, ...] = ()
    few: list[tuple[str, ...]] = []
    faults: list[tuple[int, Fault]] = []
    counts, contacts, tell_status, line = Counter[Fault](), Counter[str](), 0, 1
    for part in parts.iterator(chunk_size=20):
        rows = rows_in(part, key)
        if part.number == 0:
            header = tuple(rows[0])
            continue
        few += [tuple(row) for row in rows[: max(0, 3 - len(few))]]
        for cells in rows:
            line += 1
            found = read_row(cells, columns, words, wishes)
            if isinstance(found, Fault):
                counts[found] += 1
                faults += [(line, found)] if len(faults) < MOST_SHOWN else []
            else:
                contacts[same_contact(found.contact)] += 1
                tell_status += any(tells_status(text) for text in written(found))
    good = sum(contacts.values())
    marks = _known_marks()
    known = sum(n for contact, n in contacts.items() if likeness(settings.SECRET_KEY, contact) in marks)
    return Looked(
        header, tuple(few), one.rows, good, dict(counts), tuple(faults), good - len(contacts), known, tell_status
    )


def asked_in(row: Row) -> Said:
    """What one row asks for."""
    return {(same_contact(row.contact), need) for need in row.needs}


def said_before(one: BroughtList, part: int, words: Vocabulary, key: bytes) -> Said | None:
    """What the rows of the parts before this one ask for; None where whoever asks again is brought in and linked."""
    if one.wishes.get("twins") != SKIP:
        return None
    columns, wishes, said = columns_of(one), wishes_of(one), Said()
    for before in one.parts.select_related("brought").filter(number__gt=0, number__lt=part).iterator(chunk_size=20):
        read = (read_row(cells, columns, words, wishes) for cells in rows_in(before, key))
        said |= {asked for row in read if isinstance(row, Row) for asked in asked_in(row)}
    return said


def written(row: Row) -> tuple[str, ...]:
    """What of a row is free text."""
    return (row.about, row.hours, row.entrance, row.name, row.area)


def _known_marks() -> set[str]:
    """The marks of households that ask for something now; 65,536 at most."""
    rows = Household.objects.filter(requests__state__in=_OPEN).values_list("likeness", flat=True)
    return set(rows.distinct())


def lines_of(one: BroughtList) -> dict[str, int]:
    """The line in the file of each row of a list (the names of the columns are line 1), by the mark under which its household is kept."""
    return {key_mark(settings.SECRET_KEY, f"{one.code} {n}"): n + 2 for n in range(one.rows)}


def without_words(one: BroughtList) -> int:
    """How many families of the list were never handed words."""
    return Household.objects.filter(brought=one, is_sealed=True, words_at=None).count()


def touched(one: BroughtList) -> list[Request]:
    """Requests of the list that somebody did something with, so that undoing leaves them: the first hundred."""
    rows = Request.objects.filter(household__brought=one).exclude(household__in=untouched(one).values("pk"))
    return list(rows.order_by("pk")[:100])


def untouched(one: BroughtList) -> QuerySet[Household]:
    """The households of the list that nobody did anything with since."""
    nothing: dict[str, Any] = {
        f"{name}__isnull": True for name in ("news", "rents", "riders", "trips", "bonds", "bonds_back")
    }
    rows = Household.objects.filter(brought=one, source=Source.IMPORT, **nothing)
    moved = Request.objects.filter(household__brought=one).exclude(state=State.RECEIVED).values("household")
    turned = Request.objects.filter(household__brought=one, turns__isnull=False).values("household")
    return rows.exclude(pk__in=moved).exclude(pk__in=turned)
