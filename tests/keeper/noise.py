"""Bytes for the keeper's socket that are nearly a message: real ones, with something changed in them."""

import json
import random
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53,
    -(2**53),
    2**63,
    2**64,
    0.5,
    "",
    "\x00",
    "\ud800",
    "ñ" * 300,
    "held-",
    "9999-12-31",
    "*",
    "steward",
    [],
    {},
    [[]],
    "AAAA",
    "=",
)


def nearly(seeds: list[bytes], chance: random.Random) -> bytes:
    """One of the seeds, changed in one to three ways."""
    frame = chance.choice(seeds)
    for _way in range(chance.choice((1, 1, 1, 2, 3))):
        frame = chance.choice(WAYS)(frame, seeds, chance)
    return frame


def _flip(frame: bytes, _seeds: list[bytes], chance: random.Random) -> bytes:
    raw = bytearray(frame or b"\x00")
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def _cut(frame: bytes, _seeds: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(frame) + 1)
    return frame[:at] if chance.random() < 0.5 else frame[:at] + frame[at + chance.randrange(1, 9) :]


def _splice(frame: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    return frame[: chance.randrange(len(frame) + 1)] + other[chance.randrange(len(other)) :]


def _odd_value(frame: bytes, _seeds: list[bytes], chance: random.Random) -> bytes:
    return _in_json(frame, chance, lambda _value: chance.choice(ODD))


def _odd_bytes(frame: bytes, _seeds: list[bytes], chance: random.Random) -> bytes:
    """Base64 that is good and says something else."""

    def change(value: Any) -> Any:
        try:
            raw = bytearray(b64decode(value, validate=True)) if isinstance(value, str) else bytearray()
        except ValueError:
            return value
        if raw:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        cut = raw[: chance.randrange(len(raw) + 1)] if chance.random() < 0.2 else raw
        return b64encode(cut).decode()

    return _in_json(frame, chance, change)


def _value_of_another(frame: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """A value as another message has it, which fits in kind as often as not."""
    try:
        places = _places(json.loads(chance.choice(seeds)))
    except (ValueError, RecursionError):
        return frame
    holder, name = chance.choice(places)
    return _in_json(frame, chance, lambda _value: holder[name])


def _in_json(frame: bytes, chance: random.Random, change: Callable[[Any], Any]) -> bytes:
    try:
        read = json.loads(frame)
        holder, name = chance.choice(_places(read))
        holder[name] = change(holder[name])
        return json.dumps(read).encode()
    except (ValueError, IndexError, RecursionError):
        return frame


def _places(read: Any) -> list[tuple[Any, Any]]:
    """Every place of a value inside: what holds it, and under which name or number."""
    found: list[tuple[Any, Any]] = []
    inside = list(read.items()) if isinstance(read, dict) else list(enumerate(read)) if isinstance(read, list) else []
    for name, value in inside:
        found += [(read, name), *_places(value)]
    return found


WAYS = (_flip, _cut, _splice, _odd_value, _odd_bytes, _value_of_another, _value_of_another)
