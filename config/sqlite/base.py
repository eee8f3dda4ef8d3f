"""Django's SQLite backend, its writing transactions begun in the order in which they were asked for.

SQLite lets a second writer sleep and look again, ever longer and in no order: with a dozen threads some wait for seconds
while others go twice. Every transaction of ours begins as a writer (BEGIN IMMEDIATE), so the threads of this process
take turns before they ask SQLite, which then only has other processes to keep out.

Of several processes each has one thread that asks. SQLite would have it sleep ever longer, up to a tenth of a second, and where the
others write one transaction after the other it would meet a pause between two of them by luck, or not at all before its time
is over ("database is locked"). So it asks five hundred times a second.
"""

import sqlite3
import time
from contextlib import suppress
from typing import Any, Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.sqlite.turns import Turns

_TURNS = Turns()
_ASK_SECONDS: Final = 0.002


# not SQLITE_BUSY_SNAPSHOT, which no waiting ends
_WRITTEN_TO: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)


class _Busy(Exception):
    """Another process writes."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it holds the turn from BEGIN to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # holds one thing while we have the turn, so that giving it up is one step, whoever does it
        self._turn: list[bool] = []

    def _start_transaction_under_autocommit(self) -> None:
        if not self._turn:
            if not _TURNS.take(self._patience):
                raise OperationalError("database is locked")
            self._turn.append(True)
        try:
            self._begin()
        except BaseException:
            self._pass_on()
            raise

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 20))

    def _begin(self) -> None:
        """Once no other process writes; OperationalError where one still does when our patience is over."""
        driver = self.connection
        driver.execute("PRAGMA busy_timeout = 0")
        try:
            end = time.monotonic() + self._patience
            while time.monotonic() < end:
                with suppress(_Busy):
                    self._ask()
                    return
                time.sleep(_ASK_SECONDS)
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            # what stands alone, outside of a transaction, waits as SQLite has it
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
            self._turn.pop()
            _TURNS.give()
