"""What may be an outlet, what its stewards see of its address, and how long it lasts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from wekeep.channels.rules.delivery import State
from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line

NAME_LIMIT = 40
MOST_IN_A_ZONE = 20
KEPT_FOR = timedelta(days=365)
# as long as a second person may take to agree, and a little more
ASKED_FOR = timedelta(minutes=20)
REMIND_BEFORE = timedelta(days=30)
# A group that is not reached has so long before another is told in its place, unless it is known sooner that it will not be.
STAND_IN_AFTER, LOOKED_EVERY = timedelta(seconds=60), timedelta(seconds=10)
# a group is no place to press a button without end
TRIED_EVERY = timedelta(minutes=5)
_SHOWN = 6


def check_name(name: str) -> str:
    """What the stewards call it; Refused where it is empty."""
    cleaned = clean_line(name, NAME_LIMIT)
    if not cleaned:
        raise Refused("Say what you call this group, so that you know it again.")
    return cleaned


def check_room(count: int) -> None:
    """Refused where the zone has enough outlets."""
    if count >= MOST_IN_A_ZONE:
        raise Refused("This zone has %(most)s groups already. Take one away first.", most=MOST_IN_A_ZONE)


def ends_at(now: datetime) -> datetime:
    """When an outlet that nobody keeps on is forgotten."""
    return now + KEPT_FOR


def check_stand_in(kind: str, of: str, *, is_one: bool) -> None:
    """Refuse a stand-in on the channel of the group it is for (`of`), which would fail with it, and one for another
    stand-in."""
    if is_one:
        raise Refused("That group stands in for another itself. Choose one that alerts are posted to.")
    if kind == of:
        raise Refused("A stand-in is on another channel than the group it stands in for.")


def ends_soon(expires_at: datetime, now: datetime) -> bool:
    """Whether its stewards are told that its year is over soon."""
    return now < expires_at <= now + REMIND_BEFORE


def is_given_up(state: State, due: datetime | None, posted_at: datetime, now: datetime) -> bool:
    """Whether a post that is so far, and tried again at `due`, counts as not come: it was refused or its group is gone, its
    channel asked for more patience than there is, or it has taken too long."""
    if state is State.QUEUED:
        end = posted_at + STAND_IN_AFTER
        return now >= end or (due is not None and due > end)
    return state in (State.REFUSED, State.GONE, State.TOO_LATE)


def hint_of(value: Mapping[str, str]) -> str:
    """As much of an address as tells two stewards which one it is, and lets nobody post to it."""
    if "service" in value:
        return value["service"]
    if "email" in value:
        return value["email"].rpartition("@")[2]
    for name in ("server", "url"):
        if name in value:
            return urlsplit(value[name]).netloc or urlsplit(value[name]).scheme
    said = value.get("room") or value.get("group") or ""
    return f"{said[:_SHOWN]}…"
