"""What is signed when an alert is sent: every fact of one message as canonical text, with marks of its words."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from wekeep.alerts.rules.alert import Level, Status, Type
from wekeep.alerts.rules.parts import Parts, as_json, from_json
from wekeep.kit.errors import Refused

VERSION = 1
# So much longer or shorter makes it news that an alert goes on.
RENEWS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Statement:
    """One message of an alert. `about` is a mark of what it is about; `words` has the mark of its title and body in each
    language. Nobody's name is in it: the keeper's log knows who sent it."""

    code: str
    alert: str
    number: int
    about: str
    zone: str
    status: Status
    type: Type
    level: Level
    cells: tuple[str, ...]
    parts: Parts
    sent_at: datetime
    expires_at: datetime
    words: Mapping[str, str]

    def text(self) -> str:
        """The canonical JSON (sorted names, no spaces, times in UTC) whose UTF-8 bytes are signed."""
        times = {"sent_at": _utc(self.sent_at), "expires_at": _utc(self.expires_at)}
        facts = {**asdict(self), **times, "v": VERSION, "parts": self.parts_as_json(), "words": dict(self.words)}
        return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def parts_as_json(self) -> dict[str, Any]:
        """The parts as they are kept."""
        return as_json(self.parts)


def check_adds(before: Statement, update: Statement) -> None:
    """Refuse an update that only repeats what was said last and changes hardly when it ends."""
    renews = abs(update.expires_at - before.expires_at) >= RENEWS
    if (update.parts, update.level) == (before.parts, before.level) and not renews:
        raise Refused("This was said already, and nothing has changed since. Choose what changed, then send it.")


def read(text: str) -> Statement:
    """The statement that `text()` wrote; ValueError where it is none."""
    try:
        facts: dict[str, Any] = json.loads(text)
        if facts.pop("v") != VERSION:
            raise ValueError("a statement of another version")
        return Statement(**{**facts, **_typed(facts)})
    except (KeyError, TypeError, AttributeError) as trouble:
        raise ValueError("not a statement") from trouble


def mark_of(title: str, body: str) -> str:
    """What stands for words in a statement: SHA-256, in hex, which a browser can compute too."""
    return sha256(f"{title}\n{body}".encode()).hexdigest()


def mark_of_subject(about: str) -> str:
    """What stands for the code of what an alert is about, which the public need not know."""
    return sha256(f"about {about}".encode()).hexdigest()


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": Status(facts["status"]),
        "type": Type(facts["type"]),
        "level": Level(facts["level"]),
        "cells": tuple(facts["cells"]),
        "parts": from_json(facts["parts"]),
        "sent_at": datetime.fromisoformat(facts["sent_at"]),
        "expires_at": datetime.fromisoformat(facts["expires_at"]),
    }


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
