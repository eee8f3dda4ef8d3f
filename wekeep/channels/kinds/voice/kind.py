"""The voice channel: a call that says twice that there is a notice, for those who have no other telephone than one that rings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from django.conf import settings

from wekeep.channels import provider
from wekeep.channels.contract import Envelope, Health, Reaches, Result
from wekeep.channels.gateway import not_set_up, one_by_one
from wekeep.channels.rules.telephone import read_number

RINGS_SECONDS = 25
# the voices that the provider has; it has none for Somali and Hmong
_TONGUES = {"en": "en-US", "es": "es-MX", "ar": "arb"}


class Voice:
    """The provider and the telephone company hear it, and keep the number."""

    name = "voice"
    reaches = Reaches.PERSON
    claims_at_once = 5

    def read_address(self, given: Mapping[str, str]) -> dict[str, str]:
        """`given` holds phone: a number of a country that this network calls."""
        return {"phone": read_number(given.get("phone", ""), settings.PHONE_COUNTRIES)}

    def send(self, envelopes: Iterable[Envelope]) -> Iterator[Result]:
        """One call after another; the provider rings, we wait for none."""
        if not self.is_set_up():
            return not_set_up(envelopes)
        return one_by_one(envelopes, _call)

    def units(self, envelope: Envelope) -> int:
        """A letter is a letter."""
        return 1

    def is_set_up(self) -> bool:
        """The number that calls come from was said, and the provider can call."""
        return bool(settings.SMS_URL and settings.VOICE_FROM and settings.SMS_API == "twilio")

    def credentials(self) -> str:
        """The provider, the account, its token and the number calls come from."""
        told = (settings.SMS_URL, settings.SMS_ACCOUNT, settings.SMS_TOKEN, settings.VOICE_FROM)
        return json.dumps(told) if self.is_set_up() else ""

    def probe(self) -> Health:
        """The provider is asked for our account."""
        return provider.probe() if self.is_set_up() else Health(False, "Not set up.")


def spoken(envelope: Envelope) -> str:
    """What is said, twice, as the provider's markup (TwiML), and which key does what: a link cannot be spoken.

    A letter without a way to stop is the one that asks whether to begin: 1 says yes. In any other 9 stops.
    """
    what = f"9: {envelope.stop_words}." if envelope.stop_url else f"1: {envelope.title}."
    tongue = f' language="{_TONGUES[envelope.language]}"' if envelope.language in _TONGUES else ""
    said = f"<Say{tongue}>{escape(f'{settings.NETWORK_NAME}. {envelope.title}. {envelope.body} {what}')}</Say>"
    where = escape(f"{settings.SITE_URL}/texts/pressed/", {'"': "&quot;"})
    return f'<Response><Gather numDigits="1" action="{where}">{said}<Pause length="1"/>{said}</Gather></Response>'


def _call(envelope: Envelope) -> Result:
    fields = {
        "To": envelope.address["phone"],
        "From": settings.VOICE_FROM,
        "Twiml": spoken(envelope),
        "Timeout": str(RINGS_SECONDS),
    }
    return provider.result_of(envelope, provider.order("Calls", fields))
