"""One event to many open streams: the real server beside nchan and beside a loop in C that only writes.

    python -m bench.open_streams [--streams 10000] [--events 9] [--only ours|nchan|limit]

Each server has one core and the readers, one loop in C, the other. What is timed is the time from the event to its last
reader. For ours it begins with the moment the entry was recorded, inside the transaction, so the commit, the reading and the
numbering of the journal count; for the others when the message is sent to them. Deliveries a second are the streams by that
time, the middle of the events. Memory is what the server's process grew by, without the kernel's sockets.

Floors: 0.7 of nchan's deliveries, half of the loop's, and no more memory than nchan. Goals: 1.2, 0.85 and a quarter.
"""

import argparse
import contextlib
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.board import BOARDS_OF_ONE, PORT, prepare, press, serve
from bench.machine import machine, wait_for_quiet

SOURCE = Path(__file__).with_name("streams") / "streams.c"
NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
PAUSE_SECONDS = 0.7
FLOORS = {"nchan": 0.7, "limit": 0.5, "memory": 1.0}
GOALS = {"nchan": 1.2, "limit": 0.85, "memory": 0.25}
# of the size of ours: what a claimed incident says
BODY = json.dumps({"kind": "incident.claimed", "about": "k" * 16, "zone": "", "at": "2026-01-24T15:04:05.678901+00:00"})
NCHAN_SETTINGS = """
load_module {module};
user root; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log error; worker_rlimit_nofile {files};
events {{ worker_connections {files}; }}
http {{
    access_log off; nchan_shared_memory_size 256M; client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port} backlog=20000;
        location = /post {{ nchan_publisher; nchan_channel_id all; }}
        location = /events {{ nchan_subscriber eventsource; nchan_channel_id all; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one server did: milliseconds to the first, the middle and the last reader, bytes a stream, events somebody missed,
    and seconds until all streams were open, as after a restart."""

    first: float
    middle: float
    last: float
    memory: float
    short: int
    streams: int
    opening: float

    @property
    def rate(self) -> float:
        """Deliveries a second."""
        return self.streams / self.last * 1000


@dataclass(frozen=True, slots=True)
class Target:
    """A server that runs: where its streams are, how to know an event, how to cause one, and its process."""

    port: int
    path: str
    mark: str
    # causes the event of this number and says when it began, or 0 where the event itself says so
    cause: Callable[[int], int]
    pid: int
    cookies: Path | None = None


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where a floor is missed or an event did not reach everyone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=9)
    parser.add_argument("--only", choices=("ours", "nchan", "limit"))
    options = parser.parse_args(argv)
    _let_many_in()
    busy = wait_for_quiet()
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory(prefix="wekeep-bench-") as folder:
        program = _compile(Path(folder))
        servers = {"limit": _limit(program), "nchan": _nchan(Path(folder)), "ours": _ours(folder, options.streams)}
        for name, server in servers.items():
            if options.only in (None, name) and (name != "nchan" or NCHAN.exists()):
                with server as target:
                    found[name] = _measure(program, target, options.streams, options.events)
    print(machine(), f"(busy at the start {busy:.0%})")
    for name, one in found.items():
        print(
            f"{name:6} {one.streams} streams, open in {one.opening:.1f} s: first {one.first:6.1f} ms, middle {one.middle:6.1f} ms, last {one.last:6.1f} ms,"
            f" {one.rate:9,.0f} deliveries/s, {one.memory / 1024:5.2f} KiB a stream, {one.short} events short"
        )
    if not NCHAN.exists():
        print("nchan is not installed (Debian: libnginx-mod-nchan); measured without it")
    return int(_judge(found))


def _judge(found: dict[str, Measured]) -> bool:
    """Print the shares beside their floors and goals; whether one is missed."""
    if "ours" not in found:
        return False
    ours, missed = found["ours"], found["ours"].short > 0
    shares: dict[str, tuple[str, float]] = {
        f"deliveries x {name}": (name, ours.rate / found[name].rate) for name in ("nchan", "limit") if name in found
    }
    if "nchan" in found:
        shares["memory of a stream x nchan"] = ("memory", ours.memory / found["nchan"].memory)
    for words, (name, share) in shares.items():
        print(f"{words:28} {share:6.2f}   floor {FLOORS[name]}, goal {GOALS[name]}")
        missed |= share > FLOORS[name] if name == "memory" else share < FLOORS[name]
    return missed


