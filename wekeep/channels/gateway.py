"""The way out to servers that the operator or two stewards named, one request after another, with short patience."""

import json
import re
import socket
import ssl
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import certifi
import httpcore

from wekeep.channels.contract import Answer, Envelope, Result
from wekeep.channels.rules.endpoint import may_connect
from wekeep.kit import clock

CONNECT_SECONDS, READ_SECONDS = 5, 10
LONGEST_ANSWER = 262_144
# a server that is silent costs ten seconds each time
LOST_UNTIL_AWAY = 3
NO_ANSWER = 0
_DIGITS = re.compile(r"[0-9]{1,9}")
LOST, AWAY, NOT_SET_UP = "no answer", "server away", "not set up"


@dataclass(frozen=True, slots=True)
class Said:
    """What a server answered: an HTTP status, or NO_ANSWER where it did not."""

    status: int
    body: bytes = b""
    retry_after: int | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def number(self, name: str) -> int:
        """A whole number of the body, written as one or in digits; 0 where it is none that anybody means."""
        found = self.fields.get(name)
        digits = str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""
        return int(digits) if _DIGITS.fullmatch(digits) else 0


class Gateway:
    """A few kept connections. With `guarded`, every socket's numeric address is judged when it is opened, so that what two
    stewards typed is never a door to the inside; what the operator set in the environment may lie anywhere. No redirects,
    no proxies, no cookies."""

    def __init__(self, *, guarded: bool, allow_loopback: bool = False) -> None:
        backend = _Guard(allow_loopback) if guarded else None
        self._pool = httpcore.ConnectionPool(ssl_context=_tls(), max_connections=4, network_backend=backend)

    def __enter__(self) -> "Gateway":
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._pool.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Said:
        """Ask for `url`."""
        return self._ask("GET", url, headers or {}, b"")

    def post_json(
        self, url: str, content: object, headers: Mapping[str, str] | None = None, method: str = "POST"
    ) -> Said:
        """Send `content` as JSON."""
        named = {"Content-Type": "application/json", **(headers or {})}
        return self._ask(method, url, named, json.dumps(content).encode())

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Said:
        """Send `body` as it is."""
        return self._ask("POST", url, headers, body)

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Said:
        timeout = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS, "pool": CONNECT_SECONDS}
        named = {"User-Agent": "WeKeep", "Content-Length": str(len(body)), **headers}
        try:
            with self._pool.stream(
                method, url, headers=list(named.items()), content=body, extensions={"timeout": timeout}
            ) as reply:
                found = {name.decode().lower(): value.decode("latin-1") for name, value in reply.headers}
                return Said(reply.status, _bounded(reply.iter_stream()), _patience(found.get("retry-after", "")))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError):
            return Said(NO_ANSWER)


class _Guard(httpcore.SyncBackend):
    def __init__(self, allow_loopback: bool) -> None:
        super().__init__()
        self._allow_loopback = allow_loopback

    def connect_tcp(self, host: str, port: int, *given: Any, **named: Any) -> httpcore.NetworkStream:
        """Connect to the first numeric address behind `host` that is public."""
        for *_kind, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if may_connect(str(where[0]), allow_loopback=self._allow_loopback):
                return super().connect_tcp(str(where[0]), port, *given, **named)
        raise httpcore.ConnectError("not a public address")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _bounded(chunks: Iterable[bytes]) -> bytes:
    """The body, or nothing of one that does not end."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > LONGEST_ANSWER:
            return b""
    return bytes(found)


def _patience(value: str) -> int | None:
    """Retry-After in seconds, whether it names seconds or a date (RFC 9110, 10.2.3)."""
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    try:
        return max(1, int((parsedate_to_datetime(value) - clock.now()).total_seconds()))
    except (TypeError, ValueError):
        return None


def one_by_one(
    envelopes: Iterable[Envelope],
    carry: Callable[[Envelope], Result],
    server: Callable[[Envelope], Hashable] = lambda _envelope: "",
) -> Iterator[Result]:
    """Carry each envelope in turn. A server that gave no answer three times in a row, or asked for patience once, is left
    alone for the rest of the run, and holds up no other."""
    lost: dict[Hashable, int] = {}
    closed: dict[Hashable, Result] = {}
    for envelope in envelopes:
        where = server(envelope)
        if where in closed:
            said = closed[where]
            yield Result(envelope.delivery, Answer.LATER, said.retry_after, said.trouble)
            continue
        result = carry(envelope)
        lost[where] = lost.get(where, 0) + 1 if result.trouble == LOST else 0
        if result.answer is Answer.LATER and result.retry_after is not None:
            closed[where] = result
        elif lost[where] >= LOST_UNTIL_AWAY:
            closed[where] = Result(0, Answer.LATER, trouble=AWAY)
        yield result


def not_set_up(envelopes: Iterable[Envelope]) -> Iterator[Result]:
    """Everything waits for the operator."""
    return (Result(envelope.delivery, Answer.LATER, trouble=NOT_SET_UP) for envelope in envelopes)


def result_of(envelope: Envelope, said: Said) -> Result:
    """What an HTTP answer means where the protocol says no more: 404 and 410 say that the address is no more."""
    number, trouble = envelope.delivery, f"status {said.status}"
    if 200 <= said.status < 300:
        return Result(number, Answer.HANDED_OVER)
    if said.status in (404, 410):
        return Result(number, Answer.GONE, trouble=trouble)
    if said.status == NO_ANSWER:
        return Result(number, Answer.LATER, trouble=LOST)
    if said.status in (401, 403, 408, 425, 429) or said.status >= 500:
        return Result(number, Answer.LATER, said.retry_after, trouble)
    return Result(number, Answer.REFUSED, trouble=trouble)
