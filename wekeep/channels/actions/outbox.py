"""The outbox: letters are handed over in the caller's transaction, sent at least once, and settled."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from wekeep.channels.contract import Answer, Envelope, Result
from wekeep.channels.models import Address, Credentials, Delivery, Letter
from wekeep.channels.queries import credentials_mark, may_send, open_addresses
from wekeep.channels.registry import kinds
from wekeep.channels.rules.delivery import LEASE, State, next_state
from wekeep.kit import clock
from wekeep.kit.errors import Refused
from wekeep.work import actions as work

# One sending job for so many first tries of a kind, up to as many jobs as keep two cores busy.
A_JOB, MOST_JOBS = 2_000, 2
INSERT_BATCH = 1_000
KEPT = timedelta(hours=72)
# What was handed over and is untouched so much later waits for something.
OVERDUE = timedelta(seconds=5)


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
    language of the recipients; `stop_prefix` plus an address's code is the link that stops it."""

    code: str
    thread: str
    texts: dict[str, Text]
    url: str
    stop_prefix: str
    urgent: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address a letter goes to, and how it wants it."""

    address: str
    kind: str
    language: str
    silent: bool = False
    show_text: bool = False

    @property
    def variant(self) -> str:
        return ("q" if self.silent else "") + ("s" if self.show_text else "")


@transaction.atomic
def hand_over(letter: NewLetter, to: Sequence[Recipient]) -> None:
    """Put `letter` into the outbox for everyone in `to`, in the caller's transaction, and queue the sending.

    A second call with the same letter adds recipients; one who has it already gets no second.
    """
    kept = _keep(letter)
    now = clock.now()
    rows = [
        Delivery(
            letter=kept, address=one.address, kind=one.kind, language=one.language, variant=one.variant, next_at=now
        )
        for one in to
    ]
    Delivery.objects.bulk_create(rows, batch_size=INSERT_BATCH, ignore_conflicts=True)
    _queue_sending(to, urgent=letter.urgent)


@transaction.atomic
def keep_as_sent(letter: NewLetter, to: Sequence[Recipient]) -> None:
    """As `hand_over`, with the rows as they are once every channel has carried it; nothing is sent."""
    hand_over(letter, to)
    then = clock.now() + timedelta(milliseconds=300 + secrets.randbelow(2500))
    rows = Delivery.objects.filter(letter__code=letter.code)
    rows.update(state=State.HANDED_OVER, attempts=1, next_at=then, settled_at=then)


def _keep(letter: NewLetter) -> Letter:
    texts = {language: asdict(text) for language, text in letter.texts.items()}
    defaults = {
        "thread": letter.thread,
        "texts": texts,
        "url": letter.url,
        "stop_prefix": letter.stop_prefix,
        "urgent": letter.urgent,
        "expires_at": letter.expires_at,
        "forget_at": letter.expires_at + KEPT,
    }
    return Letter.objects.get_or_create(code=letter.code, defaults=defaults)[0]


def _queue_sending(to: Sequence[Recipient], *, urgent: bool) -> None:
    """A letter to one person that is not urgent shares a job that waits already: a thousand reminders queue one, not one
    each before the next alert. The sweep finds what that job was too early for."""
    counts: dict[str, int] = defaultdict(int)
    for one in to:
        counts[one.kind] += 1
    for kind, count in counts.items():
        for _job in range(min(MOST_JOBS, 1 + count // A_JOB)):
            shared = None if urgent or len(to) > 1 else f"channels.send:{kind}:shared"
            work.enqueue("channels.send", {"kind": kind}, unique_key=shared)


@transaction.atomic
def withdraw(*, thread: str) -> frozenset[str]:
    """Take back what of `thread` no channel was asked to carry yet; returns the addresses that now got nothing of it.

    A delivery that was tried even once is not taken back: it may have arrived.
    """
    of_thread = Delivery.objects.filter(letter__thread=thread)
    untried = of_thread.filter(state=State.QUEUED, attempts=0).select_for_update()
    ids = list(untried.values_list("id", flat=True))
    for start in range(0, len(ids), INSERT_BATCH):
        Delivery.objects.filter(id__in=ids[start : start + INSERT_BATCH], state=State.QUEUED, attempts=0).update(
            state=State.WITHDRAWN, settled_at=clock.now()
        )
    withdrawn = of_thread.filter(state=State.WITHDRAWN).values_list("address", flat=True)
    reached = of_thread.exclude(state=State.WITHDRAWN).values_list("address", flat=True)
    return frozenset(withdrawn) - frozenset(reached)


def claim(kind: str, limit: int, *, retries: bool, urgent: bool = False) -> tuple[str, list[Envelope]]:
    """Take up to `limit` due deliveries of `kind` under one lease; returns the lease's token ("" where nothing was due)
    and the envelopes.

    First tries come first, and alone unless `retries`, so that no dead server ever stands before fresh news. What came
    too late, or has no address any more, is settled on the way. With `urgent`, urgent letters alone. Nothing is due while two persons have yet to agree to the
    channel's new credentials.
    """
    if not _may_send(kind):
        return "", []
    now, token = clock.now(), secrets.token_hex(16)
    with transaction.atomic():
        of_kind = _due(kind, now, retries=retries)
        due = (
            (of_kind.filter(letter__urgent=True) if urgent else of_kind)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("attempts", "id")
        )
        ids = list(due.values_list("id", flat=True)[:limit])
        Delivery.objects.filter(id__in=ids).update(
            state=State.LEASED, lease_by=token, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    if not ids:
        return "", []
    rows = list(Delivery.objects.filter(lease_by=token, state=State.LEASED).select_related("letter").order_by("id"))
    try:
        return token, _envelopes(token, rows, now)
    except Refused:
        # the keeper is away or sealed: nothing was tried, and everything waits for it
        put_back(token, ids)
        return "", []


def _may_send(kind: str) -> bool:
    """The credentials with which a channel sends for the first time are those the installation was set up with."""
    Credentials.objects.get_or_create(kind=kind, defaults={"agreed": credentials_mark(kind)})
    return may_send(kind)


def _due(kind: str, now: datetime, *, retries: bool) -> QuerySet[Delivery]:
    queued = Q(state=State.QUEUED, next_at__lte=now)
    if not retries:
        return Delivery.objects.filter(queued, kind=kind, attempts=0)
    return Delivery.objects.filter(queued | Q(state=State.LEASED, lease_until__lt=now), kind=kind)


def _envelopes(token: str, rows: list[Delivery], now: datetime) -> list[Envelope]:
    addresses = open_addresses([row.address for row in rows])
    homeless = [row.id for row in rows if row.address not in addresses]
    late = [row.id for row in rows if row.address in addresses and row.letter.expires_at <= now]
    _close(token, homeless, State.GONE)
    _close(token, late, State.TOO_LATE)
    settled = {*homeless, *late}
    return [_envelope(row, addresses[row.address], now) for row in rows if row.id not in settled]


def _envelope(row: Delivery, address: dict[str, str], now: datetime) -> Envelope:
    letter, shown = row.letter, "s" in row.variant
    text = letter.texts[row.language]
    return Envelope(
        delivery=row.id,
        address=address,
        code=f"{letter.code}-{row.variant}" if row.variant else letter.code,
        thread=letter.thread,
        title=text["title" if shown else "short_title"],
        body=text["body" if shown else "short_body"],
        url=letter.url,
        stop_url=f"{letter.stop_prefix}{row.address}/" if letter.stop_prefix else "",
        stop_words=text["stop"],
        silent="q" in row.variant,
        urgent=letter.urgent,
        seconds_left=max(1, int((letter.expires_at - now).total_seconds())),
        return_code=row.address,
        language=row.language,
    )


def _close(token: str, ids: list[int], state: State) -> None:
    if ids:
        Delivery.objects.filter(id__in=ids, lease_by=token, state=State.LEASED).update(
            state=state, settled_at=clock.now(), lease_by=""
        )


@transaction.atomic
def settle(kind: str, answers: Iterable[tuple[str, Result]]) -> int:
    """Write down what the channel said to deliveries under their leases; returns how many were handed over.

    An answer whose lease was lost meanwhile changes nothing. Addresses that are gone are forgotten.
    """
    now, by_state = clock.now(), defaultdict[tuple[str, State, datetime, str], list[int]](list)
    answers = list(answers)
    attempts = _attempts([result.delivery for _token, result in answers if result.answer is Answer.LATER])
    for token, result in answers:
        tries, ends = attempts.get(result.delivery, (1, now))
        state, due = next_state(result, tries, ends, now)
        by_state[token, state, due, result.trouble[:60]].append(result.delivery)
    for (token, state, due, trouble), ids in by_state.items():
        done = None if state is State.QUEUED else now
        Delivery.objects.filter(id__in=ids, lease_by=token, state=State.LEASED).update(
            state=state, next_at=due, settled_at=done, trouble=trouble, lease_by="", lease_until=None
        )
        if state is State.QUEUED:
            work.enqueue("channels.send_again", {"kind": kind}, unique_key=_again_key(kind, due), run_at=due)
    _forget_gone([result.delivery for _token, result in answers if result.answer is Answer.GONE])
    return sum(result.answer is Answer.HANDED_OVER for _token, result in answers)


def put_back(token: str, ids: list[int]) -> None:
    """Give back deliveries that were claimed under `token` and not begun, as if they had never been taken."""
    Delivery.objects.filter(id__in=ids, lease_by=token, state=State.LEASED).update(
        state=State.QUEUED, attempts=F("attempts") - 1, lease_by="", lease_until=None
    )


def queue_rest(kind: str, *, retries: bool) -> None:
    """Queue another sending job for what one left, whose own time was over."""
    name = "channels.send_again" if retries else "channels.send"
    work.enqueue(name, {"kind": kind}, unique_key=f"{name}:{kind}:rest")


def _attempts(ids: list[int]) -> dict[int, tuple[int, datetime]]:
    rows = Delivery.objects.filter(id__in=ids).values_list("id", "attempts", "letter__expires_at")
    return {delivery: (tries, ends) for delivery, tries, ends in rows}


def _again_key(kind: str, due: datetime) -> str:
    return f"channels.send_again:{kind}:{int(due.timestamp())}"


def _forget_gone(ids: list[int]) -> None:
    if ids:
        forget_gone_addresses(
            list(Delivery.objects.filter(id__in=ids, state=State.GONE).values_list("address", flat=True))
        )


def forget_gone_addresses(codes: Sequence[str]) -> None:
    """Delete addresses that are no more; what waits for them is settled. Whoever held one finds it missing."""
    Address.objects.filter(code__in=codes).delete()
    Delivery.objects.filter(address__in=codes, state=State.QUEUED).update(state=State.GONE, settled_at=clock.now())


def queue_left_behind() -> int:
    """Queue a sending job for every kind that has deliveries due or left behind by a dead worker; returns how many."""
    now, queued = clock.now(), 0
    for kind in kinds():
        if _due(kind, now, retries=True).exists():
            work.enqueue("channels.send_again", {"kind": kind}, unique_key=f"channels.send_again:{kind}:sweep")
            queued += 1
    return queued


def queue_waiting() -> int:
    """Queue the sending of what has waited without being tried once, as it does while the keeper is sealed; returns for
    how many kinds."""
    since, queued = clock.now() - OVERDUE, 0
    for kind in (
        Delivery.objects.filter(state=State.QUEUED, attempts=0, next_at__lt=since).values_list("kind").distinct()
    ):
        work.enqueue("channels.send", {"kind": kind[0]}, unique_key=f"channels.send:{kind[0]}:waiting")
        queued += 1
    return queued


def forget_letters() -> int:
    """Delete the letters whose time is over, with their deliveries; returns how many rows."""
    return Letter.objects.filter(forget_at__lt=clock.now()).delete()[0]
