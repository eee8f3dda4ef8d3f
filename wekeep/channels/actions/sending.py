"""The sender's side of the outbox: batches are taken under a lease, kept, looked at anew, and put back."""

import secrets
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet

from wekeep.channels.actions import books
from wekeep.channels.actions.holding import Hold
from wekeep.channels.actions.sheets import take_ready
from wekeep.channels.contract import Bundle, Carried, Envelope
from wekeep.channels.models import Batch, Credentials, Letter
from wekeep.channels.queries import credentials_mark, may_send, open_addresses, still_kept, stop_code
from wekeep.channels.rules.delivery import LEASE, MARKS, PLACES, Rank, State, too_late
from wekeep.channels.rules.roll import VARIANT, codes_in, language_of, variant_of
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work import actions as work
from wekeep.work.queries import lease_clock

# letters to one person lie in batches of one: so many of them are taken together
MOST_TAKEN = 100
_QUEUED = MARKS[State.QUEUED]


class Member(NamedTuple):
    """One delivery in a worker's hand, not begun; `manner` says how it wants the letter (`rules.roll`), `attempts` which try
    this is."""

    delivery: int
    code: str
    manner: int
    address: Mapping[str, str]
    ready: bytes
    letter: Letter
    attempts: int


@dataclass(slots=True)
class Hand:
    """What a worker took under one lease: those it has not begun, all of one rank, in their order."""

    token: str
    rank: Rank
    batches: list[int]
    members: deque[Member]


def claim(
    kind: str,
    limit: int,
    *,
    retries: bool,
    above: Rank | None = None,
    only: Sequence[int] | None = None,
    hold: Hold | None = None,
) -> Hand | None:
    """Take the batches of `kind` that are due, up to `limit` addresses (a batch is never divided) under one lease; None
    where nothing is.

    What goes first by its rank comes first, then what was there first. First tries come alone unless `retries`, so that no
    dead server ever stands before fresh news; with `above` only what goes before that rank is taken, with `only` none but
    these batches. What came too late, or has no address any more, is settled on the way. Nothing is due while two persons
    have yet to agree to the channel's new credentials, nor while the keeper does not open addresses; while sending is
    stopped, only what is let through. `hold` keeps the lease from when it begins.
    """
    now = clock.now()
    if above is not None and not books.due(kind, now, retries=retries, above=above).exists():
        return None
    if not _may_send(kind):
        return None
    token = _lease(limit, books.due(kind, now, retries=retries, above=above, only=only), hold or Hold())
    if not token:
        return None
    rows = list(Batch.objects.filter(lease_by=token).select_related("letter", "roll").order_by("attempts", "id"))
    try:
        members = deque(_members(token, rows, now, stopped=bool(stop_code())))
        return Hand(token, Rank(rows[0].rank), [row.id for row in rows], members)
    except Refused:
        # the keeper is away or sealed: nothing was tried, and everything waits for it
        put_back([token])
        return None


def _may_send(kind: str) -> bool:
    """The credentials with which a channel sends for the first time are those the installation was set up with."""
    Credentials.objects.get_or_create(kind=kind, defaults={"agreed": credentials_mark(kind)})
    return may_send(kind)


def _lease(limit: int, due: QuerySet[Batch], hold: Hold) -> str:
    """The token of a fresh lease on what is to be taken of what is `due`; "" where nothing is."""
    token = secrets.token_hex(16)
    hold.take(token)
    while wanted := _next_of(_line(due), limit):
        with transaction.atomic():
            # whoever came first has some of them: those that are left may be fewer, or none
            free = due.filter(id__in=wanted).select_for_update(skip_locked=True).values_list("id", flat=True)
            taken = Batch.objects.filter(id__in=list(free)).update(
                lease_by=token, lease_until=lease_clock() + LEASE, attempts=F("attempts") + 1
            )
        if taken:
            return token
    hold.drop(token)
    return ""


def _line(due: QuerySet[Batch]) -> list[tuple[int, int, int]]:
    """What is `due`, as `_next_of` takes it. In each rank those go first in the midst of whose first try a sender died, because
    they have waited since; where another dies of them too, they stand behind everyone else."""
    rows, in_order = due.values_list("id", "rank", "queued"), ("rank", "attempts", "id")
    waited = list(rows.filter(books.left_behind(), attempts=1).order_by(*in_order)[:MOST_TAKEN])
    known = {row[0] for row in waited}
    fresh = [row for row in rows.order_by(*in_order)[:MOST_TAKEN] if row[0] not in known]
    return sorted((*waited, *fresh), key=lambda row: row[1])


def _next_of(rows: Sequence[tuple[int, int, int]], limit: int) -> list[int]:
    """The first of `rows` (id, rank, how many wait), all of one rank, until they hold `limit` addresses."""
    found: list[int] = []
    for batch, _rank, waiting in takewhile(lambda row: row[1] == rows[0][1], rows):
        if found and limit < waiting:
            break
        found.append(batch)
        limit -= waiting
    return found


