"""The door of the job system: `@task` declares a job in the shape of Django's Tasks, and this package's own periodic ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, ParamSpec, TypeVar

from wekeep.work import actions
from wekeep.work.rules.lane import DEFAULT, SLOW, Lane
from wekeep.work.rules.task import LIMIT, Payload, Spec, declare

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Task(Generic[P, R]):
    """A declared job: `.enqueue(**payload)` queues it, `.call(**payload)` runs it here and now."""

    name: str
    func: Callable[P, R]

    def enqueue(self, **payload: str | int | float | bool | None) -> None:
        """Queue it in the caller's transaction."""
        actions.enqueue(self.name, payload)

    def enqueue_at(self, run_at: datetime, **payload: str | int | float | bool | None) -> None:
        """Queue it for `run_at` or soon after."""
        actions.enqueue(self.name, payload, run_at=run_at)

    def call(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it in this thread."""
        return self.func(*args, **kwargs)


def task(
    name: str,
    *,
    lane: Lane = DEFAULT,
    max_attempts: int = 8,
    every: timedelta | None = None,
    together: Callable[[list[Payload]], object] | None = None,
    limit: timedelta = LIMIT,
    whole: bool = False,
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Declare the function below as the job `name` ("package.verb_noun"). It must be idempotent: after a crash it runs
    again, and it must look at the world anew, because the world has moved since it was queued. In an ordered lane
    neighbours of one kind are given to `together`, if there is one, in one transaction; if it raises, each runs alone.
    A try that takes longer than `limit` has failed: its database connection is cut, so that it can write nothing late.
    One that is `whole` is one transaction with the mark that it is done: what it did is there once, or not at all."""

    def wrap(func: Callable[P, R]) -> Task[P, R]:
        declare(Spec(name, func, lane, max_attempts, every, together, limit, whole))
        return Task(name, func)

    return wrap


@task("work.forget_finished", lane=SLOW, every=timedelta(hours=1))
def forget_finished() -> None:
    """Delete finished jobs after their time."""
    actions.forget_finished()


@task("work.empty_log", lane=SLOW, every=timedelta(minutes=10))
def empty_log() -> None:
    """Cut SQLite's write-ahead log to nothing, where what was taken back would still stand."""
    actions.empty_log()
