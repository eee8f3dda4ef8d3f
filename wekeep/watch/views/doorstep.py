"""The two doors of reports on the event loop, beside the streams: a whole and plain report is acknowledged here, and all else goes
on to the pages, with nothing of it taken.

What is said in words is said by the pages alone. Their own answer to the first report of a kind (same door, host, language and the
other headers that they look at) is what all further ones of that kind are answered with, but for the receipt.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, MutableMapping
from time import monotonic
from typing import Any, Final, NamedTuple

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, connection
from pydantic import ValidationError

from wekeep.kit.errors import Refused
from wekeep.kit.sent_key import check_key
from wekeep.kit.throttle import network_of
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.line import OnLoop
from wekeep.watch.actions.sightings import Filed
from wekeep.watch.actions.taking import DURABLE_SECONDS, take_soon
from wekeep.watch.forms.place import Inside
from wekeep.watch.forms.plain import read_plain
from wekeep.watch.forms.record import NewRecord, WrongRecord, body_of, report_of
from wekeep.watch.forms.source import may_report
from wekeep.watch.forms.told import told_in_json, told_to_a_page
from wekeep.watch.queries.finding import limits_now
from wekeep.watch.rules.sighting import Report
from wekeep.watch.rules.status import Source

log = structlog.get_logger(__name__)
Header = tuple[bytes, bytes]
Scope = MutableMapping[str, Any]
# what the pages look at; where another of these comes the answer may be another one
_LOOKED_AT: Final = (b"host", b"content-type", b"accept", b"origin", b"sec-fetch-site", b"x-forwarded-proto")
# a long story is for the pages' threads
LONGEST: Final = 16 * 1024
MOST_KINDS: Final = 500
LIMITS_SECONDS: Final = 2.0
# of this answer alone
_NOT_KEPT: Final = frozenset((b"content-length", b"date"))
# in the extensions of a request that was tried here before, and could not be kept
TRIED: Final = "wekeep.tried"
_spelled = json.JSONEncoder().encode
_FORM = re.compile(rb"application/x-www-form-urlencoded(; *charset=utf-8)?", re.IGNORECASE)


class Read(NamedTuple):
    """A report as a door reads it."""

    report: Report
    key: str
    body: str
    proof: str


class Posted(NamedTuple):
    """What was posted to `path`, which is one of `PATHS`: no header twice, nothing behind the address."""

    path: str
    headers: Mapping[bytes, bytes]
    body: bytes


class Answer(NamedTuple):
    """What the sender is told once the report is durable: 201, these headers, and these words."""

    headers: "Said"
    body: bytes

    def whole(self, before: bytes) -> bytes:
        """As it goes over the wire; `before` are lines that the server writes above all answers."""
        return b"HTTP/1.1 201 Created\r\n%s%scontent-length: %d\r\n\r\n%s" % (
            before,
            self.headers.lines,
            len(self.body),
            self.body,
        )


class Said(NamedTuple):
    """The headers that the pages gave to the first of a kind, and the same as lines."""

    pairs: list[Header]
    lines: bytes


class Kind(NamedTuple):
    """What the pages' answer depends on, beside the report itself."""

    path: str
    language: str
    headers: tuple[bytes | None, ...]


