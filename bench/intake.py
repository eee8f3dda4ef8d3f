"""How many sightings a second one server takes, each on disk before it is acknowledged; and whether kill -9 loses any.

    python -m bench.intake [--seconds 10] [--clients 16] [--door api|form] [--port 8190]

A real `wekeep serve` on SQLite with its worker merging beside it, real HTTP over loopback from this process. Beside
the figure stands what the disk alone can do: one 4 KB write and fdatasync after the other. 100 a second are sent first, however
fast they are answered, then as many as fit. Half-way through a last run the server is killed with -9 and started again, and every
acknowledged report is looked for in the database. `bench.durable` sends faster than this one, whose sender is a whole HTTP client.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path
from statistics import quantiles

import httpx

from wekeep.kit.spool import records_in

# What a city's network must take in a second, sustained.
RATE = 100


def disk_limit(folder: Path, seconds: float = 2.0) -> float:
    """Writes of 4 KB a second, each followed by fdatasync: what any store that keeps its word is bound by."""
    block, done = os.urandom(4096), 0
    handle = os.open(folder / "probe", os.O_WRONLY | os.O_CREAT)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        os.write(handle, block)
        os.fdatasync(handle)
        done += 1
    os.close(handle)
    return done / seconds


# All that is measured comes from one address.
_NO_BRAKE = dict.fromkeys(
    ("WEKEEP_REPORT_BURST", "WEKEEP_REPORTS_PER_MINUTE", "WEKEEP_CALM_REPORTS_PER_MINUTE"), "1000000"
)


def serve(folder: Path, port: int, *options: str, braked: bool = False) -> subprocess.Popen[bytes]:
    """A server of its own process group on `port`, ready when this returns; `braked` as it stands in the open."""
    environment = os.environ | {
        "WEKEEP_DATA_DIR": str(folder),
        "WEKEEP_SITE_URL": f"http://localhost:{port}",
        "WEKEEP_LOG_LEVEL": "ERROR",
        **({} if braked else _NO_BRAKE),
    }
    command = [str(Path(sys.executable).with_name("wekeep")), "serve", "--port", str(port), *options]
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    for _try in range(300):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200:
                return server
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


# The gate holds what many places are told of in the same words, and merging would have nothing to do.
_WORDS = [
    "vests",
    "masks",
    "vans",
    "agents",
    "badges",
    "helmets",
    "rifles",
    "corner",
    "driveway",
    "school",
    "market",
    "church",
    "alley",
    "running",
    "waiting",
    "shouting",
    "knocking",
    "parked",
    "unmarked",
    "grey",
    "black",
    "white",
    "green",
    "tinted",
    "plates",
    "doors",
    "north",
    "south",
    "early",
    "loud",
    "crowd",
    "neighbours",
    "bus",
]


def report(number: int) -> dict[str, object]:
    """Reports spread over a city, each in words of its own, so that merging has its usual work."""
    return {
        "lat": round(44.9 + (number * 7919 % 1000) / 5000, 6),
        "lon": round(-93.3 + (number * 104729 % 1000) / 5000, 6),
        "activity": ("staging", "vehicle_stop", "detaining", "questioning")[number % 4],
        "people": number % 9 + 1,
        "text": " ".join(random.Random(number).choices(_WORDS, k=11)),
        "equipment": "2 grey vans",
    }


async def send(http: httpx.AsyncClient, door: str, number: int) -> str | None:
    """Send one report; its receipt, or None where it was not acknowledged."""
    key, body = str(uuid.uuid4()), report(number)
    try:
        if door == "api":
            answer = await http.post("/api/v1/sightings", json=body, headers={"Idempotency-Key": key})
        else:
            form = {"idempotency_key": key, "when": "0", "people_low": body.pop("people"), **body}
            answer = await http.post("/report/", data=form, headers={"Accept": "application/json"})
    except httpx.HTTPError:
        return None
    if answer.status_code != 201:
        print(f"unexpected {answer.status_code}: {answer.text[:200]}", file=sys.stderr)
        return None
    return str(answer.json()["receipt"])


async def client(number: int, base: str, door: str, until: float, acknowledged: list[str], took: list[float]) -> None:
    """Send one report after the other until the time is up or the server is gone."""
    async with httpx.AsyncClient(base_url=base, timeout=30) as http:
        count = 0
        while (start := time.perf_counter()) < until:
            count += 1
            receipt = await send(http, door, number * 100_003 + count)
            if receipt is None:
                return
            took.append(time.perf_counter() - start)
            acknowledged.append(receipt)


async def steady(base: str, door: str, rate: int, seconds: float) -> list[float]:
    """How long each report takes where `rate` come in a second, whether or not earlier ones were answered; counted from
    when it was due, so that a report which could not even be sent in time is slow too."""
    took: list[float] = []
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=httpx.Limits(max_connections=64)) as http:
        begin = time.perf_counter()

        async def one(number: int) -> None:
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if await send(http, door, 7_000_000 + number):
                took.append(time.perf_counter() - due)

        await asyncio.gather(*(one(number) for number in range(int(rate * seconds))))
    return took


async def flood(base: str, door: str, clients: int, seconds: float) -> tuple[list[str], list[float]]:
    """What `clients` at once get acknowledged in `seconds`, and how long each took."""
    acknowledged: list[str] = []
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(n, base, door, until, acknowledged, took) for n in range(clients)))
    return acknowledged, took


def stored(folder: Path) -> int:
    """How many sightings the database holds."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM watch_sighting").fetchone()[0])


