"""Which channels there are."""

from functools import cache

from wekeep.channels.contract import Kind
from wekeep.channels.kinds.email.kind import Email
from wekeep.channels.kinds.ntfy.kind import Ntfy
from wekeep.channels.kinds.webpush.kind import WebPush
from wekeep.kit.errors import Refused


@cache
def kinds() -> dict[str, Kind]:
    """Every channel by name, the most private first."""
    every: tuple[Kind, ...] = (WebPush(), Ntfy(), Email())
    return {kind.name: kind for kind in every}


def kind(name: str) -> Kind:
    """The channel called `name`; Refused where there is none."""
    try:
        return kinds()[name]
    except KeyError:
        raise Refused("Choose one of the channels that are offered.") from None
