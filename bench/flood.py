"""How long a true report takes to the board while a hostile crowd, a bot and one event that everybody sees come in, in real seconds.

    python -m bench.flood [--seconds 60] [--share 0.1] [--port 8196]

A real `wekeep serve` on SQLite, real HTTP, each network from an address of its own (127.0.0.0/8). The evening of `bench.crowd`
is told in `--seconds`; of the crowd and the bot there is a `--share`, all of the 200 true reports and of the 200 about one
event. The phones' sums are not the server's work: challenges of the least size are made here with its key, which the
gate takes while they are fresh. The aim: every true report is in an incident, and on the board, within a minute.
"""

import argparse
import asyncio
import json
import os
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from zlib import crc32

import httpx

from bench.crowd import SECONDS, TRUE, Sent, evening
from bench.intake import serve
from bench.machine import machine
from wekeep.kit import proof
from wekeep.watch.rules.receipt import mark_of_words

AIM_SECONDS = 60.0
_ON_THE_BOARD = """
    SELECT id FROM watch_incident WHERE over_at IS NULL AND merged_into = '' AND sightings_count > 0
    ORDER BY standing = 0, urgency DESC, last_seen_at DESC LIMIT 500
"""


def address_of(source: str) -> str:
    """An address of its own for a network."""
    number = crc32(source.encode())
    return f"127.{1 + number % 200}.{number >> 8 & 255}.{1 + (number >> 16) % 250}"


class Door:
    """The senders: when each true report left, under which mark it is stored, and what became of the rest."""

    def __init__(self, base: str, secret: str) -> None:
        self.base, self.secret = base, secret
        self.left: dict[str, float] = {}
        self.answers: dict[str, int] = {}
        self._clients: dict[str, httpx.AsyncClient] = {}

    def _client(self, source: str) -> httpx.AsyncClient:
        if source not in self._clients:
            transport = httpx.AsyncHTTPTransport(local_address=address_of(source))
            self._clients[source] = httpx.AsyncClient(base_url=self.base, transport=transport, timeout=60)
        return self._clients[source]

    async def send(self, one: Sent) -> None:
        """Send one report as its phone would."""
        key, begun = f"flood-report-{one.number:08}", time.perf_counter()
        body = {"lat": one.lat, "lon": one.lon, "activity": one.activity, "text": one.text}
        headers = {"Idempotency-Key": key}
        if one.works or one.waits:
            headers["Proof-Of-Work"] = proof.solve(proof.issue(self.secret, "report", 1, int(time.time())), key)
        try:
            answer = await self._client(one.source).post("/api/v1/sightings", json=body, headers=headers)
        except httpx.HTTPError:
            self.answers["none"] = self.answers.get("none", 0) + 1
            return
        kind = f"{one.kind} {answer.status_code}"
        self.answers[kind] = self.answers.get(kind, 0) + 1
        if one.kind == "true" and answer.status_code == 201:
            self.left[mark_of_words(self.secret, answer.json()["receipt"])] = begun


async def run(door: Door, folder: Path, told: list[Sent], seconds: float) -> dict[str, float]:
    """Tell the evening, and watch until every true report is placed or a minute has passed; when each was seen placed."""
    begin, running, placed = time.perf_counter(), set[asyncio.Task[None]](), dict[str, float]()
    for one in told:
        await asyncio.sleep(max(0.0, begin + one.at / SECONDS * seconds - time.perf_counter()))
        task = asyncio.create_task(door.send(one))
        running.add(task)
        task.add_done_callback(running.discard)
        if one.number % 50 == 0:
            look(folder, placed)
    end = time.perf_counter() + AIM_SECONDS
    while time.perf_counter() < end and (running or len(door.left.keys() - placed.keys())):
        await asyncio.sleep(0.25)
        look(folder, placed)
    return placed


def look(folder: Path, placed: dict[str, float]) -> None:
    """Note the reports that are in an incident by now."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        rows = database.execute("SELECT receipt_mark FROM watch_sighting WHERE incident_id IS NOT NULL").fetchall()
    now = time.perf_counter()
    for (mark,) in rows:
        placed.setdefault(mark, now)


def on_the_board(folder: Path, marks: list[str]) -> int:
    """How many of the reports with these marks are in an incident that the board lists."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        listed = {row[0] for row in database.execute(_ON_THE_BOARD)}
        rows = database.execute("SELECT receipt_mark, incident_id FROM watch_sighting").fetchall()
    of = dict(rows)
    return sum(of.get(mark) in listed for mark in marks)


def lanes(folder: Path) -> dict[str, int]:
    """How many reports are in which lane, and of which standing."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        rows = database.execute("SELECT lane, standing, count(*) FROM watch_sighting GROUP BY lane, standing")
        return {f"{lane} {('weak', 'ordinary', 'known')[standing]}": count for lane, standing, count in rows}


def main() -> int:
    """Print one line of JSON; 1 where a true report took longer than a minute, or is not on the board."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--port", type=int, default=8196)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wekeep-flood-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        folder = Path(name)
        server = serve(folder, given.port, braked=True)
        door = Door(f"http://127.0.0.1:{given.port}", (folder / "secret_key").read_text().strip())
        try:
            told = evening(scale=given.share)
            placed = asyncio.run(run(door, folder, told, given.seconds))
            took = [placed[mark] - left for mark, left in door.left.items() if mark in placed]
            listed = on_the_board(folder, list(door.left))
            cuts = quantiles(took, n=100) if len(took) > 1 else [AIM_SECONDS] * 99
            held = lanes(folder)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    figures = {
        "sent": len(told),
        "seconds": given.seconds,
        "true_placed": len(took),
        "true_on_the_board": listed,
        "p50_seconds": round(cuts[49], 2),
        "p99_seconds": round(cuts[98], 2),
        "most_seconds": round(max(took, default=AIM_SECONDS), 2),
        "answers": door.answers,
        "lanes": held,
        "machine": machine(),
    }
    print(json.dumps(figures))
    return 0 if listed == len(took) == TRUE and max(took) <= AIM_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
