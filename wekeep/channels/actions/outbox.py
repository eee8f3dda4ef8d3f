"""The outbox: letters are handed over in the caller's transaction, in batches, and taken back while nobody has them."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from wekeep.channels.actions import books
from wekeep.channels.actions.making_ready import drop_for
from wekeep.channels.models import Address, Batch, Letter, Roll
from wekeep.channels.queries import codes_by_reach, may_send, stop_code
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import BATCH, MARKS, Rank, State
from wekeep.channels.rules.roll import CODE, codes_in, manner, pack_codes, places_of
from wekeep.kit import clock
from wekeep.work import actions as work

# One sending job for so many first tries of a kind, up to as many jobs as keep two cores busy.
A_JOB, MOST_JOBS = 2_000, 2
KEPT = timedelta(hours=72)
# What was handed over and is untouched so much later waits for something.
OVERDUE = timedelta(seconds=5)
_QUEUED, _WITHDRAWN = MARKS[State.QUEUED], MARKS[State.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class Text:
    """A letter in one language; the short pair is for a locked phone and says nothing of what happened. `stop` is what
    the link that stops further letters is called."""

    title: str
    body: str
    short_title: str
    short_body: str
    stop: str = ""


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter to hand over. `code` names its text to phones that fetch it; `texts` is by language and must hold every
    language of the recipients; `stop_prefix` plus an address's code is the link that stops it. `rank` says before what else
    in the outbox it goes; boards of `zone` hear that it goes on, as something `about` that code. `passes` is the code of a stop
    that does not hold it."""

    code: str
    thread: str
    texts: dict[str, Text]
    url: str
    stop_prefix: str
    urgent: bool
    expires_at: datetime
    rank: Rank = Rank.OWN
    about: str = ""
    zone: str = ""
    passes: str = ""


class Recipient(NamedTuple):
    """One address a letter goes to, and how it wants it; `receipt` where its phone may say that it showed it."""

    address: str
    kind: str
    language: str
    silent: bool = False
    show_text: bool = False
    receipt: bool = False


@transaction.atomic
def hand_over(letter: NewLetter, to: Sequence[Recipient]) -> None:
    """Put `letter` into the outbox for everyone in `to`, in the caller's transaction, and queue the sending.

    They are sent to in the order given. A second call with the same letter adds recipients; one who has it already gets no
    second.
    """
    kept, is_new = _keep(letter)
    seen = set() if is_new else _have(kept)
    counts = {
        kind: _write(kept, letter.rank, kind, codes, manners) for kind, codes, manners in _by_kind(letter, to, seen)
    }
    _queue_sending(counts, shared=not letter.urgent and len(to) == 1)


@transaction.atomic
def keep_as_sent(letter: NewLetter, to: Sequence[Recipient]) -> None:
    """As `hand_over`, with the rows as they are once every channel has carried it; nothing is sent."""
    hand_over(letter, to)
    then = clock.now() + timedelta(milliseconds=300 + secrets.randbelow(2500))
    for row in Batch.objects.filter(letter__code=letter.code):
        states = bytearray([MARKS[State.HANDED_OVER]]) * len(row.states)
        books.write(row, states, now=then)
    Batch.objects.filter(letter__code=letter.code).update(attempts=1, next_at=then)


def _keep(letter: NewLetter) -> tuple[Letter, bool]:
    texts = {language: asdict(text) for language, text in letter.texts.items()}
    defaults = {
        "thread": letter.thread,
        "texts": texts,
        "url": letter.url,
        "stop_prefix": letter.stop_prefix,
        "about": letter.about,
        "zone": letter.zone,
        "passes": letter.passes,
        "urgent": letter.urgent,
        "handed_at": clock.now(),
        "expires_at": letter.expires_at,
        "forget_at": letter.expires_at + KEPT,
    }
    kept, is_new = Letter.objects.get_or_create(code=letter.code, defaults=defaults)
    # whoever adds to a letter waits for whoever else does, so that nobody is added twice
    return Letter.objects.select_for_update().get(pk=kept.pk), is_new


def _have(letter: Letter) -> set[str]:
    rolls = Roll.objects.filter(batch__letter=letter).values_list("codes", flat=True)
    return {code for codes in rolls for code in codes_in(codes)}


def _by_kind(letter: NewLetter, to: Sequence[Recipient], seen: set[str]) -> Iterator[tuple[str, list[str], bytearray]]:
    """For each kind the addresses that have not been `seen`, and how each wants it, in the order given."""
    languages = {name: number for number, name in enumerate(sorted(letter.texts))}
    found: dict[str, tuple[list[str], bytearray]] = defaultdict(lambda: ([], bytearray()))
    # a hundred thousand people want it in a few manners
    known: dict[tuple[str, bool, bool, bool], int] = {}
    for address, kind, language, silent, shown, receipt in to:
        if address in seen:
            continue
        seen.add(address)
        how = (language, silent, shown, receipt)
        if how not in known:
            known[how] = manner(languages[language], quiet=silent, shown=shown, receipt=receipt)
        codes, manners = found[kind]
        codes.append(address)
        manners.append(known[how])
    return ((kind, *lists) for kind, lists in found.items())


def _write(letter: Letter, rank: Rank, kind: str, codes: list[str], manners: bytearray) -> int:
    """One batch for as many as the channel takes at once; returns how many addresses."""
    size, packed, now = _size(kind), pack_codes(codes), clock.now()
    parts = [(start, min(start + size, len(codes))) for start in range(0, len(codes), size)]
    rows = Batch.objects.bulk_create(
        books.new(letter, kind=kind, rank=rank, size=end - start, due=now) for start, end in parts
    )
    Roll.objects.bulk_create(
        Roll(batch=row, codes=packed[start * CODE : end * CODE], manners=bytes(manners[start:end]))
        for row, (start, end) in zip(rows, parts, strict=True)
    )
    return len(codes)


