"""Whether anything is opened to be sent with: one asks for a stop, two persons or the operator's words end it."""

import threading
from typing import Final

from wekeep.keeper.denied import Denied
from wekeep.keeper.store import Store
from wekeep.kit.keeper_messages import TOLD_OF_A_STOP, No, Use

TRIES: Final = 2
_NAME: Final = "stopped"
_USES: Final = frozenset({Use.SENDING, Use.STOCKING, Use.SHEETS})


class Stop:
    """Kept over restarts, sealed or not; what two persons let through meanwhile is in memory only."""

    def __init__(self, store: Store) -> None:
        self._store, self._lock, self._let = store, threading.Lock(), 0

    @property
    def holds(self) -> bool:
        """Whether sending is stopped."""
        return bool(self._store.meta(_NAME))

    def begin(self) -> bool:
        """Stop; False where it is stopped already, which then lets nothing more through."""
        with self._lock:
            if self.holds:
                return False
            self._store.set_meta(_NAME, b"1")
            self._let = TOLD_OF_A_STOP
            return True

    def end(self) -> None:
        """Go on."""
        with self._lock:
            self._store.set_meta(_NAME, b"")
            self._let = 0

    def let(self, addresses: int) -> None:
        """So many addresses more may be opened while it is stopped, each of them twice: what fails is tried again."""
        with self._lock:
            self._let += TRIES * addresses

    def check(self, use: Use, count: int) -> None:
        """Denied where this would be opened for sending and is not let through."""
        if use not in _USES or not self.holds:
            return
        with self._lock:
            if use is not Use.SENDING or count > self._let:
                raise Denied(No.STOPPED)
            self._let -= count
