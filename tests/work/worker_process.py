"""A worker in a process of its own, with jobs that tests can watch: `python worker_process.py`."""

import os
import sys
import threading
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from wekeep.work.jobs import task  # noqa: E402
from wekeep.work.jobs.worker import Worker  # noqa: E402
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
