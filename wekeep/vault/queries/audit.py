"""Reading and checking the keeper's log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import Broken, digest, verify
from wekeep.kit.keeper_messages import Leaves, Log, LogLine, LogWords, Readings, ReadLog, RoleKey, Whose
from wekeep.kit.log_chain import Checkpoint, Entry, Fault, check
from wekeep.kit.words import from_digest
from wekeep.vault import keeper
from wekeep.vault.models import KeptCheckpoint, RoleWrap
from wekeep.vault.rules.unlocked import Unlocked

WORDS = 6
KEPT_SECONDS = 45 * 86_400
# How much one look reads.
MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the log found: how many entries, everything wrong, and the newest kept checkpoint's words."""

    entries: int
    faults: list[Fault]
    words: str


def verify_log() -> Verdict:
    """Check the whole log against its own chain and every checkpoint that was kept in the database."""
    entries, kept = list(_entries()), kept_checkpoints()
    erased_before = int(clock.now().timestamp()) - KEPT_SECONDS
    faults = check(entries, kept, keeper.verify_key(), erased_before=erased_before)
    return Verdict(len(entries), faults, words_of(kept[-1]) if kept else "")


def kept_checkpoints() -> list[Checkpoint]:
    """Oldest first."""
    rows = KeptCheckpoint.objects.order_by("number")
    return [Checkpoint(row.number, bytes(row.link), row.at, bytes(row.signature)) for row in rows]


def words_of(checkpoint: Checkpoint) -> str:
    """Six words that stand for a checkpoint, to be read aloud and written down where no computer is."""
    return from_digest(digest(checkpoint.statement()).hex(), WORDS)


def read_log(unlocked: Unlocked, *, after: int) -> tuple[LogLine, ...]:
    """A page of the log's words, for an unlocked steward of every zone; that they read it is written into it."""
    return _page(unlocked, after).lines


def _page(unlocked: Unlocked, after: int) -> LogWords:
    if not unlocked.key:
        raise keeper.KeeperLocked()
    return keeper.ask(ReadLog(unlocked.key, _stewards_keys(unlocked), after), LogWords)


def whose(unlocked: Unlocked, text: str) -> Readings:
    """The looks in the log that a copied text comes from, for an unlocked steward of every zone. It takes no look at what is
    sealed: the keeper makes every look's mark anew and compares. That it was asked is written into the log."""
    if not unlocked.key:
        raise keeper.KeeperLocked()
    ask = Whose(unlocked.key, _stewards_keys(unlocked), text)
    return keeper.ask(ask, Readings, patience=keeper.UNSEALING_SECONDS)


def _stewards_keys(unlocked: Unlocked) -> tuple[RoleKey, ...]:
    line = {"epoch__zone": EVERY_ZONE, "epoch__role": Role.STEWARD.value}
    wraps = RoleWrap.objects.filter(member=unlocked.actor.code, **line).select_related("epoch")
    return tuple(wrap.key for wrap in wraps)


def read_log_since(unlocked: Unlocked, since: datetime) -> tuple[list[LogLine], bool]:
    """The log's words from `since` on, as `read_log` gives them, and whether that is all of them: at most MOST_PAGES are
    read, the oldest first."""
    at = int(since.timestamp())
    lines: list[LogLine] = []
    before = KeptCheckpoint.objects.filter(at__lt=at).order_by("-number").values_list("number", flat=True).first() or 0
    for _number in range(MOST_PAGES):
        page = _page(unlocked, before)
        lines += [one for one in page.lines if one.at >= at]
        if not page.more:
            return lines, True
        before = page.lines[-1].number
    return lines, False


@dataclass(frozen=True, slots=True)
class Head:
    """The newest kept checkpoint: its entry, when it was signed, its six words, and whether it is still the keeper's."""

    number: int
    at: datetime
    words: str
    holds: bool


def newest_head() -> Head | None:
    """The newest kept checkpoint, compared with what the keeper says now; None before the first."""
    row = KeptCheckpoint.objects.order_by("-number").first()
    if row is None:
        return None
    kept = Checkpoint(row.number, bytes(row.link), row.at, bytes(row.signature))
    page = keeper.ask(Leaves(row.number - 1), Log).entries
    holds = bool(page) and page[0].number == kept.number and page[0].link == kept.link and _is_signed(kept)
    return Head(kept.number, datetime.fromtimestamp(kept.at, UTC), words_of(kept), holds)


def _is_signed(kept: Checkpoint) -> bool:
    try:
        verify(keeper.verify_key(), kept.statement(), kept.signature)
    except Broken:
        return False
    return True


def _entries() -> Iterator[Entry]:
    last = 0
    while page := keeper.ask(Leaves(last), Log).entries:
        yield from page
        last = page[-1].number
