"""A process that is told to end, by a signal that the machine gives to any thread of it: it ends, and in good order."""

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.nursery import Program
from tests.running import environment, process, server, until

GOODBYE_SECONDS = 30
MODULES = {
    "worker": ("wekeep.desk.command", "worker"),
    "sender": ("wekeep.desk.command", "sender"),
    "keeper": ("wekeep.keeper", "--unseal-itself", "--folder", "{}/keeper", "--socket", "{}/k.sock"),
}
# what waits beside the main thread once all of it has begun, and a few that any library may add
THREADS = {"worker": 8, "sender": 8, "keeper": 3}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]


def threads(program: Program) -> list[int]:
    return sorted(int(one) for one in os.listdir(f"/proc/{program.pid}/task"))


def main_waits(program: Program) -> bool:
    """Whether its first thread sleeps, with nothing left to begin."""
    state = Path(f"/proc/{program.pid}/task/{program.pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "S"


def the_first(program: Program) -> int:
    return program.pid


def the_last(program: Program) -> int:
    return threads(program)[-1]


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("whose", [the_first, the_last])
def test_a_signal_ends_it_whichever_thread_takes_it(name: str, whose: Callable[[Program], int], tmp_path: Path) -> None:
    words = [one.format(tmp_path) for one in MODULES[name]]
    with process("-m", *words, env=environment(tmp_path, WEKEEP_KEEPER_SOCKET=str(tmp_path / "none"))) as one:
        until(lambda: len(threads(one)) >= THREADS[name] and main_waits(one), "it did not begin")
        assert not ctypes.CDLL(None).tgkill(one.pid, whose(one), signal.SIGTERM)
        assert one.wait(GOODBYE_SECONDS) == 0


def beside(one: Program) -> list[int]:
    """The processes that a server has started."""
    found = [children.read_text().split() for children in Path(f"/proc/{one.pid}/task").glob("*/children")]
    return [int(child) for children in found for child in children]


def test_a_server_ends_in_good_order_once_what_stands_beside_it_has(tmp_path: Path) -> None:
    with server(tmp_path, WEKEEP_SENDER_APART="no") as (_site, one):
        until(lambda: len(beside(one)) == 2, "the keeper and the sender were not started")
        children = beside(one)
        one.send_signal(signal.SIGTERM)
        assert one.wait(GOODBYE_SECONDS) == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
