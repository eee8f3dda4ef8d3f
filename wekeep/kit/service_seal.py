"""What the installation must open by itself, without any member: sealed to the keeper's service key and to a day's key.

    sealed = wrap ‖ body
    wrap   = version ‖ SealedBox(service key, SealedBox(key of the day, data key ‖ BLAKE2b(binding)))
    body   = version ‖ XChaCha20-Poly1305(data key, padded JSON, aad = the binding)

Both private keys are the keeper's. The day is not part of the binding, so that the keeper can move a wrap to a later day
without opening the body, which it is never shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nacl.public import PrivateKey

from wekeep.kit.envelope import (
    VERSION,
    Broken,
    canonical,
    digest,
    inner_of,
    new_key,
    open_fields,
    open_from,
    open_inner,
    seal_fields,
    seal_to,
)

SENDING: Final = "sending"
# version, two sealed boxes (48 bytes each), data key and mark
WRAP_SIZE: Final = 1 + 48 + 48 + 64
# What holds several places, and how many at most: as many as fit into 16 KiB of sealed text.
PACK: Final = "pack"
MOST_IN_PACK: Final = 460


@dataclass(frozen=True, slots=True)
class ServiceBinding:
    """What something sealed to a service belongs to; none of it can be changed without breaking the seal."""

    kind: str
    record: str
    service: str = SENDING

    def aad(self) -> bytes:
        """The canonical bytes that are authenticated with the text."""
        return canonical("service", str(VERSION), self.service, self.kind, self.record)

    def mark(self) -> bytes:
        """32 bytes that stand for the binding beside the data key."""
        return digest(self.aad())


def pack_record(code: str, count: int) -> str:
    """What a pack of `count` places is sealed for: the number is part of what is authenticated, so that whoever asks for
    the key of a pack says truly how many places it opens."""
    return f"{code}.{count}"


def places_in(kind: str, record: str) -> int:
    """How many rows the key of a record opens: of a pack as many as it says, of everything else one. Broken for a pack of
    a size that none has."""
    if kind != PACK:
        return 1
    count = record.rpartition(".")[2]
    if not count.isascii() or not count.isdecimal() or not 0 < int(count[:9]) <= MOST_IN_PACK:
        raise Broken
    return int(count)


def seal_for_service(
    binding: ServiceBinding, fields: Mapping[str, str], *, service_key: bytes, bucket_key: bytes
) -> bytes:
    """`fields` for the service until the bucket's day is over; takes two public keys."""
    key = new_key()
    return rewrap(key, binding, service_key=service_key, bucket_key=bucket_key) + seal_fields(key, binding, fields)


def rewrap(key: bytes, binding: ServiceBinding, *, service_key: bytes, bucket_key: bytes) -> bytes:
    """The wrap of a data key; takes two public keys."""
    return seal_to(service_key, inner_of(key, binding.mark(), bucket_key))


def unwrap_for_service(wrap: bytes, binding: ServiceBinding, *, service: PrivateKey, bucket: PrivateKey) -> bytes:
    """The data key in a wrap that belongs to `binding`, or Broken."""
    return open_inner(open_from(service, wrap), binding.mark(), bucket)


def open_with(key: bytes, binding: ServiceBinding, sealed: bytes) -> dict[str, str]:
    """The fields behind a wrap that gave this data key, or Broken."""
    return open_fields(key, binding, sealed[WRAP_SIZE:])
