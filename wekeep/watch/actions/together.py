"""Group commit: writes that come at the same moment share one transaction, and so one sync of the disk."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
_MOST = 64


class _Call(Generic[T]):
    def __init__(self, call: Callable[[], T]) -> None:
        self.call, self.woken, self.leads, self.finished = call, threading.Event(), False, False
        self.result: T | None = None
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            with transaction.atomic():
                self.result = self.call()
        except Exception as trouble:
            self.trouble = trouble


class Together:
    """Runs calls that write: whoever comes first opens the transaction and takes along all who came while it waited for
    its turn at the database. Each call has a savepoint of its own, and returns only when the whole is on disk."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: list[_Call[object]] = []
        self._led = False

    def run(self, call: Callable[[], T]) -> T:
        """The result of `call`, committed; or its exception, nothing of it written."""
        mine: _Call[T] = _Call(call)
        with self._guard:
            self._waiting.append(mine)  # type: ignore[arg-type]
            mine.leads, self._led = not self._led, True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads and not mine.finished:
            self._lead(mine)  # type: ignore[arg-type]
        if mine.trouble is not None:
            raise mine.trouble
        return mine.result  # type: ignore[return-value]

    def _lead(self, mine: _Call[object]) -> None:
        batch: list[_Call[object]] = []
        try:
            with transaction.atomic():
                batch = self._pick(mine)
                for one in batch:
                    one.run()
        except BaseException as trouble:
            batch = batch or self._pick(mine, alone=True)
            for one in batch:
                one.trouble = one.trouble or trouble
        finally:
            self._hand_over()
            for one in batch:
                one.finished = True
                one.woken.set()

    def _pick(self, mine: _Call[object], *, alone: bool = False) -> list[_Call[object]]:
        with self._guard:
            others = [] if alone else [one for one in self._waiting if one is not mine][: _MOST - 1]
            batch = [mine, *others]
            self._waiting = [one for one in self._waiting if one not in batch]
        return batch

    def _hand_over(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].woken.set()
            else:
                self._led = False


_TOGETHER = Together()


def commit_together(call: Callable[[], T]) -> T:
    """Run `call` in a transaction shared with others of this moment, where that helps: on SQLite, which syncs the disk for
    one transaction at a time (PostgreSQL does this by itself), and not inside a transaction of the caller's."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _TOGETHER.run(call)
    with transaction.atomic():
        return call()
