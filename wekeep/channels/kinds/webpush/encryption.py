"""Message Encryption for Web Push (RFC 8291) over aes128gcm (RFC 8188), straight on the cryptography library."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wekeep.channels.kinds.webpush.contexts import derive, make, seal_with

CURVE = ec.SECP256R1()
_POINT = (Encoding.X962, PublicFormat.UncompressedPoint)
_ECDH = ec.ECDH()


def encrypt(payload: bytes, phone_key: bytes, auth: bytes) -> bytes:
    """The body of a push message: `payload` for the phone whose public point (65 bytes) and secret (16 bytes) these are.

    Key pair and salt are drawn anew for every message: reusing one would repeat an AES-GCM key and nonce. The text is
    padded to a fixed size, so its length says nothing. ValueError where the point is not on the curve.
    """
    return seal_with(make(phone_key, auth), payload)


def seal(
    payload: bytes, phone_key: bytes, auth: bytes, key: ec.EllipticCurvePrivateKey, salt: bytes, padded_to: int
) -> bytes:
    """`encrypt` with the randomness given, for RFC 8291's own example. Never call it twice with one key and salt."""
    sender = key.public_key().public_bytes(*_POINT)
    shared = key.exchange(_ECDH, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, phone_key))
    return seal_with(derive(shared, auth, phone_key, sender, salt), payload, padded_to)


def decrypt(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a phone reads in `body`. InvalidTag where it is not for this phone, ValueError where it is no such message."""
    if len(body) < 21 + 65 + 17 or body[20] != 65:
        raise ValueError("not an aes128gcm message with a P-256 key")
    salt, sender, sealed = body[:16], body[21:86], body[86:]
    shared = key.exchange(_ECDH, ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
    packed = derive(shared, auth, key.public_key().public_bytes(*_POINT), sender, salt).spend()
    plain = AESGCM(packed[81:97]).decrypt(packed[97:], sealed, None).rstrip(b"\x00")
    if not plain.endswith(b"\x02"):
        raise ValueError("the padding of the last record is wrong")
    return plain[:-1]


def to_base64url(raw: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes behind base64url with or without padding. ValueError where it is none."""
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except NotBase64 as trouble:
        raise ValueError("not base64url") from trouble
