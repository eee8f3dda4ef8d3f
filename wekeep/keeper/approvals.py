"""Two persons: what one member agreed to, another may do within a quarter of an hour, once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from wekeep.keeper.denied import Denied
from wekeep.kit.keeper_messages import No

LIVES_SECONDS: Final = 15 * 60


class Approvals:
    """In memory only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: dict[tuple[bytes, str], int] = {}

    def add(self, action: bytes, member: str, now: int) -> None:
        """`member` agrees to exactly this action."""
        with self._lock:
            self._given = {key: at for key, at in self._given.items() if at > now - LIVES_SECONDS}
            self._given[action, member] = now

    def take_back(self, action: bytes = b"", member: str = "") -> None:
        """Nobody's agreement to this action counts any longer; of a `member`, theirs alone; without an action, none of theirs."""
        with self._lock:
            self._given = {
                (given, by): at
                for (given, by), at in self._given.items()
                if (action and given != action) or (member and by != member)
            }

    @contextmanager
    def taken(self, action: bytes, member: str, now: int) -> Iterator[str]:
        """Use up another member's agreement, and say whose it was; Denied where there is none. Where what was agreed to does
        not come about, the agreement stays given."""
        by, at = self._take(action, member, now)
        try:
            yield by
        except BaseException:
            with self._lock:
                # whoever has agreed anew meanwhile keeps the later time
                self._given.setdefault((action, by), at)
            raise

    def _take(self, action: bytes, member: str, now: int) -> tuple[str, int]:
        with self._lock:
            for (given, by), at in self._given.items():
                if given == action and by != member and at > now - LIVES_SECONDS:
                    del self._given[given, by]
                    return by, at
        raise Denied(No.SECOND_PERSON)
