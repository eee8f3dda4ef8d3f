"""The keeper beside the server: started with it, started again when it dies, gone when the server is."""

import subprocess
import sys
import threading
from typing import Final

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)
FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 60.0
# Whoever ran this long was well, and its next end is a first one again.
WELL_AFTER_SECONDS: Final = 120.0
GOODBYE_SECONDS: Final = 5.0


class KeeperBeside:
    """Runs the keeper as a process of its own. It ends with this one, however this one ends: its input closes."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="keeper-watch", daemon=True)

    def start(self) -> None:
        """Begin, unless the keeper is a service of its own."""
        if not settings.KEEPER_APART:
            self._thread.start()

    def stop(self) -> None:
        """End it, and do not start it again."""
        self._stopping.set()
        if self._running is not None:
            self._running.terminate()
        if self._thread.is_alive():
            self._thread.join(GOODBYE_SECONDS)

    def _watch(self) -> None:
        wait = FIRST_WAIT_SECONDS
        while not self._stopping.is_set():
            try:
                self._running = subprocess.Popen([*keeper_command(), "--until-eof"], stdin=subprocess.PIPE)
                self._running.wait(WELL_AFTER_SECONDS)
            except subprocess.TimeoutExpired:
                wait = FIRST_WAIT_SECONDS
                self._running and self._running.wait()
            except OSError as trouble:
                log.error("the keeper could not be started", why=type(trouble).__name__)
            if not self._stopping.is_set():
                log.error("the keeper ended and is started again; everyone is locked", seconds=wait)
                self._stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_SECONDS)


def keeper_command() -> list[str]:
    """The command line of this installation's keeper."""
    command = [sys.executable, "-m", "wekeep.keeper", "--folder", str(settings.KEEPER_DIR)]
    command += ["--socket", str(settings.KEEPER_SOCKET)]
    if settings.DEMO:
        command += ["--unseal-itself"]
    elif settings.KEEPER_CREDENTIAL:
        command += ["--credential", settings.KEEPER_CREDENTIAL]
    return command
