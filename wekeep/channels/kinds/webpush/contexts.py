"""One-use contexts: everything of a push message that does not depend on its words, made before there are any (RFC 8291).

A context is for one phone and one message. Using it for a second would repeat an AES-GCM key and nonce, and break the
secrecy of both: so it gives away what it holds once. Packed, it is as secret as the message that it will seal.
"""

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wekeep.channels.kinds.webpush import lanes

CURVE = ec.SECP256R1()
# salt, our public point, content key, nonce
PACKED_BYTES = 16 + 65 + 16 + 12
PADDED_TO = 256
# fewer are not worth a group of eight
_WORTH_LANES, _AT_ONCE = 4, 512
# a neighbourhood's phones are parsed once; a city's pass through and cost no more memory
_PARSED_KEYS = 4_096
_POINT = (Encoding.X962, PublicFormat.UncompressedPoint)
_ECDH = ec.ECDH()
# one record, longer than any message, and the length of the key's name (RFC 8188, 2.1)
_RECORD = (4096).to_bytes(4, "big") + bytes([65])
_INFO = b"WebPush: info\x00"
_CONTENT_KEY, _NONCE = b"Content-Encoding: aes128gcm\x00\x01", b"Content-Encoding: nonce\x00\x01"
# HMAC (RFC 2104): a key is combined with these two bytes and filled up to SHA-256's block
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
_INNER_16, _OUTER_16, _INNER_32, _OUTER_32 = b"\x36" * 48, b"\x5c" * 48, b"\x36" * 32, b"\x5c" * 32

Phone = tuple[bytes, bytes]
"""A phone's public point (65 bytes) and its secret (16 bytes), as its browser gave them."""


class Spent(Exception):
    """This context has sealed its message, or was packed, and can do neither again."""


class Context:
    """What one message to one phone is sealed with. It cannot be copied, and gives itself away once."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        if len(packed) != PACKED_BYTES:
            raise ValueError("a packed context is one of a fixed length")
        self._packed: bytes | None = packed

    def spend(self) -> bytes:
        """What it holds, packed; Spent at the second call."""
        packed, self._packed = self._packed, None
        if packed is None:
            raise Spent
        return packed

    def __reduce__(self) -> NoReturn:
        raise TypeError("a context has no copy")

    def __repr__(self) -> str:
        return "<context>" if self._packed else "<spent context>"


def make(phone_key: bytes, auth: bytes) -> Context:
    """A context for one message to the phone with that point (65 bytes) and secret (16 bytes), with a key pair and a salt
    drawn for it alone. ValueError where the point is not on the curve."""
    found = make_many([(phone_key, auth)])[0]
    if found is None:
        raise ValueError("not a point of P-256")
    return found


def make_many(phones: Sequence[Phone]) -> list[Context | None]:
    """One context for each phone, in their order; None for a phone whose key or secret cannot be one. Eight at a time
    where this machine can (`lanes`), which takes a third of the time."""
    found: list[Context | None] = []
    for start in range(0, len(phones), _AT_ONCE):
        found += _make(phones[start : start + _AT_ONCE])
    return found


def _make(phones: Sequence[Phone]) -> list[Context | None]:
    library = lanes.load()
    if library and len(phones) >= _WORTH_LANES and all(len(point) == lanes.POINT for point, _auth in phones):
        agreed = library.agree(b"".join([point for point, _auth in phones]))
    else:
        agreed = [_agree(point) for point, _auth in phones]
    salts = os.urandom(16 * len(phones))
    return [
        derive(pair[1], phone[1], phone[0], pair[0], salts[16 * n : 16 * n + 16])
        if pair and len(phone[1]) == 16
        else None
        for n, (phone, pair) in enumerate(zip(phones, agreed, strict=True))
    ]


def _agree(phone_key: bytes) -> tuple[bytes, bytes] | None:
    """The point of a key pair drawn for this alone, and the secret shared with the phone."""
    try:
        phone = _parsed(phone_key)
    except ValueError:
        return None
    key = ec.generate_private_key(CURVE)
    return key.public_key().public_bytes(*_POINT), key.exchange(_ECDH, phone)


@lru_cache(maxsize=_PARSED_KEYS)
def _parsed(phone_key: bytes) -> ec.EllipticCurvePublicKey:
    if len(phone_key) != lanes.POINT:
        raise ValueError("not an uncompressed point")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, phone_key)


def derive(shared: bytes, auth: bytes, phone_key: bytes, sender: bytes, salt: bytes) -> Context:
    """Content key and nonce of RFC 8291, 3.4, with what the message's header shows.

    HKDF (RFC 5869) is written out as its SHA-256 calls: setting up an HMAC in OpenSSL costs more than the hashing.
    """
    early = _hmac(auth, _INNER_16, _OUTER_16, shared)
    material = _hmac(early, _INNER_32, _OUTER_32, b"".join((_INFO, phone_key, sender, b"\x01")))
    late = _hmac(salt, _INNER_16, _OUTER_16, material)
    key = _hmac(late, _INNER_32, _OUTER_32, _CONTENT_KEY)
    nonce = _hmac(late, _INNER_32, _OUTER_32, _NONCE)
    return Context(b"".join((salt, sender, key[:16], nonce[:12])))


def _hmac(key: bytes, inner: bytes, outer: bytes, text: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) for a key whose fill up to a block is `inner` and `outer`."""
    first = sha256(key.translate(_INNER) + inner + text).digest()
    return sha256(key.translate(_OUTER) + outer + first).digest()


def record(payload: bytes, padded_to: int = PADDED_TO) -> bytes:
    """`payload` as the last record of a message (RFC 8188, 2), padded so that its length says nothing."""
    return payload + b"\x02" + b"\x00" * max(0, padded_to - len(payload) - 1)


def seal_with(context: Context, payload: bytes, padded_to: int = PADDED_TO) -> bytes:
    """The body of the push message that carries `payload` to the phone of `context`, which is spent by it."""
    return seal_record(context, record(payload, padded_to))


def seal_record(context: Context, plain: bytes) -> bytes:
    """`seal_with` for a record that goes to many."""
    return seal_packed(context.spend(), plain)


def seal_packed(packed: bytes, plain: bytes) -> bytes:
    """`seal_record` with what a context holds. Whoever has it packed sees to it that it is used once."""
    sealed = AESGCM(packed[81:97]).encrypt(packed[97:], plain, None)
    return b"".join((packed[:16], _RECORD, packed[16:81], sealed))


def pack(contexts: Iterable[Context]) -> bytes:
    """The contexts as bytes, PACKED_BYTES each, to be kept sealed; they are spent by it and live on only there."""
    return b"".join([context.spend() for context in contexts])


def unpack(packed: bytes) -> list[Context]:
    """The contexts in `packed`. Strike them durably before any is used: unpacking twice makes two of one. ValueError where
    something is cut off."""
    if len(packed) % PACKED_BYTES:
        raise ValueError("a packed context is cut off")
    return [Context(packed[at : at + PACKED_BYTES]) for at in range(0, len(packed), PACKED_BYTES)]