class Doorstep:
    """Stands before the pages. `parse_json` reads a body as the JSON door does, `language` says in which one its sender reads."""

    def __init__(
        self, parse_json: Callable[[bytes], dict[str, Any]], language: Callable[[Mapping[bytes, bytes]], str]
    ) -> None:
        self._parse_json, self._language = parse_json, language
        self._answers: dict[Kind, Said] = {}
        self._cookie = settings.SESSION_COOKIE_NAME.encode() + b"="
        self._inside: Inside | None = None
        self._inside_until = 0.0

    async def answer(self, scope: Scope, body: bytes) -> tuple[int, list[Header], bytes] | None:
        """The answer to a report that is durable now; None where the pages should see it."""
        posted = _posted(scope, body)
        if posted is None or TRIED in scope.get("extensions", ()):
            return None
        await self._limits()
        told = asyncio.get_running_loop().create_future()
        answer = self._judge(posted, scope["client"][0], lambda trouble: _settle(told, trouble))
        if answer is None:
            return None
        try:
            async with asyncio.timeout(DURABLE_SECONDS):
                await told
        except Exception:
            return None
        return 201, [*answer.headers.pairs, (b"content-length", str(len(answer.body)).encode())], answer.body

    def take(self, posted: Posted, address: str, tell: Callable[[Exception | None], None]) -> Answer | None:
        """Take a report that came from `address`, on the event loop and without waiting: its answer may be given once `tell`
        was called with None. Where it is called with trouble, or where this returns None, the pages should see it, or `answer`, which
        asks for the limits of the area anew."""
        return self._judge(posted, address, tell) if monotonic() <= self._inside_until else None

    def _judge(self, posted: Posted, address: str, tell: Callable[[Exception | None], None]) -> Answer | None:
        if len(posted.body) > LONGEST or self._cookie in posted.headers.get(b"cookie", b""):
            return None
        door, kind = _DOORS[posted.path], self._kind(posted)
        said = self._answers.get(kind)
        if said is None or self._inside is None:
            return None
        try:
            filed = self._take(door, posted, kind.language, self._inside, network_of(address), tell)
        except (Refused, WrongRecord, ValidationError, ValueError, SuspiciousOperation):
            return None
        return Answer(said, _spelled(door.told(filed, "")).encode()) if filed is not None else None

    def learn(self, scope: Scope, status: int, said: list[Header]) -> None:
        """The pages answered a report themselves: if they took it, this is how those of its kind are answered."""
        posted = _posted(scope, b"") if status == 201 else None
        names = {name for name, _value in said}
        if posted is None or self._cookie in posted.headers.get(b"cookie", b""):
            return
        if b"set-cookie" in names or not _is_json(said):
            return
        if len(self._answers) >= MOST_KINDS:
            self._answers.clear()
        pairs = [one for one in said if one[0] not in _NOT_KEPT]
        lines = b"".join(b"%s: %s\r\n" % pair for pair in pairs)
        self._answers[self._kind(posted)] = Said(pairs, lines)

    def _kind(self, posted: Posted) -> Kind:
        headers = posted.headers
        return Kind(posted.path, self._language(headers), tuple([headers.get(name) for name in _LOOKED_AT]))

    def _take(
        self,
        door: "_Door",
        posted: Posted,
        language: str,
        inside: Inside,
        network: str,
        tell: Callable[[Exception | None], None],
    ) -> Filed | None:
        read = door.read(self, posted.headers, posted.body, language, inside)
        if read is None:
            return None
        return take_soon(
            report=read.report,
            source=door.source,
            key=read.key,
            body=read.body,
            sender=Sender(network, key=check_key(read.key), answer=read.proof),
            may=lambda: may_report(network),
            tell=OnLoop(asyncio.get_running_loop(), tell),
        )

    async def _limits(self) -> None:
        """Have at hand whether a point lies in the area, as it was two seconds ago at most, or when the database last said."""
        if self._inside is None or monotonic() > self._inside_until:
            # whoever comes meanwhile takes what was known
            self._inside_until = monotonic() + LIMITS_SECONDS
            try:
                self._inside = await asyncio.to_thread(_limits)
            except (DatabaseError, InterfaceError) as trouble:
                log.warning("the limits of the area are those known before", kind=type(trouble).__name__)

    def read_json(self, headers: Mapping[bytes, bytes], body: bytes, _language: str, inside: Inside) -> Read | None:
        """A record as the JSON door reads it."""
        record = NewRecord.model_validate(self._parse_json(body))
        if record.reach or record.lat is None or record.lon is None:
            return None
        report, _place = report_of(record, Source.API, inside)
        key, proof = headers.get(b"idempotency-key", b""), headers.get(b"proof-of-work", b"")
        return Read(report, key.decode("latin-1"), body_of(record), proof.decode("latin-1"))

    def read_form(self, headers: Mapping[bytes, bytes], body: bytes, language: str, inside: Inside) -> Read | None:
        """A form as the page's own script sends it."""
        if not _FORM.fullmatch(headers.get(b"content-type", b"")):
            return None
        plain = read_plain(body, language, inside)
        return Read(plain.report, plain.key, plain.body, plain.proof) if plain is not None else None


class _Door(NamedTuple):
    source: Source
    read: Callable[[Doorstep, Mapping[bytes, bytes], bytes, str, Inside], Read | None]
    told: Callable[[Filed, str], Mapping[str, Any]]


_DOORS: Final = {
    "/api/v1/sightings": _Door(Source.API, Doorstep.read_json, told_in_json),
    "/report/": _Door(Source.WEB, Doorstep.read_form, told_to_a_page),
}


PATHS: Final = tuple(_DOORS)


def _limits() -> Inside:
    """Asked in whatever thread is free, which keeps no line to the database for it."""
    try:
        return limits_now()
    finally:
        connection.close()


def _posted(scope: Scope, body: bytes) -> Posted | None:
    """What came to one of our doors, if no header of it came twice; None for anything else."""
    if scope["method"] != "POST" or scope["query_string"] or scope["path"] not in _DOORS:
        return None
    headers = dict(scope["headers"])
    return Posted(scope["path"], headers, body) if len(headers) == len(scope["headers"]) else None


def _settle(told: "asyncio.Future[None]", trouble: Exception | None) -> None:
    if told.done():
        return
    if trouble is None:
        told.set_result(None)
    else:
        told.set_exception(trouble)


def _is_json(headers: list[Header]) -> bool:
    return any(name == b"content-type" and value.startswith(b"application/json") for name, value in headers)
