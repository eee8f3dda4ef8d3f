"""Which jobs exist: each declared once under a name, with its lane, its tries and, for periodic ones, its interval."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from wekeep.work.rules.lane import Lane

Payload = dict[str, str | int | float | bool | None]
# Far more than any job should need; those that are known to be quick, or slow by nature, say so.
LIMIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Spec:
    """One kind of job. `max_attempts` counts crashes too; after the last the job is a dead letter, kept and shown.

    `together` does several at once, where doing so is cheaper; it does all of them or raises. `limit` is how long one
    try may take, of one job or of several together: then it has failed, whatever its thread is still waiting for. `whole`:
    what it does and that it is done are one transaction, as in an ordered lane.
    """

    name: str
    run: Callable[..., object]
    lane: Lane
    max_attempts: int
    every: timedelta | None = None
    together: Callable[[list[Payload]], object] | None = None
    limit: timedelta = LIMIT
    whole: bool = False


class UnknownJob(Exception):
    """No package declares a job of this name."""


_declared: dict[str, Spec] = {}


def declare(spec: Spec) -> None:
    """Add `spec`; a name can be declared once."""
    if _declared.get(spec.name, spec).run.__qualname__ != spec.run.__qualname__:
        raise ValueError(f"two jobs are called {spec.name}")
    _declared[spec.name] = spec


def spec_for(name: str) -> Spec:
    """The declared job called `name`; UnknownJob where there is none."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownJob(name) from None


def all_specs() -> tuple[Spec, ...]:
    """Every declared job, by name."""
    return tuple(_declared[name] for name in sorted(_declared))
