"""Voluntary Application Server Identification (RFC 8292): who we are to a push service."""

import json
import threading
from hashlib import sha512
from time import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wekeep.channels.kinds.webpush.encryption import CURVE, to_base64url

# RFC 8292 allows a day; a token is used for half of that.
LIFE_SECONDS, RENEWED_SECONDS = 24 * 3600 - 600, 12 * 3600
# the order of P-256 (FIPS 186-5, NIST SP 800-186)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Vapid:
    """The key of this installation, derived from its drawn secret, and one token a push service while it lasts."""

    def __init__(self, secret: str, contact: str) -> None:
        number = int.from_bytes(sha512(b"wekeep vapid " + secret.encode()).digest(), "big")
        self._key = ec.derive_private_key(number % (_ORDER - 1) + 1, CURVE)
        self._contact = contact
        self._tokens: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = to_base64url(point)

    def authorization(self, endpoint: str) -> str:
        """The Authorization header's value for the push service of `endpoint`."""
        parts = urlsplit(endpoint)
        origin, now = f"{parts.scheme}://{parts.netloc}", time()
        with self._lock:
            token, made = self._tokens.get(origin, ("", 0.0))
            if not token or now - made > RENEWED_SECONDS:
                token = self._sign(origin, int(now) + LIFE_SECONDS)
                self._tokens[origin] = (token, now)
                if len(self._tokens) > 1000:
                    self._tokens.pop(next(iter(self._tokens)))
        return f"vapid t={token}, k={self.public_key}"

    def _sign(self, audience: str, expires: int) -> str:
        claims = {"aud": audience, "exp": expires, "sub": self._contact}
        text = ".".join(to_base64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{to_base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
