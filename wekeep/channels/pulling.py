"""The threads of a sender that take what is to be sent from the broker between hosts, and from the database while it is away."""

import threading
from typing import Final

import structlog
from django.db import close_old_connections, connections

from wekeep.channels import jobs
from wekeep.channels.actions.handing import SENDING, Stack
from wekeep.channels.contract import CarriesMany
from wekeep.channels.registry import kinds
from wekeep.work.broker import Broker
from wekeep.work.jobs.knocks import Ear

log = structlog.get_logger(__name__)
# A knock may be lost, and what was put off comes back without one.
LOOKS_EVERY_SECONDS: Final = 1.0
AFTER_TROUBLE_SECONDS: Final = 1.0


class Pulling:
    """One thread for the first tries of each channel that is set up, two where it carries many; and one for its retries, so
    that no dead channel stands before another, and no retry before fresh news."""

    def __init__(self, there: Broker) -> None:
        self._there = there
        self._stopping = threading.Event()
        self._wake = threading.Condition()
        self._knocks = 0
        there.hear(Ear(self._knock, (SENDING,)).hear)
        self._threads = [
            threading.Thread(target=self._run, args=run, name=f"pull-{run[0]}", daemon=True) for run in _runs()
        ]

    def start(self) -> None:
        """Begin; the broker need not be there yet."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float) -> None:
        """Let what is on its way end, for so many seconds at most; the rest is somebody else's."""
        self._stopping.set()
        self._knock(SENDING)
        for thread in self._threads:
            thread.join(patience / len(self._threads))

    def _knock(self, _word: str) -> None:
        with self._wake:
            self._knocks += 1
            self._wake.notify_all()

    def _run(self, name: str, retries: bool) -> None:
        while not self._stopping.is_set():
            seen = self._knocks
            try:
                worked = self._send(name, retries)
            except (
                Exception
            ) as trouble:  # the database may be away: nothing was acknowledged, and all of it comes again
                log.error("what the broker gave could not be sent", kind=type(trouble).__name__)
                connections.close_all()
                self._stopping.wait(AFTER_TROUBLE_SECONDS)
                continue
            if not worked:
                close_old_connections()
                self._await(seen)
        connections.close_all()

    def _send(self, name: str, retries: bool) -> bool:
        if self._there.is_up():
            return jobs.send_given(Stack(self._there, name, retries=retries))
        return jobs.send_due(name, retries=retries)

    def _await(self, seen: int) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping.is_set() or self._knocks != seen, LOOKS_EVERY_SECONDS)


def _runs() -> list[tuple[str, bool]]:
    known = {name: kind for name, kind in kinds().items() if kind.is_set_up()}
    many = [(name, False) for name, kind in known.items() if isinstance(kind, CarriesMany)]
    return [*((name, retries) for name in known for retries in (False, True)), *many]
