"""The SMS channel: a neutral sentence and a link, which everyone on the way can read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from django.conf import settings

from wekeep.channels import provider
from wekeep.channels.contract import Envelope, Health, Reaches, Result
from wekeep.channels.gateway import Gateway, Said, not_set_up, one_by_one, result_of
from wekeep.channels.rules.telephone import read_number, segments

# what a provider holds a text for at most, in seconds
_LONGEST_VALIDITY = 36_000


class Sms:
    """The provider, both telephone companies and whoever holds the telephone read it; the provider keeps the number."""

    name = "sms"
    reaches = Reaches.PERSON
    claims_at_once = 5

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds phone: a number of a country that this network writes to."""
        return {"phone": read_number(given.get("phone", ""), settings.PHONE_COUNTRIES)}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One text after another."""
        if not self.is_set_up():
            return not_set_up(envelopes)
        return one_by_one(envelopes, _by_provider if settings.SMS_API == "twilio" else _by_gateway)

    def units(self, envelope: Envelope) -> int:
        """How many texts it is paid as."""
        return segments(text_of(envelope))

    def is_set_up(self) -> bool:
        """Where texts go was said."""
        return bool(settings.SMS_URL and settings.SMS_FROM)

    def credentials(self) -> str:
        """The server, its dialect, the account, its token and the number texts come from."""
        told = (settings.SMS_URL, settings.SMS_API, settings.SMS_ACCOUNT, settings.SMS_TOKEN, settings.SMS_FROM)
        return json.dumps(told) if self.is_set_up() else ""

    def probe(self) -> Health:
        """A provider is asked for our account; a gateway of one's own has no such question."""
        if not self.is_set_up():
            return Health(False, "Not set up.")
        if settings.SMS_API == "twilio":
            return provider.probe()
        return Health(True, "The gateway is set up. Whether it sends is seen at the next text.")


def text_of(envelope: Envelope) -> str:
    """The text: title, words, link. The neutral ones of every language fit one text of 160, or two of 67."""
    return f"{envelope.title}\n{envelope.body}\n{envelope.url}"


def _by_provider(envelope: Envelope) -> Result:
    sender = "MessagingServiceSid" if settings.SMS_FROM.startswith("MG") else "From"
    fields = {
        "To": envelope.address["phone"],
        sender: settings.SMS_FROM,
        "Body": text_of(envelope),
        "ValidityPeriod": str(min(envelope.seconds_left, _LONGEST_VALIDITY)),
    }
    return provider.result_of(envelope, provider.order("Messages", fields))


def _by_gateway(envelope: Envelope) -> Result:
    """One request: the address may name where number and text go in it; otherwise they go as JSON."""
    told = {"to": envelope.address["phone"], "from": settings.SMS_FROM, "text": text_of(envelope)}
    return result_of(envelope, _ask(told))


def _ask(told: Mapping[str, str]) -> Said:
    headers = {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
    url: str = settings.SMS_URL
    for name, value in told.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    with Gateway(guarded=False) as gateway:
        return gateway.post_json(url, {} if url != settings.SMS_URL else told, headers)
