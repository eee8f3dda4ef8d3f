"""The secrets of members' apps for six-digit codes: drawn, opened and checked by the keeper alone."""

from wekeep.kit.keeper_messages import CheckFactor, Count, DrawFactor, Factor
from wekeep.vault import keeper


def draw_factor(*, member: str) -> Factor:
    """A fresh secret: to be shown once, and kept only as it is sealed. Refused where the keeper is away or sealed."""
    return keeper.ask(DrawFactor(member), Factor)


def check_factor(*, member: str, sealed: bytes, digits: str, session: str = "") -> bool:
    """Whether these six digits are the member's now and were never used. Refused after five wrong ones in 15 minutes that
    came with the member's words, or that came in this `session` (any mark of it), or after ten in all their sessions;
    and where the keeper is away or sealed."""
    return keeper.ask(CheckFactor(member, sealed, digits, session), Count).number == 1
