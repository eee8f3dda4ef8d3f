"""What the boards of many web hosts cost the database: read by each of them, and told by one over the broker.

    python -m bench.boards_across [--hosts 10] [--rates 0 5 50] [--seconds 6]

A PostgreSQL and, for the second half, a NATS server of their own on this machine. Each host is the hub of a web process with its
own connections; all of them lie in one process here, so what is compared is what the database is asked, not how fast a host
is. Transactions are PostgreSQL's own count; the writer's are taken off. The delay is from an event's commit to the last hub.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.audience import _postgresql
from bench.machine import machine
from tests.nats_server import nats_serving

SETTLE_SECONDS = 2.0


def begin(folder: Path) -> None:
    """A fresh database."""
    os.environ |= {"WEKEEP_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ |= {"WEKEEP_LOG_LEVEL": "ERROR", "WEKEEP_DATABASE_URL": _postgresql()}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def transactions() -> int:
    """How many this database has finished so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


class Host:
    """A web process's hub, and when each number reached it."""

    def __init__(self, url: str) -> None:
        from wekeep.journal.telling import FEED
        from wekeep.journal.views.doorkeeper import Doorkeeper
        from wekeep.journal.views.hub import Hub
        from wekeep.journal.views.told import Told
        from wekeep.work.broker import Broker
        from wekeep.work.rules.broker import where

        told, self.line = None, None
        if there := where((url,) if url else ()):
            self.line = Broker(there)
            told = Told(self.line.is_up)
            self.line.listen(FEED, told.hear)
            self.line.start()
        self.hub = Hub(Doorkeeper(lambda _keys: {}), told=told)
        self.came: dict[str, float] = {}
        take = self.hub.take

        def noted(events: list[Any]) -> None:
            now = time.monotonic()
            self.came |= {event.about: now for event in events}
            take(events)

        self.hub.take = noted  # type: ignore[method-assign]

    async def stop(self) -> None:
        await self.hub.stop()
        if self.line:
            self.line.stop()


def write(rate: int, seconds: float) -> dict[str, float]:
    """So many events a second; when each was committed."""
    from django.db import connections, transaction

    from wekeep.journal import actions
    from wekeep.kit.actor import SYSTEM
    from wekeep.people.rules.kinds import DUTY_BEGUN

    begun, done = time.monotonic(), {}
    for n in range(int(rate * seconds)):
        time.sleep(max(0.0, begun + n / rate - time.monotonic()))
        with transaction.atomic():
            actions.record(DUTY_BEGUN, about=f"r{rate}-{n}", actor=SYSTEM, zone="north")
        done[f"r{rate}-{n}"] = time.monotonic()
    time.sleep(max(0.0, begun + seconds - time.monotonic()))
    connections.close_all()
    return done


@contextmanager
def telling(url: str) -> Iterator[Any]:
    """The worker that tells, where there is a broker; yields how to knock at it."""
    from wekeep.journal.telling import WRITTEN, Teller
    from wekeep.work.broker import Broker
    from wekeep.work.rules.broker import where

    there = where((url,) if url else ())
    if there is None:
        yield lambda: None
        return
    line, knocks = Broker(there), Broker(there)
    teller = Teller(line)
    line.start()
    knocks.start()
    teller.start()
    yield lambda: knocks.knock(WRITTEN)
    teller.stop()
    line.stop()
    knocks.stop()


async def measured(url: str, wanted: argparse.Namespace) -> None:
    """Print the figures of each rate."""
    hosts = [Host(url) for _n in range(wanted.hosts)]
    with telling(url) as knock:
        for one in hosts:
            await one.hub.start()
        await asyncio.sleep(SETTLE_SECONDS)
        for rate in wanted.rates:
            before, began = await asyncio.to_thread(transactions), time.monotonic()
            writing = asyncio.create_task(asyncio.to_thread(_knocking, rate, wanted.seconds, knock))
            done = await writing
            await asyncio.sleep(0.5)
            asked = (await asyncio.to_thread(transactions) - before - len(done)) / (time.monotonic() - began)
            lost = [about for about in done for one in hosts if about not in one.came]
            late = [max(one.came[about] for one in hosts) - at for about, at in done.items()] if not lost else []
            delay = (
                f"last host after {statistics.median(late) * 1e3:.0f} ms, at worst {max(late) * 1e3:.0f}"
                if late
                else ""
            )
            print(f"  {rate:3} events/s: {asked:6.0f} transactions/s  {delay}  lost {len(lost)}", flush=True)
        for one in hosts:
            await one.stop()


def _knocking(rate: int, seconds: float, knock: Callable[[], None]) -> dict[str, float]:
    """The writer is a process of its own kind: the hubs here hear nothing of its commits but by what they read or are told."""
    from wekeep.journal import actions

    kept, actions._listeners[:] = list(actions._listeners), [knock]
    try:
        if rate:
            return write(rate, seconds)
        time.sleep(seconds)
        return {}
    finally:
        actions._listeners[:] = kept


def main() -> int:
    """Measure both ways and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=10)
    parser.add_argument("--rates", type=int, nargs="+", default=[0, 5, 50])
    parser.add_argument("--seconds", type=float, default=6)
    wanted = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wk-boards-")))
        begin(folder)
        print(f"{wanted.hosts} hosts, each reading the database; {machine()}")
        asyncio.run(measured("", wanted))
        server = stack.enter_context(nats_serving(folder / "nats"))
        print(f"{wanted.hosts} hosts, told over the broker by one worker")
        asyncio.run(measured(server.url, wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
