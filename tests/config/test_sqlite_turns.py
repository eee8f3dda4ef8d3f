"""Writers of several processes on one SQLite file: whoever waits asks often, gives up in the end, and passes its turn on."""

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config.sqlite import base
from config.sqlite.base import DatabaseWrapper
from config.sqlite.turns import Between, Turns

PATIENCE = 20
pytestmark = pytest.mark.django_db


class Other:
    """Another process, as far as the file can tell, that writes and does not end."""

    def __init__(self, path: Path) -> None:
        self._line = sqlite3.connect(path, isolation_level=None, timeout=0)
        self.write()

    def write(self) -> None:
        self._line.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        self._line.execute("ROLLBACK")

    def close(self) -> None:
        self._line.close()


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseWrapper]:
    # that of the tests' own database is taken by the test
    monkeypatch.setattr(base, "_TURNS", Turns())
    options = {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE, "init_command": "PRAGMA journal_mode=WAL;"}
    handler = ConnectionHandler(
        {"default": {"ENGINE": "config.sqlite", "NAME": str(tmp_path / "one.sqlite3"), "OPTIONS": options}}
    )
    wrapper = handler["default"]
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.ensure_connection()
    yield wrapper
    wrapper.close()


@pytest.fixture
def other(ours: DatabaseWrapper, tmp_path: Path) -> Iterator[Other]:
    one = Other(tmp_path / "one.sqlite3")
    yield one
    one.close()


def begin(ours: DatabaseWrapper) -> None:
    ours._start_transaction_under_autocommit()


def test_whoever_waits_for_another_process_asks_hundreds_of_times_a_second(
    ours: DatabaseWrapper, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself would sleep for a tenth of a second between two looks, and the pauses are shorter than that."""
    slept = list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 50:
            other.end()

    monkeypatch.setattr("config.sqlite.base.time.sleep", sleep)
    begin(ours)
    assert len(slept) == 50 and max(slept) <= 0.005
    with pytest.raises(sqlite3.OperationalError):
        # it has what it waited for
        other._line.execute("PRAGMA busy_timeout = 0")
        other.write()
    ours._commit()
    other.write()


def test_whoever_waits_in_vain_is_told_so_and_the_next_has_the_turn(
    ours: DatabaseWrapper, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ours.settings_dict["OPTIONS"], "timeout", 0.1)
    with pytest.raises(OperationalError, match="locked"):
        begin(ours)
    other.end()
    begin(ours)
    ours._commit()


def test_what_stands_outside_of_a_transaction_waits_as_ever(ours: DatabaseWrapper, other: Other) -> None:
    def patience() -> object:
        return ours.connection.execute("PRAGMA busy_timeout").fetchone()[0]

    other.end()
    assert patience() == 1000 * PATIENCE
    begin(ours)
    assert patience() == 1000 * PATIENCE
    ours._commit()


def test_what_is_wrong_otherwise_is_said_at_once(ours: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_seconds: float) -> None:
        raise AssertionError("waited")

    monkeypatch.setattr("config.sqlite.base.time.sleep", never)
    begin(ours)
    with pytest.raises(OperationalError, match="within a transaction"):
        ours._begin(time.monotonic() + PATIENCE)
    ours._rollback()


# begins one transaction after the other with no pause, and counts them; says when it has begun
WRITER = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure()
from django.db.utils import ConnectionHandler
options = {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": "PRAGMA journal_mode=WAL;"}
ours = ConnectionHandler({"default": {"ENGINE": "config.sqlite", "NAME": sys.argv[1], "OPTIONS": options}})["default"]
ours.ensure_connection()
while True:
    ours._start_transaction_under_autocommit()
    ours.connection.execute("UPDATE done SET many = many + 1")
    time.sleep(0.003)
    ours._commit()
    print("once", flush=True)
"""


@pytest.fixture
def writer(ours: DatabaseWrapper, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes without a pause."""
    ours.connection.execute("CREATE TABLE done (many INTEGER)")
    ours.connection.execute("INSERT INTO done VALUES (0)")
    words = [sys.executable, "-c", WRITER, str(tmp_path / "one.sqlite3")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None and one.stdout.readline()
        yield one
        one.kill()


def done(ours: DatabaseWrapper) -> int:
    return int(ours.connection.execute("SELECT many FROM done").fetchone()[0])


def test_two_processes_that_write_without_a_pause_both_come_to_it(
    ours: DatabaseWrapper, writer: subprocess.Popen[str]
) -> None:
    """Without turns each goes on and on while the other looks for a pause."""
    before, mine = done(ours), 0
    while done(ours) - before < 30 or mine < 30:
        begin(ours)
        time.sleep(0.003)
        ours._commit()
        mine += 1
        assert mine < 600 and done(ours) - before < 600


def test_what_writes_alone_takes_its_turn_too(ours: DatabaseWrapper, writer: subprocess.Popen[str]) -> None:
    before = done(ours)
    for _time in range(30):
        with ours.cursor() as cursor:
            cursor.execute("UPDATE done SET many = many + %s", [0])
        assert not ours._turn
    assert done(ours) - before < 300


def test_a_process_that_is_killed_in_its_turn_keeps_nobody_waiting(
    ours: DatabaseWrapper, writer: subprocess.Popen[str]
) -> None:
    writer.send_signal(signal.SIGSTOP)
    until = time.monotonic() + PATIENCE
    gate = Between(Path(f"{ours.settings_dict['NAME']}-turns"))
    while gate.take(0.0):
        # it stood outside of its turn: let it go on, and stop it again
        gate.give()
        writer.send_signal(signal.SIGCONT)
        time.sleep(0.001)
        writer.send_signal(signal.SIGSTOP)
        assert time.monotonic() < until
    writer.kill()
    begin(ours)
    ours._commit()


def test_a_process_that_was_forked_in_our_turn_has_none_of_it(tmp_path: Path) -> None:
    between = Between(tmp_path / "turns")
    assert between.take(0.0)
    child = os.fork()
    if child == 0:
        # it may neither have the turn nor give ours away
        between.give()
        os._exit(int(between.take(0.0)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    between.give()


def test_where_no_such_file_can_be_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Between(tmp_path / "nowhere" / "turns").take(0.0)

    def no_locks(*_args: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", no_locks)
    between = Between(tmp_path / "turns")
    assert between.take(0.0)
    between.give()
