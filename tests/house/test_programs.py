"""Programs that tests start leave nothing behind for the test that comes next."""

import signal
import time
from pathlib import Path

import pytest

from tests.nursery import Wanted, start
from tests.running import until

pytestmark = pytest.mark.process
CHILD = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True); sys.stdin.read()"


def lives(pid: int) -> bool:
    """Whether that process still runs; one that nobody has buried does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_a_killed_program_had_started_ends_with_it_when_it_is_put_away() -> None:
    one = start(Wanted(["-c", CHILD], {"PATH": "/usr/bin:/bin"}), stdin=True)
    child = int(one.stdout.readline())
    one.send_signal(signal.SIGKILL)
    one.wait()
    time.sleep(0.05)
    assert lives(child)
    one.close()
    until(lambda: not lives(child), "a program's child lives on", patience=10)
