"""What the hub remembers of the journal: the newest events, each encoded once for all who will hear it."""

import json
from collections import deque
from collections.abc import Iterable

from wekeep.journal.rules.event import Event
from wekeep.journal.rules.kind import desk_of


class Remembered:
    """An event as it goes to everyone who hears it, encoded once, and not before somebody does."""

    __slots__ = ("_chunk", "_event", "desk", "number", "zone")

    def __init__(self, event: Event) -> None:
        self.number, self.zone, self.desk = event.number, event.zone, desk_of(event.kind)
        self._event, self._chunk = event, b""

    @property
    def chunk(self) -> bytes:
        """The event, encoded."""
        self._chunk = self._chunk or as_chunk(self._event)
        return self._chunk


def as_chunk(event: Event) -> bytes:
    """One event on the wire: codes only; the page fetches what its reader may see."""
    data = json.dumps(
        {"kind": event.kind, "about": event.about, "zone": event.zone, "at": event.at.isoformat(), **event.details},
        separators=(",", ":"),
    )
    return f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n".encode()


class Memory:
    """The newest events that go to boards, `most` of them, without a gap from number `whole_from` (not included) on."""

    def __init__(self, most: int) -> None:
        self._events: deque[Remembered] = deque()
        self._most = most
        self.whole_from = 0

    def begin(self, number: int, events: Iterable[Event]) -> None:
        """Start over: nothing up to `number` is known, and of what came after it these are all that go to boards."""
        self._events.clear()
        self.whole_from = number
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Remember one more, the newest, and forget the oldest where they are too many."""
        self._events.append(Remembered(event))
        if len(self._events) > self._most:
            self.whole_from = self._events.popleft().number

    def after(self, number: int) -> list[Remembered]:
        """What is remembered above `number`, oldest first."""
        newer: list[Remembered] = []
        for event in reversed(self._events):
            if event.number <= number:
                break
            newer.append(event)
        newer.reverse()
        return newer