def waiting(folder: Path) -> int:
    """How many of them are not merged yet."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM watch_sighting WHERE incident_id IS NULL").fetchone()[0])


def spooled(folder: Path) -> int:
    """How many are acknowledged and not in the database yet."""
    many = 0
    for path in (folder / "intake").glob("*.spool"):
        # a file goes with its last record
        with suppress(FileNotFoundError):
            many += len(list(records_in(path.read_bytes())))
    return many


def taken(folder: Path) -> None:
    """Wait until the database has all that was acknowledged."""
    while spooled(folder):
        time.sleep(0.05)


def marks(folder: Path) -> set[str]:
    """The receipt marks the database holds."""
    with sqlite3.connect(folder / "wekeep.sqlite3") as database:
        return {row[0] for row in database.execute("SELECT receipt_mark FROM watch_sighting")}


def lost_of(folder: Path, acknowledged: list[str]) -> int:
    """How many acknowledged receipts the database does not know."""
    from wekeep.watch.rules.receipt import mark_of_words

    secret = (folder / "secret_key").read_text().strip()
    kept = marks(folder)
    return sum(mark_of_words(secret, words) not in kept for words in acknowledged)


async def kill_half_way(
    server: subprocess.Popen[bytes], base: str, door: str, clients: int, seconds: float
) -> list[str]:
    """Flood, and kill -9 the server in the middle; returns what was acknowledged until then."""
    flooding = asyncio.create_task(flood(base, door, clients, seconds))
    await asyncio.sleep(seconds / 2)
    os.killpg(server.pid, signal.SIGKILL)
    acknowledged, _took = await flooding
    return acknowledged


def measure(door: str, clients: int, seconds: float, port: int) -> dict[str, object]:
    """One server, one flood, one kill."""
    with tempfile.TemporaryDirectory(prefix="wekeep-intake-", dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        folder = Path(name)
        limit = disk_limit(folder)
        server, base = serve(folder, port), f"http://127.0.0.1:{port}"
        try:
            asyncio.run(flood(base, door, clients, 1.0))
            calm = asyncio.run(steady(base, door, RATE, seconds))
            taken(folder)
            before = stored(folder)
            acknowledged, took = asyncio.run(flood(base, door, clients, seconds))
            rate, on_their_way, behind = len(acknowledged) / seconds, spooled(folder), waiting(folder)
            taken(folder)
            kept = stored(folder) - before
            more = asyncio.run(kill_half_way(server, base, door, clients, 4.0))
            server.wait()
            server = serve(folder, port)
            taken(folder)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        cuts, calm_cuts = quantiles(took, n=100), quantiles(calm, n=100)
        return {
            "door": door,
            "clients": clients,
            "per_second": round(rate, 1),
            "p50_ms": round(cuts[49] * 1000, 1),
            "p99_ms": round(cuts[98] * 1000, 1),
            f"p50_ms_at_{RATE}_a_second": round(calm_cuts[49] * 1000, 1),
            f"p99_ms_at_{RATE}_a_second": round(calm_cuts[98] * 1000, 1),
            "acknowledged": len(acknowledged),
            "stored": kept,
            "in_the_spool_at_the_end": on_their_way,
            "unmerged_at_the_end": behind,
            "acknowledged_before_kill_9": len(more),
            "lost_at_kill_9": lost_of(folder, acknowledged + more),
            "disk_limit_per_second": round(limit, 1),
            "share_of_the_disk_limit": round(rate / limit, 3),
            "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}",
        }


def main() -> None:
    """Print one line of JSON for each door."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--door", choices=["api", "form", "both"], default="both")
    parser.add_argument("--port", type=int, default=8190)
    given = parser.parse_args()
    for door in ("api", "form") if given.door == "both" else (given.door,):
        print(json.dumps(measure(door, given.clients, given.seconds, given.port)))


if __name__ == "__main__":
    main()
