"""The web push channel: an opaque code, encrypted for one phone, handed to the phone's push service."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from wekeep.channels.contract import Envelope, Health, Reaches, Result
from wekeep.channels.kinds.webpush.encryption import CURVE, encrypt, from_base64url, to_base64url
from wekeep.channels.kinds.webpush.vapid import Vapid
from wekeep.channels.rules.endpoint import check_url
from wekeep.channels.wire import Post, Wire, result_of
from wekeep.kit.drawn_secret import secret_in
from wekeep.kit.errors import Refused

LONGEST_TTL_SECONDS = 28 * 24 * 3600
_HEADERS = ("Content-Encoding: aes128gcm", "Content-Type: application/octet-stream")


@cache
def vapid() -> Vapid:
    """The identity of this installation towards push services."""
    contact = settings.SITE_URL if settings.SITE_URL.startswith("https://") else f"mailto:{settings.MAIL_FROM_ADDRESS}"
    return Vapid(secret_in(settings.DATA_DIR / "push_secret"), contact)


class WebPush:
    """RFC 8030. The push service learns that this device got something from us and when, never what."""

    name = "webpush"
    reaches = Reaches.PERSON
    claims_at_once = 250

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds endpoint, p256dh and auth as the browser's PushSubscription names them."""
        check_url(given.get("endpoint", ""), allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS)
        try:
            point, auth = from_base64url(given.get("p256dh", "")), from_base64url(given.get("auth", ""))
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        except ValueError:
            raise Refused(
                "The keys of this browser's push service cannot be used. Switch notices off and on again."
            ) from None
        if len(point) != 65 or len(auth) != 16:
            raise Refused("The keys of this browser's push service cannot be used. Switch notices off and on again.")
        return {"endpoint": given["endpoint"], "p256dh": to_base64url(point), "auth": to_base64url(auth)}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """Encrypt and post each envelope as there is room."""
        wire = Wire(allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS)
        try:
            for reply in wire.send(_post(envelope) for envelope in envelopes):
                yield result_of(reply)
        finally:
            wire.close()

    def units(self, envelope: Envelope) -> int:
        """A letter is a letter."""
        return 1

    def is_set_up(self) -> bool:
        """The key was drawn with the data folder."""
        return True

    def credentials(self) -> str:
        """The key that push services know us by."""
        return vapid().public_key

    def probe(self) -> Health:
        """Our key can sign; whether a push service is up is seen at the next message only."""
        vapid().authorization("https://push.example")
        return Health(
            True, "The signing key is in place. Push services are called only when there is something to send."
        )


def _post(envelope: Envelope) -> Post:
    address = envelope.address
    body = encrypt(
        json.dumps({"c": envelope.code}).encode(), from_base64url(address["p256dh"]), from_base64url(address["auth"])
    )
    headers = (
        *_HEADERS,
        f"TTL: {min(envelope.seconds_left, LONGEST_TTL_SECONDS)}",
        f"Urgency: {_urgency(envelope)}",
        f"Topic: {topic(envelope.thread)}",
        f"Authorization: {vapid().authorization(address['endpoint'])}",
    )
    return Post(envelope.delivery, address["endpoint"], urlsplit(address["endpoint"]).netloc, headers, body)


def _urgency(envelope: Envelope) -> str:
    """RFC 8030, 5.3: a phone that saves its battery still wakes for `high`."""
    return "low" if envelope.silent else "high" if envelope.urgent else "normal"


def topic(thread: str) -> str:
    """RFC 8030, 5.4: a newer message of the thread replaces one that still waits. A digest, so that push services cannot
    tell from it which alert it is."""
    return to_base64url(blake2b(thread.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=24).digest())
