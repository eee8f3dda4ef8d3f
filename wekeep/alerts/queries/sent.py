"""The public list of what was sent: its lines, its signed head, and whose code stands in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from wekeep.alerts.models import Message, Sent
from wekeep.alerts.queries.alerts import public_alert
from wekeep.alerts.rules import asked as rules
from wekeep.channels.queries import handed_over
from wekeep.kit import clock
from wekeep.kit.envelope import Broken, digest, verify
from wekeep.kit.errors import NotFound
from wekeep.kit.log_chain import START, Checkpoint, leaf_of, link_of
from wekeep.kit.sent_list import Line, mark_of_code, read_line, rounded_up
from wekeep.kit.words import from_digest
from wekeep.vault.queries.signing import published_key

WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """One line as it is shown. `told`: to how many, rounded up, it was handed over so far; None once that is not known any
    more."""

    number: int
    at: datetime
    line: Line
    told: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the list: its number, its link in hex, six words for it, when it was signed, and the keeper's signature."""

    number: int
    link: str
    words: str
    at: datetime
    signature: str


@dataclass(frozen=True, slots=True)
class Today:
    """What was signed since midnight where the network lives, newest first; `holds`: every line of it is chained as it says,
    up to a head that the network's published key signed. None of it may be believed where not."""

    lines: list[Listed]
    head: Head | None
    holds: bool


class Verdict(StrEnum):
    """Whether an alert is ours. `ELSEWHERE`: a link in what was asked leads somewhere else, so it is not, though a code in it
    may be true. `NO_CODE`: what was asked names no alert at all."""

    OURS = "ours"
    NOT_OURS = "not_ours"
    ELSEWHERE = "elsewhere"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one who asks: what the list says of it, oldest first, and the code under which everyone can read what
    we said, "" where that is no longer public."""

    verdict: Verdict
    lines: list[Listed]
    readable: str


def sent_today() -> Today:
    """The list of this day."""
    midnight = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = list(Sent.objects.filter(at__gte=int(midnight.timestamp())).order_by("number"))
    last = rows[-1] if rows else Sent.objects.order_by("-number").first()
    if last is None:
        return Today([], None, holds=True)
    if not (_is_signed(last) and _is_chained(rows)):
        return Today([], _head(last), holds=False)
    return Today(_listed(rows)[::-1], _head(last), holds=True)


def whole_list() -> dict[str, object]:
    """Everything anybody needs to check the list without us (`kit.sent_list.faults_of`), as it is downloaded."""
    rows = list(Sent.objects.order_by("number"))
    signed = next((row for row in reversed(rows) if row.signature), None)
    return {
        "version": 1,
        "network": settings.NETWORK_NAME,
        "key": published_key().hex(),
        "entries": [_entry(row) for row in rows if signed and row.number <= signed.number],
        "head": {**_entry(signed), "signature": bytes(signed.signature).hex()} if signed else None,
    }


def answer_to(asked: str, host: str) -> Said:
    """Whether the code, the link or the whole message that was `asked` about is of this network, which is asked as `host`."""
    read = rules.read(asked, {host.lower(), urlsplit(settings.SITE_URL).netloc.lower()})
    if read.elsewhere or not read.codes:
        return Said(Verdict.ELSEWHERE if read.elsewhere else Verdict.NO_CODE, [], "")
    lines = lines_of(read.codes)
    if not lines:
        return Said(Verdict.NOT_OURS, [], "")
    return Said(Verdict.OURS, lines, next((code for code in sorted(read.codes) if _is_public(code)), ""))


def lines_of(codes: Collection[str]) -> list[Listed]:
    """What the list says of the alerts or messages with these codes, oldest first; empty where there is nothing of ours, and
    where what is there is not chained up to a signed head."""
    marks = {mark_of_code(code) for code in codes}
    first = _first_that_names(marks)
    rows = list(Sent.objects.filter(number__gte=first).order_by("number")) if first else []
    if not rows or not (_is_signed(rows[-1]) and _is_chained(rows)):
        return []
    return _listed([row for row in rows if _names(row, marks)])


def end_of_list() -> str:
    """What changes with every line that is added; "" before the first."""
    last = Sent.objects.order_by("-number").values_list("number", "link").first()
    return f"{last[0]}-{bytes(last[1]).hex()}" if last else ""


def _first_that_names(marks: Collection[str]) -> int | None:
    """The number of the first line in which one of the marks stands; looked for in bytes, because anyone may ask, and any
    code."""
    wanted = [mark.encode() for mark in marks]
    lines = Sent.objects.exclude(words=b"").order_by("number").values_list("number", "words")
    for number, words in lines.iterator(chunk_size=1_000):
        said = bytes(words)
        if any(mark in said for mark in wanted):
            return int(number)
    return None


def _is_public(code: str) -> bool:
    try:
        public_alert(code)
    except NotFound:
        return False
    return True


def _names(row: Sent, marks: set[str]) -> bool:
    line = _line(row)
    return line is not None and bool(marks & {line.alert, line.message})


def _line(row: Sent) -> Line | None:
    try:
        return read_line(bytes(row.words))
    except ValueError:
        return None


def _listed(rows: list[Sent]) -> list[Listed]:
    lines = [(row, line) for row in rows if (line := _line(row))]
    told = _told([line for _row, line in lines])
    return [
        Listed(row.number, datetime.fromtimestamp(row.at, UTC), line, told.get(line.message)) for row, line in lines
    ]


def _told(lines: list[Line]) -> dict[str, int]:
    """By the mark of each message: how many it was handed over to. Told is what a channel took, nothing else."""
    since = clock.now() - timedelta(days=4)
    codes = {
        mark_of_code(code): code for code in Message.objects.filter(sent_at__gt=since).values_list("code", flat=True)
    }
    wanted = {line.message: codes[line.message] for line in lines if line.message in codes}
    counts = handed_over([name for code in wanted.values() for name in (code, f"outlet-{code}")])
    return {
        mark: rounded_up(counts.get(code, 0) + counts.get(f"outlet-{code}", 0))
        for mark, code in wanted.items()
        if code in counts or f"outlet-{code}" in counts
    }


def _is_signed(row: Sent) -> bool:
    try:
        verify(published_key(), _checkpoint(row).statement(), bytes(row.signature))
    except Broken:
        return False
    return True


def _checkpoint(row: Sent) -> Checkpoint:
    return Checkpoint(row.number, bytes(row.link), row.at)


def _is_chained(rows: list[Sent]) -> bool:
    """Whether these lines follow each other and the one before them, each as it was written."""
    if not rows:
        return True
    before = Sent.objects.filter(number=rows[0].number - 1).first()
    if before is None and rows[0].number != 1:
        return False
    link, number = (bytes(before.link), before.number) if before else (START, 0)
    for row in rows:
        leaf = leaf_of(bytes(row.nonce), bytes(row.words), row.at)
        link, number = link_of(link, leaf, row.at), number + 1
        if (row.number, bytes(row.leaf), bytes(row.link)) != (number, leaf, link):
            return False
    return True


def _head(row: Sent) -> Head:
    link = bytes(row.link)
    words = from_digest(digest(link).hex(), WORDS)
    return Head(row.number, link.hex(), words, datetime.fromtimestamp(row.at, UTC), bytes(row.signature).hex())


def _entry(row: Sent) -> dict[str, object]:
    parts = {name: bytes(getattr(row, name)).hex() for name in ("leaf", "link", "nonce")}
    return {"number": row.number, "at": row.at, **parts, "words": bytes(row.words).decode()}
