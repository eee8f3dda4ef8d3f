"""Django's SQLite backend, its writers one after the other in the order in which they asked.

SQLite lets a second writer sleep and look again, ever longer, up to a tenth of a second, and in no order: with a dozen threads some wait
for seconds while others go twice, and of two processes that write one transaction after the other the one meets a pause of the other's
by luck, or not before its time is over ("database is locked"). Every transaction of ours begins as a writer (BEGIN IMMEDIATE). So
the threads of this process take turns, then the processes of this machine, and SQLite has nobody left to keep out but programs that are
not ours; for those it is asked five hundred times a second.

What writes and stands alone, outside of a transaction, takes its turn like the others.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.sqlite.turns import Between, Turns

_TURNS = Turns()
_ASK_SECONDS: Final = 0.002
_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")

# not SQLITE_BUSY_SNAPSHOT, which no waiting ends
_WRITTEN_TO: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)
# by the file: how its processes queue
_BETWEEN: dict[str, Between] = {}


class _Busy(Exception):
    """Another program writes."""


class Cursor(base.SQLiteCursorWrapper):
    """Takes its turn for what writes outside of a transaction."""

    def __init__(self, connection: sqlite3.Connection, wrapper: "DatabaseWrapper") -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        """As ever."""
        if self._wrapper.stands_alone(query):
            with self._wrapper.turn():
                return super().execute(query, params)
        return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """As ever."""
        if self._wrapper.stands_alone(query):
            with self._wrapper.turn():
                return super().executemany(query, param_list)
        return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it holds the turn from BEGIN to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # holds one thing while we have the turn, so that giving it up is one step, whoever does it
        self._turn: list[Between | None] = []

    def create_cursor(self, name: str | None = None) -> Cursor:
        """One that takes its turn."""
        return self.connection.cursor(factory=lambda connection: Cursor(connection, self))  # type: ignore[no-any-return]

    def stands_alone(self, query: str) -> bool:
        """Whether this writes, and no turn was taken for it."""
        return not self._turn and query.startswith(_WRITES) and not self.connection.in_transaction

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the turn meanwhile; OperationalError where it does not come as long as we have patience."""
        self._take_turn(time.monotonic() + self._patience)
        try:
            yield
        finally:
            self._pass_on()

    def _start_transaction_under_autocommit(self) -> None:
        end = time.monotonic() + self._patience
        if not self._turn:
            self._take_turn(end)
        try:
            self._begin(end)
        except BaseException:
            self._pass_on()
            raise

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 20))

    def _take_turn(self, end: float) -> None:
        if not _TURNS.take(end - time.monotonic()):
            raise OperationalError("database is locked")
        between = self._between()
        try:
            came = between is None or between.take(end)
        except BaseException:
            _TURNS.give()
            raise
        if not came:
            _TURNS.give()
            raise OperationalError("database is locked")
        self._turn.append(between)

    def _between(self) -> Between | None:
        """How the processes queue that write into our file; nobody else writes into one that is in memory."""
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or name.startswith("file:"):
            return None
        return _BETWEEN.setdefault(name, Between(Path(f"{name}-turns")))

    def _begin(self, end: float) -> None:
        """Once no other program writes; OperationalError where one still does when our patience is over."""
        driver = self.connection
        driver.execute("PRAGMA busy_timeout = 0")
        try:
            while time.monotonic() < end:
                with suppress(_Busy):
                    self._ask()
                    return
                time.sleep(_ASK_SECONDS)
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            # what reads, and what writes alone, waits as SQLite has it
            with suppress(sqlite3.Error):
                driver.execute(f"PRAGMA busy_timeout = {int(1000 * self._patience)}")

    def _ask(self) -> None:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as trouble:
            if getattr(trouble.__cause__, "sqlite_errorcode", None) in _WRITTEN_TO:
                raise _Busy from trouble
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._pass_on()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._pass_on()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._pass_on()

    def cut(self) -> None:
        """End this connection from another thread, whatever its own is doing; what it had not committed is undone.

        SQLite frees the write lock once the transaction is over, and nothing may slip in between that and the closing.
        """
        driver = self.connection
        if driver is not None:
            readonly = "PRAGMA query_only = ON"
            for step in (driver.interrupt, lambda: driver.execute(readonly), driver.rollback, driver.close):
                with suppress(Exception):
                    step()
        self._pass_on()

    def _pass_on(self) -> None:
        with suppress(IndexError):
            between = self._turn.pop()
            if between is not None:
                between.give()
            _TURNS.give()
