"""The Matrix channel: a message to a room by the client-server API, once however often it is tried."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from django.conf import settings

from wekeep.channels.contract import Answer, Envelope, Health, Reaches, Result
from wekeep.channels.gateway import LOST, NO_ANSWER, Gateway, Said, not_set_up, one_by_one
from wekeep.kit.errors import Refused

# Matrix specification, appendices 4.2.2: an opaque part of any visible characters, and the server's name
_ROOM = re.compile(r"![^\s:/?#]{1,200}(?::[A-Za-z0-9.\-\[\]:]{1,50})?")
CREDENTIALS, NOT_MEMBER = "credentials refused", "not a member of the group"
_A_WHILE = 900


class Matrix:
    """The homeservers of everyone in the room read it: what is sent this way is not encrypted end to end."""

    name = "matrix"
    reaches = Reaches.GROUP
    claims_at_once = 5

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds room: its id (!…), which stays when its address (#…) is moved."""
        room = given.get("room", "").strip()
        if not _ROOM.fullmatch(room):
            raise Refused("That is not the id of a Matrix room. It begins with ! and stands in the room's settings.")
        return {"room": room}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One room after another."""
        return one_by_one(envelopes, _post) if self.is_set_up() else not_set_up(envelopes)

    def units(self, envelope: Envelope) -> int:
        """A message is a message."""
        return 1

    def is_set_up(self) -> bool:
        """The homeserver and an account's token were said."""
        return bool(settings.MATRIX_URL and settings.MATRIX_TOKEN)

    def credentials(self) -> str:
        """The homeserver and the account's token."""
        return json.dumps([settings.MATRIX_URL, settings.MATRIX_TOKEN]) if self.is_set_up() else ""

    def probe(self) -> Health:
        """The homeserver knows our account."""
        if not self.is_set_up():
            return Health(False, "Not set up.")
        with Gateway(guarded=False) as gateway:
            said = gateway.get(f"{settings.MATRIX_URL}/_matrix/client/v3/account/whoami", _authorized())
        if said.status == NO_ANSWER or said.status >= 500:
            return Health(False, "The homeserver does not answer.")
        if said.status != 200:
            return Health(False, "The homeserver refuses our account's token.")
        return Health(True, "The homeserver answers, and our account is in order.")


def _post(envelope: Envelope) -> Result:
    """The transaction's id is the same at every try, so the homeserver makes one message of them."""
    room, once = quote(envelope.address["room"], safe=""), quote(f"{envelope.delivery}.{envelope.code}", safe="")
    url = f"{settings.MATRIX_URL}/_matrix/client/v3/rooms/{room}/send/m.room.message/{once}"
    words = {"msgtype": "m.text", "body": f"{envelope.title}\n{envelope.body}\n{envelope.url}"}
    with Gateway(guarded=False) as gateway:
        return _result(envelope, gateway.post_json(url, words, _authorized(), method="PUT"))


def _result(envelope: Envelope, said: Said) -> Result:
    number, code = envelope.delivery, str(said.fields.get("errcode", ""))
    if 200 <= said.status < 300:
        return Result(number, Answer.HANDED_OVER)
    if said.status == NO_ANSWER:
        return Result(number, Answer.LATER, trouble=LOST)
    if code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"):
        return Result(number, Answer.LATER, _A_WHILE, CREDENTIALS)
    if code == "M_LIMIT_EXCEEDED" or said.status == 429:
        wait = said.number("retry_after_ms") // 1000 or said.retry_after or 10
        return Result(number, Answer.LATER, wait, "rate limited")
    if code == "M_NOT_FOUND" and said.status == 404:
        return Result(number, Answer.GONE, trouble="no such room")
    if code == "M_FORBIDDEN":
        return Result(number, Answer.REFUSED, trouble=NOT_MEMBER)
    return Result(number, Answer.LATER if said.status >= 500 else Answer.REFUSED, trouble=f"status {said.status}")


def _authorized() -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.MATRIX_TOKEN}"}
