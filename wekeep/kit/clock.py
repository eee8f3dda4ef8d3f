"""The one clock of the program, which a replay or a test can set."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_simulated: ContextVar[datetime | None] = ContextVar("simulated", default=None)


def now() -> datetime:
    """The time now, aware and in UTC; the simulated time inside `simulated`."""
    return _simulated.get() or datetime.now(UTC)


def is_simulated() -> bool:
    """Whether `now()` says what a replay or a test wants it to."""
    return _simulated.get() is not None


def uptime() -> float:
    """Seconds since this machine began, those among them that it slept through; nobody sets this clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@contextmanager
def simulated(at: datetime) -> Iterator[None]:
    """Let `now()` return `at` for this thread or task until the block ends. `at` must be aware."""
    if at.tzinfo is None:
        raise ValueError("a simulated time needs a time zone")
    token = _simulated.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)
