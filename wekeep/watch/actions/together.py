"""Group commit: what is written at the same moment shares one transaction, and so one sync of the disk."""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
R = TypeVar("R")
_MOST = 64


class _One(Generic[T, R]):
    """What one thread wants written, and what became of it."""

    def __init__(self, wanted: T) -> None:
        self.wanted, self.woken, self.leads, self.finished = wanted, threading.Event(), False, False
        self.result: R | None = None
        self.trouble: BaseException | None = None


class Together(Generic[T, R]):
    """Has `write` write what several threads want, in one transaction. Whoever comes first writes, and takes along all who came
    while it waited for its turn at the database; the next is whoever came first after that. So nobody waits for company: one
    that comes alone is written at once, and who comes in a crowd waits for one commit before its own and for no other.

    `write` gives one result for each, in their order. Where it fails, each is tried once more alone, so that one that cannot be
    written takes nobody along."""

    def __init__(self, write: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._write = write
        self._guard = threading.Lock()
        self._waiting: list[_One[T, R]] = []
        self._led = False

    def run(self, wanted: T) -> R:
        """What `write` says to `wanted`, once it is on disk; or its exception, nothing of it written."""
        if connection.in_atomic_block:  # the caller's own transaction, which we cannot commit
            with transaction.atomic():
                return self._write([wanted])[0]
        mine: _One[T, R] = _One(wanted)
        with self._guard:
            self._waiting.append(mine)
            mine.leads, self._led = not self._led, True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads and not mine.finished:
            self._lead(mine)
        if mine.trouble is not None:
            raise mine.trouble
        return mine.result  # type: ignore[return-value]

    def _lead(self, mine: _One[T, R]) -> None:
        batch: list[_One[T, R]] = []
        try:
            with transaction.atomic():
                batch = self._pick(mine)
                results = self._write([one.wanted for one in batch])
            for one, result in zip(batch, results, strict=True):
                one.result = result
        except BaseException as trouble:
            batch = batch or self._pick(mine, alone=True)
            self._each_alone(batch, trouble)
        finally:
            self._hand_over()
            for one in batch:
                one.finished = True
                one.woken.set()

    def _each_alone(self, batch: list[_One[T, R]], trouble: BaseException) -> None:
        """Try each by itself, where there was company and this process is not about to end."""
        for one in batch:
            one.trouble = trouble
            if len(batch) == 1 or not isinstance(trouble, Exception):
                continue
            try:
                with transaction.atomic():
                    one.result = self._write([one.wanted])[0]
                one.trouble = None
            except Exception as its_own:
                one.trouble = its_own

    def _pick(self, mine: _One[T, R], *, alone: bool = False) -> list[_One[T, R]]:
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
