"""The keeper's memory is for the keeper: who runs as the same user looks in vain, and a crash leaves no copy."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nursery import PATIENCE_SECONDS
from tests.running import until

pytestmark = [pytest.mark.process, pytest.mark.skipif(sys.platform != "linux", reason="Linux has /proc")]

# Root may look into everything, so where root runs the tests both give up what makes root more than any user (capabilities(7)).
AS_ANY_USER = """
import ctypes, os, sys
if os.getuid() == 0:
    none = ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    assert none == 0
"""
KEEPER = f"""
from wekeep.keeper.__main__ import main
{AS_ANY_USER}
sys.exit(main())
"""
SLEEPER = f"""
{AS_ANY_USER}
print("ready", flush=True)
sys.stdin.read()
"""
LOOK = f"""
{AS_ANY_USER}
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
    """A keeper of its own."""
    command = [sys.executable, "-c", KEEPER, "--folder", str(keeper_folder), "--socket", str(keeper_folder / "s")]
    one = subprocess.Popen(command)
    until(lambda: one.poll() is not None or (keeper_folder / "s").exists(), "the keeper did not start")
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
