"""Many pasted messages at once: lines of {id, text, sent_at} in, one line of fields out for each, in the same order."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from wekeep.watch.rules.paste.pasted import Pasted
from wekeep.watch.rules.paste.reading import read


class BadLine(ValueError):
    """A line that is not {id, text, sent_at}; says which one and what is wrong, never what is written in it."""

    def __init__(self, number: int, fault: str) -> None:
        super().__init__(f"line {number}: {fault}")
        self.number = number
        self.fault = fault


def read_lines(lines: Iterable[str | bytes]) -> Iterator[str]:
    """One line of JSON a message, blank lines passed over. Raises `BadLine` at the first that cannot be read."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_answer(number, line), ensure_ascii=False)


def as_json(message_id: str | int, pasted: Pasted) -> dict[str, Any]:
    """The fields as plain JSON values: people as [min, max or null], the time as ISO 8601 with its zone."""
    people = pasted.people
    return {
        "id": message_id,
        "is_sighting": pasted.is_sighting,
        "people": [people.low, people.high] if people else None,
        "vehicles": pasted.vehicles,
        "activity": pasted.activity.value if pasted.activity else None,
        "place_text": pasted.place_text,
        "uniform": pasted.uniform,
        "observed_at": pasted.observed_at.isoformat() if pasted.observed_at else None,
        "equipment": pasted.equipment,
    }


def _answer(number: int, line: str | bytes) -> dict[str, Any]:
    row = _row(number, line)
    message_id, text = row.get("id"), row.get("text")
    if isinstance(message_id, bool) or not isinstance(message_id, str | int):
        raise BadLine(number, "id must be a text or a whole number")
    if not isinstance(text, str):
        raise BadLine(number, "text must be a text")
    return as_json(message_id, read(text, _sent_at(number, row.get("sent_at"))))


def _row(number: int, line: str | bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line.lstrip("\ufeff"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadLine(number, "not one JSON object in UTF-8") from None
    if not isinstance(row, dict):
        raise BadLine(number, "not a JSON object")
    return row


def _sent_at(number: int, given: object) -> datetime:
    try:
        sent_at = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        sent_at = None
    # at the edges of the calendar no hours can be added or taken away
    if sent_at is None or sent_at.tzinfo is None or not 1970 <= sent_at.year <= 2999:
        raise BadLine(number, "sent_at must be an ISO 8601 time with a zone, such as 2026-01-14T07:42:00-06:00")
    return sent_at
