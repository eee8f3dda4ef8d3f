"""A sheet: for each of some hundred addresses what one message to it can be sent with, once."""

import json
from collections.abc import Sequence
from typing import Final

_LENGTH: Final = 4
Ready = tuple[str, dict[str, str], bytes]
"""An address's code, the address, and what the channel made ready for one message to it. It must be struck before it is used."""


def pack(entries: Sequence[Ready]) -> bytes:
    """The entries as bytes. All addresses have the same fields, and all that is ready is of one length: the codes and each
    field are a JSON list, so that a hundred thousand are read in a fraction of a second, with the length of that JSON
    before it; what is ready follows."""
    names = list(entries[0][1])
    if any(list(address) != names for _code, address, _ready in entries):
        raise ValueError("addresses on one sheet have the same fields")
    fields = {name: [address[name] for _code, address, _ready in entries] for name in names}
    head = json.dumps([[code for code, _address, _ready in entries], fields], separators=(",", ":")).encode()
    return len(head).to_bytes(_LENGTH, "big") + head + b"".join([ready for _code, _address, ready in entries])


def unpack(raw: bytes) -> list[Ready]:
    """The entries again; ValueError where they are not whole."""
    start = _LENGTH + int.from_bytes(raw[:_LENGTH], "big")
    codes, fields = json.loads(raw[_LENGTH:start])
    size, rest = divmod(len(raw) - start, max(1, len(codes)))
    if rest or not size:
        raise ValueError("a sheet is cut off")
    ready = [raw[at : at + size] for at in range(start, len(raw), size)]
    return list(zip(codes, _addresses(fields), ready, strict=True))


def _addresses(fields: dict[str, list[str]]) -> list[dict[str, str]]:
    names, columns = list(fields), list(fields.values())
    if len(names) == 1:
        return [{names[0]: value} for value in columns[0]]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
