"""What any release has ever sealed opens in this one."""

import json
from pathlib import Path
from typing import Any

import pytest

from wekeep.kit import envelope
from wekeep.kit.envelope import Binding, Group
from wekeep.kit.service_seal import WRAP_SIZE, ServiceBinding, open_with, unwrap_for_service

VECTORS = [
    (path.stem, one)
    for path in sorted((Path(__file__).parent / "vectors").glob("v*.json"))
    for one in json.loads(path.read_text())
]


SERVED = [
    (path.stem, one)
    for path in sorted((Path(__file__).parent / "vectors").glob("service-v*.json"))
    for one in json.loads(path.read_text())
]


def test_there_are_vectors_of_every_version() -> None:
    assert {name for name, _one in VECTORS} == {f"v{n}" for n in range(1, envelope.VERSION + 1)}
    assert {name for name, _one in SERVED} == {f"service-v{n}" for n in range(1, envelope.VERSION + 1)}


@pytest.mark.parametrize(("version", "one"), SERVED, ids=lambda v: v if isinstance(v, str) else v["record"])
def test_a_vector_of_the_service_opens(version: str, one: dict[str, Any]) -> None:
    binding, sealed = ServiceBinding(one["kind"], one["record"]), bytes.fromhex(one["sealed"])
    service, day = (envelope.private_key(bytes.fromhex(one[name])) for name in ("service_private", "day_private"))
    key = unwrap_for_service(sealed[:WRAP_SIZE], binding, service=service, bucket=day)
    assert open_with(key, binding, sealed) == one["fields"]


@pytest.mark.parametrize(("version", "one"), VECTORS, ids=lambda v: v if isinstance(v, str) else v["record"])
def test_a_vector_opens(version: str, one: dict[str, Any]) -> None:
    binding = Binding(one["kind"], one["record"], Group(one["group"]), one["zone"], one["role"], one["bucket"])
    role, day = (envelope.private_key(bytes.fromhex(one[name])) for name in ("role_private", "day_private"))
    inner = envelope.unwrap(bytes.fromhex(one["wrap"]), binding.zone, binding.role, one["epoch"], role)
    key = envelope.open_inner(inner, binding.mark(), day)
    assert key.hex() == one["key"]
    assert envelope.open_fields(key, binding, bytes.fromhex(one["body"])) == one["fields"]
