"""Opening sealed files: checked to the last chunk before the first one is given out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import structlog

from wekeep.kit.envelope import Binding, Broken, Group, open_fields
from wekeep.kit.errors import NotFound, Refused
from wekeep.kit.sealed_stream import open_stream, stream_key
from wekeep.vault.models import SealedFile, path_of
from wekeep.vault.queries.opening import open_keys
from wekeep.vault.rules.unlocked import Asked, Unlocked

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that opened: what it was called, its type and length, and its bytes, 64 KiB at a time, once."""

    name: str
    media_type: str
    size: int
    chunks: Iterator[bytes]


def files_of(kind: str, record: str) -> list[str]:
    """The codes of a record's files, oldest first."""
    return list(SealedFile.objects.filter(kind=kind, record=record).order_by("id").values_list("code", flat=True))


def open_file(unlocked: Unlocked, *, kind: str, record: str, code: str, reason: str) -> OpenFile:
    """The file, through the keeper, which counts it and writes it down first.

    NotFound where it is gone or not for this actor; Refused as `open_groups` is, and where the file on the disk is not
    whole, in its order and this record's own: then nothing of it is given out. Constant memory; it is read twice.
    """
    row = SealedFile.objects.filter(kind=kind, record=record, code=code).select_related("seal__epoch").first()
    found = open_keys(unlocked, [Asked(kind, row.seal.record, Group.FILES)], reason=reason) if row else []
    if row is None or not found:
        raise NotFound
    seal, key = found[0]
    try:
        told = open_fields(key, seal.binding, bytes(seal.body))
        file = path_of(code).open("rb")
        size = _checked(file, stream_key(key), seal.binding, int(told["size"]))
    except (Broken, OSError, KeyError, ValueError):
        log.error("a sealed file does not open with its own key", kind=kind)
        raise Refused("This file is damaged, or is not the one that was sealed. Nothing of it was opened.") from None
    return OpenFile(told["name"], told["type"], size, _read(file, stream_key(key), seal.binding))


def _checked(file: BinaryIO, key: bytes, binding: Binding, size: int) -> int:
    """Its length, where all of it is as it was sealed."""
    length = sum(len(chunk) for chunk in open_stream(key, binding, file))
    if length != size:
        raise Broken
    file.seek(0)
    return length


def _read(file: BinaryIO, key: bytes, binding: Binding) -> Iterator[bytes]:
    with file:
        yield from open_stream(key, binding, file)
