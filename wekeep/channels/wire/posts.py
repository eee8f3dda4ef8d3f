"""What is posted, what came back, and what that means for a delivery."""

import re
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from wekeep.channels.contract import Answer, Result
from wekeep.kit import clock

NO_ANSWER = 0
# too much, too early, too slow; 406 is what Windows' push service says for 429
_LATER = frozenset({406, 408, 425, 429})
# whoever asks for more patience than this is taken to mean a week
LONGEST_PATIENCE_SECONDS = 7 * 24 * 3600
_PARTS = re.compile(r"(https?://[^/?#@]+)(/[^#]*)")


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Where posts go and with what headers (names in lower case): the same object for all that share both, which may be
    thousands. ValueError where the origin's port is none."""

    origin: str
    headers: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        _port = urlsplit(self.origin).port
        object.__setattr__(self, "lines", tuple(f"{name}: {value}" for name, value in self.headers))

    @property
    def authority(self) -> str:
        """Host and port, as the origin has them."""
        return self.origin.partition("://")[2]


class Post(NamedTuple):
    """One request: `body` to `path` at the origin of its course."""

    key: int
    course: Course
    path: str
    body: bytes


class Reply(NamedTuple):
    """The answer to the post with `key`: an HTTP status, or NO_ANSWER with `trouble` saying why. Without an answer nobody
    knows whether it arrived. `retry_after` in seconds, where it was asked for."""

    key: int
    status: int
    retry_after: int | None = None
    trouble: str = ""


def split(url: str) -> tuple[str, str]:
    """Origin and path of a URL that `check_url` let through; what follows a # is for nobody but the browser. ValueError
    where it is no URL."""
    if found := _PARTS.match(url):
        return found[1], found[2]
    parts = urlsplit(url)
    path = parts.path or "/"
    return f"{parts.scheme}://{parts.netloc}", f"{path}?{parts.query}" if parts.query else path


def patience(value: str) -> int | None:
    """The seconds of a Retry-After header (RFC 9110, 10.2.3), which is a number of them or a date; None where neither, or
    where it is over."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST_PATIENCE_SECONDS) or None
    try:
        at = parsedate_to_datetime(text)
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - clock.now()).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(int(seconds) + 1, LONGEST_PATIENCE_SECONDS) if seconds > 0 else None


def result_of(reply: Reply) -> Result:
    """What an HTTP answer means for a delivery: 404 and 410 say that the address is no more (RFC 8030, 7.3)."""
    key, status, retry_after, trouble = reply
    if 200 <= status < 300:
        return Result(key, Answer.HANDED_OVER)
    if status in (404, 410):
        return Result(key, Answer.GONE)
    if status == NO_ANSWER or status in _LATER or status >= 500:
        return Result(key, Answer.LATER, retry_after, trouble or f"status {status}")
    return Result(key, Answer.REFUSED, trouble=f"status {status}")
