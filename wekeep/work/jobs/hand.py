"""One thread of a worker: what it holds, since when, and how it is given up when a job does not end."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from time import monotonic
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from wekeep.work.models import Job
from wekeep.work.rules.lane import Lane
from wekeep.work.rules.task import LIMIT, UnknownJob, spec_for


class GivenUp(Exception):
    """The job at hand took longer than its limit; its thread has been replaced and must touch nothing any more."""


class Hand:
    """What one thread is doing. The thread itself calls `holding` and `watch`; the worker's clock calls `give_up`.

    Whichever of the two comes first, the end of a try or the end of its time, wins: never both.
    """

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self.lanes = lanes
        self.token = ""
        self.given_up = False
        self._lock = threading.Lock()
        self._jobs: Sequence[Job] = ()
        self._due = inf
        self._database: Any = None

    @contextmanager
    def holding(self, token: str) -> Iterator[None]:
        """While this lasts, the lease of `token` is kept alive."""
        self.token = token
        try:
            yield
        finally:
            self.token = ""

    @contextmanager
    def watch(self, jobs: Sequence[Job]) -> Iterator[None]:
        """One try of `jobs`, which must end in time. GivenUp where it did not."""
        with self._lock:
            self._jobs, self._due = jobs, monotonic() + limit_of(jobs[0])
            self._database = connections[DEFAULT_DB_ALIAS]
        try:
            yield
        finally:
            with self._lock:
                self._due = inf
            if self.given_up:
                raise GivenUp

    def give_up(self) -> tuple[str, Sequence[Job]] | None:
        """If its time is over: cut the thread's database connection, so that it frees its locks and can write nothing
        late, and return the token and the jobs it had in hand."""
        with self._lock:
            if self.given_up or monotonic() < self._due:
                return None
            self.given_up = True
        _cut(self._database)
        return self.token, self._jobs


def limit_of(job: Job) -> float:
    """The limit of one try, in seconds."""
    try:
        return spec_for(job.name).limit.total_seconds()
    except UnknownJob:
        return LIMIT.total_seconds()


def _cut(database: Any) -> None:
    """End a thread's connection from outside. The driver's own is left in its place, so that nothing opens another."""
    if hasattr(database, "cut"):
        database.cut()
        return
    for step in (database.connection.cancel, database.connection.close) if database.connection else ():
        with suppress(Exception):
            step()
