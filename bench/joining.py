"""How long after it is on disk a sighting is part of an incident, while 100 a second come in.

    python -m bench.joining [--seconds 20] [--rate 100] [--port 8191]

A real `wekeep serve` on SQLite with its worker, real HTTP over loopback. A second reader of the database notes when each
sighting's commit, and its merge's commit, can first be seen; it looks every 5 ms, so a figure is right to about that. A
sighting is acknowledged only after its commit, so the wait after the acknowledgement is never longer than what is printed.
Beside it stands the plain intake: the same reports to a server without a worker, which merges nothing.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench.intake import serve, steady, stored, taken

# What is promised: merging follows the acknowledgement within a second, in 95 of 100 cases.
AIM_SECONDS = 1.0
LOOK_EVERY = 0.005
LONGEST_WAIT = 60


@dataclass
class Watch:
    """When each sighting and its merge were first seen in the database, in seconds of one clock."""

    folder: Path
    came: dict[int, float] = field(default_factory=dict)
    took: dict[int, float] = field(default_factory=dict)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def waiting(self) -> int:
        """How many were seen and are not merged yet."""
        return len(self.came) - len(self.took)

    def look_on(self) -> None:
        """Look again and again until `done`."""
        with closing(sqlite3.connect(f"file:{self.folder / 'wekeep.sqlite3'}?mode=ro", uri=True)) as database:
            while not self.done.wait(LOOK_EVERY):
                self._look(database)

    def _look(self, database: sqlite3.Connection) -> None:
        last = max(self.came, default=0)
        rows = database.execute("SELECT id, incident_id IS NULL FROM watch_sighting WHERE id > ?", (last,)).fetchall()
        still = {row[0] for row in database.execute("SELECT id FROM watch_sighting WHERE incident_id IS NULL")}
        now = time.perf_counter()
        self.came |= {number: now for number, _unmerged in rows}
        for number in self.came.keys() - self.took.keys() - still:
            self.took[number] = now - self.came[number]


@contextmanager
def watching(folder: Path) -> Iterator[Watch]:
    """A watch that looks on meanwhile."""
    watch = Watch(folder)
    thread = threading.Thread(target=watch.look_on)
    thread.start()
    try:
        yield watch
    finally:
        watch.done.set()
        thread.join()


@contextmanager
def serving(port: int, *options: str) -> Iterator[tuple[Path, str]]:
    """A server on a folder of its own: the folder and the address."""
    with tempfile.TemporaryDirectory(prefix="wekeep-joining-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        server = serve(Path(name), port, *options)
        try:
            yield Path(name), f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def with_merging(rate: int, seconds: float, port: int) -> tuple[Watch, list[float]]:
    """How long each took to be merged, and to be acknowledged."""
    with serving(port) as (folder, address), watching(folder) as watch:
        acknowledged = asyncio.run(steady(address, "api", rate, seconds))
        taken(folder)
        until = time.perf_counter() + LONGEST_WAIT
        while (watch.waiting or len(watch.came) < stored(folder)) and time.perf_counter() < until:
            time.sleep(0.05)
        return watch, acknowledged


def without_merging(rate: int, seconds: float, port: int) -> list[float]:
    """How long each took to be acknowledged where nothing else is done."""
    with serving(port, "--no-worker") as (_folder, address):
        return asyncio.run(steady(address, "api", rate, seconds))


def _ms(took: list[float], percent: int) -> float:
    return round(quantiles(took, n=100)[percent - 1] * 1000, 1)


def main() -> int:
    """Print one line of JSON; 1 where the aim was missed or a sighting was left."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--port", type=int, default=8191)
    given = parser.parse_args()
    plain = without_merging(given.rate, given.seconds, given.port)
    watch, acknowledged = with_merging(given.rate, given.seconds, given.port)
    merged = list(watch.took.values())
    print(
        json.dumps(
            {
                "rate": given.rate,
                "acknowledged": len(acknowledged),
                "merged": len(merged),
                "never_merged": watch.waiting,
                "merged_after_p50_ms": _ms(merged, 50),
                "merged_after_p95_ms": _ms(merged, 95),
                "merged_after_p99_ms": _ms(merged, 99),
                "aim_p95_ms": AIM_SECONDS * 1000,
                "intake_p50_ms": _ms(acknowledged, 50),
                "intake_p99_ms": _ms(acknowledged, 99),
                "plain_intake_p50_ms": _ms(plain, 50),
                "plain_intake_p99_ms": _ms(plain, 99),
                "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}",
            }
        )
    )
    return int(bool(watch.waiting) or _ms(merged, 95) >= AIM_SECONDS * 1000)


if __name__ == "__main__":
    sys.exit(main())
