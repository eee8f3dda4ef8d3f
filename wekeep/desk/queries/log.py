"""What stewards see of the log of reads and powers: whether it is whole, and who opened how much; never what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wekeep.kit import clock
from wekeep.kit.actor import EVERY_ZONE
from wekeep.people.queries import handles_of
from wekeep.vault.queries.audit import read_log_since
from wekeep.vault.rules.reading import Opened, powers_used, tally
from wekeep.vault.rules.unlocked import Unlocked

MOST_POWERS = 100


@dataclass(frozen=True, slots=True)
class Reader:
    """One person and how much they opened."""

    handle: str
    opened: Opened

    @property
    def records(self) -> int:
        """Different records."""
        return len(self.opened.records)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Groups by kind, the most first."""
        return self.opened.groups.most_common()


@dataclass(frozen=True, slots=True)
class UsedBy:
    """One use of power, with the people's handles."""

    at: datetime
    handle: str
    asked_by: str
    power: str
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The log of some days. `complete`: nothing was left out because it is too long."""

    readers: list[Reader]
    powers: list[UsedBy]
    complete: bool


def reading_of(unlocked: Unlocked, days: int) -> Reading:
    """Who opened how much in these days, and which powers were used. That it was read is itself in the log."""
    lines, complete = read_log_since(unlocked, clock.now() - timedelta(days=days))
    opened, used = tally(lines), powers_used(lines)[:MOST_POWERS]
    names = _handles(
        [one.member for one in opened] + [code for one in used for code in (one.member, one.asked_by, one.about)]
    )
    return Reading(
        [Reader(names.get(one.member, one.member), one) for one in opened],
        [
            UsedBy(
                datetime.fromtimestamp(one.at, UTC),
                names.get(one.member, one.member),
                names.get(one.asked_by, one.asked_by),
                one.power,
                names.get(one.about, one.about[:16]),
            )
            for one in used
        ],
        complete,
    )


def _handles(codes: Iterable[str]) -> dict[str, str]:
    found = handles_of({(code, EVERY_ZONE) for code in codes if code})
    return {code: handle for (code, _zone), handle in found.items()}
