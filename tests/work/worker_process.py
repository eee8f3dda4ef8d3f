"""A worker in a process of its own, with jobs that tests can watch: `python worker_process.py`."""

import os
import sys
import threading
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from datetime import timedelta  # noqa: E402

from django.db import transaction  # noqa: E402

from wekeep.kit import clock  # noqa: E402
from wekeep.work.jobs import task  # noqa: E402
from wekeep.work.jobs.worker import Worker  # noqa: E402
from wekeep.work.models import Periodic  # noqa: E402
from wekeep.work.rules.lane import MERGING  # noqa: E402


def note(path: str, words: str) -> None:
    """One line at the end of a file, whole even when several processes write."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{words}\n".encode())
    os.close(handle)


@task("test.note")
def write_down(path: str, words: str) -> None:
    """Write `words` into the file."""
    note(path, words)


@task("test.linger")
def linger(path: str, go: str) -> None:
    """Begin, and end only once the file `go` is there."""
    note(path, "begun")
    while not Path(go).exists():
        time.sleep(0.02)
    note(path, "ended")


@task("test.in_order", lane=MERGING)
def in_order(path: str, number: int) -> None:
    """Write down the beginning and the end."""
    note(path, f"begin {number}")
    time.sleep(0.002)
    note(path, f"end {number}")


@task("test.stick", limit=timedelta(seconds=1), max_attempts=2)
def stick(path: str, go: str) -> None:
    """Hold the database's write lock until the file `go` is there, and then try to write."""
    note(path, "begun")
    with transaction.atomic():
        Periodic.objects.create(name="test.lock", every=timedelta(days=1), next_at=clock.now() + timedelta(days=1))
        while not Path(go).exists():
            time.sleep(0.02)
        note(path, "unstuck")
        Periodic.objects.create(name="test.late", every=timedelta(days=1), next_at=clock.now() + timedelta(days=1))
    note(path, "written")


@task("test.stick_in_order", lane=MERGING, limit=timedelta(seconds=1), max_attempts=2)
def stick_in_order(path: str, number: int, tries: int) -> None:
    """Hang for ever while the file has fewer than `tries` lines that say so; then write down the number."""
    written = Path(path).read_text().splitlines() if Path(path).exists() else []
    if written.count(f"stuck {number}") >= tries:
        note(path, f"done {number}")
        return
    note(path, f"stuck {number}")
    threading.Event().wait()


@task("test.poison", max_attempts=2)
def poison(path: str) -> None:
    """Take the whole process along."""
    note(path, "poison")
    os._exit(9)


@task("test.fail", max_attempts=3)
def fail() -> None:
    """Raise with words that must not be kept."""
    raise RuntimeError("call me at 612-555-0123")


if __name__ == "__main__":
    worker = Worker(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    worker.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Event().wait()
