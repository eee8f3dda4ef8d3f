"""A lock that is given in the order in which it was asked for; and one for which the processes of a machine queue."""

import errno
import fcntl
import os
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Final

# Whoever waits for another process looks so often whether it is done. Nobody gets in between, so oftener gains little.
_LOOK_SECONDS: Final = 0.001
_GATE, _PEN = 0, 1
_TAKEN: Final = (errno.EACCES, errno.EAGAIN)


class Turns:
    """One holder at a time, first come first served, across the threads of this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, patience: float) -> bool:
        """Wait for our turn for `patience` seconds at most; whether it came."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(patience):
            return True
        return self._leave(mine)

    def _leave(self, mine: threading.Event) -> bool:
        """Give up waiting, unless the turn came at this very moment."""
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
        return False

    def give(self) -> None:
        """Pass the turn on to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class Between:
    """One process at a time, by locks on two bytes of a file, which end with the process that holds them, however it ends.

    Whoever wants the pen first takes the gate, and keeps it until they have the pen. So whoever puts the pen down and wants it again
    stands behind a process that waited meanwhile; with one lock alone they would have it again before the other looked.

    Threads of a process count as one: they take turns before they come here. Where there can be no such file, or no locks on it, nobody waits.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = self._file = -1

    def take(self, until: float) -> bool:
        """Wait for our turn until the monotonic clock says `until`; whether it came."""
        file = self._open()
        if file < 0:
            return True
        try:
            if not _locked(file, _GATE, until):
                return False
            try:
                return _locked(file, _PEN, until)
            finally:
                _free(file, _GATE)
        except OSError:
            # locks are not to be had here, which is no reason to write nothing
            return True

    def give(self) -> None:
        """Put the pen down."""
        if self._file >= 0 and self._process == os.getpid():
            _free(self._file, _PEN)

    def _open(self) -> int:
        """The file, which is never closed: its locks would go with any handle of ours. A process that was forked opens it anew."""
        if self._process != os.getpid():
            self._process, self._file = os.getpid(), -1
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file


def _locked(file: int, byte: int, until: float) -> bool:
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError as trouble:
            if trouble.errno not in _TAKEN:
                raise
        else:
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_LOOK_SECONDS)


def _free(file: int, byte: int) -> None:
    with suppress(OSError):
        fcntl.lockf(file, fcntl.LOCK_UN, 1, byte)
