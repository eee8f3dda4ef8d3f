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
from django.http import QueryDict
from pydantic import ValidationError

from wekeep.kit.errors import Refused
from wekeep.kit.throttle import network_of
from wekeep.watch.actions.intake import Sender
from wekeep.watch.actions.sightings import Filed
from wekeep.watch.actions.taking import take_soon
from wekeep.watch.forms.place import Inside
from wekeep.watch.forms.plain import read_plain
from wekeep.watch.forms.record import NewRecord, WrongRecord, body_of, report_of
from wekeep.watch.forms.source import may_report
from wekeep.watch.forms.told import told_in_json, told_to_a_page
from wekeep.watch.queries.finding import limits_now
from wekeep.watch.rules.receipt import check_key
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
_FORM = re.compile(rb"application/x-www-form-urlencoded(; *charset=utf-8)?", re.IGNORECASE)


class Read(NamedTuple):
    """A report as a door reads it."""

    report: Report
    key: str
    body: str
    proof: str


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
        self._answers: dict[Kind, list[Header]] = {}
        self._cookie = settings.SESSION_COOKIE_NAME.encode() + b"="
        self._inside: Inside | None = None
        self._inside_until = 0.0

    async def answer(self, scope: Scope, body: bytes) -> tuple[int, list[Header], bytes] | None:
        """The answer to a report that is durable now; None where the pages should see it."""
        door = _DOORS.get(scope["path"])
        headers = _plain(scope, self._cookie) if door is not None and len(body) <= LONGEST else None
        if door is None or headers is None:
            return None
        kind = self._kind(scope, headers)
        said = self._answers.get(kind)
        if said is None:
            return None
        try:
            filed = await self._take(door, scope, headers, body, kind.language)
        except (Refused, WrongRecord, ValidationError, ValueError, SuspiciousOperation):
            return None
        if filed is None:
            return None
        told = json.dumps(door.told(filed, "")).encode()
        return 201, [*said, (b"content-length", str(len(told)).encode())], told

    def learn(self, scope: Scope, status: int, said: list[Header]) -> None:
        """The pages answered a report themselves: if they took it, this is how those of its kind are answered."""
        headers = _plain(scope, self._cookie) if status == 201 and scope["path"] in _DOORS else None
        names = {name for name, _value in said}
        if headers is None or b"set-cookie" in names or not _is_json(said):
            return
        if len(self._answers) >= MOST_KINDS:
            self._answers.clear()
        self._answers[self._kind(scope, headers)] = [one for one in said if one[0] not in _NOT_KEPT]

    def _kind(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Kind:
        return Kind(scope["path"], self._language(headers), tuple(headers.get(name) for name in _LOOKED_AT))

    async def _take(
        self, door: "_Door", scope: Scope, headers: Mapping[bytes, bytes], body: bytes, language: str
    ) -> Filed | None:
        inside = await self._limits()
        read = door.read(self, headers, body, language, inside) if inside is not None else None
        if read is None:
            return None
        network = network_of(scope["client"][0])
        sender = Sender(network, key=check_key(read.key), answer=read.proof)
        return await take_soon(
            report=read.report,
            source=door.source,
            key=read.key,
            body=read.body,
            sender=sender,
            may=lambda: may_report(network),
        )

    async def _limits(self) -> Inside | None:
        """Whether a point lies in the area, as it was two seconds ago at most, or when the database last said; None where
        it never did."""
        if self._inside is None or monotonic() > self._inside_until:
            # whoever comes meanwhile takes what was known
            self._inside_until = monotonic() + LIMITS_SECONDS
            try:
                self._inside = await asyncio.to_thread(_limits)
            except (DatabaseError, InterfaceError) as trouble:
                log.warning("the limits of the area are those known before", kind=type(trouble).__name__)
        return self._inside

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
        plain = read_plain(QueryDict(body, encoding="utf-8"), language, inside)
        return Read(plain.report, plain.key, plain.body, plain.proof) if plain is not None else None


class _Door(NamedTuple):
    source: Source
    read: Callable[[Doorstep, Mapping[bytes, bytes], bytes, str, Inside], Read | None]
    told: Callable[[Filed, str], Mapping[str, Any]]


_DOORS: Final = {
    "/api/v1/sightings": _Door(Source.API, Doorstep.read_json, told_in_json),
    "/report/": _Door(Source.WEB, Doorstep.read_form, told_to_a_page),
}


def _limits() -> Inside:
    """Asked in whatever thread is free, which keeps no line to the database for it."""
    try:
        return limits_now()
    finally:
        connection.close()


def _plain(scope: Scope, session: bytes) -> dict[bytes, bytes] | None:
    """The headers of a request of somebody who is not signed in, none of them twice; None for any other."""
    if scope["method"] != "POST" or scope["query_string"]:
        return None
    pairs = scope["headers"]
    headers = dict(pairs)
    if len(headers) != len(pairs) or session in headers.get(b"cookie", b""):
        return None
    return headers


def _is_json(headers: list[Header]) -> bool:
    return any(name == b"content-type" and value.startswith(b"application/json") for name, value in headers)
