"""What the keeper says of sending: whether it is stopped, the brake, and the public list of what was signed."""

from wekeep.kit.errors import Refused
from wekeep.kit.keeper_messages import Ask, AskBrake, BrakeIs, SentAfter, SentAre, State
from wekeep.vault import keeper


def keeper_stops() -> bool | None:
    """Whether the keeper opens nothing to be sent with because sending was stopped; None while it is away."""
    try:
        return keeper.ask(Ask(), State).stopped
    except Refused:
        return None


def takes_two() -> bool:
    """Whether starting again takes two persons here, as it does for good once two stewards had keys. While the keeper is
    away nobody starts anything, and then it does."""
    try:
        return keeper.ask(Ask(), State).settled
    except Refused:
        return True


def brake() -> BrakeIs:
    """The limits and what the network is used to. Refused while the keeper is away or sealed."""
    return keeper.ask(AskBrake(), BrakeIs)


def sent_after(number: int) -> SentAre:
    """Lines of the public list, and its signed head. Refused while the keeper is away or sealed."""
    return keeper.ask(SentAfter(number), SentAre)
