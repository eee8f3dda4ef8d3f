"""What looks like a slip of the finger in an amount. It asks, and never forbids: some rents are unusual."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import median
from typing import Final


class Doubt(StrEnum):
    """What to look at again."""

    CENTS_FOR_DOLLARS = "cents_for_dollars"
    TEN_TIMES = "ten_times"
    A_TENTH = "a_tenth"
    MORE_THAN_ASKED = "more_than_asked"
    UNUSUAL_HERE = "unusual_here"
    ROUND_MONTHS = "round_months"
    MORE_THAN_EVER = "more_than_ever"
    SAME_AGAIN = "same_again"


# Fewer rents than this say nothing of what is usual in an area.
FEWEST_TO_COMPARE: Final = 8
# A gift beyond so many times the largest that came before is looked at again, once so many came.
FEWEST_GIFTS: Final = 3
MANY_TIMES: Final = 10
# Beyond so many times the middle, or under one of so many, an amount is unusual; half of all rents lie far within.
FAR: Final = 3


def doubts(*, cents: int, monthly: int, months: int, asked: int, usual: Sequence[int]) -> list[Doubt]:
    """What is odd about `cents` for `months` at `monthly` each, of which `asked` was asked; `usual` are monthly rents of
    the same area. All in cents; a 0 is not known."""
    expected = monthly * max(months, 1)
    found = []
    if expected and cents >= 50 * expected:
        found.append(Doubt.CENTS_FOR_DOLLARS)
    elif expected and cents >= 5 * expected:
        found.append(Doubt.TEN_TIMES)
    if expected and 0 < cents * 10 <= expected:
        found.append(Doubt.A_TENTH)
    if asked and cents > asked and not found:
        found.append(Doubt.MORE_THAN_ASKED)
    if _is_unusual(monthly or cents // max(months, 1), usual):
        found.append(Doubt.UNUSUAL_HERE)
    if months > 1 and monthly and cents == monthly:
        found.append(Doubt.ROUND_MONTHS)
    return found


def _is_unusual(monthly: int, usual: Sequence[int]) -> bool:
    if not monthly or len(usual) < FEWEST_TO_COMPARE:
        return False
    middle = median(usual)
    return monthly > FAR * middle or monthly * FAR < middle


def gift_doubts(*, cents: int, before: Sequence[int]) -> list[Doubt]:
    """What is odd about a gift, beside those that the fund had `before`; all in cents."""
    is_odd = len(before) >= FEWEST_GIFTS and cents >= MANY_TIMES * max(before)
    return [Doubt.MORE_THAN_EVER] if is_odd else []
