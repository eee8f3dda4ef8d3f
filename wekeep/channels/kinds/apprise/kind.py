"""The channel for the many other services: an address of Apprise's, of a few services that were looked at one by one."""

import json
import re
import select
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings

from wekeep.channels.contract import Answer, Envelope, Health, Reaches, Result
from wekeep.channels.gateway import LOST, one_by_one
from wekeep.channels.rules.endpoint import check_url
from wekeep.kit.errors import Refused

ANSWER_SECONDS, LONGEST_URL = 25, 400
# Services with a host of their own, which Apprise's plugin names and no part of the address can change.
FIXED = {
    "tgram": "api.telegram.org",
    "discord": "discord.com",
    "slack": "hooks.slack.com",
    "gchat": "chat.googleapis.com",
    "line": "api.line.me",
    "pover": "api.pushover.net",
}
# Programs that somebody runs: over TLS alone, on a host that is judged like every other.
HOSTED = frozenset({"mmosts", "rockets", "gotifys", "jsons"})
_PLAIN = re.compile(r"[A-Za-z0-9+.\-]+://[A-Za-z0-9_:@/#%.\-~=+!]+")


class Others:
    """What each service sees is its own; all of them read what passes, and keep it."""

    name = "apprise"
    reaches = Reaches.GROUP
    claims_at_once = 2

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds url: an address as Apprise writes them, without options (?…), which can name files and switch off
        TLS."""
        url = given.get("url", "").strip()
        scheme = url.partition("://")[0].lower()
        if len(url) > LONGEST_URL or not _PLAIN.fullmatch(url):
            raise Refused("That is not an address of this channel. It has no question mark and no spaces.")
        if scheme in HOSTED:
            check_url(f"https://{urlsplit(url).netloc.rpartition('@')[2]}/", allow_loopback=False)
        elif scheme not in FIXED and not _is_loopback_json(scheme, url):
            raise Refused("Posts go to these services alone: %(names)s.", names=", ".join([*FIXED, *sorted(HOSTED)]))
        return {"service": scheme, "url": url}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One post after another, by a process that lives as long as this run."""
        child = _Child()
        try:
            yield from one_by_one(envelopes, child.post, server=lambda envelope: envelope.address["service"])
        finally:
            child.close()

    def units(self, envelope: Envelope) -> int:
        """A post is a post."""
        return 1

    def is_set_up(self) -> bool:
        """Each address holds all that is needed."""
        return True

    def credentials(self) -> str:
        """None: each address has its own, which two persons agreed to."""
        return ""

    def probe(self) -> Health:
        """Nothing to set up: each address holds all that is needed."""
        return Health(True, "Nothing to set up. Each address holds all that is needed.")


class _Child:
    """Apprise in a process of its own: started at the first post, without our environment, ended with the run."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def post(self, envelope: Envelope) -> Result:
        asked = {"url": envelope.address["url"], "title": envelope.title, "body": f"{envelope.body}\n{envelope.url}"}
        answer = self._ask(asked)
        if answer is None:
            self.close()
            return Result(envelope.delivery, Answer.LATER, trouble=LOST)
        if answer.get("ok"):
            return Result(envelope.delivery, Answer.HANDED_OVER)
        return _refusal(envelope.delivery, int(str(answer.get("status", 0))))

    def _ask(self, asked: Mapping[str, str]) -> dict[str, object] | None:
        process = self._process = self._process or _started()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            ready, _w, _x = select.select([process.stdout], [], [], ANSWER_SECONDS)
            found = json.loads(process.stdout.readline()) if ready else None
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    loopback = ["--loopback"] if settings.ALLOW_LOOPBACK_ENDPOINTS else []
    return subprocess.Popen(
        [sys.executable, "-m", "wekeep.channels.kinds.apprise.child", *loopback],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONUTF8": "1"},
        cwd="/",
    )


def _refusal(number: int, status: int) -> Result:
    if status in (404, 410):
        return Result(number, Answer.GONE, trouble=f"status {status}")
    if status in (0, 401, 403, 408, 425, 429) or status >= 500:
        return Result(number, Answer.LATER, trouble=f"status {status}" if status else "not taken")
    return Result(number, Answer.REFUSED, trouble=f"status {status}")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").strip()


def _is_loopback_json(scheme: str, url: str) -> bool:
    """For the demo and tests: a plain POST to this machine itself."""
    return scheme == "json" and settings.ALLOW_LOOPBACK_ENDPOINTS and _host(url) in ("127.0.0.1", "localhost")
