"""Fifty people sign in at once, each try with its 64 MiB and its 80 ms, while others go on reading pages.

    python -m bench.login [--seconds 12] [--tries 50] [--port 8192]

A real `wekeep serve` with its worker and its keeper; each try from an address of its own, so that no brake helps. The aim: other
pages' p95 below 800 ms, and the server's memory below 1 GiB. Beside it: the same pages while nobody signs in.
"""

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bench.intake import serve
from bench.machine import machine, percentile, wait_for_quiet

AIM_SECONDS, AIM_MIB = 0.8, 1024
PAGES = ("/", "/report/", "/people/sign-in/", "/healthz")
READERS = 4


async def tries(base: str, number: int, until: float, answers: list[int]) -> None:
    """One person who tries again and again, from an address of their own each time."""
    count = 0
    while time.perf_counter() < until:
        count += 1
        address = f"127.{1 + number}.{count // 250}.{1 + count % 250}"
        transport = httpx.AsyncHTTPTransport(local_address=address)
        async with httpx.AsyncClient(base_url=base, transport=transport, timeout=60) as http:
            page = (await http.get("/people/sign-in/")).text
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            words = {"handle": f"nobody-{number}", "passphrase": "acid acorn acre act add"}
            given = {"csrfmiddlewaretoken": token.group(1)} if token else {}
            answer = await http.post("/people/sign-in/", data=words | given, headers={"Referer": base})
            answers.append(answer.status_code)


async def reads(base: str, until: float, took: list[float]) -> None:
    """Someone who reads one page after the other, with a breath between."""
    count = 0
    async with httpx.AsyncClient(base_url=base, timeout=60) as http:
        while (start := time.perf_counter()) < until:
            answer = await http.get(PAGES[count % len(PAGES)])
            took.append(time.perf_counter() - start)
            if answer.status_code != 200:
                raise SystemExit(f"{answer.url} answered {answer.status_code}")
            count += 1
            await asyncio.sleep(0.05)


async def measure(base: str, people: int, seconds: float) -> tuple[list[float], list[int]]:
    """How long the readers' pages took, and what those who tried to sign in were answered."""
    took: list[float] = []
    answers: list[int] = []
    until = time.perf_counter() + seconds
    trying = (tries(base, number, until, answers) for number in range(people))
    await asyncio.gather(*(reads(base, until, took) for _reader in range(READERS)), *trying)
    return took, answers


def most_memory(group: int) -> float:
    """MiB of the process of this group that has most, of all it ever had (VmHWM, proc(5))."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) == group:
                found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
                most = max(most, int(found.group(1)) if found else 0)
        except OSError:
            continue
    return most / 1024


def main(argv: list[str] | None = None) -> int:
    """Measure and print; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--port", type=int, default=8192)
    options = parser.parse_args(argv)
    busy = wait_for_quiet()
    base = f"http://localhost:{options.port}"
    with tempfile.TemporaryDirectory(prefix="wk-bench-") as folder:
        server = serve(Path(folder), options.port, "--host", "127.0.0.1")
        try:
            alone, _none = asyncio.run(measure(base, 0, options.seconds / 3))
            beside, answers = asyncio.run(measure(base, options.tries, options.seconds))
            memory = most_memory(server.pid)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    print(machine(), f"(busy at the start {busy:.0%})")
    for name, took in ((f"beside {options.tries} who sign in", beside), ("while nobody does (peer)", alone)):
        print(
            f"{name:28} p50 {percentile(took, 0.5) * 1000:7.1f} ms   p95 {percentile(took, 0.95) * 1000:7.1f} ms   {len(took)} pages"
        )
    counts = {status: answers.count(status) for status in sorted(set(answers))}
    print(f"tries answered {counts}; the largest process had {memory:.0f} MiB")
    worst = percentile(beside, 0.95)
    print(f"aims: p95 < {AIM_SECONDS * 1000:.0f} ms: {worst * 1000:.1f} ms; memory < {AIM_MIB} MiB: {memory:.0f} MiB")
    return int(worst > AIM_SECONDS or memory > AIM_MIB or set(answers) - {400, 429} != set())


if __name__ == "__main__":
    sys.exit(main())
