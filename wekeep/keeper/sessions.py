"""Unlocked sessions: a member's private keys, each set sealed under a key that only their cookie holds."""

import threading
from dataclasses import dataclass, replace
from typing import Final

from nacl.public import PrivateKey

from wekeep.keeper.denied import Denied
from wekeep.kit.envelope import KEY_SIZE, Broken, digest, new_key, open_under, private_key, seal_under
from wekeep.kit.keeper_messages import No

IDLE_SECONDS: Final = 30 * 60
HARD_SECONDS: Final = 8 * 3600
MOST: Final = 5000
# On more devices than this at once nobody works; the oldest is locked.
MOST_OF_ONE: Final = 5
REFUSALS_THAT_LOCK: Final = 3


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is, its sealed private keys, when it began and was last used, how often a budget refused it."""

    member: str
    sealed: bytes
    began: int
    used: int
    refusals: int = 0


class Sessions:
    """In memory only. A restart locks everyone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_mark: dict[bytes, Session] = {}

    def begin(self, member: str, private: bytes, now: int) -> bytes:
        """A new session; returns its key, which is not kept here."""
        key = new_key()
        with self._lock:
            mine = [mark for mark, session in self._by_mark.items() if session.member == member]
            for mark in mine[: len(mine) + 1 - MOST_OF_ONE]:
                del self._by_mark[mark]
            if len(self._by_mark) >= MOST:
                raise Denied(No.BUSY)
            self._by_mark[digest(key)] = Session(member, seal_under(key, member, private), now, now)
        return key

    def use(self, key: bytes, now: int) -> tuple[str, PrivateKey]:
        """The member of a living session and their private box key; using it keeps it from idling."""
        mark = digest(key)
        with self._lock:
            session = self._by_mark.get(mark)
            if session is None or _is_over(session, now):
                self._by_mark.pop(mark, None)
                raise Denied(No.LOCKED)
            self._by_mark[mark] = replace(session, used=now)
        try:
            private = open_under(key, session.member, session.sealed)
        except Broken:
            raise Denied(No.LOCKED) from None
        return session.member, private_key(private[:KEY_SIZE])

    def lives(self, key: bytes, member: str, now: int, *, used: bool = False) -> bool:
        """Whether the session is this member's and could be used now; where it is `used`, that keeps it from idling."""
        mark = digest(key)
        with self._lock:
            session = self._by_mark.get(mark)
            if session is None or session.member != member or _is_over(session, now):
                return False
            if used:
                self._by_mark[mark] = replace(session, used=now)
            return True

    def count_refusal(self, key: bytes) -> None:
        """A budget said no; at the third time the session ends."""
        mark = digest(key)
        with self._lock:
            session = self._by_mark.get(mark)
            if session and session.refusals + 1 >= REFUSALS_THAT_LOCK:
                del self._by_mark[mark]
            elif session:
                self._by_mark[mark] = replace(session, refusals=session.refusals + 1)

    def end(self, key: bytes) -> None:
        """Lock one session."""
        with self._lock:
            self._by_mark.pop(digest(key), None)

    def end_all(self, member: str = "") -> None:
        """Lock every session of `member`, or of everyone."""
        with self._lock:
            self._by_mark = {m: s for m, s in self._by_mark.items() if member and s.member != member}

    def forget_old(self, now: int) -> None:
        """Drop those whose time is over."""
        with self._lock:
            self._by_mark = {m: s for m, s in self._by_mark.items() if not _is_over(s, now)}

    def __len__(self) -> int:
        return len(self._by_mark)


def _is_over(session: Session, now: int) -> bool:
    return now - session.used > IDLE_SECONDS or now - session.began > HARD_SECONDS
