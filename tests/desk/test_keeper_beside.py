"""The keeper beside the server: it comes back when it dies, it goes when it should, and one that hangs is not waited for."""

import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.keeping import Keeping
from wekeep.desk.actions import beside
from wekeep.desk.actions import keeping as actions
from wekeep.desk.actions.backups import make_backup, new_key
from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Ask, State
from wekeep.vault import keeper


@pytest.fixture
def folder(settings: Settings) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wk-") as name:
        settings.KEEPER_DIR, settings.KEEPER_SOCKET = Path(name), Path(name) / "s"
        settings.KEEPER_VERIFY_KEY = Path(name) / "verify"
        yield Path(name)


def wait_until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def is_there() -> bool:
    try:
        return isinstance(keeper.ask(Ask(), State), State)
    except Refused:
        return False


def test_a_killed_keeper_is_started_again_and_stopped_with_the_server(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "FIRST_WAIT_SECONDS", 0.01)
    watch = actions.keeper_beside()
    watch.start()
    assert wait_until(is_there)
    first = watch._running
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    assert wait_until(lambda: watch._running is not first and is_there())
    watch.stop()
    assert not is_there()
    assert watch._running is not None and watch._running.poll() is not None


def test_one_beside_the_server_that_stands_still_holds_nobody_up() -> None:
    """Far more is said to it than a pipe holds."""
    watch = beside.Beside("sleeper", lambda: ["sleep", "600"], wanted=True, goodbye_seconds=10)
    watch.start()
    assert wait_until(lambda: watch._running is not None)
    for _time in range(100_000):
        watch.knock(b"alerts\n")
    watch.stop()
    assert watch._running is not None and watch._running.poll() == -signal.SIGTERM


def test_a_keeper_apart_is_left_alone(folder: Path, settings: Settings) -> None:
    settings.KEEPER_APART = True
    watch = actions.keeper_beside()
    watch.start()
    watch.stop()
    assert watch._running is None


def test_a_demo_unseals_itself_and_a_real_network_does_not(folder: Path, settings: Settings) -> None:
    settings.DEMO = False
    assert "--unseal-itself" not in actions.keeper_command()
    settings.DEMO = True
    process = subprocess.Popen([*actions.keeper_command(), "--until-eof"], stdin=subprocess.PIPE)
    assert wait_until(is_there)
    assert not keeper.ask(Ask(), State).sealed
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(30) == 0


def test_a_keeper_that_hangs_costs_a_moment_and_an_honest_word(folder: Path) -> None:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(folder / "s"))
    listener.listen()
    for _turn in range(2):
        with pytest.raises(Refused, match="not running"):
            keeper.ask(Ask(), State, patience=0.2)
    listener.close()


def test_a_keeper_that_answers_noise_is_not_believed(folder: Path) -> None:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(folder / "s"))
    listener.listen()

    def shout() -> None:
        line, _address = listener.accept()
        line.sendall(b"\x00\x00\x00\x05noise")
        line.close()

    thread = threading.Thread(target=shout)
    thread.start()
    with pytest.raises(Refused, match="not running"):
        keeper.ask(Ask(), State, patience=2)
    thread.join()
    listener.close()


def test_the_command_unseals_with_the_right_words_only(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.stop()
    keeping.start(unseal=False)
    monkeypatch.setattr("sys.stdin", StringIO("wrong words that were never drawn here\n"))
    with pytest.raises(CommandError, match="damaged"):
        call_command("keeper", "unseal")
    monkeypatch.setattr("sys.stdin", StringIO("Porch, lantern winter street kettle bread\n"))
    said = StringIO()
    call_command("keeper", "unseal", stdout=said)
    assert "Keys for 401 days are ready." in said.getvalue()
    call_command("keeper", "status", stdout=said)
    assert "is unsealed; 0 sessions" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_no_backup_holds_the_keepers_folder(keeping: Keeping, settings: Settings, tmp_path: Path) -> None:
    import pyrage

    settings.KEEPER_DIR = settings.DATA_DIR / "anywhere"
    settings.KEEPER_DIR.mkdir(exist_ok=True)
    (settings.KEEPER_DIR / "keeper.sqlite3").write_bytes(b"the keys of the days to come")
    (settings.DATA_DIR / "keeper").mkdir(exist_ok=True)
    (settings.DATA_DIR / "keeper" / "keeper.sqlite3").write_bytes(b"the keys of the days to come")
    (settings.DATA_DIR / "kept.txt").write_text("something that is kept")
    secret, public = new_key()
    make_backup(to=public, target=tmp_path / "b.age")
    plain = pyrage.decrypt((tmp_path / "b.age").read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    assert b"something that is kept" in plain
    assert b"the keys of the days to come" not in plain
