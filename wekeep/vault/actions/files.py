"""Sealing files: in chunks, at constant memory, to the same two keys as any other group."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from django.db import transaction

from wekeep.kit.abilities import Role
from wekeep.kit.codes import new_code
from wekeep.kit.envelope import Binding, Group, new_key
from wekeep.kit.errors import Refused
from wekeep.kit.sealed_stream import seal_stream, stream_key
from wekeep.vault.actions.disk import remove_from_disk, write_to_disk
from wekeep.vault.actions.sealing import write_seal
from wekeep.vault.models import SealedFile
from wekeep.vault.rules.file import MOST_BYTES, Counted, record_of


def seal_file(
    *,
    kind: str,
    record: str,
    zone: str,
    role: Role,
    source: BinaryIO,
    name: str,
    media_type: str,
    expires: date,
    most: int = MOST_BYTES,
) -> str:
    """Seal what `source` gives as a file of the record, for whoever holds `role` in `zone`, until the day `expires` is over
    (UTC); returns the file's code.

    Public keys only, 64 KiB at a time. Name, type and length are sealed too; what is seen is the length on the disk.
    Refused, with nothing left behind, where it is longer than `most` bytes or nobody could open it.
    """
    code, key, read = new_code(), new_key(), Counted(source, most)
    binding = Binding(kind, record_of(record, code), Group.FILES, zone, role.value, expires.isoformat())
    size = write_to_disk(code, _sealed(key, binding, read))
    try:
        with transaction.atomic():
            seal = write_seal(
                kind=kind,
                record=binding.record,
                group=Group.FILES,
                zone=zone,
                role=role,
                fields={"name": name, "type": media_type, "size": str(read.count)},
                expires=expires,
                key=key,
            )
            SealedFile.objects.create(code=code, seal=seal, kind=kind, record=record, size=size)
    except BaseException:
        remove_from_disk([code])
        raise
    return code


def _sealed(key: bytes, binding: Binding, read: Counted) -> Iterator[bytes]:
    for chunk in seal_stream(stream_key(key), binding, read):  # type: ignore[arg-type]
        if read.is_too_long:
            raise Refused("This file is too large. Send it in parts, or ask how to hand it over.")
        yield chunk
