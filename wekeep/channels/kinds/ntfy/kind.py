"""The ntfy channel: one JSON message to a topic on the server its owner chose."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from wekeep.channels.contract import Envelope, Health, Reaches, Result, lost_of, stopped_of
from wekeep.channels.rules.endpoint import check_url
from wekeep.channels.wire.posts import Course, Post, result_of
from wekeep.channels.wire.sending import Wire
from wekeep.kit.errors import Refused

# as ntfy's server checks it
_TOPIC = re.compile(r"[-_A-Za-z0-9]{1,64}")
# ntfy's priorities: 2 makes no sound, 4 rings, 5 rings on
_SILENT, _NORMAL, _URGENT = 2, 4, 5


class Ntfy:
    """The topic's name is its only lock, and the server reads what passes: so the message says little unless its owner
    chose more."""

    name = "ntfy"
    reaches = Reaches.PERSON
    claims_at_once = 250

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds url: the address of a topic such as https://ntfy.example/a-topic-nobody-guesses."""
        url = given.get("url", "").strip()
        check_url(url, allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS)
        parts = urlsplit(url)
        topic = parts.path.strip("/")
        if not _TOPIC.fullmatch(topic) or parts.query or parts.fragment:
            raise Refused("A topic's address ends in its name: letters, digits, hyphens. Copy it from the app.")
        return {"server": f"{parts.scheme}://{parts.netloc.lower()}", "topic": topic}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """Post each envelope as there is room."""
        stopped, lost = stopped_of(envelopes), lost_of(envelopes)
        wire = Wire(allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS, stopped=stopped, lost=lost)
        try:
            for reply in wire.send(_post(envelope) for envelope in envelopes):
                yield result_of(reply)
        finally:
            wire.close()

    def units(self, envelope: Envelope) -> int:
        """A letter is a letter."""
        return 1

    def is_set_up(self) -> bool:
        """Each topic's owner chose its server."""
        return True

    def credentials(self) -> str:
        """None: each topic's owner chose its server."""
        return ""

    def probe(self) -> Health:
        """Nothing to set up: each topic is on the server its owner chose."""
        return Health(True, "Nothing to set up. Each topic is on the server its owner chose.")


def _post(envelope: Envelope) -> Post:
    server = envelope.address["server"]
    message: dict[str, object] = {
        "topic": envelope.address["topic"],
        "title": envelope.title,
        "message": envelope.body,
        "priority": _SILENT if envelope.silent else _URGENT if envelope.urgent else _NORMAL,
        "click": envelope.url,
    }
    if envelope.stop_url:
        message["actions"] = [{"action": "view", "label": envelope.stop_words, "url": envelope.stop_url}]
    body = json.dumps(message).encode()
    return Post(envelope.delivery, _course(server), "/", body)


@lru_cache(maxsize=1_000)
def _course(server: str) -> Course:
    return Course(server, (("content-type", "application/json"), ("user-agent", "WeKeep")))
