"""Ways back of which the way there did not work, or of which nobody says how it went: what is known of whether they are still needed, and by when it has to be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wekeep.care.rules.trip import TO_PLAN, Purpose, TripState, Way

# So long before a way back begins it has to be known whether it is needed: its driver may set out from then on.
KNOWN_BEFORE = timedelta(hours=2)


class StillRides(StrEnum):
    """What is known of it. While it is asked, and nobody answers, it is driven: to go in vain costs an hour, to leave somebody there costs
    more."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Half:
    """One way as this asks of it. `place`: where it goes or comes from; `back_of`: the key of its way there, where they are bound;
    `about` the key of the request. `is_new`: nobody has asked of it. `is_unheard`: it should be over, and nobody has said anything of it."""

    key: int
    about: int
    place: int
    way: Way
    purpose: Purpose
    state: TripState
    back_of: int | None
    is_new: bool = True
    is_unheard: bool = False


def left_open(there: Half, others: Iterable[Half]) -> Iterator[Half]:
    """Of the ways of one day those of which somebody has to ask, because this way there has failed or nobody says how it went: the way back that is
    bound to it, and those that nothing is bound to, of the same request from the same place. None of what is in a car, over or asked already."""
    is_open = there.state is TripState.FAILED or (there.is_unheard and there.state is TripState.PLANNED)
    if not is_open or there.way is not Way.FROM_HOME or there.purpose is Purpose.DELIVERY:
        return
    for one in others:
        is_back = one.back_of == there.key or (one.back_of is None and one.about == there.about)
        if is_back and one.way is Way.TO_HOME and one.place == there.place and one.state in TO_PLAN and one.is_new:
            yield one


def known_by(begins: datetime, now: datetime) -> datetime:
    """By when somebody has to have answered, of a way back that begins then; of one that begins sooner, half of what is left, and at
    once where nothing is."""
    return max(begins - KNOWN_BEFORE, now + max(begins - now, timedelta()) / 2)
