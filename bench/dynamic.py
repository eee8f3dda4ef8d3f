"""The board, made for each member who opens it, beside the same board as any Django project would write it, in one worker.

    python -m bench.dynamic [--seconds 3] [--rounds 5] [--incidents 20] [--port 8197]

Of all pages made for one person the board is asked for most: whoever has it open has its list fetched anew at each event. The
peer (bench/plain/) shows the same incidents from the same tables in the same words and with the same forms: objects, what
belongs to them fetched with them, an ordinary template, the middleware of a new project. Both are asked for by twenty
dispatchers in turn, over HTTP, by a loop on the other core; the worker runs on one. Each figure is the middle of the rounds,
taken in turns. Beside what came through in a second stands what came through in a second of the worker's own processor time,
which other work on the machine disturbs less. Floor: as many as the peer; goal: three times as many.
"""

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

import httpx

from bench.durable import _processor
from bench.machine import machine, wait_for_quiet

FLOOR, GOAL = 1.0, 3.0
PEOPLE, CONNECTIONS = 20, 8
ADDRESSES = ("/board/", "/board/list/")
_CLOCKS = re.compile(r"<time\b.*?</time>|<span class=\"clock-time\">.*?</span>|<select\b.*?</select>", re.DOTALL)
_ISOLATES = re.compile("[\u2066-\u2069]")
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)


class Rate(NamedTuple):
    """Pages a second, of the clock's and of the worker's processor time."""

    wall: float
    processor: float


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where the floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--incidents", type=int, default=20)
    parser.add_argument("--port", type=int, default=8197)
    options = parser.parse_args(argv)
    busy = wait_for_quiet()
    with tempfile.TemporaryDirectory(prefix="wekeep-bench-") as folder:
        os.environ.update(WEKEEP_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", WEKEEP_LOG_LEVEL="ERROR")
        cookies = prepare(options.incidents)
        with worker(folder, options.port) as pid:
            shares = [_compare(address, cookies, pid, options) for address in ADDRESSES]
    print(machine(), f"(busy at the start {busy:.0%})")
    for address, share in zip(ADDRESSES, shares, strict=True):
        print(f"{address:14} x plain: {share.wall:.2f}, by processor time {share.processor:.2f}")
    print(f"dynamic page x a plain ORM page: {shares[0].wall:.2f}   floor {FLOOR}, goal {GOAL}")
    return int(shares[0].wall < FLOOR)


def _compare(address: str, cookies: list[str], pid: int, options: argparse.Namespace) -> Rate:
    """Print both rates for one address; ours by the peer's."""
    _same_words(options.port, address, cookies[0])
    rates: dict[str, list[Rate]] = {address: [], f"/plain{address}": []}
    for path in rates:
        asyncio.run(_load(options.port, path, cookies, 0.5))
    for _round in range(options.rounds):
        for path, found in rates.items():
            found.append(_rate(options.port, path, cookies, options.seconds, pid))
    middle = [Rate(*map(statistics.median, zip(*found, strict=True))) for found in rates.values()]
    for path, rate in zip(rates, middle, strict=True):
        print(f"{path:20} {rate.wall:7,.0f}/s; {1000 / rate.processor:5.2f} ms of processor time each", flush=True)
    ours, plain = middle
    return Rate(ours.wall / plain.wall, ours.processor / plain.processor)


def _rate(port: int, path: str, cookies: list[str], seconds: float, pid: int) -> Rate:
    before = _processor(pid)
    done = asyncio.run(_load(port, path, cookies, seconds))
    return Rate(done / seconds, done / (_processor(pid) - before))


async def _load(port: int, path: str, cookies: list[str], seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_reader(port, path, cookies, n, until) for n in range(CONNECTIONS))))


