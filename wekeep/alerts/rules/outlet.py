"""What may be an outlet, what its stewards see of its address, and how long it lasts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from wekeep.kit.errors import Refused
from wekeep.kit.text import clean_line

NAME_LIMIT = 40
MOST_IN_A_ZONE = 20
KEPT_FOR = timedelta(days=365)
# as long as a second person may take to agree, and a little more
ASKED_FOR = timedelta(minutes=20)
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
