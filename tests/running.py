"""Real processes of the program, on the database of the test that starts them."""

import os
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import connection

from tests import nursery
from tests.house.tree import ROOT
from tests.nursery import PATIENCE_SECONDS, Program, Wanted


def database_url() -> str:
    """The database of this test as WEKEEP_DATABASE_URL says it."""
    one = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{one['NAME']}"
    return f"postgresql://{one['USER']}@{quote(str(one['HOST']), safe='')}/{one['NAME']}"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process whose data folder is `folder`; which test starts it is not told."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WEKEEP_", "DJANGO_", "PYTEST_"))}
    ours = {"DATA_DIR": str(folder), "DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY}
    return kept | {f"WEKEEP_{name}": value for name, value in ours.items()} | {"PYTHONPATH": str(ROOT)} | more


def until(question: Callable[[], object], what: str = "it did not happen", patience: float = PATIENCE_SECONDS) -> None:
    """Wait for `question` to say yes; fail after a patience (in seconds) no healthy run needs."""
    begun, pause = time.monotonic(), 0.01
    while not question():
        if time.monotonic() > begun + patience:
            raise AssertionError(what)
        time.sleep(pause)
        # whoever is waited for needs the processor more than the one who asks
        pause = min(pause * 1.2, 0.2)


@contextmanager
def process(*words: str | Path, env: dict[str, str], stdin: bool = False, standing: bool = False) -> Iterator[Program]:
    """A Python process, killed at the end if it still lives; from a `standing` house where one starts again and again."""
    one = nursery.start(Wanted([*map(str, words)], env), stdin=stdin, standing=standing)
    try:
        yield one
    finally:
        one.close()


def ran(*words: str | Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A Python program that was let run to its end: how it ended, what it said and what it complained of."""
    with tempfile.TemporaryFile("w+") as complaints:
        one = nursery.start(Wanted([*map(str, words)], env), complaints=complaints.fileno())
        try:
            said = one.stdout.read()
            code = one.wait()
        finally:
            one.close()
        complaints.seek(0)
        return subprocess.CompletedProcess(words, code, said, complaints.read())


def free_port() -> int:
    """A port nobody listens on, and that no outgoing line is given before it is listened on, nor while it is not for a moment."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def server(
    folder: Path, *words: str, port: int | None = None, standing: bool = False, **env: str
) -> Iterator[tuple[str, Program]]:
    """`wekeep serve` on the test's database; yields its address and its process.

    No sender starts beside it, which takes a start of its own and longer than many a test: one that is about what is sent
    says WEKEEP_SENDER_APART="no".

    `standing`: folder and environment are those of other tests of this process too, and so is the house it comes from.
    """
    port = port or free_port()
    address = f"http://localhost:{port}"
    ours = {"WEKEEP_SITE_URL": address, "WEKEEP_SENDER_APART": "yes"}
    command = ("-m", "wekeep.desk.command", "serve", "--no-migrate", "--host", "127.0.0.1", "--port", str(port), *words)
    with process(
        *command,
        env=environment(folder, **ours | env),
        standing=standing,
    ) as one:
        until(lambda: one.poll() is not None or answers(address), "the server did not start")
        assert one.poll() is None, "the server ended at its start"
        yield address, one


def answers(address: str) -> bool:
    """Whether a server answers there."""
    line = HTTPConnection(urlsplit(address).netloc, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
