"""The Mastodon channel: an unlisted post behind a content warning, from an account that stewards gave the token of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings

from wekeep.channels.contract import Answer, Envelope, Health, Reaches, Result
from wekeep.channels.gateway import Gateway, one_by_one, result_of
from wekeep.channels.rules.endpoint import check_url
from wekeep.kit.errors import Refused

_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,200}")


class Mastodon:
    """Everyone can read it, its server keeps it, and other servers copy it."""

    name = "mastodon"
    reaches = Reaches.GROUP
    claims_at_once = 5

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds server (https://mastodon.example) and token (an application's, with write:statuses alone)."""
        url, token = given.get("server", "").strip().rstrip("/"), given.get("token", "").strip()
        check_url(url, allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS)
        parts = urlsplit(url)
        if parts.path or parts.query or parts.fragment:
            raise Refused("Type the server alone, such as https://mastodon.example.")
        if not _TOKEN.fullmatch(token):
            raise Refused("Type the access token of the account's application, which may write statuses.")
        return {"server": f"{parts.scheme}://{parts.netloc.lower()}", "token": token}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One post after another; no server holds up another's."""
        return one_by_one(envelopes, _post, server=lambda envelope: envelope.address["server"])

    def units(self, envelope: Envelope) -> int:
        """A post is a post."""
        return 1

    def is_set_up(self) -> bool:
        """Each account's stewards chose its server."""
        return True

    def credentials(self) -> str:
        """None: each address has its own, which two persons agreed to."""
        return ""

    def probe(self) -> Health:
        """Nothing to set up: each account is on the server its stewards chose."""
        return Health(True, "Nothing to set up. Each account is on the server its stewards chose.")


def _post(envelope: Envelope) -> Result:
    """A token that is no longer taken is an address that is no more; the key makes one post of every try."""
    url = f"{envelope.address['server']}/api/v1/statuses"
    status = {
        "status": f"{envelope.body}\n{envelope.url}",
        "spoiler_text": envelope.title,
        "visibility": "unlisted",
        "language": envelope.language or None,
    }
    headers = {
        "Authorization": f"Bearer {envelope.address['token']}",
        "Idempotency-Key": f"{envelope.delivery}.{envelope.code}",
    }
    with Gateway(guarded=True, allow_loopback=settings.ALLOW_LOOPBACK_ENDPOINTS) as gateway:
        said = gateway.post_json(url, status, headers)
    if said.status in (401, 403):
        return Result(envelope.delivery, Answer.GONE, trouble="token refused")
    return result_of(envelope, said)
