"""Reading the outbox: addresses (here alone), and how each channel stands."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet, Sum

from wekeep.channels.models import Address, Ailment, Batch, Credentials, Letter, OnSheet, Roll, Shown, Stopped
from wekeep.channels.registry import kind as channel
from wekeep.channels.rules import receipt as rules
from wekeep.channels.rules.delivery import MARKS, MOVED, TRIED, Rank, State, may_have_come
from wekeep.channels.rules.receipt import Pace, Receipts
from wekeep.channels.rules.roll import codes_in, places_of, wants_receipt
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark, same
from wekeep.kit.keeper_messages import Use
from wekeep.vault.keeper import is_open
from wekeep.vault.queries.serving import open_for
from wekeep.vault.rules.serviced import Kept
from wekeep.work.prepared import Prepared

_AT_ONCE = 500
# the texts of a list, as rows
_EVERY, _EVERY_JSON = "unnest(%s::text[]) AS given (value)", "json_each(%s) AS given"
# the one kind whose receivers can tell us that they showed something
_SAYS_SO = "webpush"
ADDRESS = "address"
_STATES = [state.value for state in State]
_SUMS = {state.value: Sum(state.value) for state in State}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many addresses of one kind are in which state, over the letters still kept."""

    kind: str
    waiting: int
    handed_over: int
    refused: int
    gone: int
    too_late: int = 0


def credentials_mark(name: str) -> str:
    """What recognises the channel's credentials of the moment and tells nothing of them; as the process that sends said it
    last, where that is a service of its own."""
    if settings.SENDER_APART:
        return Credentials.objects.filter(kind=name).values_list("present", flat=True).first() or ""
    return keyed_mark(settings.SECRET_KEY, "credentials", f"{name} {channel(name).credentials()}")


def may_send(name: str) -> bool:
    """Whether the channel's credentials are its first ones, or those that two persons agreed to last."""
    agreed = Credentials.objects.filter(kind=name).values_list("agreed", flat=True).first()
    return agreed is None or (agreed != "" and same(agreed, credentials_mark(name)))


def stop_code() -> str:
    """The code of the stop that holds everything that is sent; "" where nothing is stopped.

    In SQL of our own: the sender asks before each draw."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code FROM {Stopped._meta.db_table}")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class Stop:
    """That sending is stopped: since when, and by whose code ("" for the operator)."""

    code: str
    by: str
    at: datetime


def stop_now() -> Stop | None:
    """The stop that holds everything; None where nothing is stopped."""
    row = Stopped.objects.first()
    return Stop(row.code, row.by, row.at) if row else None


@dataclass(frozen=True, slots=True)
class Waits:
    """A letter that waits for so many addresses. `about`: "" where it is no alert's. `let`: the stop does not hold it."""

    code: str
    thread: str
    about: str
    expires_at: datetime
    addresses: int
    let: bool


def waiting_letters() -> list[Waits]:
    """What waits in the outbox and may still be sent, the oldest letter first."""
    stop, rows = stop_code(), Batch.objects.filter(queued__gt=0, letter__expires_at__gt=clock.now())
    of_letter = [f"letter__{name}" for name in ("id", "code", "thread", "about", "expires_at", "passes")]
    sums = rows.order_by().values_list(*of_letter).annotate(addresses=Sum("queued")).order_by("letter__id")
    return [
        Waits(code, thread, about, ends, addresses, bool(stop) and passes == stop)
        for _id, code, thread, about, ends, passes, addresses in sums
    ]


