"""One numbered entry of the journal, and how several of them travel between hosts: codes, states and times alone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wekeep.journal.rules.kind import only_codes

# of the longest entries there are, so many stay under the 64 KB that the broker takes at once
MOST_ON_A_PAGE: Final = 40


@dataclass(frozen=True, slots=True)
class Event:
    """One numbered entry."""

    number: int
    kind: str
    about: str
    zone: str
    actor: str
    at: datetime
    details: dict[str, str | int | bool | None]


class NoPage(ValueError):
    """What came is no page of the journal."""


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in the order of their numbers, and the number of the newest that there was; who did it is not on it."""

    upto: int
    events: tuple[Event, ...] = ()

    def written(self) -> bytes:
        """The page as it travels."""
        rows = [[e.number, e.kind, e.about, e.zone, e.at.isoformat(), e.details] for e in self.events]
        return json.dumps({"upto": self.upto, "entries": rows}, separators=(",", ":")).encode()

    @property
    def key(self) -> str:
        """The same for the same entries, whoever puts them on a page."""
        return f"{self.events[0].number}-{self.events[-1].number}" if self.events else ""


def pages(events: Sequence[Event]) -> Iterator[Page]:
    """All of these, oldest first, on as many pages as they need."""
    for start in range(0, len(events), MOST_ON_A_PAGE):
        some = tuple(events[start : start + MOST_ON_A_PAGE])
        yield Page(some[-1].number, some)


def read_page(body: bytes) -> Page:
    """The page that was written so; NoPage where anything on it could not stand in the journal."""
    try:
        said = json.loads(body)
        return Page(_number(said["upto"]), tuple(_event(*row) for row in said["entries"]))
    except (ValueError, TypeError, KeyError, RecursionError) as trouble:
        raise NoPage from trouble


def _event(number: Any, kind: Any, about: Any, zone: Any, at: Any, details: Any) -> Event:
    only_codes({"kind": kind, "about": about, "zone": zone, **details})
    if not all(isinstance(word, str) for word in (kind, about, zone)):
        raise NoPage
    return Event(_number(number), kind, about, zone, "", datetime.fromisoformat(at), details)


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise NoPage
    return value
