"""The web push channel: an opaque code, encrypted for one phone, handed to the phone's push service."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from wekeep.channels.contract import Answer, Bundle, Envelope, Health, Outcome, Reaches, Result, lost_of, stopped_of
from wekeep.channels.kinds.webpush.contexts import Phone, make_many
from wekeep.channels.kinds.webpush.encryption import CURVE, from_base64url, to_base64url
from wekeep.channels.kinds.webpush.sheets import Row, Sealer, Sheet
from wekeep.channels.kinds.webpush.vapid import Vapid
from wekeep.channels.rules.endpoint import check_url
from wekeep.channels.wire.posts import Reply, result_of
from wekeep.channels.wire.sending import Wire
from wekeep.kit.drawn_secret import secret_in
from wekeep.kit.errors import Refused

# so many envelopes are looked through for what they share
_GATHERED = 64


@cache
def vapid() -> Vapid:
    """The identity of this installation towards push services."""
    contact = settings.SITE_URL if settings.SITE_URL.startswith("https://") else f"mailto:{settings.MAIL_FROM_ADDRESS}"
    return Vapid(secret_in(settings.SENDER_DIR / "push_secret"), contact)


class WebPush:
    """RFC 8030. The push service learns that this device got something from us and when, never what."""

    name = "webpush"
    reaches = Reaches.PERSON
    claims_at_once = 4_000

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
        stopped, lost = stopped_of(envelopes), lost_of(envelopes)
        for handed_over, others in self.send_sheets(_sheets(envelopes), stopped=stopped, lost=lost):
            yield from (Result(delivery, Answer.HANDED_OVER) for delivery in handed_over)
            yield from others

    def send_bundles(self, bundles: Iterable[Bundle]) -> Iterator[Outcome]:
        """`send` for many at once, sealed with what was made ready for each, where something was."""
        stopped, lost = stopped_of(bundles), lost_of(bundles)
        return self.send_sheets((_sheet(one) for one in bundles), stopped=stopped, lost=lost)

    def prepare(self, addresses: Sequence[Mapping[str, str]]) -> list[bytes | None]:
        """A context for one message to each, packed."""
        made = make_many([_phone(one) for one in addresses])
        return [context.spend() if context else None for context in made]

    def shown(self, address: Mapping[str, str]) -> dict[str, str]:
        """The endpoint: a context holds what the phone's keys were for."""
        return {"endpoint": address["endpoint"]}

    def send_sheets(
        self,
        sheets: Iterable[Sheet],
        *,
        stopped: Callable[[], bool] = lambda: False,
        lost: Callable[[], bool] = lambda: False,
    ) -> Iterator[Outcome]:
        """`send` for many at once: rows are drawn as there is room and answered in lists as answers come, each once."""
        sealer = Sealer(vapid(), settings.SECRET_KEY.encode())
        loopback, authorities = settings.ALLOW_LOOPBACK_ENDPOINTS, _authorities()
        wire = Wire(allow_loopback=loopback, authorities=authorities, stopped=stopped, lost=lost)
        try:
            for replies in wire.send_many(sealer.posts(sheets)):
                yield _outcome(replies, sealer)
            if sealer.refused:
                yield _outcome([], sealer)
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


def _sheet(one: Bundle) -> Sheet:
    rows = ((delivery, address["endpoint"], ready or _phone(address)) for delivery, address, ready in one.to)
    return Sheet(one.code, one.thread, one.silent, one.urgent, one.seconds_left, rows)


def _phone(address: Mapping[str, str]) -> Phone:
    return from_base64url(address["p256dh"]), from_base64url(address["auth"])


def _sheets(envelopes: Iterable[Envelope]) -> Iterator[Sheet]:
    """Some envelopes at a time, those together that differ in nothing but their phone."""
    source = iter(envelopes)
    while some := list(islice(source, _GATHERED)):
        groups: dict[tuple[str, str, bool, bool, int], list[Row]] = {}
        for one in some:
            shared = (one.code, one.thread, one.silent, one.urgent, one.seconds_left)
            groups.setdefault(shared, []).append(Row(one.delivery, one.address["endpoint"], _phone(one.address)))
        for shared, rows in groups.items():
            yield Sheet(*shared, rows)


def _outcome(replies: list[Reply], sealer: Sealer) -> Outcome:
    refused, sealer.refused = sealer.refused, []
    handed_over = [reply.key for reply in replies if 200 <= reply.status < 300]
    others = [result_of(reply) for reply in replies if not 200 <= reply.status < 300]
    return Outcome(handed_over, others + refused)


def _authorities() -> str:
    """Whose certificates are believed: the world's; where this machine itself may be called, also those of a file that a
    demo or a test lays beside the data."""
    own = settings.DATA_DIR / "loopback_authority.pem"
    return str(own) if settings.ALLOW_LOOPBACK_ENDPOINTS and own.exists() else ""
