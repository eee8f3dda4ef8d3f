"""A nursery of programs: a process that has read the libraries, and forks whenever a test starts a program of ours.

Most of the second that a program takes to begin goes into reading what never differs, and the suite begins hundreds.
What is read beforehand knows nothing of environment, settings or tables: libraries, kit and rules. All else happens in
each program as at any start, in a process with its own environment, folder and end. That programs begin from nothing
is for the tests that run the `wekeep` command itself: tests/desk/test_command.py and test_demo.py.

A server that is started again and again in one and the same environment is forked from a house that stands already
(tests/standing.py): the program itself is read there once, and the work of a server's start is left to each.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import NamedTuple, TextIO

from tests.house.tree import ROOT, Tree

LIBRARIES = (
    "a2wsgi.wsgi", "argon2", "asyncio", "concurrent.futures", "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.serialization", "dj_database_url", "django.core.cache", "django.core.mail",
    "django.core.management", "django.core.serializers.json", "django.core.wsgi", "django.db.backends.sqlite3.base",
    "django.db.migrations.recorder", "django.db.models", "django.forms", "django.template.loader", "django.urls",
    "django.utils.feedgenerator", "fido2.server", "fido2.webauthn", "h3", "httptools", "httpx", "nacl.public", "nacl.pwhash",
    "nacl.secret", "nacl.signing", "psycopg", "pycurl", "pydantic", "pyotp", "pyrage", "rapidfuzz", "segno",
    "smtplib", "structlog", "uvicorn", "uvicorn.protocols.http.httptools_impl", "uvicorn.lifespan.on", "uvloop", "zoneinfo",
)  # fmt: skip
PATIENCE_SECONDS = 180
_NUMBER = struct.Struct("!i")


class Wanted(NamedTuple):
    """A program: the words after `python`, and its environment."""

    words: Sequence[str]
    env: Mapping[str, str]


class Program:
    """A program that runs, told and asked like a `subprocess.Popen`. `stdin` is there if it was asked for."""

    def __init__(self, pid: int, ended: int, stdout: TextIO, stdin: TextIO | None) -> None:
        self.pid, self.stdout, self.stdin = pid, stdout, stdin
        self.returncode: int | None = None
        os.set_blocking(ended, False)
        self._ended = os.fdopen(ended, "rb", buffering=0)

    def poll(self) -> int | None:
        """How it ended, a signal with a minus; None while it runs."""
        if self.returncode is None and (said := self._ended.read(_NUMBER.size)) is not None:
            (self.returncode,) = _NUMBER.unpack(said)
        return self.returncode

    def wait(self, timeout: float = PATIENCE_SECONDS) -> int:
        """How it ended, once it has; raises `subprocess.TimeoutExpired` after that many seconds."""
        end, pause = time.monotonic() + timeout, 0.002
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        return code

    def send_signal(self, number: int) -> None:
        """Nothing happens where it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def close(self) -> None:
        """Kill it if it still lives, with whatever it started, and put the pipes away.

        What a killed server leaves behind ends by itself a moment later, and would until then work in the database of the
        test that comes next.
        """
        self.send_signal(signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait()
        for end in (self.stdout, self.stdin, self._ended):
            with suppress(BrokenPipeError):
                end and end.close()


def start(wanted: Wanted, *, stdin: bool = False, standing: bool = False, complaints: int = 2) -> Program:
    """Begin a program in the repository's root, its output in a pipe and its complaints among ours, or in that open file.

    `standing`: from a house that stands already in this very environment, which takes a moment to build.
    """
    theirs, ours = os.pipe() if stdin else (os.open(os.devnull, os.O_RDONLY), -1)
    line = _house(frozenset(wanted.env.items())) if standing else _nursery()
    return _begin(line, wanted, theirs, os.fdopen(ours, "w") if stdin else None, complaints)


def _begin(
    line: socket.socket, wanted: Wanted, theirs: int, stdin: TextIO | None = None, complaints: int = 2
) -> Program:
    """`theirs` becomes the program's input, and is closed here."""
    reading, writing = os.pipe()
    ended, ending = os.pipe()
    said = json.dumps(wanted).encode()
    socket.send_fds(line, [_NUMBER.pack(len(said))], [ending, theirs, writing, complaints])
    line.sendall(said)
    (pid,) = _NUMBER.unpack(_exactly(line, _NUMBER.size))
    for end in (ending, theirs, writing):
        os.close(end)
    return Program(pid, ended, os.fdopen(reading), stdin)


@cache
def _nursery() -> socket.socket:
    """The line to this process's own nursery, which ends when it closes."""
    ours, theirs = socket.socketpair()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("WEKEEP_", "DJANGO_"))}
    command = [sys.executable, "-m", __name__, str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(_send_home, ours, process)
    return ours


@cache
def _house(env: frozenset[tuple[str, str]]) -> socket.socket:
    """The line to a house that stands in this environment, for as long as this process lives."""
    ours, theirs = socket.socketpair()
    house = _begin(_nursery(), Wanted(["-m", "tests.standing"], dict(env)), theirs.detach())
    atexit.register(_leave, ours, house)
    return ours


def _leave(line: socket.socket, house: Program) -> None:
    line.close()
    house.wait()
    house.close()


def _send_home(line: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    line.close()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        # it waits for a program that nobody closed; whoever runs the tests waits for neither
        process.kill()


def _exactly(line: socket.socket, size: int) -> bytes:
    said = b""
    while len(said) < size:
        more = line.recv(size - len(said))
        if not more:
            raise EOFError("the nursery is gone")
        said += more
    return said


def main(line: socket.socket) -> None:
    """A nursery, from what it reads to its end."""
    _read_beforehand()
    fork_for(line)


def fork_for(line: socket.socket) -> None:
    """Fork until the line closes. In a forked process this returns once its program has run."""
    gc.collect()
    gc.freeze()
    while True:
        begun, ends, _flags, _address = socket.recv_fds(line, _NUMBER.size, 4)
        _bury(os.WNOHANG if begun else 0)
        if not begun:
            return
        wanted = Wanted(*json.loads(_exactly(line, *_NUMBER.unpack(begun))))
        if not os.fork():
            break
        for end in ends:
            os.close(end)
    _watched(line, ends[0])
    _become(wanted, ends[1:])


def _read_beforehand() -> None:
    # what makes cities up reads numpy and shapely, as hardly any program does
    ours = [
        one for one in Tree(ROOT).house if one.package == "kit" or (one.room == "rules" and "made_up" not in one.parts)
    ]
    for name in (*LIBRARIES, *(".".join(one.parts).removesuffix(".__init__") for one in ours)):
        import_module(name)


def _bury(how: int) -> None:
    """Let go of those who have ended; without `WNOHANG` of all, once they have."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _watched(line: socket.socket, ending: int) -> None:
    """Fork once more; returns in the program, while its parent waits for it and says how it ended."""
    pid = os.fork()
    if not pid:
        line.close()
        os.close(ending)
        return
    line.sendall(_NUMBER.pack(pid))
    _pid, status = os.waitpid(pid, 0)
    os.write(ending, _NUMBER.pack(os.waitstatus_to_exitcode(status)))
    os._exit(0)


def _become(wanted: Wanted, ends: Sequence[int]) -> None:
    """Run the words as `python` would, at the head of a group of its own."""
    os.setpgid(0, 0)
    for place, end in enumerate(ends):
        os.dup2(end, place)
        os.close(end)
    os.environ.clear()
    os.environ.update(wanted.env)
    gc.unfreeze()
    first, *more = wanted.words
    if first == "-m":
        sys.argv = list(more)
        runpy.run_module(more[0], run_name="__main__", alter_sys=True)
    elif first == "-c":
        sys.argv = ["-c", *more[1:]]
        exec(compile(more[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = list(wanted.words)
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
