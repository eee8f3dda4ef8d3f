"""Who opened what belongs to nobody, as the keeper has it: neither a page nor a table can take it out of there."""

from collections.abc import Iterator

from wekeep.kit.keeper_messages import Touch, Touches, TouchesAre
from wekeep.vault import keeper


def all_touches() -> Iterator[Touch]:
    """Every look of the last 45 days, oldest first. Refused where the keeper is away or sealed."""
    last = 0
    while page := keeper.ask(Touches("", last), TouchesAre).touches:
        yield from page
        last = page[-1].number


def seen_by(member: str) -> int:
    """Up to which number this member said that they have seen them."""
    return keeper.ask(Touches(member), TouchesAre).seen
