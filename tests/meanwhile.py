"""What somebody else does while a transaction of ours holds rows."""

from collections.abc import Callable
from threading import Thread

from django.db import connection, connections

from tests.running import until


class Meanwhile:
    """`work`, on a thread and a connection of its own."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._troubles = work, list[Exception]()
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._work()
        except Exception as trouble:
            self._troubles.append(trouble)
        finally:
            connections.close_all()

    def begin(self) -> None:
        """Have it begin, once; return when it waits for what we hold, or is done."""
        if self._thread.ident:
            return
        self._thread.start()
        until(lambda: _waits_for_a_lock() or not self._thread.is_alive())

    def end(self) -> list[Exception]:
        """Wait for its end; what it failed with."""
        self._thread.join()
        return self._troubles


def _waits_for_a_lock() -> bool:
    """Whether some other transaction waits for this one; on SQLite, where only one can write at all, it does."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
