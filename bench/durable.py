"""Sightings a second, each on disk before its receipt is given, beside one fdatasync after the other on the same disk.

    python -m bench.durable [--seconds 4] [--rounds 3] [--port 8196]

Through the application: records as they come to the JSON door are read, checked, judged by the gate, marked, placed in their
cell and stored with their journal entry and their job, by as many threads as serve pages, from as many networks as a city has.
No report is acknowledged before the transaction it is in is on disk. The peer is one 4 KB write and fdatasync for each, one
after the other, by one bare loop in the same folder in the same run. Floor: as many; goal: three times as many.

Beside it, over HTTP: a real `wekeep serve` whose worker merges what comes in, sixteen bare sockets in a closed loop; there the
reading of HTTP, Django's pages and merging share one interpreter. And one report that comes alone, which waits for nobody.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.intake import _NO_BRAKE, disk_limit, report, serve
from bench.machine import machine, percentile, wait_for_quiet

FLOOR, GOAL = 1.0, 3.0
THREADS = 8
CLIENTS = 16


class Rate(NamedTuple):
    """Reports a second by the clock, and milliseconds of processor time for each."""

    wall: float
    processor_ms: float


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where the floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8196)
    parser.add_argument("--no-http", action="store_true")
    options = parser.parse_args(argv)
    busy = wait_for_quiet()
    with tempfile.TemporaryDirectory(prefix="wekeep-durable-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        folder = Path(name)
        file_one = prepare(folder)
        alone = percentile([_took(file_one, number) for number in range(300)], 0.5)
        disk, ours = [], []
        for _round in range(options.rounds):  # in turns, so that what disturbs the machine disturbs both
            disk.append(disk_limit(folder, options.seconds / 2))
            ours.append(crowd(file_one, options.seconds))
        share = statistics.median(one.wall / limit for one, limit in zip(ours, disk, strict=True))
        overheard = None if options.no_http else over_http(folder / "served", options.port, options.seconds)
    limit = statistics.median(disk)
    print(machine(), f"(busy at the start {busy:.0%})")
    _say("through the application", Rate(*(statistics.median(v) for v in zip(*ours, strict=True))), limit)
    if overheard:
        _say("the same over HTTP, merging beside", overheard, limit)
    print(f"{'one fdatasync at a time (peer)':36} {limit:8,.0f}/s   {1000 / limit:.2f} ms each")
    print(f"one report alone, until it is on disk: median {alone * 1000:.2f} ms")
    print(f"through the application x one fdatasync at a time: {share:.2f}   floor {FLOOR}, goal {GOAL}")
    return int(share < FLOOR)


def _say(what: str, rate: Rate, limit: float) -> None:
    print(f"{what:36} {rate.wall:8,.0f}/s   {rate.processor_ms:.2f} ms of processor each   x {rate.wall / limit:.2f}")


def prepare(folder: Path) -> Callable[[int], None]:
    """A migrated database in `folder`; how to file one report in it, by its number."""
    os.environ.update(
        WEKEEP_DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="config.settings", WEKEEP_LOG_LEVEL="ERROR", **_NO_BRAKE
    )
    # as config/asgi.py has it
    sys.setswitchinterval(0.001)
    import django

    django.setup()
    from django.core.management import call_command

    from wekeep.kit.actor import VISITOR
    from wekeep.watch.actions.intake import Sender
    from wekeep.watch.actions.sightings import file_sighting
    from wekeep.watch.forms.record import NewRecord, report_of
    from wekeep.watch.rules.status import Source

    call_command("migrate", verbosity=0)

    def file_one(number: int) -> None:
        raw = json.dumps(report(number))
        record = NewRecord.model_validate_json(raw)
        body = json.dumps(record.model_dump(mode="json", exclude_unset=True), sort_keys=True)
        read, _place = report_of(record, Source.API)
        key, network = str(uuid.uuid4()), f"10.{number >> 8 & 255}.{number & 255}.0/24"
        sender = Sender(network, key=key)
        filed = file_sighting(actor=VISITOR, report=read, source=Source.API, key=key, body=body, sender=sender)
        if not filed.is_new:
            raise SystemExit("a report was taken for another")

    return file_one


def _took(file_one: Callable[[int], None], number: int) -> float:
    start = time.perf_counter()
    file_one(number)
    return time.perf_counter() - start


def crowd(file_one: Callable[[int], None], seconds: float) -> Rate:
    """What so many threads file in a closed loop; all of it must be in the database."""
    from django.db import connection

    counts, before, start, used = [0] * THREADS, _stored(), time.perf_counter(), time.process_time()
    until = start + seconds

    def work(thread: int) -> None:
        while time.perf_counter() < until:
            file_one(thread * 10_000_019 + counts[thread])
            counts[thread] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, used, done = time.perf_counter() - start, time.process_time() - used, sum(counts)
    if _stored() - before != done:
        raise SystemExit("not every acknowledged report is stored")
    return Rate(done / took, 1000 * used / done)


def _stored() -> int:
    from wekeep.watch.models import Sighting

    return Sighting.objects.count()


def over_http(folder: Path, port: int, seconds: float) -> Rate:
    """The same through the JSON door of a whole server."""
    folder.mkdir()
    server = serve(folder, port)
    try:
        asyncio.run(_flood(port, 1.0))
        before = _processor(server.pid)
        done = asyncio.run(_flood(port, seconds))
        used = _processor(server.pid) - before
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return Rate(done / seconds, 1000 * used / done)


async def _flood(port: int, seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_client(port, n, until) for n in range(CLIENTS))))


async def _client(port: int, number: int, until: float) -> int:
    """One socket that sends a report, reads the answer, and sends the next."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = 0
    while time.perf_counter() < until:
        body = json.dumps(report(number * 100_003 + done)).encode()
        writer.write(
            b"POST /api/v1/sightings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Idempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s" % (str(uuid.uuid4()).encode(), len(body), body)
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 201"):
            raise RuntimeError(head.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))
        done += 1
    writer.close()
    return done


def _processor(pid: int) -> float:
    """Seconds of processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
