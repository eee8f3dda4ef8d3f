"""Django's SQLite backend, its writing transactions begun in the order in which they were asked for.

SQLite lets a second writer sleep and look again, ever longer and in no order: with a dozen threads some wait for seconds
while others go twice. Every transaction of ours begins as a writer (BEGIN IMMEDIATE), so the threads of this process
take turns before they ask SQLite, which then only has other processes to keep out.
"""

from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.sqlite.turns import Turns

_TURNS = Turns()


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it holds the turn from BEGIN to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # holds one thing while we have the turn, so that giving it up is one step, whoever does it
        self._turn: list[bool] = []

    def _start_transaction_under_autocommit(self) -> None:
        if not self._turn:
            if not _TURNS.take(float(self.settings_dict["OPTIONS"].get("timeout", 20))):
                raise OperationalError("database is locked")
            self._turn.append(True)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._pass_on()
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
