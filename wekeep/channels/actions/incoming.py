"""What telephones bring: known again when it comes twice, and from which of our addresses."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from wekeep.channels.actions.addresses import address_mark
from wekeep.channels.models import Address, Incoming
from wekeep.channels.rules.telephone import is_signed, read_number
from wekeep.kit import clock
from wekeep.kit.codes import keyed_mark, same
from wekeep.kit.errors import Refused

# A provider tries for hours; a request that was copied on the way is worth nothing for as long as this.
KEPT = timedelta(days=90)
_BY_TELEPHONE = ("sms", "voice")


def is_from_provider(*, path: str, fields: Mapping[str, str], signature: str) -> bool:
    """Whether our provider signed this request to `path` of our public address."""
    if settings.SMS_API != "twilio":
        return False
    return is_signed(signature, f"{settings.SITE_URL}{path}", fields, settings.SMS_TOKEN)


def is_from_gateway(*, authorization: str) -> bool:
    """Whether our own gateway brought it; never where no token was set for that."""
    token = settings.SMS_INCOMING_TOKEN
    return settings.SMS_API == "gateway" and bool(token) and same(authorization, f"Bearer {token}")


def came_before(*, name: str) -> bool:
    """Whether what the provider calls `name` was answered before."""
    return Incoming.objects.filter(mark=_mark(name)).exists()


def remember(*, name: str) -> bool:
    """From now on it was answered; False where another answered it meanwhile."""
    day = (clock.now() + KEPT).date()
    return Incoming.objects.get_or_create(mark=_mark(name), defaults={"forget_on": day})[1]


def forget_incoming() -> int:
    """Forget what came long ago; returns how many."""
    return Incoming.objects.filter(forget_on__lt=clock.now().date()).delete()[0]


def addresses_at(*, number: str) -> list[str]:
    """The codes of the addresses that people gave with this number; none for what is no number."""
    try:
        value = {"phone": read_number(number, settings.PHONE_COUNTRIES)}
    except Refused:
        return []
    marks = [address_mark(kind, value) for kind in _BY_TELEPHONE]
    return list(Address.objects.filter(mark__in=marks).values_list("code", flat=True))


def _mark(name: str) -> str:
    return keyed_mark(settings.SECRET_KEY, "incoming", name)
