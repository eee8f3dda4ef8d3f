"""What any release has ever sealed opens in this one."""

import json
from pathlib import Path
from typing import Any

import pytest

from wekeep.kit import envelope
from wekeep.kit.envelope import Binding, Group

VECTORS = [
    (path.stem, one)
    for path in sorted((Path(__file__).parent / "vectors").glob("v*.json"))
    for one in json.loads(path.read_text())
]


def test_there_are_vectors_of_every_version() -> None:
    assert {name for name, _one in VECTORS} == {f"v{n}" for n in range(1, envelope.VERSION + 1)}


@pytest.mark.parametrize(("version", "one"), VECTORS, ids=lambda v: v if isinstance(v, str) else v["record"])
def test_a_vector_opens(version: str, one: dict[str, Any]) -> None:
    binding = Binding(one["kind"], one["record"], Group(one["group"]), one["zone"], one["role"], one["bucket"])
    role, day = (envelope.private_key(bytes.fromhex(one[name])) for name in ("role_private", "day_private"))
    inner = envelope.unwrap(bytes.fromhex(one["wrap"]), binding.zone, binding.role, one["epoch"], role)
    key = envelope.open_inner(inner, binding.mark(), day)
    assert key.hex() == one["key"]
    assert envelope.open_fields(key, binding, bytes.fromhex(one["body"])) == one["fields"]