def texts_of(codes: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """The words of these letters, by code and language."""
    return dict(Letter.objects.filter(code__in=list(codes)).values_list("code", "texts"))


def handed_over(codes: Iterable[str]) -> dict[str, int]:
    """To how many addresses each of these letters was handed over, as long as it is kept."""
    rows = Batch.objects.filter(letter__code__in=list(codes)).order_by().values_list("letter__code")
    return dict(rows.annotate(many=Sum("handed_over")))


def push_key() -> str:
    """Our public VAPID key (base64url), which a browser needs to subscribe to web push; "" where no sender ever ran."""
    if settings.SENDER_APART:
        return Credentials.objects.filter(kind="webpush").values_list("public_key", flat=True).first() or ""
    return channel("webpush").credentials()


def open_addresses(codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """The addresses behind `codes`, those that are still kept and open. The only place where addresses are read.

    Refused while the keeper, which opens them, is away or sealed.
    """
    wanted, found, sealed = list(dict.fromkeys(codes)), dict[str, dict[str, str]](), list[Kept]()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Address.objects.filter(code__in=wanted[start : start + _AT_ONCE], expires_at__gt=clock.now())
        for code, value, bucket, raw in rows.values_list("code", "value", "bucket", "sealed"):
            if raw is not None:
                sealed.append(Kept(code, bucket, bytes(raw)))
            elif value is not None:
                found[code] = value
    return found | open_for(Use.SENDING, ADDRESS, sealed)


def sealed_rows(addresses: QuerySet[Address]) -> dict[int, Kept]:
    """Those of the addresses that are sealed and still kept, by id, to be opened."""
    rows = addresses.values_list("id", "code", "bucket", "sealed", "expires_at")
    now = clock.now()
    return {key: Kept(code, bucket, bytes(raw)) for key, code, bucket, raw, ends in rows if raw and ends > now}


_ANY_QUEUED: Prepared[Batch] = Prepared(lambda: Batch.objects.filter(queued__gt=0).values_list("pk")[:1])


def waits_for_keeper() -> bool:
    """Whether letters lie in the outbox that cannot go out, because the keeper that opens their addresses does not."""
    if not _ANY_QUEUED.exists() or is_open():
        return False
    rolls = Roll.objects.filter(batch__queued__gt=0).values_list("codes", flat=True)
    return any(_any_sealed(codes_in(codes)) for codes in rolls.iterator(chunk_size=10))


def _any_sealed(codes: list[str]) -> bool:
    parts = (codes[start : start + _AT_ONCE] for start in range(0, len(codes), _AT_ONCE))
    return any(Address.objects.filter(sealed__isnull=False, code__in=part).exists() for part in parts)


def still_kept(codes: Iterable[str]) -> frozenset[str]:
    """Which of `codes` name an address that is still kept, without reading it."""
    wanted = frozenset(codes)
    # In SQL of our own, because this is asked for everyone whom an alert reaches: one value goes there, and the few who left
    # come back (SQLite's driver lets other threads go first at each row).
    every, given = (_EVERY, list(wanted)) if connection.vendor == "postgresql" else (_EVERY_JSON, json.dumps([*wanted]))
    there = f"SELECT 1 FROM {Address._meta.db_table} WHERE code = given.value AND expires_at > %s"
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT given.value FROM {every} WHERE NOT EXISTS ({there})", [given, now])
        return wanted.difference(code for (code,) in cursor.fetchall())


def sheets_of(codes: Sequence[str]) -> set[int]:
    """The sheets on which any of these addresses stand or stood."""
    found = set[int]()
    for start in range(0, len(codes), _AT_ONCE):
        on = OnSheet.objects.filter(address__code__in=codes[start : start + _AT_ONCE], sheet__isnull=False)
        found.update(sheet for sheet in on.values_list("sheet", flat=True).distinct() if sheet is not None)
    return found


def same_endpoint(code: str) -> frozenset[str]:
    """The codes of every address that lies at the same endpoint, this one among them; empty where it is no more."""
    marks = Address.objects.filter(code=code).values("endpoint_mark")
    return frozenset(Address.objects.filter(endpoint_mark__in=marks).values_list("code", flat=True))


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says in one language, for a phone that fetches it."""

    title: str
    body: str
    short_title: str
    short_body: str
    stop: str
    url: str
    thread: str


def words_of(code: str, language: str) -> Words | None:
    """The letter called `code` in `language`, or None where there is none that still holds."""
    letter = Letter.objects.filter(code=code, expires_at__gt=clock.now()).first()
    if letter is None or language not in letter.texts:
        return None
    return Words(**letter.texts[language], url=letter.url, thread=letter.thread)


def codes_by_reach(thread: str) -> Iterator[tuple[bool, list[str]]]:
    """The addresses in the batches of a thread, those together that something of it came to, or may have come to or still
    may, and those that it surely did not; what moved on to another batch is told there."""
    rolls = Roll.objects.filter(batch__letter__thread=thread).values_list("batch__states", "codes", "batch__attempts")
    for states, packed, attempts in rolls.iterator(chunk_size=100):
        marks, codes = bytes(states), codes_in(packed)
        by_mark: dict[int, list[str]] = defaultdict(list)
        if len(set(marks)) == 1:
            by_mark[marks[0]] = codes
        else:
            for mark, code in zip(marks, codes, strict=True):
                by_mark[mark].append(code)
        yield from ((may_have_come(mark, attempts), found) for mark, found in by_mark.items() if mark != MOVED)


@dataclass(frozen=True, slots=True)
class Far:
    """How far a letter to one address is. `due` is when it is tried again; None where it is not, or nobody has tried yet."""

    state: State
    due: datetime | None


def how_far(letter: str, address: str) -> Far | None:
    """How far the letter with this code to one address is; None where it never went there. For the few addresses that
    belong to nobody."""
    rows = Batch.objects.filter(letter__code=letter).select_related("roll").order_by("id")
    states = {mark: state for state, mark in MARKS.items()} | {TRIED: State.TOO_LATE}
    found = None
    for row in rows:
        for place in places_of(bytes(row.roll.codes), address):
            if row.states[place] != MOVED:
                found = Far(states[row.states[place]], row.next_at if row.attempts and not row.lease_by else None)
    return found


def reached(thread: str) -> frozenset[str]:
    """The addresses that something of `thread` came to, or may have come to or still may."""
    return frozenset(code for came, codes in codes_by_reach(thread) if came for code in codes)


def counts_of(thread: str) -> dict[str, int]:
    """To how many addresses something of `thread` is in each state."""
    sums = Batch.objects.filter(letter__thread=thread).aggregate(**_SUMS)
    return {state.value: sums[state.value] for state in State if sums[state.value]}


def progress_of(thread: str) -> dict[str, dict[str, int]]:
    """The same for each channel apart, by its name; counts only."""
    rows = _sums_by_kind(Batch.objects.filter(letter__thread=thread))
    return {kind: {name: many for name, many in zip(_STATES, sums, strict=True) if many} for kind, *sums in rows}


def asked_for_receipts(letter: int) -> int:
    """How many phones, which this letter went to or is on its way to, may say that they showed it."""
    rows = Roll.objects.filter(batch__letter=letter).values_list("batch__states", "manners")
    going = frozenset((MARKS[State.QUEUED], MARKS[State.HANDED_OVER]))
    return sum(
        sum(wants_receipt(byte) and mark in going for mark, byte in zip(bytes(states), bytes(manners), strict=True))
        for states, manners in rows.iterator(chunk_size=100)
    )


def receipts_of(thread: str) -> Receipts | None:
    """How soon phones showed what of a thread they were asked about; None where none were asked or none has said so yet."""
    rows = Shown.objects.filter(letter__thread=thread).values_list("letter", "counts")
    asked, counts = 0, rules.none()
    for letter, found in rows:
        asked, counts = asked + asked_for_receipts(letter), rules.added(counts, found)
    return Receipts(max(asked, sum(counts)), tuple(counts)) if sum(counts) else None


def paces() -> dict[str, Pace]:
    """How soon each kind carried the alerts still kept, by its name. What went to one person is in none of them; a batch counts as
    taken when the last of it was."""
    rows = Batch.objects.filter(rank__lte=Rank.ALERT, handed_over__gt=0)
    took: dict[str, list[tuple[timedelta, int]]] = {}
    for kind, many, settled, handed in rows.values_list("kind", "handed_over", "settled_at", "letter__handed_at"):
        if settled and handed:
            took.setdefault(kind, []).append((settled - handed, many))
    shown = reduce(rules.added, Shown.objects.values_list("counts", flat=True), rules.none())
    says_so = {_SAYS_SO: rules.enough(shown)}
    return {kind: Pace(rules.enough(rules.counted_together(one)), says_so.get(kind)) for kind, one in took.items()}


def standings() -> dict[str, Standing]:
    """How each kind that has carried anything stands, by its name."""
    rows = _sums_by_kind(Batch.objects.all())
    return {kind: _standing(kind, dict(zip(_STATES, sums, strict=True))) for kind, *sums in rows}


def _sums_by_kind(batches: QuerySet[Batch]) -> list[tuple[Any, ...]]:
    sums = batches.values_list("kind").annotate(**_SUMS).order_by("kind")
    return list(sums.values_list("kind", *_STATES))


def _standing(kind: str, by_state: dict[str, int]) -> Standing:
    return Standing(
        kind,
        waiting=by_state[State.QUEUED],
        handed_over=by_state[State.HANDED_OVER],
        refused=by_state[State.REFUSED],
        gone=by_state[State.GONE],
        too_late=by_state[State.TOO_LATE],
    )


def troubles(since: datetime) -> dict[str, list[str]]:
    """What each kind said when it did not carry something, since then, by its name."""
    found: dict[str, list[str]] = {}
    for kind, trouble in (
        Ailment.objects.filter(at__gte=since).order_by("kind", "trouble").values_list("kind", "trouble")
    ):
        found.setdefault(kind, []).append(trouble)
    return found
