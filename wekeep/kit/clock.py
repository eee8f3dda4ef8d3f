"""The one clock of the program, which a replay or a test can set."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_simulated: ContextVar[datetime | None] = ContextVar("simulated", default=None)


def now() -> datetime:
    """The time now, aware and in UTC; the simulated time inside `simulated`."""
    return _simulated.get() or datetime.now(UTC)


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
