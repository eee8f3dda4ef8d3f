"""What many push messages share, so that each of a hundred thousand costs little more than its sealing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from wekeep.channels.contract import Answer, Result
from wekeep.channels.kinds.webpush.contexts import Context, Phone, make_many, record, seal_packed
from wekeep.channels.kinds.webpush.encryption import to_base64url
from wekeep.channels.kinds.webpush.vapid import Vapid
from wekeep.channels.wire.posts import Course, Post, split

LONGEST_TTL_SECONDS = 28 * 24 * 3600
# key agreement for so many at once, where none was made ahead
_AT_ONCE = 64
_MOST_COURSES = 1_000
_AFTER_SCHEME = len("https://")


class Row(NamedTuple):
    """One message of a sheet: which delivery, to which endpoint, and either a context made ahead for its phone, packed or
    not, or the phone's keys."""

    delivery: int
    endpoint: str
    sealed_for: Context | bytes | Phone


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter for many phones. `code` names the text that they fetch; everything here is the same for all `rows`, so that
    headers and text are made once a push service."""

    code: str
    thread: str
    silent: bool
    urgent: bool
    seconds_left: int
    rows: Iterable[tuple[int, str, Context | bytes | Phone]]

    @property
    def urgency(self) -> str:
        """RFC 8030, 5.3: a phone that saves its battery still wakes for `high`."""
        return "low" if self.silent else "high" if self.urgent else "normal"


class Sealer:
    """Makes posts of sheets. What cannot be sealed, because a phone's key is none, is put into `refused` and not posted."""

    def __init__(self, vapid: Vapid, secret: bytes) -> None:
        self._vapid, self._secret = vapid, secret
        self.refused: list[Result] = []
        self._courses: dict[object, Course] = {}

    def posts(self, sheets: Iterable[Sheet]) -> Iterator[Post]:
        """Every row of every sheet, sealed when it is drawn."""
        for sheet in sheets:
            yield from self._posts(sheet)

    def _posts(self, sheet: Sheet) -> Iterator[Post]:
        plain, courses = record(json.dumps({"c": sheet.code}).encode()), dict[str, Course]()
        for delivery, endpoint, packed in self._ready(sheet.rows):
            # where it begins as one before it did, what follows is its path
            begin = endpoint.find("/", _AFTER_SCHEME)
            course, path = courses.get(endpoint[:begin]), endpoint[begin:]
            if course is None or begin < 0 or "#" in path:
                try:
                    origin, path = split(endpoint)
                    course = courses[origin] = courses.get(origin) or self._course(origin, sheet)
                except ValueError:
                    self.refused.append(Result(delivery, Answer.REFUSED, trouble="an endpoint that is none"))
                    continue
            yield Post(delivery, course, path, seal_packed(packed, plain))

    def _ready(self, rows: Iterable[tuple[int, str, Context | bytes | Phone]]) -> Iterator[tuple[int, str, bytes]]:
        """Rows with a packed context each: those made ahead at once, the others when some have come together."""
        bare: list[tuple[int, str, Phone]] = []
        for delivery, endpoint, sealed_for in rows:
            if isinstance(sealed_for, bytes):
                yield delivery, endpoint, sealed_for
                continue
            if isinstance(sealed_for, Context):
                yield delivery, endpoint, sealed_for.spend()
                continue
            bare.append((delivery, endpoint, sealed_for))
            if len(bare) >= _AT_ONCE:
                yield from self._agree(bare)
                bare.clear()
        yield from self._agree(bare)

    def _agree(self, bare: list[tuple[int, str, Phone]]) -> Iterator[tuple[int, str, bytes]]:
        contexts = make_many([phone for _delivery, _endpoint, phone in bare])
        for (delivery, endpoint, _phone), context in zip(bare, contexts, strict=True):
            if context is None:
                self.refused.append(Result(delivery, Answer.REFUSED, trouble="keys that are none"))
            else:
                yield delivery, endpoint, context.spend()

    def _course(self, origin: str, sheet: Sheet) -> Course:
        """The same object for the same headers, so that connections know it again."""
        headers = (
            ("content-encoding", "aes128gcm"),
            ("content-type", "application/octet-stream"),
            ("user-agent", "WeKeep"),
            ("authorization", self._vapid.authorization(origin)),
            ("ttl", str(min(sheet.seconds_left, LONGEST_TTL_SECONDS))),
            ("urgency", sheet.urgency),
            ("topic", topic(sheet.thread, self._secret)),
        )
        if len(self._courses) > _MOST_COURSES:
            self._courses.clear()
        return self._courses.setdefault((origin, *headers), Course(origin, headers))


def topic(thread: str, secret: bytes) -> str:
    """RFC 8030, 5.4: a newer message of the thread replaces one that still waits. A digest under our secret, so that push
    services cannot tell from it which alert it is."""
    return to_base64url(blake2b(thread.encode(), key=secret[:64], digest_size=24).digest())
