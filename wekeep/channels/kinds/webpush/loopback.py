"""A push service of our own for demos, drills and tests: it accepts RFC 8030 messages and reads them as the phone would.

It holds the private keys of its phones, which a real push service never does, so it must never serve real people.
"""

import json
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes, token_urlsafe
from time import time
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wekeep.channels.kinds.webpush.encryption import CURVE, decrypt, to_base64url

KEPT_MESSAGES = 20
MOST_PHONES = 10_000
LONGEST_BODY = 4_096
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Message:
    """One push message as its phone read it."""

    payload: dict[str, Any]
    topic: str
    urgency: str
    ttl: int
    at: float


@dataclass(slots=True)
class Phone:
    """A made-up phone: `path` is its endpoint below the service's address; `p256dh` and `auth` are what a browser's
    PushSubscription would hold. `came` counts every message, also those a newer one of the same topic replaced."""

    path: str
    p256dh: str
    auth: str
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    secret: bytes = field(repr=False)
    messages: deque[Message] = field(default_factory=lambda: deque(maxlen=KEPT_MESSAGES))
    came: int = 0


class LoopbackPush:
    """The push service as an ASGI application. POST to a phone's path delivers; GET lists what it holds; DELETE ends it."""

    def __init__(self, root: str = "/push/", arrived: Callable[[Phone, Message], None] | None = None) -> None:
        """`arrived` is called on the event loop with each message a phone could read; it must not take long."""
        self._root, self._arrived = root, arrived
        self._phones: dict[str, Phone] = {}
        self._salts: set[bytes] = set()

    def new_phone(self) -> Phone:
        """A phone with fresh keys."""
        if len(self._phones) >= MOST_PHONES:
            raise RuntimeError("this push service is for demos and tests and has all the phones it takes")
        return self._take_in(token_urlsafe(12), ec.generate_private_key(CURVE), token_bytes(16))

    def phone_of(self, seed: bytes) -> Phone:
        """The same phone for the same secret `seed`, also after a restart: a phone outlives the push service."""
        path, key, secret = (blake2b(seed, digest_size=32, person=part).digest() for part in (b"path", b"key", b"auth"))
        # halved, so that the number is below the order of P-256
        number = (int.from_bytes(key, "big") >> 1) or 1
        return self._take_in(to_base64url(path[:12]), ec.derive_private_key(number, CURVE), secret[:16])

    def _take_in(self, name: str, key: ec.EllipticCurvePrivateKey, secret: bytes) -> Phone:
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        phone = Phone(self._root + name, to_base64url(point), to_base64url(secret), key, secret)
        self._phones[phone.path] = phone
        return phone

    def phone(self, path: str) -> Phone | None:
        """The phone whose endpoint has this path, or None once it is gone."""
        return self._phones.get(path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _read(receive)
        status, answer = self._answer(scope, body)
        kind = (b"content-type", b"application/json")
        await send({"type": "http.response.start", "status": status, "headers": [kind]})
        await send({"type": "http.response.body", "body": answer})

    def _answer(self, scope: Scope, body: bytes) -> tuple[int, bytes]:
        phone = self._phones.get(scope["path"])
        if phone is None:
            return 410, b""
        if scope["method"] == "DELETE":
            del self._phones[phone.path]
            return 204, b""
        if scope["method"] == "GET":
            return 200, json.dumps([m.payload for m in phone.messages]).encode()
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        return self._deliver(phone, headers, body), b""

    def _deliver(self, phone: Phone, headers: dict[str, str], body: bytes) -> int:
        """RFC 8030, section 5: 400 without a TTL, 413 for a large body, 401 without VAPID; 422 for what the phone could
        not read or for a salt that was used before."""
        if not headers.get("ttl", "").isdigit() or headers.get("content-encoding") != "aes128gcm":
            return 400
        if len(body) > LONGEST_BODY:
            return 413
        if not headers.get("authorization", "").startswith("vapid t="):
            return 401
        try:
            payload = json.loads(decrypt(body, phone.key, phone.secret))
        except (ValueError, InvalidTag):
            return 422
        if body[:16] in self._salts:
            return 422
        self._salts.add(body[:16])
        self._keep(
            phone, Message(payload, headers.get("topic", ""), headers.get("urgency", ""), int(headers["ttl"]), time())
        )
        return 201

    def _keep(self, phone: Phone, message: Message) -> None:
        """A newer message of a topic replaces the older, as it would on the phone."""
        kept = [m for m in phone.messages if not message.topic or m.topic != message.topic]
        phone.messages.clear()
        phone.messages.extend([*kept, message])
        phone.came += 1
        if self._arrived:
            self._arrived(phone, message)


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more and len(body) <= LONGEST_BODY:
        part = await receive()
        body += part.get("body", b"")
        more = part.get("more_body", False)
    return body
