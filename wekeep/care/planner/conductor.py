"""Starts planners beside each other, hands each what the others find, checks every plan that comes, and ends them in time."""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from wekeep.care.planner.line import Frames, Job, framed
from wekeep.care.rules.planning.checker import breaches
from wekeep.care.rules.planning.objective import Cost, cost_of
from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem

MARGIN = 0.12
"""Seconds before the end at which planners stop searching, so that their last word comes in time."""
GRACE = 0.5
"""Seconds after the end in which a planner may still hand in what it has."""


@dataclass(frozen=True, slots=True)
class Better:
    """A plan that keeps every rule and is better than all before it, `seconds` after the beginning, by this planner."""

    plan: Plan
    cost: Cost
    planner: str
    seconds: float


@dataclass
class _Planner:
    name: str
    process: "subprocess.Popen[bytes]"
    frames: Frames = field(default_factory=Frames)
    waiting: bytes = b""


@contextmanager
def _started(names: Sequence[str], jobs: Sequence[Job], nice: int) -> Iterator[list[_Planner]]:
    """The programs, each with its job on the way; gone afterwards, whatever happens."""
    planners: list[_Planner] = []
    try:
        for name, job in zip(names, jobs, strict=True):
            process = subprocess.Popen(
                [sys.executable, "-m", f"wekeep.care.planner.{name}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                preexec_fn=(lambda: os.nice(nice)) if nice else None,
            )
            os.set_blocking(process.stdin.fileno(), False)  # type: ignore[union-attr]
            planners.append(_Planner(name, process, waiting=framed(job)))
        yield planners
    finally:
        for planner in planners:
            planner.process.kill()
            planner.process.wait()
            for end in (planner.process.stdin, planner.process.stdout):
                if end is not None:
                    end.close()


def race(
    problem: Problem,
    names: Sequence[str],
    seconds: float,
    start: Plan | None = None,
    seed: int = 1,
    nice: int = 0,
    stopped: Callable[[], bool] = lambda: False,
) -> Generator[Better]:
    """Each plan that is better than all before, as it is found, for so many seconds at most, or until `stopped` says so.

    `names` are the programs that search beside each other. A plan that breaks a rule is thrown away, whoever made it. Closing the
    iterator ends the programs.
    """
    began = time.monotonic()
    ends = began + seconds
    jobs = [Job(problem, ends - MARGIN, seed + 7919 * part, part, start) for part in range(len(names))]
    best = cost_of(problem, start) if start is not None and not breaches(problem, start) else None
    with _started(names, jobs, nice) as planners, selectors.DefaultSelector() as ready:
        for planner in planners:
            ready.register(planner.process.stdout, selectors.EVENT_READ, planner)  # type: ignore[arg-type]
        while (
            any(key.events & selectors.EVENT_READ for key in ready.get_map().values())
            and time.monotonic() < ends + GRACE
            and not stopped()
        ):
            for planner in planners:
                _write(planner)
                _wake(planner, ready)
            for key, _ in ready.select(timeout=0.05):
                if key.fileobj is key.data.process.stdin:
                    continue  # it takes more now
                plans = _read(key.data)
                if plans is None:
                    ready.unregister(key.fileobj)
                    continue
                for plan in plans:
                    cost = cost_of(problem, plan)
                    if (best is None or cost < best) and not breaches(problem, plan):
                        best = cost
                        _pass_on(planners, key.data, plan)
                        yield Better(plan, cost, key.data.name, time.monotonic() - began)


def _read(planner: _Planner) -> list[Plan] | None:
    """What it told of; None where it has ended."""
    piece = os.read(planner.process.stdout.fileno(), 1 << 20)  # type: ignore[union-attr]
    return planner.frames.take(piece) if piece else None


def _pass_on(planners: Sequence[_Planner], teller: _Planner, plan: Plan) -> None:
    for other in planners:
        if other is not teller:
            other.waiting += framed(plan)


def _write(planner: _Planner) -> None:
    """Give what waits for a planner as far as its line takes it."""
    try:
        while planner.waiting:
            planner.waiting = planner.waiting[os.write(planner.process.stdin.fileno(), planner.waiting) :]  # type: ignore[union-attr]
    except BlockingIOError:
        return
    except BrokenPipeError:
        planner.waiting = b""


def _wake(planner: _Planner, ready: selectors.BaseSelector) -> None:
    """Where something waits for a planner `ready` wakes as soon as its line takes more: a day of 500 homes is thirty times what a line holds."""
    line, is_watched = planner.process.stdin, planner.process.stdin in ready.get_map()
    if planner.waiting and not is_watched:
        ready.register(line, selectors.EVENT_WRITE, planner)  # type: ignore[arg-type]
    elif is_watched and not planner.waiting:
        ready.unregister(line)  # type: ignore[arg-type]
