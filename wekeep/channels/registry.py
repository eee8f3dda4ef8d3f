"""Which channels there are."""

from functools import cache

from wekeep.channels.contract import Kind, Reaches
from wekeep.channels.kinds.email.kind import Email
from wekeep.channels.kinds.ntfy.kind import Ntfy
from wekeep.channels.kinds.signal.kind import Signal
from wekeep.channels.kinds.webpush.kind import WebPush, vapid
from wekeep.kit.errors import Refused


@cache
def kinds() -> dict[str, Kind]:
    """Every channel by name, the most private first."""
    every: tuple[Kind, ...] = (WebPush(), Ntfy(), Email(), Signal())
    return {kind.name: kind for kind in every}


def kind(name: str) -> Kind:
    """The channel called `name`; Refused where there is none."""
    try:
        return kinds()[name]
    except KeyError:
        raise Refused("Choose one of the channels that are offered.") from None


def group_kinds() -> tuple[str, ...]:
    """The channels that can carry a post to many at once: those for groups, and those where one address may be a list or a
    topic that many read."""
    return tuple(name for name, one in kinds().items() if one.reaches is Reaches.GROUP or name in ("ntfy", "email"))


def push_key() -> str:
    """Our public VAPID key (base64url), which a browser needs to subscribe to web push."""
    return vapid().public_key
