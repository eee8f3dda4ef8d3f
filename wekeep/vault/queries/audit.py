"""Reading and checking the keeper's log."""

from collections.abc import Iterator
from dataclasses import dataclass

from wekeep.kit import clock
from wekeep.kit.abilities import Role
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.envelope import digest
from wekeep.kit.keeper_messages import Leaves, Log, LogLine, LogWords, No, ReadLog
from wekeep.kit.log_chain import Checkpoint, Entry, Fault, check
from wekeep.kit.words import from_digest
from wekeep.vault import keeper
from wekeep.vault.models import KeptCheckpoint, RoleWrap
from wekeep.vault.rules.unlocked import Unlocked

WORDS = 6
KEPT_SECONDS = 45 * 86_400


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
    if not unlocked.key:
        raise keeper.KeeperSays(No.LOCKED)
    line = {"epoch__zone": EVERY_ZONE, "epoch__role": Role.STEWARD.value}
    wraps = RoleWrap.objects.filter(member=unlocked.actor.code, **line).select_related("epoch")
    return keeper.ask(ReadLog(unlocked.key, tuple(wrap.key for wrap in wraps), after), LogWords).lines


def _entries() -> Iterator[Entry]:
    last = 0
    while page := keeper.ask(Leaves(last), Log).entries:
        yield from page
        last = page[-1].number
