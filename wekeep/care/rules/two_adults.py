"""When two grown-ups have to be in the car, as the network decided for all of its rides; by hand it may be asked for more often, never less.

No law of Minnesota asks for it of neighbours who drive; organisations that work with children mostly do, as the Scouts' "two-deep leadership".
"""

from enum import StrEnum


class TwoAdults(StrEnum):
    """Where it is needed: where whoever makes the trip asks for it, or also wherever a child rides without a grown-up of its own."""

    ASKED = "asked"
    CHILDREN = "children"


def needs_two(rule: TwoAdults, *, is_asked: bool, children: int, own_adults: int) -> bool:
    """Whether this ride needs a second grown-up beside the driver; `own_adults` of the household ride along."""
    return is_asked or (rule is TwoAdults.CHILDREN and children > 0 and own_adults == 0)
