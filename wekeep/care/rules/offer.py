"""What becomes of asking one member for one request."""

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
