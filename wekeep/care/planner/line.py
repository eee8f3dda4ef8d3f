"""The line between a planner's process and whoever started it: a job in, better plans both ways, an end at any time.

Both ends are ours and of one version, so what passes is pickled. The process reads its line between two steps of its search; a line
that was closed means that nobody wants the plan any more.
"""

import os
import pickle
import select
import struct
import sys
import time
from dataclasses import dataclass
from typing import Any

from wekeep.care.rules.planning.plan import Plan
from wekeep.care.rules.planning.problem import Problem

_SIZE = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Job:
    """What one process is to do until `ends` (time.monotonic, one clock for the machine): `part` numbers those beside each other."""

    problem: Problem
    ends: float
    seed: int = 1
    part: int = 0
    start: Plan | None = None


def framed(message: object) -> bytes:
    """A message as it passes over a line."""
    text = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _SIZE.pack(len(text)) + text


class Frames:
    """Puts messages together from whatever pieces they come in."""

    def __init__(self) -> None:
        self._left = b""

    def take(self, piece: bytes) -> list[Any]:
        """The messages that are whole now."""
        self._left += piece
        found = []
        while len(self._left) >= _SIZE.size:
            (size,) = _SIZE.unpack_from(self._left)
            if len(self._left) < _SIZE.size + size:
                break
            found.append(pickle.loads(self._left[_SIZE.size : _SIZE.size + size]))
            self._left = self._left[_SIZE.size + size :]
        return found


class Line:
    """The process's end: standard input and output."""

    def __init__(self) -> None:
        self._in, self._out = sys.stdin.fileno(), sys.stdout.fileno()
        self._frames = Frames()
        self.closed = False

    @property
    def now(self) -> float:
        """This moment, by the clock that jobs end by."""
        return time.monotonic()

    def job(self) -> Job:
        """Wait for the job."""
        while True:
            for message in self._read():
                assert isinstance(message, Job)
                return message
            if self.closed:
                raise SystemExit(0)

    def heard(self) -> list[Plan]:
        """Plans of the others that came since the last call, without waiting."""
        found: list[Plan] = []
        while not self.closed and select.select([self._in], [], [], 0)[0]:
            found += self._read()
        return found

    def tell(self, plan: Plan) -> None:
        """Tell of a plan; SystemExit where nobody listens any more."""
        message = framed(plan)
        try:
            while message:
                message = message[os.write(self._out, message) :]
        except BrokenPipeError:
            raise SystemExit(0) from None

    def _read(self) -> list[Any]:
        piece = os.read(self._in, 1 << 20)
        self.closed = not piece
        return self._frames.take(piece)


class Clock:
    """Says when to stop: at a moment, or as soon as nobody listens. Looks at the line now and then, and keeps what was heard."""

    def __init__(self, line: Line, job: Job) -> None:
        self._line, self._calls = line, 0
        self.began, self.ends = time.monotonic(), job.ends
        self.plans: list[Plan] = []

    def share(self, part: float) -> float:
        """The moment at which this part (0 to 1) of the time has passed."""
        return self.began + part * (self.ends - self.began)

    @property
    def now(self) -> float:
        """This moment."""
        return time.monotonic()

    def past(self, moment: float) -> bool:
        """Whether the moment has come, or the line was closed."""
        self._calls += 1
        if self._calls % 64 == 0:
            self.plans += self._line.heard()
        return self._line.closed or time.monotonic() >= moment
