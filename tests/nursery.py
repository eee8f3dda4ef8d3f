"""Where the tests' programs are forked: one process a run that has loaded what every program loads, so that a start costs
a third. It has loaded packages only: settings, models and all of ours each program reads by itself, from its own environment.
"""

import multiprocessing
import os
import runpy
import signal
import sys
import time
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from subprocess import TimeoutExpired
from typing import Any, TextIO

from tests.house.tree import ROOT

LOADED = (
    *("django.core.handlers.asgi", "django.core.management", "django.db.models", "django.forms", "django.test.client"),
    *("django.template.defaulttags", "django.views.generic", "django.contrib.staticfiles.storage", "csp.middleware"),
    *("a2wsgi", "argon2", "fido2.webauthn", "h3", "httpx", "nacl.public", "psycopg", "pycurl", "pydantic", "rapidfuzz"),
    *("segno", "sqlparse", "structlog", "uvicorn", "uvicorn.protocols.http.httptools_impl", "whitenoise.middleware"),
)
_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload(list(LOADED))


class Program:
    """A program that runs, as `subprocess.Popen` shows one. `stdout` is what it says, line by line."""

    def __init__(self, words: tuple[str, ...], env: Mapping[str, str]) -> None:
        ours, its = os.pipe()
        # the type of what it is meant for is known to nobody but multiprocessing
        given: Any = (words, dict(env), _Passed(its))
        self._process: ForkServerProcess = _nursery.Process(target=_live, args=given)
        self._process.start()
        os.close(its)
        self.stdout: TextIO = os.fdopen(ours)

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """How it ended, or None while it lives."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended: its code, or the negative number of the signal. TimeoutExpired after so many seconds."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise TimeoutExpired(str(self.pid), timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal where it still lives."""
        if self.poll() is None:
            os.kill(self.pid, number)


class _Passed:
    """A file descriptor that the program gets too."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> tuple[Any, tuple[Any]]:
        return _received, (DupFd(self._number),)


def _received(passed: Any) -> int:
    number: int = passed.detach()
    return number


def _live(words: tuple[str, ...], env: dict[str, str], says: int) -> None:
    """Become the program: `-m MODULE …` or `SCRIPT …`."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(ROOT)
    os.dup2(says, 1)
    os.close(says)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    if words[0] == "-m":
        sys.argv = [*words[1:]]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = [*words]
        runpy.run_path(words[0], run_name="__main__")
