"""Which channels there are."""

from functools import cache

from wekeep.channels.contract import Kind, Reaches
from wekeep.channels.kinds.apprise.kind import Others
from wekeep.channels.kinds.email.kind import Email
from wekeep.channels.kinds.mastodon.kind import Mastodon
from wekeep.channels.kinds.matrix.kind import Matrix
from wekeep.channels.kinds.ntfy.kind import Ntfy
from wekeep.channels.kinds.signal.kind import Signal
from wekeep.channels.kinds.sms.kind import Sms
from wekeep.channels.kinds.voice.kind import Voice
from wekeep.channels.kinds.webpush.kind import WebPush
from wekeep.kit.errors import Refused


@cache
def kinds() -> dict[str, Kind]:
    """Every channel by name, the most private first."""
    every: tuple[Kind, ...] = (
        WebPush(),
        Ntfy(),
        Email(),
        Sms(),
        Voice(),
        Signal(),
        Matrix(),
        Mastodon(),
        Others(),
    )
    return {kind.name: kind for kind in every}


def kind(name: str) -> Kind:
    """The channel called `name`; Refused where there is none."""
    try:
        return kinds()[name]
    except KeyError:
        raise Refused("Choose one of the channels that are offered.") from None


def personal_kinds() -> tuple[str, ...]:
    """The channels of this installation that reach one person."""
    return tuple(one.name for one in kinds().values() if one.reaches is Reaches.PERSON and one.is_set_up())


def group_kinds() -> tuple[str, ...]:
    """The channels of this installation that can carry a post to many at once: those for groups, and those where one
    address may be a list or a topic that many read."""
    many = [one for one in kinds().values() if one.reaches is Reaches.GROUP or one.name in ("ntfy", "email")]
    return tuple(one.name for one in many if one.is_set_up())
