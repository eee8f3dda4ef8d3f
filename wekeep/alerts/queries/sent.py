"""The public list of what was sent: its lines, its signed head, and whose code stands in it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from wekeep.alerts.models import Message, Sent
from wekeep.channels.queries import handed_over
from wekeep.kit import clock
from wekeep.kit.envelope import Broken, digest, verify
from wekeep.kit.log_chain import START, Checkpoint, leaf_of, link_of
from wekeep.kit.sent_list import Line, mark_of_code, read_line, rounded_up
from wekeep.kit.words import from_digest
from wekeep.vault.queries.signing import published_key

WORDS: Final = 6
LONGEST_ASKED: Final = 400
_CODE = re.compile(r"[a-z0-9]{12,16}")


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


def lines_of(asked: str) -> list[Listed]:
    """What the list says of the alert whose code, or whose link, is `asked`, oldest first; empty where there is nothing of
    ours, and where what is there is not chained up to a signed head."""
    marks = {mark_of_code(code) for code in _CODE.findall(asked[:LONGEST_ASKED].lower())}
    if not marks:
        return []
    rows = list(Sent.objects.order_by("number"))
    at = next((place for place, row in enumerate(rows) if _names(row, marks)), None)
    if at is None or not (_is_signed(rows[-1]) and _is_chained(rows[at:])):
        return []
    return _listed([row for row in rows[at:] if _names(row, marks)])


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
