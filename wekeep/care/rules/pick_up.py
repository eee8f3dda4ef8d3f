"""A household that fetches its own: when, and the code it says at the hub."""

from datetime import datetime, timedelta

from wekeep.kit.codes import keyed_mark
from wekeep.kit.errors import Refused

# Whoever is late is waited for so long.
GRACE = timedelta(hours=1)
FARTHEST, LONGEST = timedelta(days=14), timedelta(hours=12)
CODE_DIGITS = 6


def check_times(begins: datetime, ends: datetime, now: datetime) -> None:
    """Refused where it is over, too far ahead, or no time at all."""
    if not begins < ends <= begins + LONGEST or ends <= now or begins > now + FARTHEST:
        raise Refused("Choose a time within the next two weeks, and half a day at most.")


def spoken_code(secret: str, code: str, begins: datetime) -> str:
    """Six digits, in two groups, that the household says at the hub: the same on both pages and kept nowhere; another time has others."""
    mark = keyed_mark(secret, "care pick-up", f"{code} {begins.isoformat()}")
    digits = f"{int(mark, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}}"
    return f"{digits[:3]} {digits[3:]}"
