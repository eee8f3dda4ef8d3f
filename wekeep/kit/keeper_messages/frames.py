"""The bytes of what is said over the keeper's socket.

A frame is its length (4 bytes, big endian) and JSON: {"is": name, field: value…}, bytes as base64. Whatever does not fit
the declared fields exactly is Malformed; nothing else ever comes out of `decode`.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from wekeep.kit.keeper_messages import answers, requests
from wekeep.kit.keeper_messages.answers import Answer
from wekeep.kit.keeper_messages.parts import MOST_ITEMS
from wekeep.kit.keeper_messages.requests import Request

LONGEST: Final = 4 * 1024 * 1024


class Malformed(Exception):
    """Bytes that are no message of ours."""


Message = Request | Answer
_BY_NAME: Final[dict[str, type[Message]]] = {
    name: kind
    for file, any_of in ((requests, Request), (answers, Answer))
    for name, kind in vars(file).items()
    if isinstance(kind, type) and issubclass(kind, any_of) and kind is not any_of
}


def encode(message: Message) -> bytes:
    """One frame. ValueError where it would be longer than a frame may be."""
    body = json.dumps({"is": type(message).__name__, **_plain(message)}, separators=(",", ":")).encode()
    if len(body) > LONGEST:
        raise ValueError("the message is too long for one frame")
    return len(body).to_bytes(4, "big") + body


def decode(body: bytes) -> Message:
    """The message in the body of a frame, or Malformed."""
    try:
        read = json.loads(body)
        if not isinstance(read, dict):
            raise Malformed
        message: Message = _whole(_BY_NAME[read.pop("is")], read)
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise Malformed from trouble
    return message


def length_of(header: bytes) -> int:
    """How long the body is; Malformed where that is nothing or too much."""
    length = int.from_bytes(header, "big")
    if not 0 < length <= LONGEST:
        raise Malformed
    return length


def _plain(thing: Any) -> Any:
    if isinstance(thing, bytes):
        return b64encode(thing).decode()
    if isinstance(thing, tuple):
        return [_plain(part) for part in thing]
    if is_dataclass(thing):
        return {name: _plain(getattr(thing, name)) for name in _readers(type(thing))}  # type: ignore[arg-type]
    return thing


def _whole(kind: type[Any], read: Any) -> Any:
    readers = _readers(kind)  # type: ignore[arg-type]
    if not isinstance(read, dict) or read.keys() != readers.keys():
        raise Malformed
    return kind(**{name: readers[name](value) for name, value in read.items()})


@cache
def _readers(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type is read back; only the types that messages use."""
    if get_origin(hint) is tuple:
        part = _reader(get_args(hint)[0])
        return lambda read: tuple(part(one) for one in _exactly(list, read))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda read: _whole(hint, read)
    if hint is bytes:
        return lambda read: b64decode(_exactly(str, read), validate=True)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda read: hint(_exactly(str, read))
    if hint is str:
        return _text
    if isinstance(hint, UnionType) or hint not in (int, bool):
        raise TypeError(f"no message may hold {hint}")
    return lambda read: _exactly(hint, read)


def _text(read: Any) -> str:
    """Text that has bytes: JSON can also say half of a character, which nothing could sign, seal or store."""
    text: str = _exactly(str, read)
    text.encode()
    return text


def _exactly(kind: type[Any], read: Any) -> Any:
    """The value where it is of this very type: True is no number, and a list no text."""
    if type(read) is not kind or (kind is list and len(read) > 2 * MOST_ITEMS) or (kind is int and abs(read) > 2**53):
        raise Malformed
    return read
