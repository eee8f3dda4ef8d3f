"""Public pages and feeds from the real server beside nginx serving the same bytes from a file, both on one core.

    python -m bench.public_pages [--seconds 3] [--rounds 3]

The readers are wrk with 32 connections on the other core. The page and the feed are asked for as a browser without cookies
does, uncompressed and compressed. Each figure is the middle of the rounds, taken in turns. Beside what came through in a second
stands what came through in a second of the server's own processor time, which other work on the machine disturbs less. Floor:
0.05 of nginx; goal: half.
"""

import argparse
import gzip
import http.client
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.board import PORT, prepare, serve
from bench.machine import machine, wait_for_quiet

FLOOR, GOAL = 0.05, 0.5
CONNECTIONS = 32
# an empty feed is too short to be worth compressing
ASKED = (
    ("/", False),
    ("/", True),
    ("/now/", False),
    ("/now/", True),
    ("/feeds/alerts.geojson", False),
    ("/feeds/alerts.atom", False),
)
SETTINGS = """
user root; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log error;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000000; gzip_static on;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; default_type text/html;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


class Rate(NamedTuple):
    """Answers a second, of the clock's and of the server's processor time."""

    wall: float
    processor: float


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where the floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    missing = [program for program in ("wrk", "nginx") if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"this bench needs {' and '.join(missing)} (Debian has both)")
    busy = wait_for_quiet()
    with tempfile.TemporaryDirectory(prefix="wekeep-bench-") as folder:
        os.chmod(folder, 0o755)
        os.environ.update(WEKEEP_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", WEKEEP_LOG_LEVEL="ERROR")
        prepare(1)
        with _ours(folder) as ours, _nginx(Path(folder, "nginx")) as nginx:
            pids = {PORT: ours, PORT + 3: nginx}
            shares = [_compare(address, packed, pids, options) for address, packed in ASKED]
    print(machine(), f"(busy at the start {busy:.0%})")
    print(f"lowest share of nginx {min(shares):.2f}   floor {FLOOR}, goal {GOAL}")
    return int(min(shares) < FLOOR)


def _compare(address: str, packed: bool, pids: dict[int, int], options: argparse.Namespace) -> float:
    """Print both rates for one address; ours by nginx's."""
    name = re.sub(r"\W+", "-", address) + ".html"
    size = _copy(address, Path(os.environ["WEKEEP_DATA_DIR"], "nginx", "files", name), packed)
    rates: dict[int, list[Rate]] = {port: [] for port in pids}
    for _round in range(options.rounds):
        for port, path in ((PORT + 3, f"/{name}"), (PORT, address)):
            rates[port].append(_rate(port, path, packed, options.seconds, pids[port]))
    ours, nginx = (Rate(*map(statistics.median, zip(*rates[port], strict=True))) for port in (PORT, PORT + 3))
    print(
        f"{address:22} {'gzip' if packed else 'plain':5} {size:5} bytes: {ours.wall:8,.0f}/s, nginx {nginx.wall:8,.0f}/s,"
        f" share {ours.wall / nginx.wall:.2f}; of processor time {ours.processor:8,.0f}/s, nginx {nginx.processor:8,.0f}/s,"
        f" share {ours.processor / nginx.processor:.2f}",
        flush=True,
    )
    return ours.wall / nginx.wall


def _copy(address: str, file: Path, packed: bool) -> int:
    """Put what we answer where nginx serves it; how many bytes go over the wire as its body."""
    for _time in range(3):  # the third is from what is kept
        body = _get(address, packed)
    plain = gzip.decompress(body) if packed else body
    file.write_bytes(plain)
    if packed:
        Path(f"{file}.gz").write_bytes(body)
        moment = time.time()
        os.utime(file, (moment, moment))
        os.utime(f"{file}.gz", (moment, moment))
    return len(body)


def _get(address: str, packed: bool) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
    connection.request("GET", address, headers={"Host": f"127.0.0.1:{PORT}", **_asked(packed)})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return gzip.compress(body) if packed and answer.getheader("Content-Encoding") != "gzip" else body


def _asked(packed: bool) -> dict[str, str]:
    return {"Accept-Language": "en-US,en;q=0.5"} | ({"Accept-Encoding": "gzip, deflate, br"} if packed else {})


def _rate(port: int, path: str, packed: bool, seconds: int, pid: int) -> Rate:
    headers = [word for name, value in _asked(packed).items() for word in ("-H", f"{name}: {value}")]
    words = ["taskset", "-c", "1", "wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", *headers]
    before = _processor(pid)
    said = subprocess.run([*words, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True).stdout
    used = _processor(pid) - before
    rate, count = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"(\d+) requests in", said)
    if rate is None or count is None or "Non-2xx" in said:
        raise RuntimeError(said)
    return Rate(float(rate[1]), int(count[1]) / used)


def _processor(pid: int) -> float:
    """Seconds of processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _ours(folder: str) -> Iterator[int]:
    server = serve(folder, "taskset", "-c", "0")
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def _nginx(folder: Path) -> Iterator[int]:
    (folder / "files").mkdir(parents=True)
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=PORT + 3))
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    server = subprocess.Popen(["taskset", "-c", "0", "nginx", "-c", str(settings), "-p", str(folder)])
    time.sleep(1)
    try:
        yield int(Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()[0])
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
