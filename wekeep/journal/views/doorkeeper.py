"""Asks who may listen to what, for many at once: after a restart every board knocks within the same seconds."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connections

# Says for what each was known by at the door who its reader is and which zones they may listen to; who is missing has no entry.
Admit = Callable[[Sequence[str]], Mapping[str, tuple[str, frozenset[str]]]]
Admitted = tuple[str, frozenset[str]]

AT_ONCE = 500


class Doorkeeper:
    """Asks in one thread of its own; whoever comes while it asks is asked about together in the next round."""

    def __init__(self, admit: Admit) -> None:
        self._admit = admit
        self._waiting: dict[str, list[asyncio.Future[Admitted | None]]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="admit")

    async def ask(self, key: str) -> Admitted | None:
        """Whose `key` is and what they may hear, by what stands in the database after this was called; None where nothing."""
        answer: asyncio.Future[Admitted | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(answer)
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_for_all())
        return await answer

    async def ask_many(self, keys: Sequence[str]) -> Mapping[str, Admitted]:
        """The same for up to `AT_ONCE` keys."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, keys)

    def stop(self) -> None:
        """Let the thread and its connection to the database go."""
        self._thread.submit(connections.close_all)
        self._thread.shutdown(wait=False)

    async def _ask_for_all(self) -> None:
        while self._waiting:
            keys = list(self._waiting)[:AT_ONCE]
            some = [self._waiting.pop(key) for key in keys]
            try:
                found: Mapping[str, Admitted] = await self.ask_many(keys)
            except Exception as trouble:
                _fail(some, trouble)
                continue
            for key, answers in zip(keys, some, strict=True):
                for answer in answers:
                    if not answer.done():
                        answer.set_result(found.get(key))

    def _ask(self, keys: Sequence[str]) -> Mapping[str, Admitted]:
        close_old_connections()
        return self._admit(keys)


def _fail(askers: list[list["asyncio.Future[Admitted | None]"]], trouble: Exception) -> None:
    for answer in (one for answers in askers for one in answers):
        if not answer.done():
            answer.set_exception(trouble)
