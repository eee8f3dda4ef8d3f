"""A sheet: for each of some hundred addresses what one message to it can be sent with, once."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

_LENGTH: Final = 4


class Ready(NamedTuple):
    """One address, and what the channel made ready for one message to it. It must be struck before it is used."""

    code: str
    address: dict[str, str]
    ready: bytes


def pack(entries: Sequence[Ready]) -> bytes:
    """The entries as bytes, all of whose `ready` are of one length: a JSON list with its length before it, and those."""
    head = json.dumps([[one.code, one.address] for one in entries], separators=(",", ":")).encode()
    return len(head).to_bytes(_LENGTH, "big") + head + b"".join(one.ready for one in entries)


def unpack(raw: bytes) -> list[Ready]:
    """The entries again; ValueError where they are not whole."""
    start = _LENGTH + int.from_bytes(raw[:_LENGTH], "big")
    head = json.loads(raw[_LENGTH:start])
    size, rest = divmod(len(raw) - start, max(1, len(head)))
    if rest or not size:
        raise ValueError("a sheet is cut off")
    return [
        Ready(code, address, raw[start + n * size : start + (n + 1) * size]) for n, (code, address) in enumerate(head)
    ]
