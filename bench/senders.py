"""Phones that send one report after the other to a real server, each over a line of its own, as fast as they are answered; or
gateways that send two hundred at once.

The requests are made before the clock starts, every report in words of its own; what is left for the sender is to write bytes and
to look for the end of the answer, because it shares the processors with the server that it measures.
"""

import asyncio
import json
import time
import uuid
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bench.intake import report

LINES = 64
AT_ONCE = 200


class Sent(NamedTuple):
    """How many were acknowledged in a second, how long each request took in seconds, their receipts, and the seconds of processor
    that the senders themselves used."""

    per_second: float
    took: list[float]
    receipts: list[str]
    processor: float


def request(door: str, number: int) -> bytes:
    """One report for the JSON door ("api"), or as the page's own script sends it ("form"); or `AT_ONCE` of them ("batch")."""
    if door == "batch":
        many = [{"key": str(uuid.uuid4()), "sighting": report(AT_ONCE * number + n)} for n in range(AT_ONCE)]
        body = json.dumps({"sightings": many}).encode()
        return _whole("/api/v1/sightings/batch", "Content-Type: application/json", body)
    said, key = report(number), str(uuid.uuid4())
    if door == "api":
        body, headers = json.dumps(said).encode(), f"Content-Type: application/json\r\nIdempotency-Key: {key}"
        return _whole("/api/v1/sightings", headers, body)
    form = {"idempotency_key": key, "when": "0", "people_low": said.pop("people"), **said}
    headers = (
        "Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nAccept: application/json\r\n"
        f"Idempotency-Key: {key}\r\nSec-Fetch-Site: same-origin"
    )
    return _whole("/report/", headers, urlencode(form).encode())


def _whole(path: str, headers: str, body: bytes) -> bytes:
    said = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n"
    return said.encode() + body


class _Line(asyncio.Protocol):
    """One connection; `requests` are shared by all."""

    def __init__(self, requests: list[bytes], until: float, done: "asyncio.Future[None]") -> None:
        self._requests, self._until, self._done = requests, until, done
        self._heard, self._at = b"", 0.0
        self.took: list[float] = []
        self.answers: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._send()

    def connection_lost(self, _trouble: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]):
            return
        if not head.startswith((b"HTTP/1.1 201", b"HTTP/1.1 200")):
            self._done.set_exception(RuntimeError(self._heard.decode()))
            self._transport.close()
            return
        self._heard = b""
        self.took.append(time.perf_counter() - self._at)
        self.answers.append(body)
        if time.perf_counter() < self._until and self._requests:
            self._send()
        else:
            self._transport.close()

    def _send(self) -> None:
        self._at = time.perf_counter()
        self._transport.write(self._requests.pop())


def _same(line: _Line) -> _Line:
    return line


async def crowd(port: int, requests: list[bytes], seconds: float, lines: int = LINES) -> Sent:
    """What so many lines get acknowledged until the time is up, each from an address of its own, or until the server is gone."""
    loop, begun, before = asyncio.get_running_loop(), time.perf_counter(), time.process_time()
    made: list[_Line] = []
    ends: list[asyncio.Future[None]] = []
    for number in range(lines):
        end = loop.create_future()
        line = _Line(requests, begun + seconds, end)
        address = (f"127.1.0.{number + 1}", 0)
        await loop.create_connection(partial(_same, line), "127.0.0.1", port, local_addr=address)
        made.append(line)
        ends.append(end)
    await asyncio.gather(*ends)
    elapsed, used = time.perf_counter() - begun, time.process_time() - before
    took = [one for line in made for one in line.took]
    receipts = [receipt for line in made for answer in line.answers for receipt in _receipts(json.loads(answer))]
    return Sent(len(receipts) / elapsed, took, receipts, used)


def _receipts(said: dict[str, Any]) -> list[str]:
    """What was new and acknowledged in one answer."""
    if "results" not in said:
        return [said["receipt"]]
    if {one["status"] for one in said["results"]} != {201}:
        raise RuntimeError(f"not all were taken: {said}")
    return [one["receipt"] for one in said["results"]]
