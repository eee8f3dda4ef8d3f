"""The keeper's memory is for the keeper: who runs as the same user looks in vain, and a crash leaves no copy."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import PATIENCE_SECONDS, until

pytestmark = [pytest.mark.process, pytest.mark.skipif(sys.platform != "linux", reason="Linux has /proc")]

NOBODY = 65534
# Root may look into everything, so where root runs the tests both are somebody else, who may be looked at as any user may.
AS_SOMEBODY = f"""
import ctypes, os, sys
if os.getuid() == 0:
    os.setgid({NOBODY})
    os.setuid({NOBODY})
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
"""
KEEPER = f"""
from wekeep.keeper.__main__ import main
{AS_SOMEBODY}
sys.exit(main())
"""
SLEEPER = f"""
{AS_SOMEBODY}
print("ready", flush=True)
sys.stdin.read()
"""
LOOK = f"""
{AS_SOMEBODY}
try:
    open(f"/proc/{{sys.argv[1]}}/mem", "rb").close()
except PermissionError:
    sys.exit(3)
"""
NO_PERMISSION = 3


def look_into(process: int) -> int:
    """What one who runs as the same user comes to: 0 where they may read its memory."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(process)], timeout=PATIENCE_SECONDS, check=False)
    return done.returncode


@pytest.fixture
def keeper(keeper_folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A keeper of its own, with a limit that lets a crash write what it likes."""
    if os.getuid() == 0:
        os.chown(keeper_folder, NOBODY, NOBODY)
    command = [sys.executable, "-c", KEEPER, "--folder", str(keeper_folder), "--socket", str(keeper_folder / "s")]
    one = subprocess.Popen(command, cwd=Path.cwd())
    until((keeper_folder / "s").exists, "the keeper did not start")
    yield one
    one.send_signal(signal.SIGKILL)
    one.wait(PATIENCE_SECONDS)


def test_another_process_of_the_same_user_does_not_read_the_keepers_memory(keeper: subprocess.Popen[bytes]) -> None:
    assert look_into(keeper.pid) == NO_PERMISSION


def test_the_same_look_reads_the_memory_of_a_process_that_does_not_keep_it_to_itself() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as one:
        assert one.stdout is not None and one.stdin is not None
        assert one.stdout.readline() == b"ready\n"
        assert look_into(one.pid) == 0
        one.stdin.close()


def test_a_keeper_that_crashes_leaves_no_copy_of_its_memory(keeper: subprocess.Popen[bytes]) -> None:
    limits = Path(f"/proc/{keeper.pid}/limits").read_text().splitlines()
    (core,) = [line.split() for line in limits if line.startswith("Max core file size")]
    assert core[4:6] == ["0", "0"]
