"""What is told over the broker between hosts, until the hub has taken it in: in order, without a gap, or not at all."""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

from wekeep.journal.rules.event import Event, NoPage, Page, read_page

# who tells says so every second: after this nobody does
SILENCE_SECONDS: Final = 2.5
# a hub that comes so late reads the rest from the database
MOST_WAITING: Final = 5_000


class Told:
    """Hears in the broker's thread, and is asked in the hub's loop. What it says is never more than the database would."""

    def __init__(self, is_up: Callable[[], bool]) -> None:
        """`is_up`: whether the broker's line stands."""
        self._is_up = is_up
        self._waiting: deque[Event] = deque(maxlen=MOST_WAITING)
        self._upto, self._heard_at = 0, -SILENCE_SECONDS
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: Callable[[], object] = lambda: None

    def begin(self, wake: Callable[[], object]) -> None:
        """From now on, in this loop; `wake` is called when anything came."""
        self._loop, self._wake = asyncio.get_running_loop(), wake

    def hear(self, body: bytes) -> None:
        """One message, from any thread. What is no page of the journal was never said."""
        try:
            page = read_page(body)
        except NoPage:
            return
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, page)

    def _take(self, page: Page) -> None:
        self._upto, self._heard_at = page.upto, monotonic()
        self._waiting.extend(page.events)
        self._wake()

    def after(self, number: int) -> list[Event] | None:
        """What follows `number`, as far as it was told without a gap. None where the database must be asked: nobody tells, or
        something is missing."""
        if not self._is_up() or monotonic() > self._heard_at + SILENCE_SECONDS:
            self._waiting.clear()
            return None
        found: list[Event] = []
        while self._waiting and self._waiting[0].number <= number + len(found) + 1:
            event = self._waiting.popleft()
            if event.number > number + len(found):
                found.append(event)
        return None if not found and self._upto > number else found
