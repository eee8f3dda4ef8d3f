"""Messages as people type them, each with what a careful person reads in it, made up for this test and labelled by hand.

The messages in fresh.jsonl (dictated, in capitals, clipped, with pictures, Spanish and Spanglish) were written and
labelled by hand before the reader had seen them. Where careful people differ, `also` holds the other values of a field.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wekeep.watch.rules.paste import read
from wekeep.watch.rules.paste.bulk import as_json

FIELDS = ("is_sighting", "people", "vehicles", "activity", "place_text", "uniform", "observed_at", "equipment")
MESSAGES = [
    json.loads(line)
    for name in ("messages.jsonl", "fresh.jsonl")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
]


A_FEW = 25


def _wrong(message: dict[str, Any]) -> dict[str, Any]:
    """What is read otherwise than by a careful person, field by field."""
    answer = as_json(message["id"], read(message["text"], datetime.fromisoformat(message["sent_at"])))
    also = message.get("also", {})
    return {name: answer[name] for name in FIELDS if answer[name] not in [message.get(name), *also.get(name, [])]}


@pytest.mark.parametrize("first", range(0, len(MESSAGES), A_FEW))
def test_messages_are_read_as_a_careful_person_reads_them(first: int) -> None:
    found = {message["id"]: _wrong(message) for message in MESSAGES[first : first + A_FEW]}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
