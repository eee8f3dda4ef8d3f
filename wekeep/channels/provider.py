"""A Twilio-style provider of texts and calls, which two channels share: one form to one address, and its error numbers."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings

from wekeep.channels.contract import Answer, Envelope, Health, Result
from wekeep.channels.gateway import LOST, NO_ANSWER, Gateway, Said

CREDENTIALS, UNPAID = "credentials refused", "account suspended"
# Twilio's error numbers: asked us to stop; no such number; not a mobile
_GONE = frozenset({21610, 21211, 21217, 21614, 13224})
# account suspended or without money
_UNPAID = frozenset({20005, 30002, 21606})


def order(what: str, fields: Mapping[str, str]) -> Said:
    """Ask the provider for a message or a call (`what` is its resource)."""
    with Gateway(guarded=False) as gateway:
        headers = {**_authorized(), "Content-Type": "application/x-www-form-urlencoded"}
        return gateway.post(f"{_account()}/{what}.json", urlencode(fields).encode(), headers)


def result_of(envelope: Envelope, said: Said) -> Result:
    """What the provider's answer means for a delivery."""
    number, code = envelope.delivery, said.number("code")
    if said.status == NO_ANSWER:
        return Result(number, Answer.LATER, trouble=LOST)
    if 200 <= said.status < 300:
        return Result(number, Answer.HANDED_OVER)
    if code in _GONE:
        return Result(number, Answer.GONE, trouble=f"provider {code}")
    if said.status in (401, 403):
        return Result(number, Answer.LATER, 900, CREDENTIALS)
    if code in _UNPAID:
        return Result(number, Answer.LATER, 900, UNPAID)
    if said.status == 429 or said.status >= 500:
        return Result(number, Answer.LATER, said.retry_after, f"status {said.status}")
    return Result(number, Answer.REFUSED, trouble=f"provider {code or said.status}")


def probe() -> Health:
    """The provider knows our account, and the account is in order."""
    with Gateway(guarded=False) as gateway:
        said = gateway.get(f"{_account()}.json", _authorized())
    if said.status == NO_ANSWER or said.status >= 500:
        return Health(False, "The provider does not answer.")
    if said.status != 200:
        return Health(False, "The provider refuses our account or its token.")
    if said.fields.get("status", "active") != "active":
        return Health(False, "The provider has suspended our account. Whoever pays for it can ask why.")
    return Health(True, "The provider answers, and our account is in order.")


def _account() -> str:
    return f"{settings.SMS_URL}/2010-04-01/Accounts/{settings.SMS_ACCOUNT}"


def _authorized() -> dict[str, str]:
    pair = f"{settings.SMS_ACCOUNT}:{settings.SMS_TOKEN}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}
