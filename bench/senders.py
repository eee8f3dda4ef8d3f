"""Phones that send one report after the other to a real server, each over a line of its own, as fast as they are answered.

The requests are made before the clock starts, every report in words of its own; what is left for the sender is to write bytes and
to look for the end of the answer, because it shares the processors with the server that it measures.
"""

import asyncio
import json
import time
import uuid
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from bench.intake import report

LINES = 64


class Sent(NamedTuple):
    """How many were acknowledged in a second, how long each took in seconds, and their receipts."""

    per_second: float
    took: list[float]
    receipts: list[str]


def request(door: str, number: int) -> bytes:
    """One report for the JSON door ("api"), or as the page's own script sends it ("form")."""
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
        if not head.startswith(b"HTTP/1.1 201"):
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
    loop, begun = asyncio.get_running_loop(), time.perf_counter()
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
    took = [one for line in made for one in line.took]
    receipts = [json.loads(answer)["receipt"] for line in made for answer in line.answers]
    return Sent(len(took) / (time.perf_counter() - begun), took, receipts)
