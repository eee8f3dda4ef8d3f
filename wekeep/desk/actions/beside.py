"""A process beside the server: started with it, started again when it dies, gone when the server is."""

import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import structlog

log = structlog.get_logger(__name__)
FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 60.0
# Whoever ran this long was well, and its next end is a first one again.
WELL_AFTER_SECONDS: Final = 120.0


class Beside:
    """Runs a command as a process of its own. It ends with this one, however this one ends: its input closes."""

    def __init__(self, name: str, command: Callable[[], list[str]], *, wanted: bool, goodbye_seconds: float) -> None:
        """`command` must end when its input does. Where it is not `wanted`, nothing is started."""
        self._name, self._command, self._wanted, self._goodbye = name, command, wanted, goodbye_seconds
        self._stopping = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name=f"{name}-watch", daemon=True)

    def start(self) -> None:
        """Begin, unless it is a service of its own."""
        if self._wanted:
            self._thread.start()

    def stop(self) -> None:
        """End it, and do not start it again."""
        self._stopping.set()
        if self._running is not None:
            self._running.terminate()
        if self._thread.is_alive():
            self._thread.join(self._goodbye)

    def knock(self, line: bytes) -> None:
        """Say something to it, where it runs and listens; of what one that stands still did not read, some hundred lines wait for it
        and what is more is lost. Nobody waits for it here."""
        if self._running is not None and self._running.stdin is not None:
            with suppress(OSError, ValueError):
                self._running.stdin.write(line)

    def _watch(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while not self._stopping.is_set():
            try:
                self._running = self._begun()
                self._running.wait(WELL_AFTER_SECONDS)
            except subprocess.TimeoutExpired:
                wait = FIRST_WAIT_SECONDS
                self._running and self._running.wait()
            except OSError as trouble:
                log.error(f"the {self._name} could not be started", why=type(trouble).__name__)
            if not self._stopping.is_set():
                log.error(f"the {self._name} ended and is started again", seconds=wait)
                self._stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    def _begun(self) -> "subprocess.Popen[bytes]":
        one = subprocess.Popen(self._command(), stdin=subprocess.PIPE, bufsize=0)
        if one.stdin is not None:
            os.set_blocking(one.stdin.fileno(), False)
        return one
