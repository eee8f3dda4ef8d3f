"""Sealed field groups: the bytes on disk, and the primitives both the web process and the keeper need (PyNaCl only).

    body  = version ‖ XChaCha20-Poly1305(data key, padded JSON, aad = the binding)
    inner = SealedBox(key of the expiry day, data key ‖ BLAKE2b(binding))
    wrap  = version ‖ SealedBox(key of the role's epoch, BLAKE2b(zone, role, epoch) ‖ inner)

Sealing takes two public keys. Opening takes both private ones: the role's, which only its unlocked holders lend to the
keeper, and the day's, which the keeper alone has. The epoch is bound in the outer layer only, so that a wrap can be
moved to a newer epoch without the data key being opened; everything else is bound to the text and to its key.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final, Protocol

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

VERSION: Final = 1
KEY_SIZE: Final = 32
# Only four lengths are ever seen, so that a length says little about what was written.
SIZES: Final = (1024, 4096, 16_384, 65_536)
_MARK: Final = bytes([VERSION])


class Group(StrEnum):
    """The parts of a record that are sealed apart, because different people need them at different times."""

    TRIAGE = "triage"
    CONTACT = "contact"
    PLACE = "place"
    NOTES = "notes"
    FILES = "files"
    VOUCH = "vouch"
    FACTOR = "factor"


class Bound(Protocol):
    """Whatever a sealed text can belong to."""

    def aad(self) -> bytes:
        """The canonical bytes that are authenticated with the text."""
        ...


class Broken(Exception):
    """This cannot be opened: not whole, not ours, sealed to another key, or moved from where it belongs."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a sealed group belongs to; none of it can be changed without breaking the seal."""

    kind: str
    record: str
    group: Group
    zone: str
    role: str
    bucket: str

    def aad(self) -> bytes:
        """The canonical bytes that are authenticated with the text."""
        return canonical("group", str(VERSION), self.kind, self.record, self.group, self.zone, self.role, self.bucket)

    def mark(self) -> bytes:
        """32 bytes that stand for the binding beside the data key."""
        return digest(self.aad())


