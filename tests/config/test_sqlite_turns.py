"""Writers of several processes on one SQLite file: whoever waits asks often, gives up in the end, and passes its turn on."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config.sqlite import base
from config.sqlite.base import DatabaseWrapper
from config.sqlite.turns import Turns

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
        ours._begin()
    ours._rollback()
