"""The process in which Apprise runs: it opens sockets as it likes, so every one is judged here, by the interpreter itself.

Reads a JSON line {"url", "title", "body"} and answers with {"ok", "status"}, one for one. Run by `kind.py` alone.
"""

import json
import logging
import re
import sys
from typing import Any

from apprise import Apprise, AppriseAsset, LogCapture, PersistentStoreMode

from wekeep.channels.rules.endpoint import may_connect

# what no way of sending needs: other programs, datagrams
_NEVER = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.sendto", "socket.sendmsg")
_STATUS = re.compile(r"error=(\d{3})")


def guard(*, allow_loopback: bool) -> None:
    """From now on a socket opens to a public numeric address and nothing else, in all of this process and for good (an
    audit hook, PEP 578, cannot be taken away). Names are resolved before, so one that changes what it points at gains
    nothing; a redirect or a proxy is a socket like any other."""

    def judge(event: str, given: tuple[Any, ...]) -> None:
        if event in _NEVER:
            raise PermissionError("not here")
        if event == "socket.connect":
            where = given[1]
            if not isinstance(where, tuple) or not may_connect(str(where[0]), allow_loopback=allow_loopback):
                raise PermissionError("not a public address")

    sys.addaudithook(judge)


def send(url: str, title: str, body: str) -> tuple[bool, int]:
    """Whether Apprise says it was taken, and the HTTP status it names where it was not (0 for none)."""
    asset = AppriseAsset(
        app_id="WeKeep",
        app_desc="",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    one = Apprise(asset=asset)
    with LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
        if not one.add(url):
            return False, 400
        done = bool(one.notify(title=title, body=body))
        found = _STATUS.search(said.getvalue())
    return done, int(found[1]) if found else 0


def main() -> None:
    """Answer every line until there are no more."""
    logging.getLogger("apprise").propagate = False
    guard(allow_loopback="--loopback" in sys.argv)
    for line in sys.stdin:
        asked = json.loads(line)
        done, status = send(asked["url"], asked["title"], asked["body"])
        sys.stdout.write(json.dumps({"ok": done, "status": status}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
