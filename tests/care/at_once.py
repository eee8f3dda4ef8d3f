"""Several at the same moment, each on a thread and a connection of its own."""

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

from django.db import DatabaseError, connection

from wekeep.kit.errors import Refused

# How long whoever holds a row waits for the others to hold theirs: they cannot where they want the very same one.
PATIENCE_SECONDS = 2.0


def together(*acts: Callable[[], Any], holding: str = "") -> list[str]:
    """All at once; for each the words it was refused with, "" where it was done. With `holding`, the name of a table or a part of it, each
    goes on from the first rows of it that it holds only when the others hold theirs too, as far as they can."""
    said = ["nothing"] * len(acts)
    gate, step = threading.Barrier(len(acts)), threading.Barrier(len(acts))

    def run(place: int) -> None:
        gate.wait()
        try:
            with ExitStack() as stack:
                if holding:
                    stack.enter_context(connection.execute_wrapper(_Held(holding, step)))
                acts[place]()
            said[place] = ""
        except (Refused, DatabaseError) as trouble:
            said[place] = str(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


class _Held:
    """Waits once, after the first statement that holds rows of a table. On SQLite no statement does: one writes after the other."""

    def __init__(self, table: str, step: threading.Barrier) -> None:
        self._table, self._step, self._is_done = table, step, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if not self._is_done and "FOR UPDATE" in sql and f'FROM "{self._table}' in sql:
            self._is_done = True
            with suppress(threading.BrokenBarrierError):
                self._step.wait(PATIENCE_SECONDS)
        return found