def _size(kind: str) -> int:
    known = kinds().get(kind)
    return min(BATCH, known.claims_at_once) if known else BATCH


def _queue_sending(counts: dict[str, int], *, shared: bool) -> None:
    """A letter to one person that is not urgent shares a job that waits already: a thousand reminders queue one, not one
    each before the next alert. The sweep finds what that job was too early for."""
    for kind, count in counts.items():
        for _job in range(min(MOST_JOBS, 1 + count // A_JOB)):
            work.enqueue("channels.send", {"kind": kind}, unique_key=f"channels.send:{kind}:shared" if shared else None)


@transaction.atomic
def withdraw(*, thread: str) -> frozenset[str]:
    """Take back what of `thread` no channel was asked to carry yet; returns the addresses that surely got nothing of it: what
    came too late for them, or was refused at once, counts like what is taken back.

    A letter that was tried even once, or that a worker has in hand, may have arrived: whoever it is for counts as reached,
    and where that try fails it is not tried again, so that nobody is warned after having been told that it is over.
    """
    Letter.objects.filter(thread=thread).update(taken_back=True)
    untried = Batch.objects.filter(letter__thread=thread, attempts=0, lease_by="", queued__gt=0)
    for row in untried.select_for_update().order_by("id"):
        books.write(row, bytearray(row.states).replace(bytes([_QUEUED]), bytes([_WITHDRAWN])))
    unreached, reached = set[str](), set[str]()
    for came, codes in codes_by_reach(thread):
        (reached if came else unreached).update(codes)
    return frozenset(unreached - reached)


def forget_gone_addresses(codes: Sequence[str]) -> None:
    """Delete addresses that are no more; what waits for them is settled when its turn comes. Whoever held one finds it
    missing."""
    gone = list(Address.objects.filter(code__in=codes).values_list("id", flat=True))
    drop_for(gone)
    Address.objects.filter(id__in=gone).delete()


def stop_waiting(code: str) -> None:
    """Take back whatever still waits for an address, in the caller's transaction."""
    for row in _waiting_for(code):
        states = bytearray(row.states)
        for place in places_of(bytes(row.roll.codes), code):
            if states[place] == _QUEUED:
                states[place] = _WITHDRAWN
        books.write(row, states)


def redirect(old: str, new: str) -> None:
    """Send what waits for one address to another, unless that one has the letter already; in the caller's transaction."""
    for row in _waiting_for(old):
        if row.lease_by or new in _have(row.letter):
            continue
        codes = bytearray(row.roll.codes)
        for place in places_of(bytes(codes), old):
            if row.states[place] == _QUEUED:
                codes[place * CODE : (place + 1) * CODE] = pack_codes([new])
        Roll.objects.filter(pk=row.pk).update(codes=bytes(codes))


def _waiting_for(code: str) -> list[Batch]:
    """The batches in which something waits for `code`, their rows locked. Their rolls are looked through, which takes a
    millisecond for a hundred thousand addresses, so that no row need be kept for each."""
    rolls = Roll.objects.filter(batch__queued__gt=0).values_list("batch_id", "codes").iterator(chunk_size=100)
    found = [batch for batch, codes in rolls if next(places_of(bytes(codes), code), None) is not None]
    if not found:
        return []
    rows = Batch.objects.filter(pk__in=found, queued__gt=0).select_related("roll", "letter")
    return list(rows.select_for_update(of=("self",)).order_by("id"))


def queue_left_behind() -> int:
    """Queue a sending job for every kind that has batches due or left behind by a dead worker; returns how many."""
    now, queued = clock.now(), 0
    for kind in kinds():
        if books.due(kind, now, retries=True).exists():
            work.enqueue("channels.send_again", {"kind": kind}, unique_key=f"channels.send_again:{kind}:sweep")
            queued += 1
    return queued


def queue_interrupted() -> int:
    """Queue the sending of what a sender died in the midst of, as soon as its lease is over; returns for how many kinds."""
    if stop_code():
        return 0
    found = Batch.objects.filter(books.left_behind(), queued__gt=0).values_list("kind", "attempts").distinct()
    names = {(kind, "channels.send" if attempts == 1 else "channels.send_again") for kind, attempts in found}
    ours = sorted(one for one in names if one[0] in kinds() and may_send(one[0]))
    for kind, name in ours:
        work.enqueue(name, {"kind": kind}, unique_key=f"{name}:{kind}:interrupted")
    return len(ours)


def queue_waiting() -> int:
    """Queue the sending of what has waited without being tried once, as it does while the keeper is sealed; returns for
    how many kinds."""
    if stop_code():
        return 0
    overdue = Batch.objects.filter(queued__gt=0, attempts=0, lease_by="", next_at__lt=clock.now() - OVERDUE)
    waiting = list(overdue.values_list("kind", flat=True).distinct())
    for kind in waiting:
        work.enqueue("channels.send", {"kind": kind}, unique_key=f"channels.send:{kind}:waiting")
    return len(waiting)


def queue_everything() -> None:
    """Queue the sending of all that is due, first tries at once and later ones behind them, in the caller's transaction."""
    now = clock.now()
    for kind in kinds():
        counts = {kind: books.due(kind, now, retries=False).aggregate(many=Sum("queued"))["many"] or 0}
        _queue_sending({one: many for one, many in counts.items() if many}, shared=False)
    queue_left_behind()


def forget_letters() -> int:
    """Delete the letters whose time is over, with their batches; returns how many rows."""
    return Letter.objects.filter(forget_at__lt=clock.now()).delete()[0]
