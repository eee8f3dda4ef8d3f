"""What becomes of asking one member for one request."""

from datetime import datetime, timedelta
from enum import StrEnum


class Said(StrEnum):
    """How an offer stands. WILLING: the member can, and the household is asked whether it wants them."""

    ASKED = "asked"
    WILLING = "willing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    LAPSED = "lapsed"


# After so many who could not, a coordinator looks at it before anybody else is asked.
MOST_IN_A_ROW = 4
# A household that wants to say yes to its driver first has until so long before the run begins.
ANSWER_BEFORE = timedelta(hours=2)


def answer_by(begins: datetime, now: datetime) -> datetime:
    """Until when a household may say yes to whoever drives to it; of a run that is told too late for that, half of what is left."""
    return max(begins - ANSWER_BEFORE, now + (begins - now) / 2)
