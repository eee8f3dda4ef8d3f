"""One process, one port: pages on a bounded pool of threads, live streams on the event loop, jobs that send nothing beside."""

import asyncio
import os
import resource
import sys
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

# A page gives the interpreter away at each of its dozen steps to the database; at Python's five milliseconds it would wait
# for merging that long at each, to get it back.
sys.setswitchinterval(0.001)

from config.api import parse
from config.bodies import Intake
from config.bridge import Pages
from config.posted import FORWARDED, address_of
from config.protocol import STREAM_PATH
from config.questions import language_of
from config.shelf import Shelf
from wekeep.care.rules import run_kinds
from wekeep.desk.actions import phones
from wekeep.journal.rules.kind import heard_in
from wekeep.journal.telling import FEED, knock_when_written
from wekeep.journal.views.stream import Stream
from wekeep.journal.views.told import Told
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import Actor
from wekeep.people.access import actors_of_sessions, session_of_cookie
from wekeep.watch.actions.taking import close_spool, open_spool
from wekeep.watch.views.doorstep import Doorstep
from wekeep.work.actions import leave_no_log
from wekeep.work.broker import broker
from wekeep.work.jobs.worker import Worker
from wekeep.work.rules.lane import THE_REST

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Where a passphrase is sent, which costs 64 MiB and a tenth of a second each time.
SLOW_DOORS = ("/people/sign-in/", "/people/unlock/")


class House:
    """The ASGI application. Django's synchronous pages run in threads that keep their database connections: that is
    faster than Django's own ASGI handler, which starts a thread a request, and it bounds how much runs at once."""

    def __init__(self, *, with_worker: bool) -> None:
        self.doorstep = Doorstep(parse, language_of)
        inside = Pages(
            pages,
            settings.PAGE_THREADS,
            Intake(settings.LONGEST_BODY, longer=settings.LONG_DOORS),
            SLOW_DOORS,
            self.doorstep,
        )
        self.shelf = Shelf(inside)
        self._stream = Stream(session_of_cookie, _admit, _most_streams(), self.shelf.outdate, _told())
        self._with_worker = with_worker
        self._worker: Worker | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        forwarded = [value for name, value in scope["headers"] if name == FORWARDED]
        scope["client"] = address_of(forwarded, scope["client"], settings.TRUSTED_PROXIES), 0
        await self._door(scope["path"])(scope, receive, send)

    def _door(self, path: str) -> Any:
        if settings.DEMO and path.startswith(phones.ROOT):
            return phones.PUSH
        return self._stream if path == STREAM_PATH else self.shelf

    def close_streams(self) -> None:
        """End the open streams; their pages come back to the next server with the number they had reached."""
        self._stream.hub.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._stream.hub.start()
        way = await asyncio.to_thread(open_spool, settings.DATA_DIR)
        if self._with_worker:
            self._worker = Worker(settings.WORKER_THREADS, THE_REST, rest=way.rest)
            await asyncio.to_thread(self._worker.start)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stream.hub.stop()
        await asyncio.to_thread(close_spool)
        if self._worker:
            await asyncio.to_thread(self._worker.stop)
        await asyncio.to_thread(leave_no_log)
        await send({"type": "lifespan.shutdown.complete"})


def _admit(sessions: Sequence[str]) -> dict[str, tuple[str, frozenset[str]]]:
    found = {key: (actor.code, _hears(actor)) for key, actor in actors_of_sessions(sessions).items()}
    return {key: (who, zones) for key, (who, zones) in found.items() if zones}


def _hears(actor: Actor) -> frozenset[str]:
    """The zones whose board somebody sees, and those whose runs they plan."""
    runs = {heard_in(run_kinds.DESK, zone) for zone in actor.zones_where(Ability.PLAN_RUNS)}
    return actor.zones_where(Ability.SEE_BOARD) | runs


def _told() -> Told | None:
    """What other hosts say of the journal, where there is a broker between them; and they are knocked at from here."""
    there = broker()
    if there is None:
        return None
    told = Told(there.is_up)
    there.listen(FEED, told.hear)
    knock_when_written(there)
    return told


def _most_streams() -> int:
    """Three quarters of the files this process may open: however many boards there are, pages stay reachable."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] * 3 // 4


def house() -> House:
    """The whole program in one process."""
    return House(with_worker=True)


def house_without_worker() -> House:
    """Pages and streams; jobs run elsewhere."""
    return House(with_worker=False)