def _members(token: str, rows: list[Batch], now: datetime, *, stopped: bool) -> list[Member]:
    waiting = {row.id: _waiting(row) for row in rows}
    codes = [code for found in waiting.values() for _place, code, _manner in found]
    # while sending is stopped the keeper opens a few addresses and no sheet
    ready = {} if stopped else dict(take_ready(rows, codes))
    again = {code for code, count in Counter(codes).items() if count > 1} if len(rows) > 1 else set()
    addresses = open_addresses(code for code in codes if code not in ready or code in again)
    made: list[Member] = []
    for row in rows:
        again_in_vain = row.letter.taken_back and row.attempts > 1
        if row.letter.expires_at <= now or again_in_vain:
            _end(row.id, token, {place: too_late(row.attempts) for place, _code, _manner in waiting[row.id]})
            continue
        ended, first, letter, attempts = dict[int, int](), row.id * PLACES, row.letter, row.attempts
        for place, code, manner in waiting[row.id]:
            # what is ready is for one message, and two letters in this hand may be for the same address
            if prepared := ready.pop(code, None):
                made.append(Member(first + place, code, manner, *prepared, letter, attempts))
            elif address := addresses.get(code):
                made.append(Member(first + place, code, manner, address, b"", letter, attempts))
            else:
                ended[place] = MARKS[State.GONE]
        _end(row.id, token, ended)
    return made


def _waiting(row: Batch) -> list[tuple[int, str, int]]:
    """Place, code and manner of everyone who waits in a batch."""
    places = zip(bytes(row.states), codes_in(row.roll.codes), bytes(row.roll.manners), strict=True)
    return [(place, code, manner) for place, (mark, code, manner) in enumerate(places) if mark == _QUEUED]


def envelope_of(one: Member) -> Envelope:
    """The member as a channel carries it that sends words."""
    letter, variant = one.letter, variant_of(one.manner)
    text, shown = letter.texts[language_of(one.manner, letter.texts)], "s" in variant
    return Envelope(
        delivery=one.delivery,
        address=one.address,
        code=_text_code(letter, variant),
        thread=letter.thread,
        title=text["title" if shown else "short_title"],
        body=text["body" if shown else "short_body"],
        url=letter.url,
        stop_url=f"{letter.stop_prefix}{one.code}/" if letter.stop_prefix else "",
        stop_words=text["stop"],
        silent="q" in variant,
        urgent=letter.urgent,
        seconds_left=_seconds_left(letter),
        return_code=one.code,
        language=language_of(one.manner, letter.texts),
    )


def bundles_of(members: Iterable[Member]) -> Iterator[Bundle]:
    """The members as a channel carries them that sends a code alone: those together that differ in their address only."""
    groups: dict[tuple[int, int], tuple[Letter, list[Carried]]] = {}
    for delivery, _code, manner, address, ready, letter, _attempts in members:
        # whatever its language, a phone is sent the same
        key = (id(letter), manner & VARIANT)
        if key not in groups:
            groups[key] = (letter, [])
        groups[key][1].append((delivery, address, ready))
    for (_letter, manner), (letter, to) in groups.items():
        variant = variant_of(manner)
        words = (_text_code(letter, variant), letter.thread, "q" in variant, letter.urgent, _seconds_left(letter))
        yield Bundle(*words, to)


def _text_code(letter: Letter, variant: str) -> str:
    return f"{letter.code}-{variant}" if variant else letter.code


def _seconds_left(letter: Letter) -> int:
    return max(1, int((letter.expires_at - clock.now()).total_seconds()))


def _end(batch: int, token: str, ended: dict[int, int]) -> None:
    if not ended:
        return
    with transaction.atomic():
        for row in books.held({batch: token}):
            states = bytearray(row.states)
            for place, mark in ended.items():
                if states[place] == _QUEUED:
                    states[place] = mark
            books.write(row, states)


def look_again(hand: Hand) -> None:
    """Drop what need not be sent any more: its owner has left since it was taken, or its time is over."""
    here, now = still_kept(one.code for one in hand.members), clock.now()
    ended: dict[int, dict[int, int]] = defaultdict(dict)
    for one in hand.members:
        if one.letter.expires_at <= now or one.code not in here:
            mark = too_late(one.attempts) if one.letter.expires_at <= now else MARKS[State.GONE]
            ended[one.delivery // PLACES][one.delivery % PLACES] = mark
    for batch, places in sorted(ended.items()):
        _end(batch, hand.token, places)
    hand.members = deque(
        one for one in hand.members if one.delivery % PLACES not in ended.get(one.delivery // PLACES, ())
    )


def put_back(tokens: Iterable[str]) -> None:
    """Give back what waits in batches that were claimed and of which nothing is on its way, as if it had not been taken."""
    Batch.objects.filter(lease_by__in=list(tokens)).exclude(lease_by="").update(
        attempts=F("attempts") - 1, **books.FREE
    )


def queue_rest(kind: str, *, retries: bool) -> None:
    """Queue another sending job for what one left, whose own time was over."""
    name = "channels.send_again" if retries else "channels.send"
    work.enqueue(name, {"kind": kind}, unique_key=f"{name}:{kind}:rest")