def canonical(purpose: str, *parts: str | bytes) -> bytes:
    """The parts as bytes that no other parts give: each with its length (4 bytes, big endian) before it."""
    raw = [f"wekeep {purpose}".encode(), *(p.encode() if isinstance(p, str) else p for p in parts)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def digest(message: bytes, *, key: bytes = b"") -> bytes:
    """BLAKE2b of 32 bytes (RFC 7693), keyed where a key is given."""
    return blake2b(message, key=key, digest_size=32).digest()


def new_key() -> bytes:
    """32 random bytes."""
    return random(KEY_SIZE)


def seal_fields(key: bytes, binding: Bound, fields: Mapping[str, str]) -> bytes:
    """The body: `fields` padded and encrypted. ValueError where they do not fit into 64 KiB."""
    text = json.dumps(dict(fields), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return _MARK + Aead(key).encrypt(pad(text), binding.aad())


def open_fields(key: bytes, binding: Bound, body: bytes) -> dict[str, str]:
    """The fields of a body, or Broken."""
    try:
        read = json.loads(unpad(Aead(key).decrypt(_unmarked(body), binding.aad())))
    except (CryptoError, ValueError) as trouble:
        raise Broken from trouble
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise Broken
    return read


def wrap_key(key: bytes, binding: Binding, *, role_key: bytes, epoch: int, bucket_key: bytes) -> bytes:
    """The data key for those who hold the role in this epoch, until its day is over. Both keys are public ones."""
    return wrap_again(inner_of(key, binding.mark(), bucket_key), binding.zone, binding.role, epoch, role_key)


def inner_of(key: bytes, mark: bytes, bucket_key: bytes) -> bytes:
    """The inner layer: data key and mark, for whoever holds the bucket's private key."""
    return _sealed(bucket_key, key + mark)


def wrap_again(inner: bytes, zone: str, role: str, epoch: int, role_key: bytes) -> bytes:
    """The outer layer around an inner one."""
    return _MARK + _sealed(role_key, _epoch_mark(zone, role, epoch) + inner)


def unwrap(wrap: bytes, zone: str, role: str, epoch: int, role_private: PrivateKey) -> bytes:
    """The inner layer of a wrap, or Broken."""
    plain = _opened(role_private, _unmarked(wrap))
    if not hmac.compare_digest(plain[:KEY_SIZE], _epoch_mark(zone, role, epoch)):
        raise Broken
    return plain[KEY_SIZE:]


def open_inner(inner: bytes, mark: bytes, bucket_private: PrivateKey) -> bytes:
    """The data key in an inner layer that belongs to `mark`, or Broken."""
    plain = _opened(bucket_private, inner)
    if len(plain) != 2 * KEY_SIZE or not hmac.compare_digest(plain[KEY_SIZE:], mark):
        raise Broken
    return plain[:KEY_SIZE]


def seal_under(key: bytes, purpose: str, secret: bytes) -> bytes:
    """A secret under a symmetric key, bound to what it is for; Broken where the key has not 32 bytes."""
    try:
        return _MARK + Aead(key).encrypt(secret, canonical(purpose))
    except (CryptoError, ValueError) as trouble:
        raise Broken from trouble


def open_under(key: bytes, purpose: str, sealed: bytes) -> bytes:
    """The secret again, or Broken."""
    try:
        return Aead(key).decrypt(_unmarked(sealed), canonical(purpose))
    except (CryptoError, ValueError) as trouble:
        raise Broken from trouble


def seal_to(public: bytes, secret: bytes) -> bytes:
    """A secret for the holder of one private key."""
    return _MARK + _sealed(public, secret)


def open_from(private: PrivateKey, sealed: bytes) -> bytes:
    """The secret again, or Broken."""
    return _opened(private, _unmarked(sealed))


def new_pair() -> tuple[bytes, bytes]:
    """A fresh X25519 pair: private, public."""
    pair = PrivateKey.generate()
    return bytes(pair), bytes(pair.public_key)


def private_key(raw: bytes) -> PrivateKey:
    """A private key ready for use (its public half is computed once here); Broken where `raw` has not 32 bytes."""
    try:
        return PrivateKey(raw)
    except (CryptoError, ValueError, TypeError) as trouble:
        raise Broken from trouble


def sign(seed: bytes, statement: bytes) -> bytes:
    """An Ed25519 signature (64 bytes) over canonical bytes."""
    return SigningKey(seed).sign(statement).signature


def verify(public: bytes, statement: bytes, signature: bytes) -> None:
    """Broken unless `public` signed the statement."""
    try:
        VerifyKey(public).verify(statement, signature)
    except (CryptoError, ValueError, TypeError) as trouble:
        raise Broken from trouble


def pad(text: bytes) -> bytes:
    """`text` at the smallest of the four sizes that is longer (ISO/IEC 7816-4, as libsodium pads)."""
    for size in SIZES:
        if len(text) < size:
            return sodium_pad(text, size)
    raise ValueError("a sealed group holds less than 64 KiB")


def unpad(padded: bytes) -> bytes:
    """What was padded; ValueError or CryptoError where it was not."""
    if len(padded) not in SIZES:
        raise Broken
    return sodium_unpad(padded, len(padded))


def _epoch_mark(zone: str, role: str, epoch: int) -> bytes:
    return digest(canonical("epoch", str(VERSION), zone, role, str(epoch)))


def _unmarked(sealed: bytes) -> bytes:
    if sealed[:1] != _MARK:
        raise Broken
    return sealed[1:]


def _sealed(public: bytes, secret: bytes) -> bytes:
    return SealedBox(PublicKey(public)).encrypt(secret)


def _opened(private: PrivateKey, sealed: bytes) -> bytes:
    try:
        return SealedBox(private).decrypt(sealed)
    except (CryptoError, ValueError, TypeError) as trouble:
        raise Broken from trouble