def _measure(program: Path, target: Target, streams: int, events: int) -> Measured:
    before = _memory(target.pid)
    words = [str(program), "load", str(target.port), target.path, target.mark, str(streams)]
    readers = subprocess.Popen(
        ["taskset", "-c", "1", *words, *([str(target.cookies)] if target.cookies else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    begun_opening = time.monotonic()
    assert readers.stdin
    assert readers.stdout
    with readers:
        if not readers.stdout.readline().startswith("open"):
            raise RuntimeError("the streams did not open")
        opening = time.monotonic() - begun_opening
        time.sleep(2)
        memory = (_memory(target.pid) - before) / streams
        rounds: list[tuple[float, float, float]] = []
        short = 0
        for number in range(events):
            readers.stdin.write(f"{number}\n")
            readers.stdin.flush()
            time.sleep(0.05)
            begun = target.cause(number)
            _number, got, *times = (int(word) for word in readers.stdout.readline().split())
            event = readers.stdout.readline()
            begun = begun or _said(event)
            short += got < streams
            first, middle, last = ((at - begun) / 1e6 for at in times)
            rounds.append((first, middle, last))
            time.sleep(PAUSE_SECONDS)
        readers.stdin.close()
    first, middle, last = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Measured(first, middle, last, memory, short, streams, opening)


def _said(event: str) -> int:
    """When the event says it happened, in nanoseconds since 1970."""
    found = re.search(r'"at":"([^"]+)"', event)
    return int(datetime.fromisoformat(found[1]).timestamp() * 1e9) if found else 0


def _memory(pid: int) -> int:
    """Bytes of this process that lie in memory."""
    said = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(said[1]) * 1024 if said else 0


@contextlib.contextmanager
def _limit(program: Path) -> Iterator[Target]:
    with _running("taskset", "-c", "0", str(program), "limit", str(PORT + 1)) as server:
        yield Target(
            PORT + 1, "/", "data: ", lambda _n: _post(PORT + 1, f"id: 7\nevent: x\ndata: {BODY}\n\n"), server.pid
        )


@contextlib.contextmanager
def _nchan(folder: Path) -> Iterator[Target]:
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    settings = folder / "nginx.conf"
    settings.write_text(NCHAN_SETTINGS.format(module=NCHAN, folder=folder, files=files, port=PORT + 2))
    with _running("taskset", "-c", "0", "nginx", "-c", str(settings), "-p", str(folder)) as server:
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield Target(PORT + 2, "/events", "data: ", lambda _n: _post(PORT + 2, BODY), int(children[0]))


@contextlib.contextmanager
def _ours(folder: str, streams: int) -> Iterator[Target]:
    os.environ.update(WEKEEP_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", WEKEEP_LOG_LEVEL="ERROR")
    cookies, code = prepare(1 + streams // BOARDS_OF_ONE)
    kept = Path(folder, "cookies")
    kept.write_text("\n".join(cookies))
    server = serve(folder, "taskset", "-c", "0")

    def cause(number: int) -> int:
        if number:
            press(1, cookies[0], code)  # hands over, so that there is something to claim
            time.sleep(PAUSE_SECONDS)
        press(0, cookies[0], code)
        return 0

    try:
        yield Target(PORT, "/live/events", "\nevent: verification.claimed", cause, server.pid, kept)
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def _running(*words: str) -> Iterator["subprocess.Popen[bytes]"]:
    server = subprocess.Popen(words)
    time.sleep(1)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _post(port: int, body: str) -> int:
    message = f"POST /post HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        begun = time.time_ns()
        connection.sendall(message)
        connection.recv(4096)
    return begun


def _compile(folder: Path) -> Path:
    if shutil.which("cc") is None:
        raise SystemExit("this bench needs a C compiler (cc)")
    subprocess.run(["cc", "-O2", "-o", str(folder / "streams"), str(SOURCE)], check=True)
    return folder / "streams"


def _let_many_in() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
