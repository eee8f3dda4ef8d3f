"""The thread of a sender that sees, within a second, that another one died, and has what that one had in hand sent."""

import threading
from typing import Final

import structlog
from django.db import connections

from wekeep.channels.actions import outbox

log = structlog.get_logger(__name__)
LOOKS_EVERY_SECONDS: Final = 1.0


class TakingOver:
    """Apart from those that send: all of them may be busy, or waiting for a server that says nothing."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="taking-over", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._thread.join(LOOKS_EVERY_SECONDS)

    def _run(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY_SECONDS):
            try:
                outbox.queue_interrupted()
            except Exception as trouble:  # the database may be away for a while
                log.error("could not look for what was left behind", kind=type(trouble).__name__)
                connections.close_all()
        connections.close_all()
