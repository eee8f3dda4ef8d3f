"""Message Encryption for Web Push (RFC 8291) over aes128gcm (RFC 8188), straight on the cryptography library."""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
PADDED_TO = 256
_POINT = (Encoding.X962, PublicFormat.UncompressedPoint)
_ECDH = ec.ECDH()


def encrypt(payload: bytes, phone_key: bytes, auth: bytes) -> bytes:
    """The body of a push message: `payload` for the phone whose public point (65 bytes) and secret (16 bytes) these are.

    Key pair and salt are drawn anew for every message: reusing one would repeat an AES-GCM key and nonce. The text is
    padded to a fixed size, so its length says nothing. ValueError where the point is not on the curve.
    """
    return seal(payload, phone_key, auth, ec.generate_private_key(CURVE), os.urandom(16), PADDED_TO)


def seal(
    payload: bytes, phone_key: bytes, auth: bytes, key: ec.EllipticCurvePrivateKey, salt: bytes, padded_to: int
) -> bytes:
    """`encrypt` with the randomness given, for RFC 8291's own example. Never call it twice with one key and salt."""
    sender = key.public_key().public_bytes(*_POINT)
    shared = key.exchange(_ECDH, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, phone_key))
    secret, nonce = _derive(shared, auth, phone_key, sender, salt)
    plain = payload + b"\x02" + b"\x00" * max(0, padded_to - len(payload) - 1)
    header = salt + (4096).to_bytes(4, "big") + bytes([len(sender)]) + sender
    return header + AESGCM(secret).encrypt(nonce, plain, None)


def decrypt(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a phone reads in `body`. InvalidTag where it is not for this phone, ValueError where it is no such message."""
    if len(body) < 21 + 65 + 17 or body[20] != 65:
        raise ValueError("not an aes128gcm message with a P-256 key")
    salt, sender, sealed = body[:16], body[21:86], body[86:]
    shared = key.exchange(_ECDH, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
    secret, nonce = _derive(shared, auth, key.public_key().public_bytes(*_POINT), sender, salt)
    plain = AESGCM(secret).decrypt(nonce, sealed, None).rstrip(b"\x00")
    if not plain.endswith(b"\x02"):
        raise ValueError("the padding of the last record is wrong")
    return plain[:-1]


def _derive(shared: bytes, auth: bytes, phone: bytes, sender: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Content key and nonce (RFC 8291, section 3.4)."""
    material = _hkdf(auth, shared, b"WebPush: info\x00" + phone + sender, 32)
    early = hmac.digest(salt, material, "sha256")
    secret = hmac.digest(early, b"Content-Encoding: aes128gcm\x00\x01", "sha256")[:16]
    return secret, hmac.digest(early, b"Content-Encoding: nonce\x00\x01", "sha256")[:12]


def _hkdf(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 (RFC 5869) for up to 32 bytes, where expanding takes one step."""
    return hmac.digest(hmac.digest(salt, material, "sha256"), info + b"\x01", "sha256")[:length]


def to_base64url(raw: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes behind base64url with or without padding. ValueError where it is none."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except NotBase64 as trouble:
        raise ValueError("not base64url") from trouble
