"""Sightings a second through the doors that phones use, each durable before its receipt is given, beside one fdatasync after the
other on the same disk; and whether kill -9 loses or doubles any.

    python -m bench.durable [--seconds 3] [--rounds 5] [--port 8196]

A real `wekeep serve` on SQLite with its worker merging beside, real HTTP over loopback, 64 lines in a closed loop, every report in
words of its own: read, checked, braked, judged by the gate, marked, and on disk before it is answered (docs/decisions/0039). The form
is measured as the page's own script sends it, and the JSON door. The peer is one 4 KB write and fdatasync for each, one after
the other, by one bare loop in the same folder in the same run, in turns with each round. Floor: as many; goal: three times as
many; by the slower of the two doors. A gateway's batches of two hundred, from two lines, are a figure of their own.

Processor time is that of the server with its merging, for each acknowledged report; that of the senders here, which share the processors
with it, stands apart.

Beside it: one report that comes alone; how fast the database takes what the crowd left; and after a last crowd that is cut short by
kill -9, how many acknowledged ones the database lacks or has twice once the server was started again.
"""

import argparse
import asyncio
import os
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

from bench.intake import disk_limit, lost_of, serve, stored, taken
from bench.machine import machine, percentile, wait_for_quiet
from bench.senders import AT_ONCE, LINES, crowd, request

FLOOR, GOAL = 1.0, 3.0
# more than anybody here sends in a second
_MOST_A_SECOND, _MOST_IN_BATCHES = 9000, 30_000


class Round(NamedTuple):
    """One turn: acknowledged a second, fdatasyncs a second, microseconds of processor for each acknowledged one in the server and in
    the senders, the 99th percentile in milliseconds, and rows a second afterwards."""

    rate: float
    limit: float
    server_us: float
    senders_us: float
    p99_ms: float
    brought_in: float


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where the floor is missed, or one was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--port", type=int, default=8196)
    options = parser.parse_args(argv)
    busy = wait_for_quiet()
    shares = {}
    with tempfile.TemporaryDirectory(prefix="wekeep-durable-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        print(machine(), f"(busy at the start {busy:.0%})")
        for door in ("form", "api", "batch"):
            folder = Path(name) / door
            folder.mkdir()
            shares[door] = _door(door, folder, options)
        lost, doubled, many = killed(Path(name) / "form", options.port, options.seconds)
    print(f"kill -9 in a crowd: {many} acknowledged, {lost} lost, {doubled} doubled after the next start")
    single = min(shares["form"], shares["api"])
    print(f"through the slower single door x one fdatasync at a time: {single:.2f}   floor {FLOOR}, goal {GOAL}")
    print(f"in batches of {AT_ONCE} x one fdatasync at a time: {shares['batch']:.2f}   (a figure of its own)")
    return int(single < FLOOR or lost + doubled > 0)


def _door(door: str, folder: Path, options: argparse.Namespace) -> float:
    server, port = serve(folder, options.port), options.port
    try:
        # the first of a kind is answered by the pages
        asyncio.run(crowd(port, [request(door, 6_000_000 + n) for n in range(10)], 60, lines=1))
        alone = asyncio.run(crowd(port, [request(door, 7_000_000 + n) for n in range(20)], 60, lines=1)).took
        taken(folder)
        done = [_round(door, folder, port, server, options.seconds, number) for number in range(options.rounds)]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    middle = Round(*(statistics.median(values) for values in zip(*done, strict=True)))
    share = statistics.median(one.rate / one.limit for one in done)
    each = " ".join(f"{one.rate / one.limit:.2f}" for one in done)
    print(
        f"{door:5} {middle.rate:7,.0f}/s from {_lines(door)} lines, p99 {middle.p99_ms:.0f} ms"
        f"   x {share:.2f} of {middle.limit:,.0f} fdatasyncs/s ({each})"
    )
    print(
        f"      processor for each: server {middle.server_us:.0f} us with merging beside, senders {middle.senders_us:.0f} us"
    )
    print(
        f"      one request alone {percentile(alone, 0.5) * 1000:.2f} ms; afterwards {middle.brought_in:,.0f}/s into the database"
    )
    return share


def _round(door: str, folder: Path, port: int, server: "Popen[bytes]", seconds: float, number: int) -> Round:
    many = int(_MOST_IN_BATCHES * seconds) // AT_ONCE if door == "batch" else int(_MOST_A_SECOND * seconds)
    requests = [request(door, number * 1_000_003 + n) for n in range(many)]
    limit, had, before = disk_limit(folder, seconds / 2), stored(folder), _processor(server.pid)
    sent = asyncio.run(crowd(port, requests, seconds, _lines(door)))
    used, there, begun = _processor(server.pid) - before, stored(folder), time.perf_counter()
    taken(folder)
    rows = stored(folder)
    if rows - had != len(sent.receipts):
        raise SystemExit(f"{len(sent.receipts)} were acknowledged and {rows - had} stored")
    after = (rows - there) / max(time.perf_counter() - begun, 1e-3)
    each, senders = (1e6 * spent / len(sent.receipts) for spent in (used, sent.processor))
    return Round(sent.per_second, limit, each, senders, 1000 * percentile(sent.took, 0.99), after)


def _lines(door: str) -> int:
    return 2 if door == "batch" else LINES


def killed(folder: Path, port: int, seconds: float) -> tuple[int, int, int]:
    """How many of a crowd that was cut short are missing, and twice there, once the server was started again; and how many
    were acknowledged."""
    server = serve(folder, port)
    requests = [request("form", 9_000_000 + n) for n in range(int(_MOST_A_SECOND * seconds))]

    async def cut_short() -> list[str]:
        sending = asyncio.create_task(crowd(port, requests, 60.0))
        await asyncio.sleep(seconds / 2)
        os.killpg(server.pid, signal.SIGKILL)
        return (await sending).receipts

    receipts = asyncio.run(cut_short())
    server.wait()
    again = serve(folder, port)
    try:
        taken(folder)
        lost = lost_of(folder, receipts)
    finally:
        os.killpg(again.pid, signal.SIGKILL)
        again.wait()
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        about = [row[0] for row in database.execute("SELECT about FROM journal_entry WHERE kind = 'sighting.filed'")]
    return lost, sum(many - 1 for many in Counter(about).values()), len(receipts)


def _processor(pid: int) -> float:
    """Seconds of processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