async def _reader(port: int, path: str, cookies: list[str], number: int, until: float) -> int:
    """One socket that asks for one page after the other, each time as another member."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    done = 0
    while time.perf_counter() < until:
        cookie = cookies[(number + done) % len(cookies)]
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nCookie: session={cookie}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))
        done += 1
    writer.close()
    return done


def _same_words(port: int, address: str, cookie: str) -> None:
    """Both must show the same: every word of each incident and each form, but how a while is put."""
    ours, plain = (_words(port, f"{start}{address}", cookie) for start in ("", "/plain"))
    if missing := ours - plain:
        raise SystemExit(f"the peer leaves out {sorted(missing)[:20]}")
    if extra := plain - ours:
        raise SystemExit(f"we leave out {sorted(extra)[:20]}")


def _words(port: int, path: str, cookie: str) -> set[str]:
    answer = httpx.get(f"http://localhost:{port}{path}", cookies={"session": cookie}, headers={"Accept-Language": "en"})
    answer.raise_for_status()
    return set(_ISOLATES.sub("", unescape(_MARKUP.sub(" ", _CLOCKS.sub(" ", answer.text)))).split())


def prepare(incidents: int) -> list[str]:
    """A migrated database with two zones, so many incidents of each, and dispatchers of the north; their cookies."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from wekeep.kit import clock
    from wekeep.kit.abilities import Role
    from wekeep.kit.actor import SYSTEM
    from wekeep.people.actions.members import admit_member
    from wekeep.people.actions.roles import grant_role
    from wekeep.people.models import Member
    from wekeep.places.models import Zone

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for code in ("north", "south"):
        Zone.objects.create(code=code, name=code.title(), outline="[]")
        for number in range(incidents):
            _incident(code, number)
    cookies = []
    for number in range(PEOPLE):
        member: Member = admit_member(actor=SYSTEM, handle=f"dispatcher-{number}").member
        until = clock.now() + timedelta(days=1)
        grant_role(actor=SYSTEM, code=member.code, role=Role.DISPATCHER, zone="north", until=until)
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.save()
        cookies.append(str(session.session_key))
    return cookies


def _incident(zone: str, number: int) -> None:
    """One incident with three sightings, each of them with words of its own."""
    from wekeep.kit import clock
    from wekeep.watch.models import Incident, Sighting
    from wekeep.watch.rules.incident import GRAVITY

    # what changes with the minute is drawn anew each minute, as it is for people
    now = clock.now() - timedelta(minutes=3 * number + 1)
    incident = Incident.objects.create(
        zone=zone,
        lat=44.9 + number / 1000,
        lon=-93.2,
        cell="88",
        neighbourhood=f"{zone}side-{number}",
        activity=GRAVITY[number % 8].value,
        people_low=3,
        people_high=5,
        vehicles=2,
        urgency=number % 3 + 1,
        sightings_count=3,
        verify_by=now + timedelta(minutes=300),
        opened_at=now,
        first_seen_at=now,
        last_seen_at=now,
        forget_at=now + timedelta(days=2),
    )
    for nth in range(3):
        Sighting.objects.create(
            source="web",
            observed_at=now,
            received_at=now,
            lat=incident.lat,
            lon=incident.lon,
            cell="88",
            zone=zone,
            incident=incident,
            activity=incident.activity,
            text=f"{zone}-{number}-{nth} vests beside two vans",
            uniform="police",
            equipment="masks",
            place_text=f"crossing-{number}",
            first_hand=True,
            forget_at=now + timedelta(days=2),
        )


@contextmanager
def worker(folder: str, port: int) -> Iterator[int]:
    """The worker on the first core; its process."""
    first = ["taskset", "-c", "0"] if (os.cpu_count() or 1) > 1 else []
    with Path(folder, "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*first, sys.executable, "-m", "bench.plain.worker", str(port)], stdout=log, stderr=log
        )
    try:
        for _try in range(200):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        else:
            raise SystemExit("the worker did not start: " + Path(folder, "worker.log").read_text()[-2000:])
        if (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {1})
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
